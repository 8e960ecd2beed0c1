import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {liveBoard} from '../../src/cohort/board/live.ts';
import {boardDocument, type BoardDocument} from '../../src/cohort/board/wire.ts';
import {createCollector, type LogEntry} from '../../src/cohort/collector/collector.ts';
import {remoteAddress, serveCollector} from '../../src/cohort/collector/serve.ts';
import type {Report} from '../../src/cohort/event.ts';
import {makeJoinCode} from '../../src/cohort/join-code.ts';
import {fileJournal} from '../../src/cohort/journal/file.ts';
import type {Journal} from '../../src/cohort/journal/journal.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {manualClock} from '../helpers/clock.ts';
import {codeOf, someCohort} from './cohort.ts';

const leadCode = makeJoinCode(size => new Uint8Array(size).fill(31));
const cohort = someCohort();

function event(number: number, more: Partial<Report> = {}): Report {
	return {
		id: `event-${number}-00000`,
		at: '2026-11-23T09:00:00.000Z',
		step: 'network',
		state: 'failed',
		codes: ['network.public-path'],
		...more,
	};
}

async function open(journal?: Journal) {
	const ports = nodePorts({});
	const clock = manualClock(Date.parse('2026-11-23T09:00:00.000Z'));
	const kept = journal ?? fileJournal(path.join(await mkdtemp(path.join(tmpdir(), 'collector-')), 'journal.ndjson'), ports);
	const board = liveBoard(cohort, kept);
	const log: LogEntry[] = [];
	const app = createCollector({
		cohort,
		leadCode,
		journal: kept,
		board: {current: async () => JSON.stringify(boardDocument(await board.current(), cohort)), watch: board.watch},
		page: new Map([['/', {type: 'text/html; charset=utf-8', content: '<!doctype html>'}]]),
		clock,
		addressOf: () => '192.0.2.1',
		log: entry => log.push(entry),
	});
	const post = async (body: string, code: string | undefined = codeOf(0)) =>
		app.request('/api/events', {
			method: 'POST',
			body,
			headers: {'Content-Type': 'application/json', ...(code === undefined ? {} : {Authorization: `Bearer ${code}`})},
		});
	const report = async (events: readonly unknown[], code?: string) => post(JSON.stringify({events}), code ?? codeOf(0));
	return {app, journal: kept, log, post, report, clock};
}

async function boardFrom(app: Awaited<ReturnType<typeof open>>['app']): Promise<BoardDocument> {
	const response = await app.request('/api/board', {headers: {Authorization: `Bearer ${leadCode}`}});
	expect(response.status).toBe(200);
	return (await response.json()) as BoardDocument;
}

test('what a laptop reports is on the board', async () => {
	const {app, report} = await open();
	const response = await report([event(1), event(2, {step: 'run', state: 'stopped'})]);
	expect([response.status, await response.json()]).toEqual([200, {accepted: 2, known: 0}]);
	const board = await boardFrom(app);
	expect(board.counts).toMatchObject({waiting: 1, invited: 9});
	expect(board.causes).toMatchObject([{code: 'network.public-path', owner: 'network-team', people: ['p0001']}]);
});

test('the same report again changes nothing and is noted', async () => {
	const {journal, report, log} = await open();
	await report([event(1)]);
	const again = await report([event(1)]);
	expect([again.status, await again.json()]).toEqual([200, {accepted: 0, known: 1}]);
	expect(await journal.read()).toHaveLength(1);
	expect(log.map(({reason, person}) => [reason, person])).toEqual([['replayed', 'p0001']]);
});

const marker = 'SECRET-MARKER-IN-BODY';
const refusals: ReadonlyArray<readonly [string, number, LogEntry['reason'], (it: Awaited<ReturnType<typeof open>>) => Promise<Response>]> =
	[
		['no code', 401, 'no-code', async ({app}) => app.request('/api/events', {method: 'POST', body: marker})],
		['a wrong code', 401, 'no-code', async ({report}) => report([event(1)], codeOf(77))],
		[
			'a code with a slip',
			401,
			'no-code',
			async ({report}) =>
				report(
					[event(1)],
					codeOf(0).replace(/.$/u, sign => (sign === '0' ? '1' : '0')),
				),
		],
		['a lead who reports', 403, 'not-allowed', async ({report}) => report([event(1)], leadCode)],
		['an event that says who it is about', 422, 'malformed', async ({report}) => report([{...event(1), person: 'p0002'}])],
		[
			'a person who asks for the board',
			403,
			'not-allowed',
			async ({app}) => app.request('/api/board', {headers: {Authorization: `Bearer ${codeOf(0)}`}}),
		],
		[
			'a person who follows the board',
			403,
			'not-allowed',
			async ({app}) => app.request('/api/board/stream', {headers: {Authorization: `Bearer ${codeOf(0)}`}}),
		],
		['no JSON', 422, 'malformed', async ({post}) => post(marker)],
		['another shape', 422, 'malformed', async ({post}) => post(JSON.stringify([event(1)]))],
		['an event with more in it', 422, 'malformed', async ({report}) => report([{...event(1), host: marker}])],
		[
			'an event of another kind',
			422,
			'malformed',
			async ({report}) => report([{id: 'event-00001', at: event(1).at, kind: 'kit', person: 'p0001', state: 'made'}]),
		],
		['nothing', 422, 'malformed', async ({report}) => report([])],
		['too many events', 422, 'malformed', async ({report}) => report(Array.from({length: 51}, (_, index) => event(index)))],
		['too long a body', 413, 'too-long', async ({post}) => post(`${marker}${'x'.repeat(70_000)}`)],
		['an unknown address', 404, 'not-found', async ({app}) => app.request(`/api/${marker}`)],
	];

