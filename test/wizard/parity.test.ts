// The three faces of the wizard are one wizard: the same answers lead to the same files, whoever gave them.

import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {providers} from '../../src/commands/providers.ts';
import {digestOf, emptySession, withAnswer, withProof, type Session} from '../../src/core/session.ts';
import {back, current, groundOf, type Position} from '../../src/core/steps.ts';
import type {AwsScenario} from '../../src/sandbox/clouds/aws/scenario.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {scenarioNamed} from '../../src/sandbox/stage.ts';
import {stepTable} from '../../src/wizard/table.ts';
import {runCommand} from '../helpers/command.ts';
import {acmePreset} from '../helpers/presets.ts';
import {answersFor, filesOf, openPreset, play, type Face} from './faces.ts';

let folder: string;
let preset: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-parity-'));
	preset = await openPreset(folder);
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const faces: readonly Face[] = ['screen', 'plain', 'unattended'];
const happy = scenarios.filter((scenario): scenario is AwsScenario => scenario.aws !== undefined && scenario.expected.length === 0);

describe.concurrent('the same answers in every face', () => {
	it.each(happy.map(scenario => [scenario.name, scenario] as const))('%s', {timeout: 60_000}, async (name, scenario) => {
		const home = path.join(folder, name);
		const [screen, ...others] = await inTurn(faces, async face =>
			play(face, {scenario: name, home, answers: answersFor(scenario), preset}),
		);
		expect(screen?.code, screen?.transcript).toBe(0);
		expect(Object.keys(screen?.files ?? {})).toContain('.claude/settings.json');
		for (const other of others) {
			expect(other.code, other.transcript).toBe(0);
			expect(other.files).toEqual(screen?.files);
		}
	});

	it('a preset', {timeout: 60_000}, async () => {
		const home = path.join(folder, 'preset');
		const [screen, ...others] = await inTurn(faces, async face =>
			play(face, {scenario: 'bedrock/happy', home, answers: {account: '111122223333'}, preset: acmePreset}),
		);
		expect(screen?.code, screen?.transcript).toBe(0);
		expect(others.map(other => other.files)).toEqual([screen?.files, screen?.files]);
	});
});

describe('the command on the closing screen', () => {
	it('does the same thing without questions, here and on another machine', {timeout: 60_000}, async () => {
		const home = path.join(folder, 'again');
		const first = await play('screen', {scenario: 'bedrock/happy', home, answers: answersFor(scenarioNamed('bedrock/happy')), preset});
		const words = /onboard --yes [^\n]+/u.exec(first.transcript)?.[0].split(' ').slice(1) ?? [];
		expect(words).toContain('--accept-terms');
		const here = await runCommand([...words, '--sandbox', '--home', home], {home});
		expect(here.code, here.stdout).toBe(0);
		expect(await filesOf(home)).toEqual(first.files);
		await rm(home, {recursive: true});
		await mkdir(home);
		const elsewhere = await runCommand([...words, '--sandbox', '--home', home], {home});
		expect(elsewhere.code, elsewhere.stdout).toBe(0);
		expect(await filesOf(home)).toEqual(first.files);
	});
});

describe('the real table of steps', () => {
	const {steps: table, prepare} = stepTable(providers);
	beforeAll(async () => {
		await Promise.all(providers.map(async ({id}) => prepare({provider: {value: id, origin: 'flag'}})));
	});
	const routes = {
		private: answersFor(scenarioNamed('bedrock/happy')),
		gateway: answersFor(scenarioNamed('bedrock/happy-gateway')),
		profile: {provider: 'bedrock', route: 'direct', signIn: 'profile:work', region: 'us-east-1'},
	};
	const rest = {primaryModel: 'p', fastModel: 'f', agreements: 'p', consent: 'p', terms: 'read', destinations: 'shell'};

	/** Sessions from the empty one to the finished one, each one answer or proof further. */
	const sessionsFor = (answers: Readonly<Record<string, string>>): readonly Session[] => {
		const sessions: Session[] = [emptySession];
		for (;;) {
			const session = sessions.at(-1)!;
			const position = current(table(session.answers), session);
			if (position.kind === 'finished') {
				return sessions;
			}

			sessions.push(advanced(session, position, {...rest, ...answers}));
		}
	};

	const advanced = (session: Session, position: Position, answers: Readonly<Record<string, string>>): Session => {
		if (position.kind === 'ask') {
			const value = answers[position.question];
			expect(value, position.question).toBeDefined();
			return withAnswer(session, position.question, {value: value ?? '', origin: 'person'});
		}

		const id = position.kind === 'prove' ? position.step : '';
		return withProof(session, id, {
			state: 'proven',
			summary: '',
			digest: digestOf(session.answers, groundOf(table(session.answers), id)),
			codes: [],
		});
	};

	it('has no step that is done on an empty session', () => {
		const steps = table({provider: {value: 'bedrock', origin: 'person'}});
		expect(steps.length).toBeGreaterThan(5);
		expect(steps.filter(step => !step.proves && step.asks({}).length === 0).map(step => step.id)).toEqual([]);
		for (const step of steps) {
			expect(current([step], emptySession).kind !== 'finished' || !step.applies({}), step.id).toBe(true);
		}
	});

	it('has no step and no question that cannot be reached', () => {
		const reached = Object.values(routes).flatMap(answers => sessionsFor(answers).map(session => current(table(session.answers), session)));
		const steps = table({provider: {value: 'bedrock', origin: 'person'}});
		const seen = new Set(
			reached.flatMap(position =>
				position.kind === 'finished' ? [] : [position.step, ...(position.kind === 'ask' ? [position.question] : [])],
			),
		);
		expect(steps.flatMap(step => [step.id, ...step.questions.map(question => question.id)]).filter(id => !seen.has(id))).toEqual([]);
	});

	it.each(providers.map(provider => provider.id))('asks each thing once, and the shared things in every cloud: %s', provider => {
		const ids = table({provider: {value: provider, origin: 'person'}}).flatMap(step => step.questions.map(question => question.id));
		expect(ids).toEqual([...new Set(ids)]);
		expect(ids).toEqual(expect.arrayContaining(['provider', 'route', 'primaryModel', 'fastModel', 'terms', 'destinations']));
	});

	it.each(Object.entries(routes))('back, then forward again, is where one was: %s', (_name, answers) => {
		const sessions = sessionsFor(answers).filter(session => back(table(session.answers), session) !== session);
		expect(sessions.length).toBeGreaterThan(5);
		for (const session of sessions) {
			let again = back(table(session.answers), session);
			for (let left = 50; left > 0 && !isSame(again, session); left--) {
				again = advanced(again, current(table(again.answers), again), {...rest, ...answers});
			}

			expect(sorted(again)).toEqual(sorted(session));
			expect(current(table(again.answers), again)).toEqual(current(table(session.answers), session));
		}
	});
});

function isSame(one: Session, other: Session): boolean {
	return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted({answers, proofs}: Session): unknown {
	const entries = (record: object) => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return [entries(answers), entries(proofs)];
}

/** One after the other, because they share a home. */
async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
	const results: R[] = [];
	for (const item of items) {
		results.push(await act(item));
	}

	return results;
}
