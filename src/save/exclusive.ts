// One save or undo at a time on this machine, and nothing left lying about by one that was killed.

import path from 'node:path';
import {UserError} from '../core/errors.ts';
import {stateFolder, temporaryName} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {receiptsFolder} from './receipt.ts';

/** How long to wait for another run, in milliseconds; a save takes far less than a second. */
const patienceMs = 10_000;

/**
 * Runs `work` while no other run saves or undoes.
 *
 * @throws UserError (exit 3) when the state folder cannot be written, or another run does not come to its end.
 */
export async function exclusively<T>(ports: Ports, work: () => Promise<T>): Promise<T> {
	const folder = stateFolder(ports);
	const {clock} = ports;
	let release: (() => Promise<void>) | undefined;
	try {
		const startedAt = clock.elapsed();
		release = await take(ports);
		while (release === undefined && clock.elapsed() - startedAt < patienceMs) {
			await clock.sleep(50);
			release = await take(ports);
		}
	} catch (error) {
		throw unwritable(folder, error);
	}

	if (release === undefined) {
		throw new UserError('Another onboard is saving right now', 'Wait for it to finish, or end it, and try again.', 3);
	}

	try {
		// What takers of a stale lock left when they were killed in their turn; whoever holds the lock may clear it away.
		for (const name of (await ports.files.list(folder)).filter(candidate => candidate.startsWith('lock.'))) {
			await ports.files.remove(path.join(folder, name));
		}

		return await work();
	} finally {
		await release();
	}
}

async function take(ports: Ports): Promise<(() => Promise<void>) | undefined> {
	try {
		await ports.files.makeFolder(receiptsFolder(ports), 0o700);
		return await ports.files.lock(path.join(stateFolder(ports), 'lock'));
	} catch (error) {
		// An undo that just finished may have taken the empty folder away again.
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

/** Folders on the way to `file` that do not exist yet, outermost first. */
export async function missingFolders(file: string, {files}: Ports): Promise<readonly string[]> {
	const missing: string[] = [];
	for (
		let folder = path.dirname(file);
		(await files.stat(folder)) === undefined && path.dirname(folder) !== folder;
		folder = path.dirname(folder)
	) {
		missing.unshift(folder);
	}

	return missing;
}

/** Removes temporary files that a killed run left beside the files it wrote. */
export async function sweep(folders: readonly string[], {files}: Ports): Promise<void> {
	for (const folder of new Set(folders)) {
		const names = await files.list(folder).catch(() => []);
		for (const name of names.filter(candidate => temporaryName.test(candidate))) {
			await files.remove(path.join(folder, name)).catch(() => undefined);
		}
	}
}

/** The system's refusal to write, as something the person can act on. */
export function unwritable(file: string, error: unknown): UserError {
	const code = String((error as NodeJS.ErrnoException).code);
	const reasons: Readonly<Record<string, string>> = {
		EACCES: 'your user may not write there',
		EPERM: 'your user may not write there',
		EROFS: 'the file system is read-only',
		ENOSPC: 'the disk is full',
		EDQUOT: 'your disk quota is used up',
		ENOTDIR: 'something on the way to it is not a folder',
		EISDIR: 'a folder has its name',
		EBUSY: 'it is mounted or held by another program',
		EEXIST: 'something on the way to it is not a folder',
	};
	const cause = error instanceof UserError ? error.message : (reasons[code] ?? `the system answered ${code}`);
	return new UserError(
		`${file} cannot be written: ${cause}`,
		`Make it writable for your user and try again, or choose another home with --home.`,
		3,
	);
}
