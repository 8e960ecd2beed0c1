// Reads a whole body in Bedrock's stream format, for answers that no AWS client fetched: those of an organization's own gateway.

import {crc32} from 'node:zlib';
import {tidy} from './failure.ts';
import {createMessageReader} from '../message-stream.ts';

/** How a streamed message came to its end. */
export type StreamEnd =
	| {readonly state: 'answered'}
	/** The bytes end before the message does. */
	| {readonly state: 'cut'}
	/** What came is no such stream. */
	| {readonly state: 'broken'}
	| {readonly state: 'failed'; readonly name: string; readonly message: string};

type Frame = {readonly headers: ReadonlyMap<string, string>; readonly payload: Buffer};

/**
 * Reads the message in a stream (AWS, "Event stream encoding", read 2026-11-22). Pure; never throws.
 *
 * @param body - The bytes that came, which may be cut off anywhere.
 */
export function readEventStream(body: Uint8Array): StreamEnd {
	const message = createMessageReader();
	let rest = Buffer.from(body.buffer, body.byteOffset, body.length);
	while (rest.length >= 4) {
		const length = rest.readUInt32BE(0);
		if (rest.length < length) {
			return {state: 'cut'};
		}

		const frame = frameIn(rest.subarray(0, length));
		if (frame === undefined) {
			return {state: 'broken'};
		}

		rest = rest.subarray(length);
		const end = endIn(frame, message);
		if (end !== undefined) {
			return end;
		}
	}

	return {state: 'cut'};
}

function endIn({headers, payload}: Frame, message: ReturnType<typeof createMessageReader>): StreamEnd | undefined {
	const kind = headers.get(':message-type');
	const value = parsed(payload);
	if (kind === 'exception' || kind === 'error') {
		const name = headers.get(':exception-type') ?? headers.get(':error-code') ?? 'Unknown';
		const words = textOf(value?.['message']) ?? headers.get(':error-message') ?? 'no reason given';
		return {state: 'failed', name: tidy(name), message: tidy(words)};
	}

	const chunk = headers.get(':event-type') === 'chunk' ? textOf(value?.['bytes']) : undefined;
	const end = chunk === undefined ? undefined : message.take(Buffer.from(chunk, 'base64').toString('utf8'));
	return end?.state === 'failed' ? {state: 'failed', name: tidy(end.type), message: tidy(end.message)} : end;
}

/** One message: lengths, checksum of the lengths, headers, payload, checksum of it all. */
function frameIn(bytes: Buffer): Frame | undefined {
	const end = bytes.length - 4;
	const headersEnd = bytes.length < 16 ? -1 : 12 + bytes.readUInt32BE(4);
	const isSound =
		headersEnd >= 12 &&
		headersEnd <= end &&
		crc32(bytes.subarray(0, 8)) === bytes.readUInt32BE(8) &&
		crc32(bytes.subarray(0, end)) === bytes.readUInt32BE(end);
	const headers = isSound ? headersIn(bytes.subarray(12, headersEnd)) : undefined;
	return headers === undefined ? undefined : {headers, payload: bytes.subarray(headersEnd, end)};
}

/** Bytes of a value by its type; text (7) and bytes (6) say their length themselves. */
const sizes: readonly (number | undefined)[] = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16];

function headersIn(bytes: Buffer): ReadonlyMap<string, string> | undefined {
	const headers = new Map<string, string>();
	let at = 0;
	while (at < bytes.length) {
		const nameEnd = at + 1 + (bytes[at] ?? 0);
		const type = bytes[nameEnd] ?? -1;
		const isLong = type === 6 || type === 7;
		const start = nameEnd + (isLong ? 3 : 1);
		const size = isLong && start <= bytes.length ? bytes.readUInt16BE(nameEnd + 1) : sizes[type];
		if (size === undefined || start + size > bytes.length) {
			return undefined;
		}

		if (type === 7) {
			headers.set(bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', start, start + size));
		}

		at = start + size;
	}

	return headers;
}

function parsed(payload: Buffer): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(payload.toString('utf8'));
		return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
	} catch {
		return undefined;
	}
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
