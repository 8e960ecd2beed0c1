// The collector and its clients: whatever a laptop posts, only whole events of that laptop's own person are kept; whatever a collector answers, a laptop goes on.

import fc from 'fast-check';
import {expect} from 'vitest';
import {boardOf} from '../../src/cohort/board/board.ts';
import {boardDocument} from '../../src/cohort/board/wire.ts';
import {createCollector, type LogEntry} from '../../src/cohort/collector/collector.ts';
import {readEvent, type CohortEvent} from '../../src/cohort/event.ts';
import {readJoin} from '../../src/cohort/join-link.ts';
import {joinedPreset} from '../../src/cohort/join/preset.ts';
import {startSender} from '../../src/cohort/join/sender.ts';
import {makeJoinCode} from '../../src/cohort/join-code.ts';
import {reportCsv} from '../../src/cohort/report/csv.ts';
import {reportHtml} from '../../src/cohort/report/html.ts';
import {reportJunit} from '../../src/cohort/report/junit.ts';
import {reportMarkdown} from '../../src/cohort/report/markdown.ts';
import {summaryOf} from '../../src/cohort/report/summary.ts';
import {UserError} from '../../src/core/errors.ts';
import {providers} from '../../src/providers/all.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {codeOf, someCohort} from '../cohort/cohort.ts';
import {manualClock} from '../helpers/clock.ts';
import {anyJson, anyJsonText, holds, hostileText, obeyed} from '../helpers/fuzz.ts';

