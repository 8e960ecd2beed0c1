// Files of this machine, written in one step each: temporary file, flush, rename over what the path really leads to.

import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import {
	access,
	chmod,
	chown,
	lstat,
	mkdir,
	open,
	readdir,
	readFile,
	readlink,
	realpath,
	rename,
	rm,
	rmdir,
	stat,
	unlink,
} from 'node:fs/promises';
import path from 'node:path';
import {append, readFrom} from './node-appending.ts';
import {refuseForeignLinks} from './foreign-links.ts';
import {lock} from './node-lock.ts';
import type {FileFacts, Files} from './ports.ts';

/** The files port of a real run. */
export function nodeFiles(): Files {
	return {read, stat: facts, resolve, isWritable, list, makeFolder, writeAtomic, append, readFrom, remove, removeEmptyFolder, lock};
}

async function read(file: string): Promise<Uint8Array | undefined> {
	const content = await orUndefined(readFile(file));
	return content === undefined ? undefined : new Uint8Array(content);
}

async function facts(file: string): Promise<FileFacts | undefined> {
	const found = await orUndefined(stat(file));
	if (found === undefined) {
		return undefined;
	}

	const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
	return {kind, mode: found.mode & 0o7777, size: found.size};
}

/** `realpath` that also answers for paths that do not exist yet and for links that lead nowhere. */
async function resolve(file: string, links = 0): Promise<string> {
	const whole = await orUndefined(realpath(file));
	if (whole !== undefined) {
		return whole;
	}

	const folder = path.dirname(path.resolve(file));
	if (folder === path.resolve(file)) {
		return folder;
	}

	const here = path.join(await resolve(folder, links), path.basename(file));
	const link = await orUndefined(lstat(here));
	if (link === undefined || !link.isSymbolicLink()) {
		return here;
	}

	if (links > 40) {
		throw Object.assign(new Error(`ELOOP: too many symbolic links, '${file}'`), {code: 'ELOOP'});
	}

	return resolve(path.resolve(path.dirname(here), await readlink(here)), links + 1);
}

/** A file without any write bit counts as read-only even for root: somebody, or some tool, meant it so. */
async function isWritable(file: string): Promise<boolean> {
	const isLedAstray = await refuseForeignLinks(file).then(
		() => false,
		() => true,
	);
	const target = await resolve(file);
	const found = await orUndefined(stat(target));
	if (isLedAstray || (found !== undefined && ((found.mode & 0o222) === 0 || !(await isAllowed(target))))) {
		return false;
	}

	// The folder too: replacing a file in one step needs a temporary file beside it.
	let folder = path.dirname(target);
	while ((await orUndefined(stat(folder))) === undefined && path.dirname(folder) !== folder) {
		folder = path.dirname(folder);
	}

	return isAllowed(folder);
}

async function isAllowed(target: string): Promise<boolean> {
	try {
		await access(target, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

async function list(folder: string): Promise<readonly string[]> {
	const names = await orUndefined(readdir(folder));
	return names?.toSorted() ?? [];
}

/** Never writable for others, whatever the umask: shells read what lies in such folders. */
async function makeFolder(folder: string, mode = 0o755): Promise<void> {
	await mkdir(folder, {recursive: true, mode});
}

async function writeAtomic(file: string, content: Uint8Array, mode: number): Promise<void> {
	await refuseForeignLinks(file);
	const target = await resolve(file);
	const folder = path.dirname(target);
	const temporary = path.join(folder, `.onboard-${randomBytes(8).toString('hex')}.tmp`);
	const old = await orUndefined(stat(target));
	try {
		// Closed to others until it is complete; the wanted mode is set on the finished file, past the umask.
		const handle = await open(temporary, 'wx', 0o600);
		try {
			await handle.writeFile(content);
			await handle.chmod(mode);
			await handle.sync();
		} finally {
			await handle.close();
		}

		await keepOwner(temporary, old, mode);
		await replace(temporary, target);
	} catch (error) {
		await rm(temporary, {force: true});
		throw error;
	}

	await flushFolder(folder);
}

/** Under sudo, a rename would hand the person's file to root. */
async function keepOwner(temporary: string, old: {uid: number; gid: number} | undefined, mode: number): Promise<void> {
	if (old === undefined || process.platform === 'win32') {
		return;
	}

	const made = await stat(temporary);
	if (made.uid === old.uid && made.gid === old.gid) {
		return;
	}

	try {
		await chown(temporary, old.uid, old.gid);
		await chmod(temporary, mode);
	} catch {
		// Not allowed to give files away: the content matters more than the owner.
	}
}

/** Windows refuses a rename for a moment while a virus scanner or an editor holds the file. */
async function replace(temporary: string, target: string): Promise<void> {
	for (let attempt = 0; ; attempt++) {
		try {
			await rename(temporary, target);
			return;
		} catch (error) {
			const code = codeOf(error);
			if (process.platform !== 'win32' || attempt === 5 || !['EPERM', 'EACCES', 'EBUSY'].includes(code)) {
				throw error;
			}

			await new Promise(done => setTimeout(done, 20 * 2 ** attempt));
		}
	}
}

/** Best effort: not every file system can flush a folder, and the rename itself is already whole. */
async function flushFolder(folder: string): Promise<void> {
	try {
		const handle = await open(folder, 'r');
		try {
			await handle.sync();
		} finally {
			await handle.close();
		}
	} catch {
		// Nothing to do.
	}
}

async function remove(file: string): Promise<void> {
	await orUndefined(unlink(file));
}

async function removeEmptyFolder(folder: string): Promise<void> {
	try {
		await rmdir(folder);
	} catch (error) {
		if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) {
			throw error;
		}
	}
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
	try {
		return await promise;
	} catch (error) {
		if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
			return undefined;
		}

		throw error;
	}
}

function codeOf(error: unknown): string {
	return String((error as {code?: unknown}).code);
}
