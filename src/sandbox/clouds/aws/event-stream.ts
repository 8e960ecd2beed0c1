// Encodes `application/vnd.amazon.eventstream` messages, the framing of Bedrock's streamed answers.
// Source: AWS documentation "Event stream encoding" (read 2026-11-22).

import {crc32} from 'node:zlib';

/**
 * Encodes one message: total length, header length, prelude CRC32, headers, payload, CRC32.
 *
 * @param headers - Text headers, for example `{':message-type': 'event'}`.
 */
export function encodeMessage(headers: Readonly<Record<string, string>>, payload: Uint8Array): Uint8Array {
	const head = Buffer.concat(Object.entries(headers).map(([name, value]) => encodeHeader(name, value)));
	const total = 16 + head.length + payload.length;
	const prelude = Buffer.alloc(8);
	prelude.writeUInt32BE(total, 0);
	prelude.writeUInt32BE(head.length, 4);
	const signed = Buffer.concat([prelude, checksum(prelude), head, payload]);
	return Buffer.concat([signed, checksum(signed)]);
}

/** A `chunk` event that carries one event of the model's own stream. */
export function chunkEvent(event: unknown): Uint8Array {
	const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
	return encodeMessage(
		{':event-type': 'chunk', ':content-type': 'application/json', ':message-type': 'event'},
		Buffer.from(JSON.stringify({bytes, p: 'abcdefghijkl'})),
	);
}

/** An exception in the middle of a stream; `type` as on the wire, for example `throttlingException`. */
export function exceptionEvent(type: string, message: string): Uint8Array {
	return encodeMessage(
		{':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception'},
		Buffer.from(JSON.stringify({message})),
	);
}

function encodeHeader(name: string, value: string): Uint8Array {
	const nameBytes = Buffer.from(name);
	const valueBytes = Buffer.from(value);
	const length = Buffer.alloc(2);
	length.writeUInt16BE(valueBytes.length);
	const stringType = 7;
	return Buffer.concat([Buffer.from([nameBytes.length]), nameBytes, Buffer.from([stringType]), length, valueBytes]);
}

function checksum(bytes: Uint8Array): Uint8Array {
	const result = Buffer.alloc(4);
	result.writeUInt32BE(crc32(bytes));
	return result;
}
