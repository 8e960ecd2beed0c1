// kill -9 at 50 random instants of a run, in time and in mid-write: nothing recorded is lost, nothing recorded is done again.

import {spawn} from 'node:child_process';
import {mkdtemp, readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Recorded} from '../../../src/cohort/event.ts';
import type {Cohort} from '../../../src/cohort/folder.ts';
import {fileJournal} from '../../../src/cohort/journal/file.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import {startSandbox, type Sandbox} from '../../../src/sandbox/server.ts';
import type {DriverInput, DriverOutput} from './driver.ts';
import {leadHome, manyAccounts, manyPeople} from './many.ts';

const child = fileURLToPath(new URL('./driver.ts', import.meta.url));
const canRun = process.features.typescript !== false && process.features.typescript !== undefined;
const [targets, people, kills] = [8, 16, 50];
const seed = 20_261_123;

let sandbox: Sandbox;
let home: string;
let cache: string;

beforeAll(async () => {
	const scenario = manyAccounts(targets);
	const {clock} = nodePorts();
	sandbox = await startSandbox(scenario, {clock});
	home = await leadHome(scenario);
	cache = await mkdtemp(path.join(tmpdir(), 'cohort-cache-'));
});

afterAll(async () => {
	await sandbox.close();
});

type End = {readonly output?: DriverOutput; readonly isKilled: boolean};

/** Starts a run; kills it so many milliseconds after its first call to the cloud, when told to. */
async function run(cohort: Cohort, how: {readonly dieAt?: number; readonly afterMs?: number}): Promise<End> {
	const {url, env, requests} = sandbox;
	const input: DriverInput = {
		folder: cohort.folder,
		home,
		accounts: targets,
		sandbox: {url, env},
		concurrency: 3,
		...(how.dieAt === undefined ? {} : {dieAt: how.dieAt}),
	};
	const before = requests.length;
	const running = spawn(process.execPath, [child, JSON.stringify(input)], {
		env: {...process.env, NODE_COMPILE_CACHE: cache},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let text = '';
	running.stdout.on('data', (part: Uint8Array) => {
		text += Buffer.from(part).toString('utf8');
	});
	const closed = new Promise<NodeJS.Signals | null>(resolve => {
		running.on('close', (_code, signal) => {
			resolve(signal);
		});
	});
	if (how.afterMs !== undefined) {
		while (requests.length === before && running.exitCode === null && running.signalCode === null) {
			await sleep(2);
		}

		await sleep(how.afterMs);
		running.kill('SIGKILL');
	}

	const isKilled = (await closed) === 'SIGKILL';
	return isKilled ? {isKilled} : {isKilled, output: JSON.parse(text) as DriverOutput};
}

async function sleep(milliseconds: number): Promise<void> {
	await new Promise(resolve => {
		setTimeout(resolve, milliseconds);
	});
}

/** Read with no help of the run: by a process that has just opened it. */
async function journalOf(cohort: Cohort): Promise<readonly Recorded[]> {
	return fileJournal(path.join(cohort.folder, 'journal.ndjson'), nodePorts()).read();
}

/** Numbers from 0 to 1 that are the same in every run of the tests (mulberry32). */
function randomNumbers(start: number): () => number {
	let state = start;
	return () => {
		state = (state + 0x6d_2b_79_f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

test.skipIf(!canRun)(`a run that is killed at ${kills} random instants`, {timeout: 600_000}, async () => {
	const random = randomNumbers(seed);
	const whole = await run(await manyPeople(people, targets), {dieAt: -1});
	const {wallMs = 0, fileSteps = 0} = whole.output ?? {};
	expect(whole.output?.states).toEqual(Array.from({length: targets}, () => 'proven'));
	const accountOf = (cohort: Cohort, target: string) => cohort.targets.find(({id}) => id === target)?.answers['account'];

	let cohort = await manyPeople(people, targets);
	let before: readonly Recorded[] = [];
	let [killed, finished] = [0, 0];
	while (killed < kills) {
		const asked = sandbox.requests.length;
		const isInTime = killed % 2 === 0;
		// A resumed run has less left to do; the instants shrink with it.
		const left = 1 - before.filter(({kind}) => kind === 'target').length / (targets + 1);
		const end = await run(
			cohort,
			isInTime ? {afterMs: random() * wallMs * left * 0.8} : {dieAt: Math.floor(random() * fileSteps * left * 0.8)},
		);
		killed += end.isKilled ? 1 : 0;
		const now = await journalOf(cohort);
		expect(now.slice(0, before.length), 'what was recorded stays as it was').toEqual(before);
		expect(new Set(now.map(({id}) => id)).size, 'no event twice').toBe(now.length);
		const done = new Set(before.flatMap(event => (event.kind === 'target' ? [accountOf(cohort, event.target)] : [])));
		expect(
			sandbox.requests.slice(asked).filter(({account}) => account !== undefined && done.has(account)),
			'no target with a result is asked again',
		).toEqual([]);
		before = now;
		if (!end.isKilled) {
			finished += 1;
			await expectWhole(cohort, now);
			cohort = await manyPeople(people, targets);
			before = [];
		}
	}

	// Whatever the last kill left behind comes to the same end.
	expect((await run(cohort, {})).isKilled).toBe(false);
	await expectWhole(cohort, await journalOf(cohort));
	console.log(`killed ${killed} times (seed ${seed}), ${finished + 1} cohorts finished, nothing lost, nothing done twice`);
});

/** One outcome for each target, one kit for each person, and every file whole. */
async function expectWhole(cohort: Cohort, events: readonly Recorded[]): Promise<void> {
	expect(events.flatMap(event => (event.kind === 'target' ? [event.target] : [])).toSorted()).toEqual(cohort.targets.map(({id}) => id));
	expect(events.flatMap(event => (event.kind === 'kit' ? [event.person] : [])).toSorted()).toEqual(cohort.people.map(({id}) => id));
	for (const {id, answers} of cohort.people) {
		const preset = JSON.parse(await readFile(path.join(cohort.folder, 'kits', id, 'preset.json'), 'utf8')) as {answers: object};
		expect(preset.answers).toEqual(answers);
	}

	const table = await readFile(path.join(cohort.folder, 'kits', 'messages.csv'), 'utf8');
	expect(table.match(/@acme\.example/gu)).toHaveLength(people);
}
