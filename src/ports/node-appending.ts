// Files that only grow: adding at the end so that it survives a power cut, and reading on from where one stopped.

import {open} from 'node:fs/promises';
import {refuseForeignLinks} from './foreign-links.ts';

/** See `Files.append`. */
export async function append(file: string, content: Uint8Array, mode: number): Promise<void> {
	await refuseForeignLinks(file);
	const handle = await open(file, 'a+', mode);
	try {
		const {size} = await handle.stat();
		const last = new Uint8Array(1);
		if (size > 0) {
			await handle.read(last, 0, 1, size - 1);
		}

		// Somebody was killed in the middle of a line: what follows starts a new one.
		const isTorn = size > 0 && last[0] !== 0x0a;
		await handle.appendFile(isTorn ? new Uint8Array([0x0a, ...content]) : content);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** See `Files.readFrom`. */
export async function readFrom(file: string, offset: number): Promise<Uint8Array> {
	let handle;
	try {
		handle = await open(file, 'r');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return new Uint8Array();
		}

		throw error;
	}

	try {
		const {size} = await handle.stat();
		const content = new Uint8Array(Math.max(0, size - offset));
		let filled = 0;
		while (filled < content.length) {
			const {bytesRead} = await handle.read(content, filled, content.length - filled, offset + filled);
			if (bytesRead === 0) {
				break;
			}

			filled += bytesRead;
		}

		return content.subarray(0, filled);
	} finally {
		await handle.close();
	}
}
