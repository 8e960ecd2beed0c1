import {readdir, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Cohort} from '../../../src/cohort/folder.ts';
import {fileJournal} from '../../../src/cohort/journal/file.ts';
import {runLines} from '../../../src/cohort/run/lines.ts';
import {runCohort, type RunOptions} from '../../../src/cohort/run/run.ts';
import {openPolicy} from '../../../src/core/check.ts';
import {textOf} from '../../../src/core/document.ts';
import {Cancelled} from '../../../src/core/errors.ts';
import {glyphs} from '../../../src/core/glyphs.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import type {Ports} from '../../../src/ports/ports.ts';
import {providers} from '../../../src/providers/all.ts';
import type {SimulatedAws} from '../../../src/sandbox/clouds/aws/scenario.ts';
import {openSandboxStage, type Stage} from '../../../src/sandbox/stage.ts';
import {accountId, manyAccounts, manyPeople} from './many.ts';

async function stageOf(accounts: number, change: Partial<SimulatedAws> = {}): Promise<Stage> {
	return openSandboxStage({real: nodePorts(), scenario: manyAccounts(accounts, change), isConfigured: true, timeScale: 0});
}

async function run(cohort: Cohort, ports: Ports, more: Partial<RunOptions> = {}) {
	const journal = fileJournal(path.join(cohort.folder, 'journal.ndjson'), ports);
	return runCohort({
		cohort,
		journal,
		ports,
		providers,
		policy: openPolicy,
		choice: {again: false},
		concurrency: 4,
		signal: new AbortController().signal,
		...more,
	});
}

const statesOf = ({results}: Awaited<ReturnType<typeof run>>) => results.map(({state}) => state ?? 'pending');
const eventsOf = async (cohort: Cohort) =>
	(await readFile(path.join(cohort.folder, 'journal.ndjson'), 'utf8'))
		.trim()
		.split('\n')
		.map(line => JSON.parse(line) as {id: string; kind: string; target?: string; codes?: readonly string[]});

test('every target is looked at once, every person gets a kit, and a second run asks nothing', async () => {
	const stage = await stageOf(3);
	const cohort = await manyPeople(7, 3);
	const first = await run(cohort, stage.ports);
	expect(statesOf(first)).toEqual(['proven', 'proven', 'proven']);
	expect(first.kits).toBe(7);
	const calls = stage.running.requests.length;
	const perTarget = cohort.targets.map(({answers}) => stage.running.requests.filter(({account}) => account === answers['account']).length);
	expect(new Set(perTarget).size).toBe(1);
	const second = await run(cohort, stage.ports);
	expect(statesOf(second)).toEqual(['proven', 'proven', 'proven']);
	expect(second.results.filter(({isNew}) => isNew)).toEqual([]);
	expect(stage.running.requests.length).toBe(calls);
	const events = await eventsOf(cohort);
	expect(events.filter(({kind}) => kind === 'target')).toHaveLength(3);
	expect(events.filter(({kind}) => kind === 'kit')).toHaveLength(7);
	expect(await readdir(path.join(cohort.folder, 'kits'))).toHaveLength(8);
	const preset = JSON.parse(await readFile(path.join(cohort.folder, 'kits', 'p0001', 'preset.json'), 'utf8')) as {answers: object};
	expect(preset.answers).toMatchObject({account: accountId(0), primaryModel: 'us.anthropic.claude-opus-5-5'});
	await stage.close();
});

test('a target that fails gives its people no kit, a role the lead lacks leaves it unproven, and --only looks again', async () => {
	const form = await stageOf(2, {useCaseForm: 'missing'});
	const cohort = await manyPeople(6, 3);
	const broken = await run(cohort, form.ports);
	// The third account does not exist there: the lead's own sign-in is refused, which says nothing about the people.
	expect(statesOf(broken)).toEqual(['failed', 'failed', 'unproven']);
	expect(broken.results[0]?.codes[0]).toBe('model.use-case-form-missing');
	expect(broken.results[2]?.codes).toEqual(['sign-in.role-not-assigned']);
	expect(broken.without.map(({id}) => id)).toEqual(['p0001', 'p0002', 'p0004', 'p0005']);
	expect(broken.causes[0]).toMatchObject({code: 'model.use-case-form-missing', people: 4, targets: 2, isBlocking: true});
	expect((await readdir(path.join(cohort.folder, 'kits'))).toSorted()).toEqual(['messages.csv', 'p0003', 'p0006']);
	await form.close();

	const stage = await stageOf(3);
	const again = await run(cohort, stage.ports, {choice: {only: 'failed', again: false}});
	expect(statesOf(again)).toEqual(['proven', 'proven', 'unproven']);
	expect(again.kits).toBe(6);
	const pending = await run(cohort, stage.ports, {choice: {only: 'pending', again: false}});
	expect(statesOf(pending)).toEqual(['proven', 'proven', 'proven']);
	const team = await run(cohort, stage.ports, {choice: {only: 'team 1', again: false}});
	expect(team.results.filter(({isNew}) => isNew).map(({target}) => target.id)).toEqual(['t002']);
	await expect(run(cohort, stage.ports, {choice: {only: 'nobody', again: false}})).rejects.toThrow(/team nobody/u);
	const events = await eventsOf(cohort);
	expect(events.filter(({target}) => target === 't002').map(({id}) => id)).toEqual(['target-t002-1', 'target-t002-2', 'target-t002-3']);
	await stage.close();
});

