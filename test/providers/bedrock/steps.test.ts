// The steps from the chosen role to the acknowledged terms, against the simulated cloud.

import {describe, expect, it} from 'vitest';
import {textOf} from '../../../src/core/document.ts';
import {current} from '../../../src/core/steps.ts';
import {emptySession, withAnswer} from '../../../src/core/session.ts';
import type {Question} from '../../../src/providers/provider.ts';
import {bedrockSteps} from '../../../src/providers/bedrock/steps.ts';
import {statementsVersion} from '../../../src/providers/bedrock/terms.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import type {AwsScenario} from '../../../src/sandbox/clouds/aws/scenario.ts';
import {scenario, type Change} from '../../../src/sandbox/scenarios/base.ts';
import {scenarioNamed} from '../../../src/sandbox/stage.ts';
import {enter, given, targetAnswers, type Entered} from './stage.ts';

const step = (id: string) => bedrockSteps.find(candidate => candidate.id === id)!;
const pins = {primaryModel: 'us.anthropic.claude-opus-5-5', fastModel: 'us.anthropic.claude-haiku-5-5'};
const codes = (result: {readonly findings: ReadonlyArray<{readonly code: string}>}) =>
	[...new Set(result.findings.map(finding => finding.code))].toSorted();
const question = (stepId: string, id: string): Question => step(stepId).questions.find(candidate => candidate.id === id)!;
const optionsOf = async (stage: Entered, stepId: string, id: string, answers: Readonly<Record<string, string>>) => {
	const asked = question(stepId, id);
	return asked.kind === 'choice' ? asked.options(stage.context(answers)) : [];
};

/** A home in which the sign-in of `targetAnswers` has just been made. */
async function signedIn(change: Partial<Change> | AwsScenario = {}): Promise<Entered> {
	const made = 'name' in change ? change : scenario('test', {title: 'test', expected: [], ...change});
	// Probes have limits of their own, so time is real here; the directory wants no pause between polls instead.
	const stage = await enter(
		{...made, aws: {...made.aws, sso: {...made.aws.sso, pendingPolls: 0, intervalSeconds: 0}}},
		{clock: nodePorts().clock},
	);
	expect((await step('sign-in').prove!(stage.proving(targetAnswers))).state).toBe('proven');
	return stage;
}

describe('the table', () => {
	it('has the steps in order, and no step is done on an empty session', () => {
		expect(bedrockSteps.map(({id}) => id)).toEqual(['sign-in', 'target', 'network', 'models', 'terms']);
		for (const one of bedrockSteps) {
			expect(current([one], emptySession).kind).not.toBe('finished');
		}
	});

	it('declares every question it asks and owns every answer it asks for', () => {
		const samples = [
			{},
			{signIn: 'sso'},
			{signIn: 'profile:x'},
			{route: 'gateway'},
			{agreements: 'us.anthropic.claude-opus-5-5'},
			{agreements: 'in-place'},
		];
		for (const one of bedrockSteps) {
			for (const answers of samples) {
				for (const id of one.asks(given(answers))) {
					expect(one.questions.map(asked => asked.id)).toContain(id);
					expect(one.owns).toContain(id);
				}
			}
		}
	});

	it('has no answer owned by two steps', () => {
		const owned = bedrockSteps.flatMap(one => one.owns);
		expect(new Set(owned).size).toBe(owned.length);
	});

	it('leaves out the sign-in behind a gateway, and asks for neither account nor role', () => {
		const answers = given({route: 'gateway', baseUrl: 'https://llm.example.com/bedrock'});
		expect(bedrockSteps.filter(one => one.applies(answers)).map(({id}) => id)).toEqual(['target', 'network', 'models', 'terms']);
		expect(step('target').asks(answers)).toEqual(['region']);
		expect(step('models').asks(answers)).toEqual(['primaryModel', 'fastModel']);
	});

	it('asks for consent only where an agreement is open', () => {
		const asks = (values: Readonly<Record<string, string>>) => step('models').asks(given(values));
		expect(asks({})).not.toContain('consent');
		expect(asks({agreements: 'in-place'})).not.toContain('consent');
		expect(asks({agreements: pins.primaryModel})).toContain('consent');
	});

	it('has a flag and a reason for every question', () => {
		for (const asked of bedrockSteps.flatMap(one => one.questions)) {
			expect(asked.flag).toMatch(/^[a-z][a-z-]+$/u);
			expect(asked.why.length).toBeGreaterThan(40);
			expect(asked.title).toMatch(/\?$|choices$/u);
		}
	});
});

