// Keeps what a server sends within bounds, before a client library takes it into memory.

import {pipeline, Transform, type Readable} from 'node:stream';

/** Most bytes of one answer: the longest lists that are read have some hundred kilobytes. */
const longestAnswer = 8 * 1024 * 1024;

/** Most bytes of one stream: 2048 tokens, more than are ever asked for, have less than one megabyte. */
export const longestStream = 2 * 1024 * 1024;

/** Most bytes of one message of an event stream. The client sets aside as many as the message claims to have, up to 4 GB. */
export const longestMessage = 1024 * 1024;

/** Shortest message of an event stream: two lengths and two checksums (AWS, "Event stream encoding", read 2026-11-22). */
const shortestMessage = 16;

/**
 * The body with an end: beyond the bounds it fails with code `EMSGSIZE`.
 *
 * @param isEventStream - Whether the lengths that its messages claim are looked at, too.
 */
export function boundedBody(body: Readable, isEventStream: boolean): Readable {
	let size = 0;
	const longest = isEventStream ? longestStream : longestAnswer;
	const checkFrames = isEventStream ? frameChecker() : () => true;
	const bounded = new Transform({
		transform(part: Uint8Array, _encoding, done) {
			size += part.length;
			const isGood = size <= longest && checkFrames(part);
			done(isGood ? null : Object.assign(new Error('The answer is longer than any of this service.'), {code: 'EMSGSIZE'}), part);
		},
	});
	// Whoever reads the result is told of a failure; nobody else needs to be.
	pipeline(body, bounded, () => {});
	return bounded;
}

/** Follows the messages from length to length; answers whether all lengths so far are possible ones. */
function frameChecker(): (part: Uint8Array) => boolean {
	let length = 0;
	let read = 0;
	return part => {
		let at = 0;
		while (at < part.length) {
			if (read < 4) {
				length = length * 256 + (part[at] ?? 0);
				read++;
				at++;
				if (read === 4 && (length < shortestMessage || length > longestMessage)) {
					return false;
				}
			} else {
				const step = Math.min(length - read, part.length - at);
				read += step;
				at += step;
				[length, read] = read === length ? [0, 0] : [length, read];
			}
		}

		return true;
	};
}
