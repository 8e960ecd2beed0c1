import {expect, test} from 'vitest';
import {boardOf, states, type State} from '../../src/cohort/board/board.ts';
import {pictureOf} from '../../src/cohort/board/picture.ts';
import {longestEvent, readEvent, readReport, type PersonEvent, type Recorded} from '../../src/cohort/event.ts';
import type {Journal} from '../../src/cohort/journal/journal.ts';
import type {Person, Target} from '../../src/cohort/person.ts';
import {textOf} from '../../src/core/document.ts';
import type {Owner} from '../../src/core/finding.ts';

const target: Target = {id: 't001', answers: {provider: 'bedrock', region: 'us-east-1'}, label: 'bedrock · us-east-1'};

function person(number: number): Person {
	return {
		id: `p${String(number).padStart(4, '0')}`,
		name: `Person ${number}`,
		email: `person${number}@acme.example`,
		team: 'Payments',
		role: '',
		answers: target.answers,
		target: target.id,
	};
}

const start = Date.parse('2026-11-23T09:00:00.000Z');

/** Events of one person, one a second apart. */
function told(id: string, ...steps: ReadonlyArray<readonly [string, PersonEvent['state'], ...string[]]>): readonly Recorded[] {
	return steps.map(([step, state, ...codes], index) => ({
		id: `${id}-event-${index}`,
		at: new Date(start + index * 1000).toISOString(),
		received: new Date(start + index * 1000 + 50).toISOString(),
		order: index + 1,
		kind: 'person',
		person: id,
		step,
		state,
		codes,
	}));
}

const owners: Readonly<Record<string, Owner>> = {
	'network.public-path': 'network-team',
	'model.use-case-form-missing': 'cloud-admin',
	'config.settings-override-shell': 'you',
};
const ownerOf = (code: string) => owners[code];

const cases: ReadonlyArray<readonly [State, Owner | undefined, ReturnType<typeof told>]> = [
	['invited', undefined, []],
	['signing-in', undefined, told('p0001', ['run', 'started'])],
	['signing-in', undefined, told('p0001', ['run', 'started'], ['sign-in', 'at'])],
	['under-way', undefined, told('p0001', ['sign-in', 'at'], ['sign-in', 'proven'])],
	['waiting', 'network-team', told('p0001', ['network', 'failed', 'network.public-path'])],
	['blocked', 'you', told('p0001', ['survey', 'failed', 'config.settings-override-shell'])],
	['blocked', 'help-desk', told('p0001', ['network', 'failed', 'network.from-the-future'])],
	['under-way', undefined, told('p0001', ['network', 'failed', 'network.public-path'], ['network', 'unproven', 'network.public-path'])],
	['waiting', 'network-team', told('p0001', ['network', 'failed', 'network.public-path'], ['run', 'stopped', 'network.public-path'])],
	['invited', undefined, told('p0001', ['run', 'started'], ['run', 'stopped'])],
	['ready', undefined, told('p0001', ['run', 'started'], ['run', 'finished'])],
	['signing-in', undefined, told('p0001', ['run', 'finished'], ['run', 'started'])],
];

test('every state is shown by a case', () => {
	expect(new Set(cases.map(([state]) => state))).toEqual(new Set(states));
});

test.each(cases)('%s %s', (state, owner, events) => {
	const {rows, counts} = boardOf({people: [person(1)], events, ownerOf});
	expect(rows[0]).toMatchObject({state, ...(owner === undefined ? {} : {owner})});
	expect(counts[state]).toBe(1);
});

test('time in a state begins where the state began, not at its last event', () => {
	const events = told('p0001', ['run', 'started'], ['network', 'failed', 'network.public-path'], ['run', 'stopped', 'network.public-path']);
	expect(boardOf({people: [person(1)], events, ownerOf}).rows[0]?.since).toBe(start + 1000);
});

test('a clock that is ahead puts nothing into the future', () => {
	const [event] = told('p0001', ['run', 'started']);
	const events = [{...event, at: '2030-01-01T00:00:00.000Z'} as Recorded];
	expect(boardOf({people: [person(1)], events, ownerOf}).rows[0]?.since).toBe(start + 50);
});

