// The board on an emulated terminal: what it shows of many people, and how its keys move through them.

import {afterEach, describe, expect, test} from 'vitest';
import {boardOf} from '../../src/cohort/board/board.ts';
import {logLine, pictureOf} from '../../src/cohort/board/picture.ts';
import type {BoardFeed, BoardPicture} from '../../src/cohort/board/view.ts';
import type {PersonEvent, Recorded} from '../../src/cohort/event.ts';
import {allDescriptions, describe as describeCode} from '../../src/catalog/describe.ts';
import {drawBoard} from '../../src/ui/board/open.tsx';
import {someCohort} from '../cohort/cohort.ts';
import {manualClock} from '../helpers/clock.ts';
import {bytesOf, type Key} from '../helpers/keys.ts';
import {openTerminal} from '../helpers/terminal.ts';

const start = Date.parse('2026-11-23T09:00:00.000Z');
let end: (() => Promise<void>) | undefined;
afterEach(async () => {
	await end?.();
	end = undefined;
});

let order = 0;
function event(index: number, step: string, state: PersonEvent['state'], ...codes: readonly string[]): Recorded {
	order++;
	const at = new Date(start + order * 1000).toISOString();
	return {
		id: `event-${order}`,
		at,
		received: at,
		order,
		kind: 'person',
		person: `p${String(index + 1).padStart(4, '0')}`,
		step,
		state,
		codes,
	};
}

