// The three faces of the wizard are one wizard: the same answers lead to the same files, whoever gave them.

import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {digestOf, emptySession, withAnswer, withProof, type Session} from '../../src/core/session.ts';
import {back, current, groundOf, type Position} from '../../src/core/steps.ts';
import {everyCloud} from '../../src/sandbox/scenarios/every-cloud.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {scenarioNamed} from '../../src/sandbox/stage.ts';
import {stepTable} from '../../src/wizard/table.ts';
import {runCommand} from '../helpers/command.ts';
import {acmePresets} from '../helpers/presets.ts';
import {answersFor, filesOf, handedOut, openPreset, play, type Face} from './faces.ts';

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
/** From an empty home, so not with the keys that stand in settings there. */
const happy = scenarios.filter(({name, expected}) => expected.length === 0 && !name.endsWith('-in-settings'));

describe.concurrent('the same answers in every face', () => {
	it.each(happy.map(scenario => [scenario.name, scenario] as const))('%s', {timeout: 180_000}, async (name, scenario) => {
		const home = path.join(folder, name);
		const {files, answers} = handedOut(scenario);
		const [screen, ...others] = await inTurn(faces, async face =>
			play(face, {scenario: name, home, answers: {...answersFor(scenario), ...answers}, preset, files}),
		);
		expect(screen?.code, screen?.transcript).toBe(0);
		expect(Object.keys(screen?.files ?? {})).toContain('.claude/settings.json');
		for (const other of others) {
			expect(other.code, other.transcript).toBe(0);
			expect(other.files).toEqual(screen?.files);
		}
	});

	it.each(providers.map(({id}) => id))('a rehearsal in which every cloud works, answered with %s', {timeout: 180_000}, async provider => {
		const [home, answers] = [path.join(folder, 'every', provider), answersFor(scenarioNamed(`${provider}/happy`))];
		const screen = await play('screen', {scenario: everyCloud, home, answers, preset});
		expect(screen.code, screen.transcript).toBe(0);
		const doctor = await runCommand(['doctor', '--sandbox', everyCloud, '--home', home], {home});
		expect(doctor.code, doctor.stdout).toBe(0);
		expect(doctor.stdout).toContain(`simulated cloud ${everyCloud} · ${providers.find(({id}) => id === provider)?.name}`);
	});

	it('the offering that Anthropic runs on Google Cloud', {timeout: 180_000}, async () => {
		const [home, scenario] = [path.join(folder, 'anthropic'), 'vertex/happy-direct'];
		const answers = {...answersFor(scenarioNamed(scenario)), vertexOffering: 'anthropic', workspaceId: 'wrkspc_acme'};
		const [screen, ...others] = await inTurn(faces, async face => play(face, {scenario, home, answers, preset}));
		expect(screen?.code, screen?.transcript).toBe(0);
		expect(screen?.files['.claude/settings.json']).toContain('"ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID": "wrkspc_acme"');
		expect(others.map(other => other.files)).toEqual([screen?.files, screen?.files]);
	});

	it.each(Object.entries(acmePresets))('the example preset for %s', {timeout: 180_000}, async (provider, file) => {
		const home = path.join(folder, 'preset', provider);
		const answers = provider === 'bedrock' ? {account: '111122223333'} : {};
		const [screen, ...others] = await inTurn(faces, async face => play(face, {scenario: `${provider}/happy`, home, answers, preset: file}));
		expect(screen?.code, screen?.transcript).toBe(0);
		expect(others.map(other => other.files)).toEqual([screen?.files, screen?.files]);
	});
});

describe('the command on the closing screen', () => {
	it.each(providers.map(provider => provider.id))(
		'does the same thing without questions, here and on another machine: %s',
		{timeout: 180_000},
		async provider => {
			const [home, scenario] = [path.join(folder, 'again', provider), `${provider}/happy`];
			const first = await play('screen', {scenario, home, answers: answersFor(scenarioNamed(scenario)), preset});
			const words = /onboard --yes [^\n]+/u.exec(first.transcript)?.[0].split(' ').slice(1) ?? [];
			expect(words).toContain('--accept-terms');
			expect(words.slice(words.indexOf('--home')).slice(0, 2)).toEqual(['--home', home]);
			const here = await runCommand(words, {home});
			expect(here.code, here.stdout).toBe(0);
			expect(await filesOf(home)).toEqual(first.files);
			await rm(home, {recursive: true});
			await mkdir(home);
			const elsewhere = await runCommand(words, {home});
			expect(elsewhere.code, elsewhere.stdout).toBe(0);
			expect(await filesOf(home)).toEqual(first.files);
		},
	);
});

describe('the real table of steps', () => {
	const {steps: table, prepare} = stepTable(providers);
	beforeAll(async () => {
		await Promise.all(providers.map(async ({id}) => prepare({provider: {value: id, origin: 'flag'}})));
	});
	const vertex = answersFor(scenarioNamed('vertex/happy'));
	const foundry = answersFor(scenarioNamed('foundry/happy'));
	const {resource: _listed, ...foundryUnlisted} = foundry;
	const routes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
		'bedrock private': answersFor(scenarioNamed('bedrock/happy')),
		'bedrock gateway': answersFor(scenarioNamed('bedrock/happy-gateway')),
		'bedrock profile': {provider: 'bedrock', route: 'direct', signIn: 'profile:work', region: 'us-east-1'},
		'vertex private': vertex,
		'vertex gateway': answersFor(scenarioNamed('vertex/happy-gateway')),
		'vertex run by Anthropic': {...vertex, vertexOffering: 'anthropic', workspaceId: 'wrkspc_acme'},
		'vertex file': {...vertex, signIn: 'file', credentialsFile: '/secure/claude-code.json'},
		'foundry private': foundry,
		'foundry gateway': answersFor(scenarioNamed('foundry/happy-gateway')),
		'foundry key': {...foundryUnlisted, signIn: 'api-key', resourceAddress: 'acme-claude'},
		'foundry without a list': {...foundryUnlisted, subscription: 'none', resourceAddress: 'acme-claude'},
	};
	const rest = {primaryModel: 'p', fastModel: 'f', agreements: 'p', consent: 'p', terms: 'read', destinations: 'shell'};
	const clouds = providers.map(provider => provider.id);
	const stepsOf = (provider: string) => table({provider: {value: provider, origin: 'person'}});

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

	it.each(clouds)('has no step that is done on an empty session: %s', provider => {
		const steps = stepsOf(provider);
		expect(steps.length).toBeGreaterThan(5);
		expect(steps.filter(step => !step.proves && step.asks({}).length === 0).map(step => step.id)).toEqual([]);
		for (const step of steps) {
			expect(current([step], emptySession).kind !== 'finished' || !step.applies({}), step.id).toBe(true);
		}
	});

	it.each(clouds)('has no step and no question that cannot be reached: %s', provider => {
		const own = Object.values(routes).filter(answers => answers['provider'] === provider);
		const reached = own.flatMap(answers => sessionsFor(answers).map(session => current(table(session.answers), session)));
		const steps = stepsOf(provider);
		const seen = new Set(
			reached.flatMap(position =>
				position.kind === 'finished' ? [] : [position.step, ...(position.kind === 'ask' ? [position.question] : [])],
			),
		);
		expect(steps.flatMap(step => [step.id, ...step.questions.map(question => question.id)]).filter(id => !seen.has(id))).toEqual([]);
	});

	it.each(clouds)('asks each thing once, and the shared things in every cloud: %s', provider => {
		const ids = stepsOf(provider).flatMap(step => step.questions.map(question => question.id));
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