describe('target', () => {
	it('lists accounts by name and roles of the chosen one only', async () => {
		const stage = await signedIn();
		expect((await optionsOf(stage, 'target', 'account', targetAnswers)).map(option => option.label)).toEqual([
			'claude-dev',
			'claude-research',
			'platform-sandbox',
		]);
		expect(
			(await optionsOf(stage, 'target', 'permissionSet', {...targetAnswers, account: '222233334444'})).map(option => option.value),
		).toEqual(['ClaudeCodeDeveloper', 'ReadOnlyAccess']);
		expect(stage.running.requests.filter(request => request.operation === 'ListAccountRoles')).toHaveLength(1);
	});

	it('pages through many accounts', async () => {
		const accounts = Array.from({length: 250}, (_, index) => ({
			id: String(100_000_000_000 + index),
			name: `team-${String(index).padStart(3, '0')}`,
			email: 'a@b.example',
			roles: ['ClaudeCodeDeveloper'],
		}));
		const stage = await signedIn({sso: {accounts}});
		expect(await optionsOf(stage, 'target', 'account', targetAnswers)).toHaveLength(250);
	});

	it('offers regions with geographic profiles first and starts on the usual one', async () => {
		const stage = await enter();
		const regions = await optionsOf(stage, 'target', 'region', {});
		expect(regions[0]?.value).toBe('us-east-1');
		expect(regions.findIndex(option => option.note === 'global profiles only')).toBeGreaterThan(
			regions.findIndex(option => option.value === 'eu-west-3'),
		);
		const asked = question('target', 'region');
		expect(asked.kind === 'choice' ? await asked.preferred?.(stage.context()) : undefined).toBe('us-east-1');
	});

	it("is proven by the role's credentials and says who they are for", async () => {
		const stage = await signedIn();
		const result = await step('target').prove!(stage.proving(targetAnswers, []));
		expect(result).toMatchObject({state: 'proven', summary: 'ClaudeCodeDeveloper in 111122223333 as dana@acme.example'});
	});

	it('says what to ask for when the role is not assigned', async () => {
		const stage = await signedIn();
		const result = await step('target').prove!(stage.proving({...targetAnswers, permissionSet: 'Administrator'}, []));
		expect(result.state).toBe('failed');
		expect(codes(result)).toEqual(['sign-in.role-not-assigned']);
		expect(result.findings[0]?.cause).toContain('ClaudeCodeDeveloper');
		expect(result.findings[0]?.fix).toMatchObject({kind: 'ask', message: expect.stringContaining('Administrator') as string});
	});

	it('explains a list that cannot be loaded with a finding', async () => {
		const stage = await enter();
		await expect(optionsOf(stage, 'target', 'account', targetAnswers)).rejects.toMatchObject({findings: [{code: 'sign-in.needed'}]});
	});
});

