// The probes: bounded, never throwing for what the network does, and keeping only what tells who answered.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {attempt} from '../../src/probes/bounded.ts';
import {lookUp} from '../../src/probes/dns.ts';
import {call, isPage} from '../../src/probes/http.ts';
import {connectAll} from '../../src/probes/tcp.ts';
import {shakeHands} from '../../src/probes/tls.ts';
import {fakeNetwork, fakePorts, type Log, type Table} from '../checks/fake-ports.ts';

const {clock} = fakePorts(fakeNetwork({names: {}}));
const bounds = (limitMs = 1000, signal = new AbortController().signal) => ({clock, limitMs, signal});
const never = async () => new Promise<never>(() => {});

describe('attempt', () => {
	test('ends at the limit even when the work ignores its signal', async () => {
		expect(await attempt(bounds(), never)).toMatchObject({error: 'ETIMEDOUT'});
	});

	test('tells the work about the limit', async () => {
		let isTold = false;
		await attempt(bounds(), async signal => {
			signal.addEventListener('abort', () => {
				isTold = true;
			});
			return never();
		});
		expect(isTold).toBe(true);
	});

	test('throws the reason when aborted from outside', async () => {
		const stop = new AbortController();
		const waiting = attempt(bounds(100_000, stop.signal), never);
		stop.abort(new Error('The person left.'));
		await expect(waiting).rejects.toThrow('The person left.');
	});

	test('names what failed', async () => {
		expect(
			await attempt(bounds(), async () => {
				throw Object.assign(new Error('x'), {code: 'EPROXY', status: 407});
			}),
		).toMatchObject({error: 'EPROXY', status: 407});
		expect(
			await attempt(bounds(), async () => {
				throw new TypeError('x');
			}),
		).toMatchObject({error: 'TypeError'});
	});
});

describe('lookUp', () => {
	test('an address needs no resolver', async () => {
		const log: Log = [];
		expect((await lookUp('10.20.4.17', fakeNetwork({names: {}}, log), bounds())).addresses).toEqual(['10.20.4.17']);
		expect(log).toEqual([]);
	});

	test('keeps the code of a failure, and counts an empty answer as one', async () => {
		const network = fakeNetwork({names: {'a.example': 'EAI_AGAIN', 'b.example': [], 'c.example': ['10.0.0.1', '10.0.0.1']}});
		expect(await lookUp('a.example', network, bounds())).toMatchObject({addresses: [], error: 'EAI_AGAIN'});
		expect(await lookUp('b.example', network, bounds())).toMatchObject({addresses: [], error: 'ENODATA'});
		expect(await lookUp('c.example', network, bounds())).toMatchObject({addresses: ['10.0.0.1']});
	});
});

test('connectAll answers once for every address, in order, whatever happens', async () => {
	const codes = fc.constantFrom(undefined, 'ETIMEDOUT', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EPERM', 'EINVAL');
	await fc.assert(
		fc.asyncProperty(fc.dictionary(fc.ipV4(), codes), async table => {
			const connect = Object.fromEntries(
				Object.entries(table).flatMap(([address, code]) => (code === undefined ? [] : [[address, code] as const])),
			);
			const addresses = Object.keys(table);
			const tries = await connectAll(addresses, 443, fakeNetwork({names: {}, connect}), bounds());
			expect(tries.map(attempted => attempted.address)).toEqual(addresses);
			for (const attempted of tries) {
				expect(attempted.outcome === 'open').toBe(table[attempted.address] === undefined);
				expect(attempted.error).toBe(table[attempted.address]);
			}
		}),
	);
});

describe('shakeHands', () => {
	const target = {host: 'h.example', port: 443, address: '10.0.0.1'};
	const shake = async (table: Partial<Table>, proxy?: string) =>
		shakeHands({...target, proxy}, fakeNetwork({names: {}, ...table}), bounds());

	test('tri-state trust', async () => {
		expect((await shake({})).isTrusted).toBe(true);
		expect((await shake({certificate: {issuer: 'X', isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN'}})).isTrusted).toBe(false);
		expect(await shake({certificate: 'ECONNRESET'})).toMatchObject({isTrusted: undefined, error: 'ECONNRESET'});
	});

	test('a refused tunnel is not a failed handshake', async () => {
		expect(await shake({refuses: 407}, 'http://p:1')).toMatchObject({isTrusted: undefined, refusedBy: 407});
		expect((await shake({certificate: 'ECONNRESET'})).refusedBy).toBeUndefined();
	});

	test('through a proxy no address is claimed', async () => {
		expect((await shake({}, 'http://p:1')).address).toBeUndefined();
		expect((await shake({})).address).toBe('10.0.0.1');
	});

	test('an issuer cannot smuggle escape sequences', async () => {
		expect((await shake({certificate: {issuer: '\u001B[31mEvil\u001B[0m\u0007', isTrusted: false}})).issuer).toBe('Evil');
	});
});

describe('call', () => {
	const send = async (reply: Table['reply']) =>
		call({url: 'https://h.example/x', method: 'POST'}, fakeNetwork({names: {}, ...(reply === undefined ? {} : {reply})}), bounds());

	test('keeps telling headers only, and a short clean body', async () => {
		const facts = await send({
			status: 200,
			headers: {'content-type': 'text/html', 'set-cookie': 'secret=1', location: 'x\u001B[2J'},
			body: `\u001B]0;x\u0007${'a'.repeat(9000)}`,
		});
		expect(facts.headers).toEqual({'content-type': 'text/html', location: 'x'});
		expect(facts.body).toBe('a'.repeat(300));
	});

	test('recognizes pages by type or by their first bytes', async () => {
		expect(isPage(await send({status: 200, body: '  <!DOCTYPE html><p>'}))).toBe(true);
		expect(isPage(await send({status: 404, body: '<UnknownOperationException/>'}))).toBe(false);
		expect(isPage(await send({status: 403, headers: {'content-type': 'application/json'}, body: '{}'}))).toBe(false);
	});

	test('nothing answered is a fact', async () => {
		expect(await send('ECONNRESET')).toMatchObject({status: undefined, error: 'ECONNRESET'});
	});
});