test('a read that is refused is unknown, and the target unproven with the code', async () => {
	const denied = {status: 403, type: 'AccessDeniedException', message: 'not authorized to perform: bedrock:ListInferenceProfiles'};
	const stage = await stageOf(1, {faults: {'bedrock:ListInferenceProfiles': denied}});
	const summary = await run(await manyPeople(1, 1), stage.ports);
	expect(statesOf(summary)).toEqual(['unproven']);
	expect(summary.results[0]?.codes).toEqual(['model.list-denied']);
	await stage.close();
});

test('a cloud that throttles is asked again until it answers; nothing is denied', async () => {
	const stage = await stageOf(4, {callsPerSecond: 10});
	const cohort = await manyPeople(4, 4);
	const summary = await run(cohort, stage.ports);
	expect(statesOf(summary)).toEqual(['proven', 'proven', 'proven', 'proven']);
	expect(summary.pace.throttled).toBeGreaterThan(0);
	await stage.close();
}, 30_000);

test('stopped by the person: the journal is readable, and the next run goes on from there', async () => {
	const stage = await stageOf(6);
	const cohort = await manyPeople(6, 6);
	const controller = new AbortController();
	const stopped = run(cohort, stage.ports, {
		concurrency: 2,
		signal: controller.signal,
		onRows(rows) {
			if (rows.filter(({state}) => state === 'pass').length === 2) {
				controller.abort(new Cancelled('stopped'));
			}
		},
	});
	await expect(stopped).rejects.toThrow(Cancelled);
	const before = (await eventsOf(cohort)).filter(({kind}) => kind === 'target');
	expect(before.length).toBeGreaterThanOrEqual(2);
	expect(before.length).toBeLessThan(6);
	const asked = stage.running.requests.length;
	const summary = await run(cohort, stage.ports);
	expect(statesOf(summary)).toEqual(Array.from({length: 6}, () => 'proven'));
	const done = new Set(before.map(({target}) => cohort.targets.find(({id}) => id === target)?.answers['account']));
	expect(stage.running.requests.slice(asked).filter(({account}) => done.has(account))).toEqual([]);
	expect((await eventsOf(cohort)).filter(({kind}) => kind === 'kit')).toHaveLength(6);
	await stage.close();
});

test('a kit that was lost is written again, and is the same kit', async () => {
	const stage = await stageOf(1);
	const cohort = await manyPeople(1, 1);
	await run(cohort, stage.ports);
	await rm(path.join(cohort.folder, 'kits'), {recursive: true});
	await run(cohort, stage.ports);
	expect(await readdir(path.join(cohort.folder, 'kits', 'p0001'))).toEqual(['message.txt', 'preset.json']);
	expect((await eventsOf(cohort)).filter(({kind}) => kind === 'kit')).toHaveLength(1);
	await stage.close();
});

test('capacity is an estimate beside the quota, and unknown where the role may not read it', async () => {
	const stage = await stageOf(1, {tokensPerMinute: 100_000});
	const cohort = await manyPeople(3, 1);
	const tight = await run(cohort, stage.ports, {perDeveloper: 50_000});
	expect(tight.results[0]?.load).toEqual({expected: 150_000, allowed: 100_000});
	expect(statesOf(tight)).toEqual(['proven']);
	// A later run has it from the journal.
	expect((await run(cohort, stage.ports)).results[0]?.load).toEqual({expected: 150_000, allowed: 100_000});
	await stage.close();
	const denied = {status: 400, type: 'AccessDeniedException', message: 'not authorized to perform: servicequotas:ListServiceQuotas'};
	const closed = await stageOf(1, {faults: {'servicequotas:ListServiceQuotas': denied}});
	const unread = await run(await manyPeople(1, 1), closed.ports);
	expect(statesOf(unread)).toEqual(['proven']);
	expect(unread.results[0]?.load).toMatchObject({expected: 300_000, owner: 'cloud-admin'});
	expect(unread.results[0]?.load?.unread).toContain('servicequotas:ListServiceQuotas');
	await closed.close();
});

test('without credentials nobody says that Service Quotas answered', async () => {
	const stage = await stageOf(1);
	const cohort = await manyPeople(1, 1);
	await rm(path.join(stage.ports.host.home, '.aws', 'sso'), {recursive: true});
	const summary = await run(cohort, stage.ports);
	expect(summary.results[0]?.load).toMatchObject({owner: 'you', unread: expect.stringContaining('there is no working sign-in')});
	const text = runLines(summary, cohort, {signs: glyphs(true), kits: 'kits', contacts: {}})
		.map(row => textOf(row))
		.join('\n');
	expect(text).toMatch(/unknown: there is no working sign-in .*; sign in again\n/u);
	await stage.close();
});

test.each([
	['works', {}],
	['absent', {isWithoutCaching: true}],
	['unread', {faults: {'bedrock-runtime:InvokeModel': {status: 400, type: 'ValidationException', message: 'too long'}}}],
] as const)('prompt caching, measured with consent: %s', async (caching, change) => {
	const stage = await stageOf(1, change);
	const cohort = await manyPeople(1, 1);
	const calls = () =>
		stage.running.requests.filter(({operation, signature}) => operation === 'InvokeModel' && signature === 'sigv4').length;
	expect((await run(cohort, stage.ports)).results[0]?.caching).toBeUndefined();
	expect(calls()).toBe(0);
	const measured = await run(cohort, stage.ports, {measuresCaching: true, choice: {again: true}});
	expect(measured.results[0]?.caching).toBe(caching);
	expect(calls()).toBe(caching === 'unread' ? 1 : 2);
	await stage.close();
});
