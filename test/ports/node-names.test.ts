// Look-ups for sockets and for connections: families, answers without an address, one question per name.

import {describe, expect, test} from 'vitest';
import {once, socketLookup, systemNames} from '../../src/ports/node-names.ts';

const addresses = ['fd00:20::17', '10.20.4.17'];

async function asSocket(found: readonly string[], options: {readonly all?: boolean; readonly family?: number}): Promise<unknown> {
	return new Promise((resolve, reject) => {
		socketLookup(async () => found)('host.example', options, (error, address, family) => {
			if (error === null) {
				resolve(family === undefined ? address : [address, family]);
			} else {
				reject(error);
			}
		});
	});
}

describe('for sockets', () => {
	test('all addresses, or the first', async () => {
		expect(await asSocket(addresses, {all: true})).toEqual([
			{address: 'fd00:20::17', family: 6},
			{address: '10.20.4.17', family: 4},
		]);
		expect(await asSocket(addresses, {})).toEqual(['fd00:20::17', 6]);
	});

	test('of one family only', async () => {
		expect(await asSocket(addresses, {family: 4})).toEqual(['10.20.4.17', 4]);
	});

	test('none is the error of the system', async () => {
		await expect(asSocket([], {all: true})).rejects.toMatchObject({code: 'ENOTFOUND'});
	});
});

test('a name is asked for once, and again after a failure', async () => {
	let asked = 0;
	const find = once(async () => {
		asked += 1;
		if (asked === 1) {
			throw new Error('not yet');
		}

		return addresses;
	});
	await expect(find('host.example')).rejects.toThrow('not yet');
	await find('host.example');
	expect(await find('host.example')).toEqual(addresses);
	expect(asked).toBe(2);
});

test('an abort ends the wait', async () => {
	const names = systemNames();
	await expect(names.lookup('localhost', {signal: AbortSignal.abort(new Error('enough'))})).rejects.toThrow('enough');
});
