// Symbolic links that another user left in a folder that everybody may write to: they lead our writes to where that user wants them.

import {lstat, readlink, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const mostLinks = 40;

/**
 * Refuses a path that leads through such a link. It is the rule by which Linux itself follows links in /tmp (proc(5),
 * protected_symlinks): in a folder that everybody may write to, only our own links and those of the folder's owner count.
 *
 * @throws An error with code `EACCES` that names the link.
 */
export async function refuseForeignLinks(file: string): Promise<void> {
	if (process.getuid !== undefined) {
		await walk(path.resolve(file), process.getuid(), 0);
	}
}

async function walk(file: string, user: number, links: number): Promise<void> {
	const folder = path.dirname(file);
	if (folder === file || links > mostLinks) {
		return;
	}

	await walk(folder, user, links);
	const found = await lstat(file).catch(() => undefined);
	if (found?.isSymbolicLink() !== true) {
		return;
	}

	const around = await stat(folder);
	if ((around.mode & 0o002) !== 0 && found.uid !== user && found.uid !== around.uid) {
		throw Object.assign(new Error(`EACCES: another user's symbolic link in a folder that everybody may write to, '${file}'`), {
			code: 'EACCES',
		});
	}

	await walk(path.resolve(folder, await readlink(file)), user, links + 1);
}
