// Lines of input for the plain mode: the next line when somebody types it, and a clear end when input closes.

import {createInterface} from 'node:readline';
import {Cancelled, UserError} from '../core/errors.ts';

export type LineReader = {
	/**
	 * The next typed line.
	 *
	 * @throws UserError when input has closed, Cancelled when the run is stopped.
	 */
	next(signal: AbortSignal): Promise<string>;
	/** Puts a line back, to be the next one. */
	unread(line: string): void;
	close(): void;
};

const whenKept = 'Run it again to go on from there, or give every answer with --yes and flags.';

/** Reads lines from a stream; lines typed ahead wait their turn. */
export function readLines(input: NodeJS.ReadableStream, next = whenKept): LineReader {
	const reader = createInterface({input, terminal: false});
	const typed: string[] = [];
	const waiting: Array<{resolve(line: string): void; reject(error: Error): void}> = [];
	let isClosed = false;
	reader.on('line', line => {
		const waiter = waiting.shift();
		if (waiter === undefined) {
			typed.push(line);
		} else {
			waiter.resolve(line);
		}
	});
	reader.on('close', () => {
		isClosed = true;
		for (const waiter of waiting.splice(0)) {
			waiter.reject(inputClosed(next));
		}
	});
	return {
		async next(signal) {
			signal.throwIfAborted();
			const line = typed.shift();
			if (line !== undefined) {
				return line;
			}

			if (isClosed) {
				throw inputClosed(next);
			}

			return new Promise<string>((resolve, reject) => {
				const waiter = {resolve, reject};
				waiting.push(waiter);
				signal.addEventListener(
					'abort',
					() => {
						const index = waiting.indexOf(waiter);
						if (index !== -1) {
							waiting.splice(index, 1);
							reject(signal.reason instanceof Error ? signal.reason : new Cancelled('Stopped.'));
						}
					},
					{once: true},
				);
			});
		},
		unread(line) {
			typed.unshift(line);
		},
		close() {
			reader.close();
		},
	};
}

function inputClosed(next: string): UserError {
	return new UserError('Input closed before every question was answered.', next);
}
