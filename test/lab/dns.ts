// A tiny name server for the lab: answers A questions from a table, "no such name" for the rest (RFC 1035).

import {createSocket, type Socket} from 'node:dgram';

export type NameTable = {
	readonly names: Readonly<Record<string, readonly string[]>>;
	/** Names that do not exist, whatever `others` says. */
	readonly missing?: readonly string[];
	/** Names below these suffixes that are not in the table get this address. */
	readonly others?: {readonly suffixes: readonly string[]; readonly address: string};
};

/** Addresses of a name; undefined when it does not exist. */
export function answerFor(name: string, table: NameTable): readonly string[] | undefined {
	const {others} = table;
	if (table.missing?.includes(name) === true) {
		return undefined;
	}

	const known = table.names[name];
	return known ?? (others?.suffixes.some(suffix => name === suffix || name.endsWith(`.${suffix}`)) === true ? [others.address] : undefined);
}

/** Starts the server on UDP port 53 of an address. */
export async function startDns(address: string, table: NameTable): Promise<Socket> {
	const socket = createSocket('udp4');
	socket.on('message', (message, from) => {
		const reply = replyTo(message, table);
		if (reply !== undefined) {
			socket.send(reply, from.port, from.address);
		}
	});
	await new Promise<void>((resolve, reject) => {
		socket.once('error', reject);
		socket.bind(53, address, resolve);
	});
	return socket;
}

/** Pure. The reply to one question; undefined for what is no question. */
export function replyTo(message: Buffer, table: NameTable): Buffer | undefined {
	if (message.length < 17 || message.readUInt16BE(4) !== 1) {
		return undefined;
	}

	const labels: string[] = [];
	let at = 12;
	for (let length = message[at] ?? 0; length !== 0; length = message[at] ?? 0) {
		labels.push(message.toString('latin1', at + 1, at + 1 + length));
		at += length + 1;
	}

	const question = message.subarray(12, at + 5);
	const isA = message.readUInt16BE(at + 1) === 1;
	const addresses = answerFor(labels.join('.').toLowerCase(), table);
	const records = isA ? (addresses ?? []).map(address => record(address)) : [];
	const header = Buffer.alloc(12);
	header.writeUInt16BE(message.readUInt16BE(0), 0);
	// Response, recursion desired and available; 3 is "no such name".
	header.writeUInt16BE(0x8180 | (addresses === undefined ? 3 : 0), 2);
	header.writeUInt16BE(1, 4);
	header.writeUInt16BE(records.length, 6);
	return Buffer.concat([header, question, ...records]);
}

function record(address: string): Buffer {
	// Pointer to the question's name, type A, class IN, 1 s to live, four bytes of address.
	return Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)]);
}
