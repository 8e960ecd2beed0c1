// A lock between processes as a file: who holds it stands in it, so that a lock of a dead process can be told and taken over.

import {randomBytes} from 'node:crypto';
import {open, readFile, rename, rm, stat, writeFile} from 'node:fs/promises';
import os from 'node:os';
import process from 'node:process';

/** A lock on another machine (shared home folder), or one whose process id was given to somebody else, is stale after this many milliseconds. */
const staleAfterMs = 120_000;

/** Far longer than the moment between looking at a lock and replacing it, in milliseconds. */
const settleMs = 20;

type Holder = {readonly process: number; readonly host: string; readonly token: string};

/** See `Files.lock`. */
export async function lock(file: string): Promise<(() => Promise<void>) | undefined> {
	const mine: Holder = {process: process.pid, host: os.hostname(), token: randomBytes(8).toString('hex')};
	if (!(await create(file, mine)) && !(await takeOver(file, mine))) {
		return undefined;
	}

	return async () => {
		if ((await holderOf(file))?.token === mine.token) {
			await rm(file, {force: true});
		}
	};
}

async function create(file: string, holder: Holder): Promise<boolean> {
	let handle;
	try {
		handle = await open(file, 'wx', 0o600);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			return false;
		}

		throw error;
	}

	try {
		await handle.writeFile(JSON.stringify(holder));
		return true;
	} catch (error) {
		// On a full disk: a lock without a name would keep everybody waiting.
		await rm(file, {force: true});
		throw error;
	} finally {
		await handle.close();
	}
}

/**
 * Replaces a stale lock. Of several processes that see the same stale lock only the one that creates the file named after
 * that lock's token may replace it, and it looks again first: a late comer finds the new holder.
 */
async function takeOver(file: string, mine: Holder): Promise<boolean> {
	const old = await holderOf(file);
	if (old === undefined || !(await isStale(file, old))) {
		return false;
	}

	const right = `${file}.${old.token}`;
	if (!(await create(right, mine))) {
		// Killed while it took over: its right to do so is gone as well.
		const other = await holderOf(right);
		if (other !== undefined && (await isStale(right, other))) {
			await rm(right, {force: true});
		}

		return false;
	}

	try {
		if ((await holderOf(file))?.token !== old.token) {
			return false;
		}

		const temporary = `${right}.${mine.token}`;
		await writeFile(temporary, JSON.stringify(mine), {mode: 0o600});
		await rename(temporary, file);
		// Should another one, after two crashes, have come as far at the same moment, then the later rename holds.
		await new Promise(done => setTimeout(done, settleMs));
		return (await holderOf(file))?.token === mine.token;
	} finally {
		await rm(right, {force: true});
	}
}

async function holderOf(file: string): Promise<Holder | undefined> {
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch {
		return undefined;
	}

	try {
		return JSON.parse(text) as Holder;
	} catch {
		// Killed before its name was complete: nobody that could be asked, only the file's age tells.
		return {process: 0, host: '', token: 'unnamed'};
	}
}

async function isStale(file: string, holder: Holder): Promise<boolean> {
	if (holder.host === os.hostname() && !isAlive(holder.process)) {
		return true;
	}

	return isOlderThan(file, holder.host === '' ? 1000 : staleAfterMs);
}

function isAlive(id: number): boolean {
	try {
		process.kill(id, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

async function isOlderThan(file: string, milliseconds: number): Promise<boolean> {
	try {
		return Date.now() - (await stat(file)).mtimeMs > milliseconds;
	} catch {
		return false;
	}
}
