import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {boardOf, type Board} from '../../../src/cohort/board/board.ts';
import type {PersonEvent, Recorded} from '../../../src/cohort/event.ts';
import type {Person} from '../../../src/cohort/person.ts';
import {reportCsv} from '../../../src/cohort/report/csv.ts';
import {comparisonHtml, reportHtml} from '../../../src/cohort/report/html.ts';
import {reportJunit} from '../../../src/cohort/report/junit.ts';
import {comparisonMarkdown, reportMarkdown} from '../../../src/cohort/report/markdown.ts';
import {compare, median, summaryOf} from '../../../src/cohort/report/summary.ts';
import {describe as describeCode} from '../../../src/catalog/describe.ts';
import {someCohort} from '../cohort.ts';

const start = Date.parse('2026-11-23T09:00:00.000Z');
let order = 0;

function event(about: string, minute: number, state: PersonEvent['state'], ...codes: readonly string[]): Recorded {
	order++;
	const at = new Date(start + minute * 60_000).toISOString();
	return {id: `event-${order}-0000`, at, received: at, order, kind: 'person', person: about, step: 'run', state, codes};
}

const events = [
	event('p0001', 0, 'started'),
	event('p0001', 6, 'finished'),
	event('p0002', 1, 'started'),
	event('p0002', 9, 'finished'),
	event('p0003', 0, 'started'),
	event('p0003', 2, 'stopped', 'network.public-path'),
	event('p0004', 0, 'stopped', 'network.public-path'),
	event('p0005', 0, 'started'),
];
const ownerOf = (code: string) => describeCode(code)?.owner;
const at = start + 30 * 60_000;

function reported(people: readonly Person[] = someCohort(6).people, given: readonly Recorded[] = events) {
	const board = boardOf({people, events: given, ownerOf});
	return {board, summary: summaryOf(board, {cohort: 'Spring', at, events: given.length})};
}

test('counts, shares, medians, causes and teams', () => {
	const {summary} = reported();
	expect(summary).toMatchObject({
		people: 6,
		counts: {ready: 2, waiting: 2, 'signing-in': 1, invited: 1, blocked: 0, 'under-way': 0},
		readyShare: 2 / 6,
		medianMs: 7 * 60_000,
		causes: [{code: 'network.public-path', owner: 'network-team', people: 2}],
		events: events.length,
	});
	expect(summary.teams.map(({team, people, counts}) => [team, people, counts.ready])).toEqual([
		['Data', 3, 1],
		['Payments', 3, 1],
	]);
});

test('the counts of every format are those of the board', () => {
	const {board, summary} = reported();
	const records = parse(reportCsv(board), {bom: true, columns: true}) as ReadonlyArray<Readonly<Record<string, string>>>;
	expect(records.map(record => record['state'])).toEqual([
		'ready',
		'ready',
		'waiting on network team',
		'waiting on network team',
		'signing in',
		'invited',
	]);
	expect(reportJunit(board, summary)).toContain('<testsuites name="Spring" tests="6" failures="2" errors="0" skipped="2">');
	expect(reportMarkdown(board, summary)).toContain('| 6 | 2 | 33 % | 7 min |');
	expect(reportHtml(board, summary)).toContain('<b>33 %</b>success rate');
});

test('the median', () => {
	expect([median([]), median([5]), median([9, 1, 5]), median([1, 3])]).toEqual([undefined, 5, 5, 2]);
});

test('two cohorts side by side', () => {
	const before = reported().summary;
	const now = {...reported(someCohort(2).people).summary, cohort: 'Summer'};
	const comparison = compare(before, now);
	expect(comparison).toMatchObject({
		readyShare: {before: 1 / 3, now: 1},
		causes: [{code: 'network.public-path', before: 2, now: 0}],
	});
	expect(comparisonMarkdown(comparison)).toContain('# Summer beside Spring');
	expect(comparisonHtml(comparison)).toContain('100 %');
});

const hostile = [
	'=HYPERLINK("https://evil.example","x")',
	'+1+cmd|"/c calc"!A1',
	'@SUM(1)',
	'-2+3',
	'\t=1',
	'＝1+1',
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	'\u001B[2J\u001B]0;title\u0007',
	'../../etc/passwd',
	'[link](javascript:alert(1))',
	'| cell | cell |',
	'`code` # heading\n# other',
	'\u202Eright to left',
	']]>&amp;\u0000\uD800',
	'x'.repeat(1_000_000),
];

function person(name: string, index = 0): Person {
	return {id: `p${String(index + 1).padStart(4, '0')}`, name, email: 'a@x.example', team: name, role: name, answers: {}, target: 't001'};
}

function expectText(board: Board, texts: Readonly<Record<'csv' | 'html' | 'junit' | 'markdown', string>>): void {
	const records = parse(texts.csv, {bom: true}) as readonly string[][];
	expect(records.flat().filter(cell => /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell))).toEqual([]);
	expect(records).toHaveLength(board.rows.length + 1);
	expect(texts.html.match(/<(?:script|img|iframe|a|link)\b/giu)).toBeNull();
	expect(texts.junit.match(/<(?!\/?(?:testsuites?|testcase|failure|skipped)\b|\?xml)/gu)).toBeNull();
	for (const text of Object.values(texts)) {
		// oxlint-disable-next-line no-control-regex
		expect(text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E]/u);
	}

	expect(
		texts.markdown.split('\n').filter(line => line.startsWith('#') && !/^##? (?:Spring|Causes|Teams|Still stuck)/u.test(line)),
	).toEqual([]);
}

test.each(hostile)('%# what a hostile roster says stays text in every format', name => {
	const people = [person(name)];
	const {board, summary} = reported(people, [event('p0001', 0, 'stopped', 'network.public-path')]);
	expectText(board, {
		csv: reportCsv(board),
		html: reportHtml(board, summary),
		junit: reportJunit(board, summary),
		markdown: reportMarkdown(board, summary),
	});
});

test('so does any other text', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: 'binary', maxLength: 40}), {minLength: 1, maxLength: 5}), names => {
			const people = names.map((name, index) => person(name, index));
			const {board, summary} = reported(people, []);
			expectText(board, {
				csv: reportCsv(board),
				html: reportHtml(board, summary),
				junit: reportJunit(board, summary),
				markdown: reportMarkdown(board, summary),
			});
		}),
	);
});
