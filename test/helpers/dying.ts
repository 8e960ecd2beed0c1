// Makes this process kill itself at a given file operation, also in the middle of a write. Import it before anything that uses files.

import fs from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';

type Operations = Record<string, (...given: unknown[]) => Promise<unknown>>;

/**
 * Watches every file operation from now on.
 *
 * @param dieAt - Operation to die at, from 0; -1 to live.
 * @returns How many there were so far.
 */
export function watchFiles(dieAt: number): () => number {
	let steps = 0;
	const step = (): void => {
		if (steps++ === dieAt) {
			process.kill(process.pid, 'SIGKILL');
		}
	};

	const watched = (handle: FileHandle): FileHandle => {
		for (const name of ['writeFile', 'appendFile'] as const) {
			const write = handle[name].bind(handle);
			handle[name] = async content => {
				const whole = Buffer.from(content as Uint8Array);
				await write(whole.subarray(0, whole.length >> 1));
				step();
				await write(whole.subarray(whole.length >> 1));
			};
		}

		return handle;
	};

	const operations = fs as unknown as Operations;
	for (const name of ['open', 'rename', 'chmod', 'chown', 'unlink', 'rm', 'rmdir', 'mkdir', 'writeFile']) {
		const real = operations[name]?.bind(fs);
		operations[name] = async (...given) => {
			step();
			const result = await real?.(...given);
			return name === 'open' ? watched(result as FileHandle) : result;
		};
	}

	syncBuiltinESMExports();
	return () => steps;
}
