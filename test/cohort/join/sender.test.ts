import {mkdtemp, readdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Report} from '../../../src/cohort/event.ts';
import {openQueue} from '../../../src/cohort/join/queue.ts';
import {startSender} from '../../../src/cohort/join/sender.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import type {HttpRequest, HttpResponse} from '../../../src/ports/ports.ts';
import {manualClock} from '../../helpers/clock.ts';
import {codeOf} from '../cohort.ts';

const join = {code: codeOf(0), collector: 'https://collector.example'};

function report(number: number): Report {
	return {id: `report-${String(number).padStart(6, '0')}`, at: '2026-11-23T09:00:00.000Z', step: 'network', state: 'at', codes: []};
}

type Behaviour = (
	ids: readonly string[],
) => {readonly status: number; readonly body: string; readonly headers?: Record<string, string>} | 'away';

/** A collector of a test's own making; `asked` resolves at the next request. */
async function open(behaviour: {now: Behaviour}, home?: string) {
	const folder = home ?? (await mkdtemp(path.join(tmpdir(), 'join-')));
	const real = nodePorts({home: folder, env: {HOME: folder}});
	const clock = manualClock();
	const received: string[] = [];
	let asked = () => {};
	const request = async ({body, headers}: HttpRequest): Promise<HttpResponse> => {
		const ids = (JSON.parse(body ?? '') as {readonly events: readonly Report[]}).events.map(({id}) => id);
		expect(headers?.['authorization']).toBe(`Bearer ${join.code}`);
		const answer = behaviour.now(ids);
		setImmediate(() => {
			asked();
		});
		if (answer === 'away') {
			throw Object.assign(new Error('connect ECONNREFUSED'), {code: 'ECONNREFUSED'});
		}

		if (answer.status === 200 && answer.body.includes('accepted')) {
			received.push(...ids);
		}

		return {headers: {}, tookMs: 1, ...answer};
	};
	const queue = await openQueue(join, real);
	const sender = startSender({join, queue, ports: {clock, network: {...real.network, request}}, proxyFor: () => undefined});
	return {
		folder,
		clock,
		queue,
		sender,
		received,
		nextRequest: async () =>
			new Promise<void>(resolve => {
				asked = resolve;
			}),
	};
}

const accepts: Behaviour = ids => ({status: 200, body: `{"accepted":${ids.length},"known":0}`});
const ids = (from: number, to: number) => Array.from({length: to - from}, (_, index) => report(from + index).id);

test('what is reported arrives, in order and in batches', async () => {
	const {queue, sender, received, folder} = await open({now: accepts});
	queue.add(Array.from({length: 120}, (_, index) => report(index)));
	sender.nudge();
	expect(await sender.finish(3000)).toEqual({waiting: 0});
	expect(received).toEqual(ids(0, 120));
	expect((await readdir(folder, {recursive: true})).filter(name => name.endsWith('.json'))).toEqual([]);
});

test('a collector that is away is asked again, and nothing is lost', async () => {
	const behaviour: {now: Behaviour} = {now: () => 'away'};
	const {queue, sender, received, clock, nextRequest} = await open(behaviour);
	let request = nextRequest();
	queue.add([report(1)]);
	sender.nudge();
	await request;
	behaviour.now = () => ({status: 503, body: '{"error":"journal-failed"}', headers: {'retry-after': '2'}});
	request = nextRequest();
	clock.advance(1000);
	await request;
	behaviour.now = accepts;
	queue.add([report(2)]);
	request = nextRequest();
	clock.advance(2000);
	await request;
	expect(await sender.finish(3000)).toEqual({waiting: 0});
	expect(received).toEqual(ids(1, 3));
});

test('the end of a run tries once more at once, then keeps what waits for the next run', async () => {
	const behaviour: {now: Behaviour} = {now: () => 'away'};
	const first = await open(behaviour);
	let request = first.nextRequest();
	first.queue.add([report(1)]);
	first.sender.nudge();
	await request;
	request = first.nextRequest();
	const finishing = first.sender.finish(3000);
	await request;
	first.clock.advance(3000);
	expect(await finishing).toEqual({waiting: 1});
	const second = await open({now: accepts}, first.folder);
	second.queue.add([report(2)]);
	second.sender.nudge();
	expect(await second.sender.finish(3000)).toEqual({waiting: 0});
	expect(second.received).toEqual(ids(1, 3));
});

test('a page of a captive portal is no answer of the collector', async () => {
	const behaviour: {now: Behaviour} = {now: () => ({status: 200, body: '<html>Sign in to the guest network</html>'})};
	const {queue, sender, received, clock, nextRequest} = await open(behaviour);
	let request = nextRequest();
	queue.add([report(1)]);
	sender.nudge();
	await request;
	behaviour.now = accepts;
	request = nextRequest();
	clock.advance(1000);
	await request;
	await sender.finish(3000);
	expect(received).toEqual(ids(1, 2));
});

test.each([
	[401, '{"error":"no-code"}', 'unknown-code'],
	[422, '{"error":"malformed"}', 'not-understood'],
] as const)('%i ends the reporting and says why', async (status, body, refusal) => {
	const {queue, sender} = await open({now: () => ({status, body})});
	queue.add([report(1)]);
	sender.nudge();
	expect(await sender.finish(3000)).toEqual({waiting: 1, refusal});
});

test('the file of what waits holds no join code', async () => {
	const {queue, folder} = await open({now: () => 'away'});
	queue.add([report(1)]);
	await queue.settled();
	const files = await readdir(folder, {recursive: true});
	expect(files.some(name => name.endsWith('.json'))).toBe(true);
	expect(files.join(' ')).not.toContain(join.code);
});