test.each(refusals)('%s is refused with %i, and logged without what it said', async (_, status, reason, ask) => {
	const it = await open();
	const response = await ask(it);
	expect(response.status).toBe(status);
	expect(await response.text()).not.toContain(marker);
	expect(it.log.map(entry => entry.reason)).toEqual([reason]);
	expect(JSON.stringify(it.log)).not.toContain(marker);
	expect(JSON.stringify(it.log)).not.toContain(codeOf(0));
	expect(await it.journal.read()).toEqual([]);
});

test('guessing codes is slow; the people of the same room go on', async () => {
	const {report, clock} = await open();
	const statuses = [];
	for (let attempt = 0; attempt < 25; attempt++) {
		statuses.push((await report([event(1)], codeOf(100 + attempt))).status);
	}

	expect(statuses.filter(status => status === 401)).toHaveLength(20);
	expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429]);
	expect((await report([event(1)])).status).toBe(200);
	clock.advance(5000);
	expect((await report([event(1)], codeOf(300))).status).toBe(401);
});

test('one laptop that reports all the time is slowed, with the time to wait', async () => {
	const {report} = await open();
	let response = await report([event(0)]);
	for (let number = 1; number < 60 && response.status === 200; number++) {
		response = await report([event(number)]);
	}

	expect([response.status, response.headers.get('Retry-After')]).toEqual([429, '1']);
});

test('a journal that fails is said, so that the laptop tries again', async () => {
	const {report, log} = await open({
		append: async () => {
			throw new Error('disk full');
		},
		read: async () => [],
		watch: async () => () => {},
		close: async () => {},
	});
	const response = await report([event(1)]);
	expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '2']);
	expect(log.map(({reason}) => reason)).toEqual(['journal-failed']);
});

test('the preset of a kit is for the one whose code asks', async () => {
	const {app} = await open();
	const response = await app.request('/api/preset', {headers: {Authorization: `Bearer ${codeOf(1)}`}});
	expect(await response.json()).toMatchObject({schema: 'onboard/preset@1', answers: {region: 'eu-west-1'}});
	expect((await app.request('/api/preset')).status).toBe(401);
});

test('every answer forbids what the page does not need', async () => {
	const {app} = await open();
	for (const address of ['/', '/api/board', '/nowhere']) {
		const {headers} = await app.request(address);
		expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
		expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
		expect([headers.get('X-Content-Type-Options'), headers.get('Referrer-Policy'), headers.get('Cache-Control')]).toEqual([
			'nosniff',
			'no-referrer',
			'no-store',
		]);
	}
});

test('over a real connection, a lead who follows sees a change without asking again', async () => {
	const ports = nodePorts({});
	const file = path.join(await mkdtemp(path.join(tmpdir(), 'collector-')), 'journal.ndjson');
	const journal = fileJournal(file, ports);
	const board = liveBoard(cohort, journal);
	const app = createCollector({
		cohort,
		leadCode,
		journal,
		board: {current: async () => JSON.stringify(boardDocument(await board.current(), cohort)), watch: board.watch},
		page: new Map(),
		clock: ports.clock,
		addressOf: remoteAddress,
		log() {},
	});
	const server = await serveCollector(app, {host: '127.0.0.1', port: 0});
	const following = await fetch(`${server.url}/api/board/stream`, {headers: {Authorization: `Bearer ${leadCode}`}});
	const reader = (following.body as ReadableStream<Uint8Array>).getReader();
	let seen = '';
	const until = async (text: string) => {
		while (!seen.includes(text)) {
			const {value, done} = await reader.read();
			expect(done).toBe(false);
			seen += new TextDecoder().decode(value);
		}
	};
	await until('"invited":10');
	await fetch(`${server.url}/api/events`, {
		method: 'POST',
		body: JSON.stringify({events: [event(1, {step: 'run', state: 'finished', codes: []})]}),
		headers: {'Content-Type': 'application/json', Authorization: `Bearer ${codeOf(0)}`},
	});
	await until('"ready":1');
	await expect(serveCollector(app, {host: '127.0.0.1', port: Number(new URL(server.url).port)})).rejects.toThrow(/is taken/u);
	await reader.cancel();
	await server.close();
	await journal.close();
});