describe('network', () => {
	it('proves a private path', async () => {
		const stage = await signedIn();
		const result = await step('network').prove!(stage.proving({...targetAnswers, route: 'private'}, []));
		expect(result).toMatchObject({state: 'proven', summary: expect.stringMatching(/^private: /u) as string});
	});

	it("offers the endpoint's own address when private DNS is off", async () => {
		const stage = await signedIn(scenarioNamed('bedrock/private-dns-off'));
		const context = stage.proving({...targetAnswers, route: 'private'}, ['use']);
		const result = await step('network').prove!(context);
		expect(result).toMatchObject({
			state: 'proven',
			answers: {baseUrl: expect.stringMatching(/^https:\/\/vpce-0a1b2c3d4e5f67890-.+\.vpce\.amazonaws\.com$/u) as string},
		});
		expect(context.notices[0]?.url).toBe(result.answers?.['baseUrl']);
	});

	it('changes nothing on its own when nobody is there', async () => {
		const stage = await signedIn(scenarioNamed('bedrock/private-dns-off'));
		const result = await step('network').prove!(stage.proving({...targetAnswers, route: 'private'}));
		expect(result.state).toBe('failed');
		expect(result.answers).toBeUndefined();
		expect(codes(result)).toEqual(['network.private-dns-off']);
	});

	it('shows an open question to whoever is there, and records it when nobody is', async () => {
		const stage = await signedIn(scenarioNamed('bedrock/proxy-on-path'));
		const attended = await step('network').prove!(stage.proving({...targetAnswers, route: 'private'}, []));
		const alone = await step('network').prove!(stage.proving({...targetAnswers, route: 'private'}));
		expect([attended.state, alone.state]).toEqual(['failed', 'unproven']);
		expect(codes(alone)).toEqual(['network.proxy-on-path']);
	});
});