test('a failed target tells who is needed before anybody began; their own report wins afterwards', () => {
	const failed: Recorded = {
		id: 'target-event-1',
		at: new Date(start).toISOString(),
		received: new Date(start).toISOString(),
		order: 1,
		kind: 'target',
		target: 't001',
		state: 'failed',
		codes: ['model.use-case-form-missing'],
	};
	const board = boardOf({people: [person(1), person(2)], events: [failed, ...told('p0002', ['run', 'finished'])], ownerOf});
	expect(board.rows.map(({state, owner}) => [state, owner])).toEqual([
		['waiting', 'cloud-admin'],
		['ready', undefined],
	]);
	expect(board.causes).toEqual([{code: 'model.use-case-form-missing', owner: 'cloud-admin', people: [person(1)]}]);
	expect(board.stuck.map(row => row.person.id)).toEqual(['p0001']);
});

test('what would help the most people comes first', () => {
	const events = [
		...told('p0001', ['survey', 'failed', 'config.settings-override-shell']),
		...told('p0002', ['network', 'failed', 'network.public-path']),
		...told('p0003', ['network', 'failed', 'network.public-path']),
	];
	expect(
		boardOf({people: [person(1), person(2), person(3)], events, ownerOf}).causes.map(({code, people}) => [code, people.length]),
	).toEqual([
		['network.public-path', 2],
		['config.settings-override-shell', 1],
	]);
});

test('an event is read only when it is exactly one', () => {
	const report = {id: 'event-0001', at: '2026-11-23T09:00:00.000Z', step: 'sign-in', state: 'at', codes: []};
	const event = {...report, kind: 'person', person: 'p0001'};
	expect([readReport(report), readEvent(event)]).toEqual([report, event]);
	const damaged = [
		{...event, host: 'laptop.acme.example'},
		{...event, person: '../p0001'},
		{...event, codes: ['not a code']},
		{...event, at: 'yesterday'},
		null,
		[],
	];
	expect(damaged.map(value => readEvent(value))).toEqual(damaged.map(() => undefined));
	expect(readReport(event)).toBeUndefined();
	const aboutTarget = {id: 'event-0002', at: event.at, kind: 'target', target: 't001', state: 'failed', codes: []};
	expect(readEvent(aboutTarget)).toEqual(aboutTarget);
	const longest = {...event, step: `a${'b'.repeat(30)}`, codes: Array.from({length: 12}, () => `a${'b'.repeat(30)}.c${'d'.repeat(60)}`)};
	expect(readEvent(longest)).toEqual(longest);
	expect(JSON.stringify(longest).length).toBeLessThan(longestEvent);
});

test('a journal in memory is enough to fold from', async () => {
	const kept: Recorded[] = [];
	const journal: Journal = {
		async append(events) {
			const fresh = events.filter(event => !kept.some(known => known.id === event.id));
			kept.push(...fresh.map((event, index) => ({...event, order: kept.length + index + 1, received: event.at})));
			return fresh.length;
		},
		read: async (after = 0) => kept.filter(event => event.order > after),
		watch: async () => () => {},
		close: async () => {},
	};
	const [event] = told('p0001', ['run', 'finished']);
	const {order, received, ...reported} = event as PersonEvent & Recorded;
	expect([await journal.append([reported]), await journal.append([reported])]).toEqual([1, 0]);
	expect(boardOf({people: [person(1)], events: await journal.read(), ownerOf}).counts.ready).toBe(1);
	expect([order, typeof received]).toEqual([1, 'string']);
});

test('who owns the fix is named with the contact of the preset, and a person who is ready with none', () => {
	const events = [...told('p0001', ['network', 'failed', 'network.public-path']), ...told('p0002', ['run', 'finished'])];
	const board = boardOf({people: [person(1), person(2)], events, ownerOf});
	const shown = pictureOf(board, [], {name: 'Spring', targets: [target], contacts: {'network-team': '#net\u001B[31mops'}});
	const detailsOf = (id: string) =>
		shown.people
			.find(row => row.id === id)
			?.details.map(row => textOf(row))
			.join('\n');
	expect(textOf(shown.best!)).toBe('Would help the most: The path to ‹service› is public · 1 person · network team #netops');
	expect(detailsOf('p0001')).toContain('  Contact  #netops');
	expect(detailsOf('p0002')).not.toContain('Contact');
});
