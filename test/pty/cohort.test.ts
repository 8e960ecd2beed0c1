// A session as it happens: 25 developers run the built wizard against a collector while the board is open in a real terminal.

import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {parse} from 'csv-parse/sync';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {describe as describeFinding} from '../../src/catalog/describe.ts';
import {fileJournal} from '../../src/cohort/journal/file.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {matchPicture} from '../helpers/screens.ts';
import {ptyProblem, start, type PtyProgram} from '../helpers/pty.ts';
import {freePort, onboard, serve} from './program.ts';
import {
	beginningThat,
	countsOf,
	countsOn,
	developers,
	eventsIn,
	foldOf,
	owners,
	rosterCsv,
	watchCounts,
	type Counts,
	type Event,
} from './session.ts';

const preset = path.resolve(import.meta.dirname, '../../assets/presets/acme.json');
/** Laptops that are set up at the same time. */
const atOnce = 4;

let folder: string;
let server: ChildProcess | undefined;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-session-'));
});
afterAll(async () => {
	server?.kill('SIGKILL');
	await rm(folder, {recursive: true, force: true, maxRetries: 5});
});

test.skipIf(ptyProblem)(
	'25 people, half of them with a fault: the board is true throughout, the report counts what the journal holds',
	{timeout: 400_000},
	async () => {
		const collector = `http://127.0.0.1:${await freePort()}`;
		await writeFile(path.join(folder, 'people.csv'), rosterCsv());
		const made = await onboard(
			folder,
			'cohort',
			'init',
			'--roster',
			'people.csv',
			'--out',
			'spring',
			'--preset',
			preset,
			'--collector',
			collector,
		);
		expect(made.stderr).toBe('');
		expect(made.stdout).toContain('spring: 25 people in 3 teams, 3 targets.');
		const codes = JSON.parse(await readFile(path.join(folder, 'spring', 'codes.json'), 'utf8')) as Readonly<Record<string, string>>;
		const journal = async () => eventsIn(path.join(folder, 'spring', 'journal.ndjson'));
		server = await serve(folder, new URL(collector).port);
		const board = start({home: folder, parameters: ['cohort', 'board', 'spring']});
		await board.waitForText('invited 25');
		const moments = watchCounts(board);

		const exits = new Map<string, number | null>();
		const queue = [...developers];
		const work = async () => {
			for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
				const home = path.join(folder, 'laptops', next.id);
				await mkdir(home, {recursive: true});
				const link = `${collector}/#${codes[next.id]}`;
				const {code, stdout, stderr} = await onboard(folder, '--yes', '--sandbox', next.scenario, '--home', home, '--join', link);
				exits.set(next.id, code);
				expect(foldOf(await journal()).get(next.id)?.code, `${next.scenario}\n${stdout}${stderr}`).toBe(next.code);
				await catchesUp(board, journal);
			}
		};
		await Promise.all(Array.from({length: atOnce}, work));

		const events = await journal();
		const fold = foldOf(events);
		const counts = countsOf(fold);
		const ready = developers.filter(({code}) => code === undefined).map(({id}) => id);
		expect(counts).toEqual({blocked: 1, waiting: 12, 'signing in': 0, 'under way': 0, invited: 0, ready: 12});
		expect([...fold].filter(([, {state}]) => state === 'ready').map(([id]) => id)).toEqual(ready);
		expect(
			[...exits]
				.filter(([, code]) => code === 0)
				.map(([id]) => id)
				.toSorted(),
		).toEqual(ready);
		expect([...exits.values()].every(code => code === 0 || code === 1)).toBe(true);
		isTrueThroughout(moments(), events);

		expect(board.screen()).toMatch(/Would help the most: The private endpoint .* ·\s3 people · network team/u);
		const causes = causesOf([...fold.values()].flatMap(({code}) => (code === undefined ? [] : [code])));
		expect(await headingsOn(board)).toEqual(
			new Set([...causes.map(({code, people}) => `${describeFinding(code)?.title} · ${owners[code]}  ${people}`), 'ready  12']),
		);
		board.press('ctrlC');
		await board.exit;
		server.kill('SIGINT');
		await once(server, 'close');
		await reportsAgree({counts, causes, fold, events});
	},
);