async function show(size: number, events: readonly Recorded[], terminalSize = {columns: 80, rows: 24}) {
	const cohort = someCohort(size);
	const names = new Map(cohort.people.map(person => [person.id, person.name]));
	const listeners = new Set<() => void>();
	const known: Recorded[] = [];
	let picture: BoardPicture;
	const add = (more: readonly Recorded[]) => {
		known.push(...more);
		const board = boardOf({people: cohort.people, events: known, ownerOf: code => describeCode(code)?.owner});
		picture = pictureOf(
			board,
			known.map(each => logLine(each, cohort, names)),
			cohort,
		);
		for (const listener of listeners) {
			listener();
		}
	};

	add(events);
	const feed: BoardFeed = {
		picture: () => picture,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
	const terminal = openTerminal(terminalSize);
	const stopping = new AbortController();
	const shown = drawBoard(feed, {
		io: {stdin: terminal.stdin, stdout: terminal.stdout},
		clock: manualClock(start + 600_000),
		isUnicode: true,
		colour: false,
		signal: stopping.signal,
		patchConsole: false,
	});
	end = async () => {
		stopping.abort();
		await shown.closed;
	};
	await shown.flush();
	const settled = async () => {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
		await shown.flush();
	};
	return {
		screen: () => terminal.screen(),
		async press(...keys: ReadonlyArray<Key | (string & {})>) {
			for (const key of keys) {
				terminal.send(bytesOf(key));
				// A lone escape waits a moment for the rest of a sequence.
				await new Promise(resolve => {
					setTimeout(resolve, key === 'escape' ? 60 : 5);
				});
				await settled();
			}
		},
		async tell(...more: readonly Recorded[]) {
			add(more);
			await settled();
		},
		closed: shown.closed,
	};
}

const some = () => [
	event(0, 'run', 'finished'),
	event(1, 'network', 'failed', 'network.public-path'),
	event(2, 'network', 'failed', 'network.public-path'),
	event(3, 'models', 'failed', 'model.use-case-form-missing'),
	event(4, 'sign-in', 'at'),
];

describe('the board', () => {
	test('who needs somebody comes first, under what would help the most', async () => {
		const {screen} = await show(8, some());
		const rows = screen().split('\n');
		expect(rows.slice(1, 4)).toEqual([
			expect.stringMatching(/^Spring +8 people$/u),
			'blocked 0 · waiting 3 · signing in 1 · under way 0 · invited 3 · ready 1',
			expect.stringMatching(/^Would help the most: .+ · 2 people · network team$/u),
		]);
		expect(screen()).toMatch(/network team {2}2\n❯ Person 2 +Data +waiting on network team +9 min\n {2}Person 3/u);
	});

	test('a change is drawn without a key', async () => {
		const {screen, tell} = await show(8, some());
		await tell(event(4, 'run', 'finished'));
		expect(screen()).toContain('ready 2');
	});

	test('nobody is leafed past, however many headings stand between people', async () => {
		const codes = allDescriptions().map(({code}) => code);
		const {screen, press} = await show(
			60,
			Array.from({length: 60}, (_, index) => event(index, 'network', 'failed', codes[index] ?? '')),
		);
		const seen = new Set<string>();
		const look = () => {
			for (const [name] of screen().matchAll(/(?<=^[❯ ] )Person \d+/gmu)) {
				seen.add(name);
			}
		};
		for (let presses = 0; presses < 20 && !screen().includes('person 60 of 60'); presses++) {
			look();
			await press('pageDown');
		}

		look();
		expect(seen.size).toBe(60);
		const downwards = [...seen];
		seen.clear();
		for (let presses = 0; presses < 20 && !screen().includes('person 1 of 60'); presses++) {
			look();
			await press('pageUp');
		}

		look();
		expect([...seen].toSorted()).toEqual(downwards.toSorted());
	});

	test('a heading that is cut still says how many it holds', async () => {
		const {screen} = await show(8, some(), {columns: 40, rows: 24});
		expect(screen()).toMatch(/… {2}2\n❯ Person 2/u);
	});

	test('filter, details, grouping and back', async () => {
		const {screen, press} = await show(8, some());
		await press('/', ...'network');
		expect(screen()).toContain('filter ❯ network  2 of 8');
		await press('enter', 'down', 'enter');
		expect(screen()).toContain('person3@acme.example');
		expect(screen()).toContain('(network.public-path)');
		await press('escape', 'escape');
		expect(screen()).not.toContain('2 of 8');
		expect(screen()).toContain('Person 8');
		await press('g');
		expect(screen()).toMatch(/^Data {2}4$/mu);
	});

	test('the plain log stays, grows, and gives way to the board again', async () => {
		const {screen, press, tell} = await show(8, some(), {columns: 80, rows: 40});
		await press('l');
		expect(screen()).toContain('Person 2  network failed network.public-path');
		expect(screen()).not.toContain('❯');
		await tell(event(4, 'run', 'finished'));
		await expect.poll(screen).toContain('Person 5  run finished');
		await press('l');
		expect(screen()).toContain('❯');
		expect(screen()).toContain('Person 5  run finished');
	});

	test('help over it, and its keys do nothing meanwhile', async () => {
		const {screen, press} = await show(8, some());
		await press('?', 'g', 'down');
		expect(screen()).toContain('close help');
		await press('escape');
		expect(screen()).toContain('❯ Person 2');
	});

	test.each([
		[80, 24],
		[40, 24],
		[40, 10],
		[200, 60],
	])('%i×%i: never taller than the window, whatever is shown', async (columns, rows) => {
		const {screen, press} = await show(400, some(), {columns, rows});
		for (const key of ['end', 'home', 'pageDown', 'enter', 'escape', '/', 'x', 'escape', 'g', 'g'] as const) {
			await press(key);
			const lines = screen().trimEnd().split('\n');
			expect(lines.length, key).toBeLessThan(rows);
			expect(Math.max(...lines.map(text => [...text].length)), key).toBeLessThan(columns);
		}
	});

	test('nobody to show', async () => {
		const {screen, press} = await show(3, []);
		await press('/', 'z');
		expect(screen()).toContain('nobody');
		await press('enter', 'enter');
		expect(screen()).toContain('nobody');
	});

	test('Ctrl+C leaves', async () => {
		const {press, closed} = await show(3, []);
		await press('ctrlC');
		expect(await closed).toBe('cancelled');
		end = undefined;
	});
});
