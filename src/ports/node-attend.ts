// Programs that a person uses in this very terminal: keyboard and screen are theirs until they end.

import {spawn} from 'node:child_process';
import process from 'node:process';
import {setImmediate as nextTurn, setTimeout as pause} from 'node:timers/promises';
import type {AttendOptions, Environment, ProcessResult} from './ports.ts';

/** How long keys that nobody read are waited for, so that they can be thrown away. */
const settleMs = 30;

/**
 * Runs a program on this process's own terminal.
 *
 * @returns Its exit code, undefined when a signal ended it; its errors when they were asked for.
 * @throws The system's error when it cannot be started; the signal's reason when aborted.
 */
export async function attend(
	program: string,
	parameters: readonly string[],
	{env, folder, signal, keepsErrors = false}: AttendOptions & {readonly env: Environment; readonly folder: string},
): Promise<ProcessResult> {
	signal?.throwIfAborted();
	const takeBackKeys = await letGoOfKeys();
	const takeBackInterrupts = letGoOfInterrupts();
	try {
		return await new Promise((resolve, reject) => {
			// In this process's own group: only the group in the foreground may read from the terminal.
			const child = spawn(program, [...parameters], {
				env: {...env},
				cwd: folder,
				stdio: ['inherit', 'inherit', keepsErrors ? 'pipe' : 'inherit'],
			});
			const errors: Uint8Array[] = [];
			const end = () => {
				child.kill('SIGTERM');
			};

			signal?.addEventListener('abort', end, {once: true});
			child.stderr?.on('data', (part: Uint8Array) => {
				errors.push(part);
				process.stderr.write(part);
			});
			child.on('error', reject);
			child.on('close', code => {
				signal?.removeEventListener('abort', end);
				if (signal?.aborted === true) {
					reject(signal.reason as Error);
				} else {
					resolve({code: code ?? undefined, stdout: '', stderr: Buffer.concat(errors).toString('utf8')});
				}
			});
		});
	} finally {
		await takeBackKeys();
		// Only now: the Ctrl+C that ended the program may reach this process after the news of its end.
		takeBackInterrupts();
	}
}

/**
 * Stops reading from the terminal; what a stream has asked for it would take from the program.
 *
 * A stream that was read with `readable` listeners pauses only once Node has noticed that they are gone, a turn later (Node 20 to 24,
 * lib/internal/streams/readable.js).
 */
async function letGoOfKeys(): Promise<() => Promise<void>> {
	const {stdin} = process;
	await nextTurn();
	const wasFlowing = stdin.readableFlowing === true;
	stdin.pause();
	await nextTurn();
	return async () => {
		if (stdin.isTTY) {
			await throwAwayKeys(stdin);
		}

		if (wasFlowing) {
			stdin.resume();
		}
	};
}

/** Keys pressed while the program ran and read by nobody would answer questions that were not on the screen yet. */
async function throwAwayKeys(stdin: NodeJS.ReadStream): Promise<void> {
	const ignore = (): void => {
		// Thrown away.
	};

	const wasRaw = stdin.isRaw;
	const listeners = stdin.rawListeners('data') as unknown as ReadonlyArray<(part: Uint8Array) => void>;
	stdin.removeAllListeners('data');
	stdin.setRawMode(true);
	stdin.on('data', ignore);
	stdin.resume();
	await pause(settleMs);
	stdin.pause();
	stdin.off('data', ignore);
	stdin.setRawMode(wasRaw);
	for (const listener of listeners) {
		stdin.on('data', listener);
	}

	stdin.pause();
	await nextTurn();
}

/** While the program has the terminal, Ctrl+C is its own: the terminal sends it to both. */
function letGoOfInterrupts(): () => void {
	const listeners = process.rawListeners('SIGINT') as unknown as ReadonlyArray<NodeJS.SignalsListener>;
	const ignore = (): void => {
		// The program's to answer.
	};

	process.removeAllListeners('SIGINT');
	process.on('SIGINT', ignore);
	return () => {
		for (const listener of listeners) {
			process.on('SIGINT', listener);
		}

		process.off('SIGINT', ignore);
	};
}