test.skipIf(ptyProblem)('the board as a picture', async () => {
	const names = [
		'Ada Nakamura',
		'Ben Okafor',
		'Chloé Martin',
		'Dana Weiss',
		'Emil Larsen',
		'Fatima Haddad',
		'Grace Liu',
		'Hugo Silva',
		'Ines Rossi',
	];
	const rows = names.map((name, index) => `${name},p${index}@acme.example,${['Payments', 'Data'][index % 2]}`);
	await writeFile(path.join(folder, 'named.csv'), ['Name,Email,Team', ...rows, ''].join('\n'));
	await onboard(folder, 'cohort', 'init', '--roster', 'named.csv', '--out', 'named', '--name', 'Spring 2027', '--preset', preset);
	const ports = nodePorts({});
	const journal = fileJournal(path.join(folder, 'named', 'journal.ndjson'), ports);
	const now = Date.now();
	await journal.append(
		(
			[
				[2, 14, 'run', 'stopped', 'network.private-dns-off'],
				[3, 12, 'run', 'stopped', 'model.use-case-form-missing'],
				[5, 9, 'run', 'stopped', 'network.private-dns-off'],
				[6, 8, 'sign-in', 'failed', 'sign-in.denied'],
				[4, 5, 'network', 'at'],
				[8, 3, 'sign-in', 'at'],
				[1, 3, 'run', 'finished'],
				[7, 1, 'run', 'finished'],
			] as const
		).map(([person, minutes, step, state, code]) => ({
			id: `picture-${person}`,
			at: new Date(now - minutes * 60_000 - 5000).toISOString(),
			kind: 'person' as const,
			person: `p000${person}`,
			step,
			state,
			codes: code === undefined ? [] : [code],
		})),
	);
	await journal.close();
	const board = start({home: folder, parameters: ['cohort', 'board', 'named'], env: {COLORTERM: 'truecolor'}});
	await board.waitForText('ready 2');
	await matchPicture(board.xterm, 'board', {title: 'The board of a cohort: who is stuck on what, and what would help the most'});
	board.press('ctrlC');
	await board.exit;
});

/** Every count that stood on the terminal is that of a beginning of the journal, and the board never went back. */
function isTrueThroughout(moments: readonly Counts[], events: readonly Event[]): void {
	expect(moments.length).toBeGreaterThan(20);
	let from = 0;
	for (const shown of moments) {
		expect(Object.values(shown).reduce((sum, count) => sum + count, 0)).toBe(developers.length);
		const until = beginningThat(shown, events, from);
		if (until === undefined) {
			throw new Error(`The board showed ${JSON.stringify(shown)}, which the journal never held after event ${from}.`);
		}

		from = until;
	}
}

/** Waits until the board shows what the journal holds, whatever is added meanwhile. */
async function catchesUp(board: PtyProgram, journal: () => Promise<readonly Event[]>): Promise<void> {
	const least = (await journal()).length;
	for (let left = 400; left > 0; left--) {
		const shown = countsOn(board.screen());
		if (shown !== undefined && beginningThat(shown, await journal(), least) !== undefined) {
			return;
		}

		await sleep(25);
	}

	throw new Error(`The board fell behind ${JSON.stringify(countsOf(foldOf(await journal())))}:\n${board.screen()}`);
}

/** Every heading, leafing through the list on a terminal of 80×24. */
async function headingsOn(board: PtyProgram): Promise<ReadonlySet<string>> {
	const headings = new Set<string>();
	for (const key of ['home', 'pageDown', 'pageDown', 'pageDown', 'end']) {
		board.press(key);
		await sleep(300);
		for (const [heading] of board.screen().matchAll(/^.* {2}\d+$/gmu)) {
			headings.add(heading.trim());
		}
	}

	return headings;
}

function causesOf(codes: readonly string[]): ReadonlyArray<{readonly code: string; readonly people: number}> {
	return [...new Set(codes)].map(code => ({code, people: codes.filter(other => other === code).length}));
}

type Outcome = {
	readonly counts: Counts;
	readonly causes: ReturnType<typeof causesOf>;
	readonly fold: ReturnType<typeof foldOf>;
	readonly events: readonly Event[];
};

async function reportsAgree({counts, causes, fold, events}: Outcome): Promise<void> {
	const report = async (format: string) => (await onboard(folder, 'cohort', 'report', 'spring', '--format', format)).stdout;
	const summary = JSON.parse(await report('json')) as {
		readonly people: number;
		readonly events: number;
		readonly readyShare: number;
		readonly counts: Readonly<Record<string, number>>;
		readonly causes: ReadonlyArray<{readonly code: string; readonly owner: string; readonly people: number}>;
		readonly teams: ReadonlyArray<{readonly team: string; readonly people: number; readonly counts: {readonly ready: number}}>;
	};
	expect([summary.people, summary.events, summary.readyShare]).toEqual([25, events.length, 12 / 25]);
	expect(Object.fromEntries(Object.entries(summary.counts).map(([name, count]) => [name.replace('-', ' '), count]))).toEqual(counts);
	expect(new Set(summary.causes.map(({code, owner, people}) => `${code} ${owner.replace('-', ' ')} ${people}`))).toEqual(
		new Set(causes.map(({code, people}) => `${code} ${owners[code]} ${people}`)),
	);
	expect(summary.teams.map(({team, people, counts: own}) => [team, people, own.ready])).toEqual(
		['Data', 'Mobile', 'Payments'].map(team => {
			const members = developers.filter(person => person.team === team);
			return [team, members.length, members.filter(({code}) => code === undefined).length];
		}),
	);

	const rows = parse<Record<string, string>>(await report('csv'), {bom: true, columns: true});
	expect(rows.map(({id, name, state, codes}) => [id, name, state?.split(' on ')[0], codes?.split(' ')[0]])).toEqual(
		developers.map(({id, name}) => [id, name, fold.get(id)?.state, fold.get(id)?.code ?? '']),
	);
	const junit = await report('junit');
	expect(junit).toContain(`tests="25" failures="13" errors="0" skipped="0"`);
	expect(junit.match(/<failure /gu)).toHaveLength(counts.blocked + counts.waiting);
	expect(junit.match(/<testcase [^>]*\/>/gu)).toHaveLength(counts.ready);
}