const cohort = someCohort();
const leadCode = makeJoinCode(size => new Uint8Array(size).fill(31));
const good = {id: 'event-00001', at: '2026-11-23T09:00:00.000Z', step: 'network', state: 'failed', codes: ['network.public-path']};
const event = fc.oneof(
	{weight: 3, arbitrary: fc.constant<unknown>(good)},
	fc
		.tuple(
			fc.constantFrom(...Object.keys(good), 'person', 'kind', 'order', '__proto__'),
			fc.oneof(
				anyJson(),
				hostileText,
				fc.constantFrom<unknown>('p0002', 'target', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00.000Z', 'run', 'x'.repeat(3000)),
			),
		)
		.map(([key, value]) => ({...good, ...Object.fromEntries([[key, value]])})),
	anyJson(...Object.keys(good)),
);
const body = fc.oneof(
	{weight: 4, arbitrary: fc.array(event, {maxLength: 4}).map(events => JSON.stringify({events}))},
	anyJsonText(fc.array(event, {maxLength: 60}).map(events => ({events}))),
	anyJsonText(anyJson('events')),
	hostileText,
);

holds(
	'posted: kept are whole events of the one who posts; the board and every report of it stay clean',
	fc.asyncProperty(
		fc.array(fc.tuple(body, fc.constantFrom(0, 1, 2)), {minLength: 1, maxLength: 3}),
		fc.constantFrom('application/json', 'text/plain', ''),
		async (posts, type) => {
			const kept: CohortEvent[] = [];
			const log: LogEntry[] = [];
			const app = createCollector({
				cohort,
				leadCode,
				journal: {
					async append(events) {
						kept.push(...events);
						return events.length;
					},
					read: async () => [],
					watch: async () => () => {},
					close: async () => {},
				},
				board: {current: async () => '{}', watch: async () => () => {}},
				page: new Map(),
				clock: manualClock(Date.parse('2026-11-23T09:00:00.000Z')),
				addressOf: () => '192.0.2.1',
				log: entry => log.push(entry),
			});
			for (const [text, person] of posts) {
				const before = kept.length;
				const response = await app.request('/api/events', {
					method: 'POST',
					body: text,
					headers: {'Content-Type': type, Authorization: `Bearer ${codeOf(person)}`},
				});
				expect([200, 413, 422]).toContain(response.status);
				expect(response.status === 200).toBe(kept.length > before);
				expect(
					kept
						.slice(before)
						.every(one => readEvent(one) !== undefined && one.kind === 'person' && one.person === cohort.people[person]?.id),
				).toBe(true);
			}

			// Refused content is never repeated.
			expect(JSON.stringify(log)).not.toMatch(obeyed);
			expect(log.every(({reason}) => ['malformed', 'too-long'].includes(reason))).toBe(true);
			const events = kept.map((one, index) => ({...one, order: index + 1, received: '2026-11-23T09:00:01.000Z'}));
			const board = boardOf({people: cohort.people, events, ownerOf: () => undefined});
			expect(board.rows).toHaveLength(cohort.people.length);
			expect(JSON.stringify(boardDocument(board, cohort))).not.toMatch(obeyed);
		},
	),
	{usual: 100, cost: 3},
);

holds(
	'asked without a code, with any code, for any address: refused, and told no more',
	fc.asyncProperty(
		fc.webPath(),
		fc.oneof(
			fc.string({unit: fc.constantFrom(...'0123456789ABCDEFXYZ- .:=')}),
			fc.constantFrom('', 'Bearer', `Basic ${codeOf(0)}`, `bearer ${codeOf(0)}x`),
		),
		fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'),
		async (address, authorization, method) => {
			const app = createCollector({
				cohort,
				leadCode,
				journal: {append: async () => 0, read: async () => [], watch: async () => () => {}, close: async () => {}},
				board: {current: async () => 'SECRET', watch: async () => () => {}},
				page: new Map(),
				clock: manualClock(0),
				addressOf: () => '192.0.2.1',
				log() {},
			});
			for (const place of [address === '' ? '/' : address, '/api/board', '/api/preset', '/api/events', '/api/board/stream']) {
				const response = await app.request(place, {
					method,
					headers: {Authorization: authorization.trim()},
					...(method === 'POST' ? {body: '{}'} : {}),
				});
				expect([401, 404, 429]).toContain(response.status);
				expect(await response.text()).not.toContain('SECRET');
			}
		},
	),
	{usual: 60, cost: 3},
);

/** Text for an attribute or an element: no tag, no entity of its own. */
const people = fc.oneof(
	hostileText,
	fc.constantFrom(
		'<script>alert(1)</script>',
		'"><img src=x onerror=1>',
		']]>',
		'=1+1',
		'|x|',
		'[a](javascript:1)',
		'`',
		'&lt;',
		'</title>',
	),
);

holds(
	'reports of a cohort whose names are hostile',
	fc.property(people, people, people, (name, team, label) => {
		const hostile = {
			...cohort,
			name: label,
			people: cohort.people.map(person => ({...person, name, team})),
			targets: cohort.targets.map(target => ({...target, label})),
		};
		const board = boardOf({people: hostile.people, events: [], ownerOf: () => undefined});
		const summary = summaryOf(board, {cohort: label, at: 0, events: 0});
		const html = reportHtml(board, summary);
		expect(html).not.toMatch(/<(?:script|img)/iu);
		expect(
			[
				html,
				reportMarkdown(board, summary),
				reportJunit(board, summary),
				reportCsv(board)
					.replace(/^\uFEFF/u, '')
					.replaceAll('\r\n', '\n'),
			].filter(text => obeyed.test(text)),
		).toEqual([]);
	}),
	{usual: 60, cost: 3},
);

const preset = fc.oneof(
	anyJsonText(anyJson('schema', 'onboard/preset@1', 'organization', 'answers', 'accepted', 'error')),
	hostileText,
	fc.constantFrom('{"accepted":1}', '{"error":"no-code"}', '{"schema":"onboard/preset@1","organization":"Acme"}'),
);
/** Sleeping takes no time, but lets everything else go on. */
const soon = async (_milliseconds: number, signal?: AbortSignal): Promise<void> => {
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	signal?.throwIfAborted();
};
const report = {...good, state: 'failed' as const};

holds(
	'a hostile collector: the preset is a checked one or refused, and sending ends',
	fc.asyncProperty(preset, fc.constantFrom(200, 204, 301, 401, 403, 413, 422, 429, 500), hostileText, async (text, status, header) => {
		const ports = {
			env: {},
			host: {platform: 'linux', home: '/home/ada', folder: '/', nodeVersion: '24.0.0'},
			clock: manualClock(0),
			files: {read: async () => undefined, makeFolder: async () => {}, writeAtomic: async () => {}},
			network: {request: async () => ({status, headers: {'retry-after': header}, body: text, tookMs: 1})},
		} as unknown as Ports;
		const join = {code: codeOf(0), collector: 'https://collector.example'};
		try {
			const joined = await joinedPreset(join, ports, providers, new AbortController().signal);
			expect(joined.preset?.preset.organization ?? 'none').not.toMatch(obeyed);
		} catch (error) {
			expect(error).toBeInstanceOf(UserError);
			expect((error as UserError).message).not.toMatch(obeyed);
		}

		let waiting = [report];
		const queue = {
			add() {},
			waiting: () => waiting,
			remove() {
				waiting = [];
			},
			settled: async () => {},
		};
		const impatient = {...ports, clock: {...ports.clock, sleep: soon}};
		const ended = await startSender({join, queue, ports: impatient, proxyFor: () => undefined}).finish(1);
		expect(ended.waiting === 0 || ended.waiting === 1).toBe(true);
	}),
	{usual: 100, cost: 2},
);

holds(
	'--join: a code, a link, or a UserError; never an address in the clear',
	fc.property(
		fc.oneof(
			hostileText,
			fc.webUrl(),
			fc
				.tuple(
					fc.oneof(
						fc.webUrl(),
						hostileText,
						fc.constantFrom('http://127.0.0.1:1', 'http://evil.example', 'https://a:b@c.example', 'javascript:1'),
					),
					fc.constantFrom(codeOf(0), 'x'),
				)
				.map(([address, code]) => `${address}#${code}`),
		),
		text => {
			try {
				const {collector} = readJoin(text);
				expect(collector ?? 'https:').toMatch(/^(?:https:|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]))/u);
				expect(collector ?? '').not.toMatch(obeyed);
			} catch (error) {
				expect(error).toBeInstanceOf(UserError);
				expect((error as UserError).message).not.toMatch(obeyed);
			}
		},
	),
	{usual: 300},
);