describe('models', () => {
	it('lists live profiles, the newest geographic one first', async () => {
		const stage = await signedIn();
		const primary = await optionsOf(stage, 'models', 'primaryModel', targetAnswers);
		expect(primary[0]).toMatchObject({value: 'us.anthropic.claude-opus-5-5', label: 'Opus 5.5'});
		expect((await optionsOf(stage, 'models', 'fastModel', targetAnswers)).every(option => option.label.startsWith('Haiku'))).toBe(true);
		expect(stage.running.requests.filter(request => request.operation === 'ListInferenceProfiles')).toHaveLength(1);
	});

	it('falls back to the dated list, and says so', async () => {
		const stage = await signedIn({
			aws: {faults: {'bedrock:ListInferenceProfiles': {status: 403, type: 'AccessDeniedException', message: 'no'}}},
		});
		const options = await optionsOf(stage, 'models', 'primaryModel', targetAnswers);
		expect(options.every(option => option.note?.includes('not read from AWS: as of 2026-') === true)).toBe(true);
	});

	it('makes one call per distinct pin and fills every alias', async () => {
		const stage = await signedIn();
		const result = await step('models').prove!(stage.proving({...targetAnswers, ...pins, agreements: 'in-place'}, []));
		expect(result).toMatchObject({
			state: 'proven',
			answers: {
				opusModel: pins.primaryModel,
				sonnetModel: 'us.anthropic.claude-sonnet-5-5',
				haikuModel: pins.fastModel,
				fableModel: 'us.anthropic.claude-fable-5-1',
			},
		});
		const calls = stage.running.requests.filter(request => request.operation === 'InvokeModelWithResponseStream' && request.status === 200);
		expect(calls.map(call => call.modelId ?? '').toSorted()).toEqual([
			'us.anthropic.claude-fable-5-1',
			'us.anthropic.claude-haiku-5-5',
			'us.anthropic.claude-opus-5-5',
			'us.anthropic.claude-sonnet-5-5',
		]);
		expect(calls.every(call => call.maxTokens === 1 && call.signature === 'sigv4')).toBe(true);
	});

	it.each(['default', 'none', 'inherit'])('never leads the fable alias to a model that the mode %s shuts out', async retentionMode => {
		const stage = await signedIn({aws: {retentionMode}});
		const result = await step('models').prove!(stage.proving({...targetAnswers, ...pins, agreements: 'in-place'}, []));
		expect(result.state).toBe('proven');
		expect(result.answers?.['fableModel']).toBe(pins.primaryModel);
	});

	it('never leads an alias to a model whose agreement is open', async () => {
		const stage = await signedIn({aws: {models: {'anthropic.claude-sonnet-5-5': {availability: {agreement: 'NOT_AVAILABLE'}}}}});
		const result = await step('models').prove!(stage.proving({...targetAnswers, ...pins, agreements: 'in-place'}, []));
		expect(result.answers?.['sonnetModel']).toBe(pins.primaryModel);
		expect(stage.running.requests.some(request => request.modelId?.includes('sonnet') === true)).toBe(false);
	});

	it('makes no first call without consent', async () => {
		const stage = await signedIn({aws: {models: {'anthropic.claude-opus-5-5': {availability: {agreement: 'NOT_AVAILABLE'}}}}});
		const [agreements] = await optionsOf(stage, 'models', 'agreements', {...targetAnswers, ...pins});
		expect(agreements?.value).toBe(pins.primaryModel);
		const declined = await step('models').prove!(
			stage.proving({...targetAnswers, ...pins, agreements: pins.primaryModel, consent: 'none'}, []),
		);
		expect(declined.state).toBe('unproven');
		expect(codes(declined)).toContain('model.agreement-missing');
		expect(stage.running.requests.some(request => request.modelId === pins.primaryModel)).toBe(false);
		const allowed = await step('models').prove!(
			stage.proving({...targetAnswers, ...pins, agreements: pins.primaryModel, consent: pins.primaryModel}, []),
		);
		expect(allowed.state).toBe('proven');
		expect(codes(allowed)).toContain('model.provisional');
	});

	it('asks for consent when the agreement cannot be read', async () => {
		const stage = await signedIn({
			aws: {faults: {'bedrock:GetFoundationModelAvailability': {status: 403, type: 'AccessDeniedException', message: 'no'}}},
		});
		const [agreements] = await optionsOf(stage, 'models', 'agreements', {...targetAnswers, ...pins});
		expect(agreements?.value).toBe(`${pins.primaryModel},${pins.fastModel}`);
		const asked = question('models', 'consent');
		const review =
			asked.kind === 'review' ? await asked.body(stage.context({...targetAnswers, ...pins, agreements: agreements!.value})) : undefined;
		expect(review?.lines.map(line => textOf(line)).join('\n')).toContain('could not be read');
		expect(asked.kind === 'review' && asked.needsFlag).toBe(true);
	});

	it('explains a bare id and puts it right on a key', async () => {
		const stage = await signedIn();
		const answers = {...targetAnswers, ...pins, primaryModel: 'anthropic.claude-opus-5-5', agreements: 'in-place'};
		const context = stage.proving(answers, ['use']);
		const result = await step('models').prove!(context);
		expect(context.notices[0]?.text).toContain('bare model id');
		expect(result).toMatchObject({
			state: 'proven',
			answers: {primaryModel: 'us.anthropic.claude-opus-5-5', opusModel: 'us.anthropic.claude-opus-5-5'},
		});
		const alone = await step('models').prove!(stage.proving(answers));
		expect(alone.state).toBe('failed');
		expect(codes(alone)).toContain('model.bare-id');
		expect(alone.findings[0]?.fix.text).toContain('us.anthropic.claude-opus-5-5');
	});
});

describe('terms', () => {
	it('shows measured, stated, unknown and local apart, with the corrections, and records the version', async () => {
		const stage = await signedIn({aws: {trails: [{name: 'org', bucket: 'acme-trails', isOrganization: true}]}});
		const asked = question('terms', 'terms');
		const review = asked.kind === 'review' ? await asked.body(stage.context({...targetAnswers, ...pins})) : undefined;
		const text = review!.lines.map(line => textOf(line)).join('\n');
		for (const part of [
			'Measured in account 111122223333, us-east-1',
			'aws_review',
			'Stated by AWS',
			'Unknown',
			'organization trail org',
			'~/.claude/projects',
			'90 days',
			'for ever',
		]) {
			expect(text).toContain(part);
		}

		expect(asked.kind === 'review' ? await asked.value(stage.context(targetAnswers)) : undefined).toBe(statementsVersion);
	});
});

describe('going back', () => {
	it('forgets nothing that a later step does not own', () => {
		let session = emptySession;
		for (const [id, value] of Object.entries(targetAnswers)) {
			session = withAnswer(session, id, {value, origin: 'person'});
		}

		const position = current(bedrockSteps, session);
		expect(position).toEqual({kind: 'prove', step: 'sign-in'});
	});
});
