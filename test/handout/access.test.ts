// The policies that are handed out hold exactly the calls that are made: the wizard and doctor run under them on the simulated clouds,
// nothing they need is refused, nothing in them goes uncalled, and what each optional part turns from unknown to measured is true.

import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import bedrockTemplate from '../../assets/policies/bedrock.json' with {type: 'json'};
import foundryTemplate from '../../assets/policies/foundry.json' with {type: 'json'};
import vertexTemplate from '../../assets/policies/vertex.json' with {type: 'json'};
import {openPolicy} from '../../src/core/check.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {bedrock} from '../../src/providers/bedrock/index.ts';
import type {StepContext} from '../../src/providers/provider.ts';
import {actionOf} from '../../src/sandbox/clouds/aws/policy.ts';
import type {ServiceName} from '../../src/sandbox/clouds/aws/call.ts';
import {actions as armActions} from '../../src/sandbox/clouds/azure/arm.ts';
import {permissionOf, usePermission} from '../../src/sandbox/clouds/google/permissions.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';
import {createMemo} from '../../src/wizard/memo.ts';
import {runCommand} from '../helpers/command.ts';

type Answers = Readonly<Record<string, string>>;

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-access-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

async function presetOf(answers: Answers): Promise<string> {
	const file = path.join(await mkdtemp(path.join(folder, 'preset-')), 'preset.json');
	await writeFile(
		file,
		JSON.stringify({
			schema: 'onboard/preset@1',
			organization: 'Acme',
			answers: {destinations: 'shell,claude', ...answers},
			policy: {requirePrivatePath: true},
		}),
	);
	return file;
}

async function documentFor(answers: Answers, format: string, ...flags: readonly string[]): Promise<string> {
	const {stdout} = await runCommand(['preset', 'export', await presetOf(answers), '--format', format, ...flags], {home: folder});
	return stdout;
}

/** Codes of doctor's findings on a machine that is set up already. */
async function examined(scenario: Scenario): Promise<(...severities: readonly string[]) => readonly string[]> {
	const stage = await openSandboxStage({real: nodePorts(), scenario, isConfigured: true});
	try {
		const preset = await presetOf({});
		const {stdout} = await runCommand(['doctor', '--json', '--preset', preset], {home: stage.ports.host.home, ports: stage.ports});
		return codesIn(stdout);
	} finally {
		await stage.close();
	}
}

function contextOf(ports: Ports, answers: Answers): StepContext {
	return {
		ports,
		answers: Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, {value, origin: 'preset' as const}])),
		policy: openPolicy,
		memo: createMemo(),
		signal: new AbortController().signal,
	};
}

function codesIn(report: string) {
	const {findings} = JSON.parse(report) as {findings: ReadonlyArray<{code: string; severity: string}>};
	return (...severities: readonly string[]) => findings.filter(({severity}) => severities.includes(severity)).map(({code}) => code);
}

/** The wizard from an empty home, then doctor, then whatever else; the codes that doctor is not sure of or unhappy with. */
async function runAll(scenario: Scenario, answers: Answers, more?: (stage: Stage) => Promise<void>) {
	const home = await mkdtemp(path.join(folder, 'home-'));
	const stage = await openSandboxStage({real: nodePorts(), scenario, home, isConfigured: false});
	try {
		const preset = await presetOf(answers);
		const wizard = await runCommand(['--yes', '--preset', preset, '--accept-terms', 'read'], {home, ports: stage.ports});
		const doctor = await runCommand(['doctor', '--json', '--preset', preset], {home, ports: stage.ports});
		await more?.(stage);
		return {wizard, codes: codesIn(doctor.stdout), requests: stage.running.requests};
	} finally {
		await stage.close();
	}
}

describe('Amazon Bedrock', {timeout: 120_000}, () => {
	const answers: Answers = {
		provider: 'bedrock',
		route: 'private',
		signIn: 'sso',
		startUrl: 'https://d-9067f1a2b3.awsapps.com/start',
		ssoRegion: 'eu-west-1',
		account: '111122223333',
		permissionSet: 'ClaudeCodeDeveloper',
		region: 'us-east-1',
		primaryModel: 'us.anthropic.claude-opus-5-5',
		fastModel: 'us.anthropic.claude-haiku-5-5',
		opusModel: 'us.anthropic.claude-opus-5-5',
		sonnetModel: 'us.anthropic.claude-sonnet-5-5',
		fableModel: 'global.anthropic.claude-fable-5-1',
	};
	type Policy = {Statement: ReadonlyArray<{Sid: string; Action: readonly string[]}>};
	const base = findScenario('bedrock/happy')!;
	const under = (policies: {role: string; endpoint?: string; control?: string}): Scenario => ({
		...base,
		aws: {
			...base.aws!,
			logging: {logGroup: '/aws/bedrock/prompts'},
			logGroups: [{name: '/aws/bedrock/prompts', retentionDays: 30}],
			rolePolicy: policies.role,
			...(policies.control === undefined ? {} : {controlPolicy: policies.control}),
			endpoints: base.aws!.endpoints.map(endpoint =>
				policies.endpoint === undefined ? endpoint : {...endpoint, policy: policies.endpoint},
			),
		},
	});
	const signed = (requests: Stage['running']['requests']) =>
		requests.flatMap(({service, operation, signature, status}) => {
			const action = signature === 'sigv4' && operation !== undefined ? actionOf(service as ServiceName, operation) : undefined;
			return action === undefined ? [] : [{action, status}];
		});

	test('nothing is refused, and nothing is allowed that nobody calls', async () => {
		const [role, endpoint, control] = await Promise.all(
			['iam-policy', 'endpoint-policy', 'service-control-policy'].map(async format => documentFor(answers, format)),
		);
		const free = await runAll(under({role: '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'}), answers);
		const bound = await runAll(under({role: role!, endpoint: endpoint!, control: control!}), answers, async ({ports}) => {
			const context = contextOf(ports, answers);
			// What only the lead of a cohort asks.
			expect(await bedrock.capacity!(context)).toHaveProperty('tokensPerMinute');
			expect(await bedrock.measureCaching!(context)).toBe('works');
		});
		expect(bound.wizard.code, bound.wizard.stdout).toBe(0);
		expect(bound.codes('fail', 'warn', 'unknown')).toEqual(free.codes('fail', 'warn', 'unknown'));
		const calls = signed(bound.requests);
		const allowed = (JSON.parse(role!) as Policy).Statement.flatMap(({Action}) => Action);
		expect([...new Set(calls.map(({action}) => action))].toSorted()).toEqual([...new Set(allowed)].toSorted());
		// One call is refused on purpose: the signed one for a model that does not exist.
		expect(new Set(calls.filter(({status}) => status === 403).map(({action}) => action))).toEqual(
			new Set(['bedrock:InvokeModelWithResponseStream']),
		);
	});

	/** What a home that the sandbox has set up pins. */
	const planted = {...answers, fableModel: 'us.anthropic.claude-fable-5-1'};

	test('without the reads of doctor the wizard works all the same', async () => {
		const role = await documentFor(answers, 'iam-policy', '--minimal');
		expect((JSON.parse(role) as Policy).Statement.map(({Sid}) => Sid)).toEqual(['CallModels', 'ListProfiles', 'ReadAgreements']);
		const {wizard, codes} = await runAll(under({role}), answers);
		expect(wizard.code, wizard.stdout).toBe(0);
		expect(codes('unknown').toSorted()).toEqual(bedrockTemplate.parts.flatMap(({measures = []}) => measures).toSorted());
	});

	test.each(bedrockTemplate.parts.flatMap(({name, measures}) => (measures === undefined ? [] : [[name, measures] as const])))(
		'without %s exactly what it measures is unknown',
		async (name, measures) => {
			const whole = JSON.parse(await documentFor(planted, 'iam-policy')) as Policy;
			const role = JSON.stringify({...whole, Statement: whole.Statement.filter(({Sid}) => Sid !== name)});
			const codes = await examined(under({role}));
			expect([codes('fail'), codes('unknown')]).toEqual([[], measures]);
		},
	);

	test.each([
		['a model that is not pinned', {primaryModel: 'us.anthropic.claude-sonnet-5-5', opusModel: 'us.anthropic.claude-sonnet-5-5'}],
		['another account', {account: '222233334444'}],
		['another Region', {region: 'us-west-2'}],
	])('a policy for %s refuses the models', async (_what, other) => {
		const codes = await examined(under({role: await documentFor({...planted, ...other}, 'iam-policy')}));
		expect(codes('fail')).toContain('model.role-denied');
	});

	test('the service control policy refuses a profile that leads elsewhere', async () => {
		const elsewhere = {
			...planted,
			region: 'eu-west-1',
			...Object.fromEntries(
				Object.entries(planted).flatMap(([id, value]) => (id.endsWith('Model') ? [[id, value.replace(/^us/u, 'eu')]] : [])),
			),
		};
		const control = await documentFor(elsewhere, 'service-control-policy');
		const codes = await examined(under({role: await documentFor(planted, 'iam-policy'), control}));
		expect(codes('fail')).toContain('model.scp-denied');
	});

	test('what is left open is wide and named', async () => {
		const {account: _account, region: _region, ...rest} = answers;
		const {stdout, stderr} = await runCommand(['preset', 'export', await presetOf(rest), '--format', 'iam-policy'], {home: folder});
		expect(stdout).toContain('arn:aws:bedrock:*:*:inference-profile/us.anthropic.claude-opus-5-5');
		expect(stderr).toContain('The preset leaves account and region open');
		const application = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc';
		const withProfile = JSON.parse(await documentFor({...answers, primaryModel: application}, 'iam-policy')) as Policy;
		expect(withProfile.Statement.map(({Sid}) => Sid)).toContain('ReadPinnedProfiles');
	});
});

describe('Google Vertex AI', {timeout: 120_000}, () => {
	const answers: Answers = {
		provider: 'vertex',
		route: 'private',
		vertexOffering: 'google',
		signIn: 'adc',
		project: 'acme-claude',
		location: 'global',
		primaryModel: 'claude-opus-5-5',
		fastModel: 'claude-haiku-5-5',
	};
	const base = findScenario('vertex/happy')!;
	const under = (permissions: readonly string[]): Scenario => ({...base, google: {...base.google!, permissions, isExact: true}});
	const roleOf = async (...flags: readonly string[]) =>
		[...(await documentFor(answers, 'iam-policy', ...flags)).matchAll(/^- (\S+)$/gmu)].map(([, name]) => name ?? '');

	test('nothing is refused, and nothing is allowed that nobody calls', async () => {
		const role = await roleOf();
		const {wizard, codes, requests} = await runAll(under(role), answers);
		expect(wizard.code, wizard.stdout).toBe(0);
		expect(codes('fail', 'warn', 'unknown')).toEqual([]);
		const called = requests.flatMap(({service, operation, headers}) => [
			permissionOf[`${service}:${operation ?? ''}`],
			headers['x-goog-user-project'] === undefined ? undefined : usePermission,
		]);
		expect([...new Set(called.filter(name => name !== undefined))].toSorted()).toEqual(role.toSorted());
	});

	test.each(vertexTemplate.parts.flatMap(({actions, measures}) => (measures === undefined ? [] : [[actions[0], measures] as const])))(
		'without %s exactly what it measures is unknown',
		async (permission, measures) => {
			const codes = await examined(under((await roleOf()).filter(name => name !== permission)));
			expect([codes('fail'), codes('unknown')]).toEqual([[], measures]);
		},
	);

	test('the smallest role calls models', async () => {
		expect(await roleOf('--minimal')).toEqual(['aiplatform.endpoints.predict', 'serviceusage.services.use']);
		expect((await examined(under(await roleOf('--minimal'))))('fail')).toEqual([]);
		expect((await examined(under(['serviceusage.services.use'])))('fail')).not.toEqual([]);
	});

	test('the offering that Anthropic runs has other roles', async () => {
		await expect(documentFor({...answers, vertexOffering: 'anthropic'}, 'iam-policy')).rejects.toThrow(/There is no iam-policy/u);
		await expect(documentFor(answers, 'service-control-policy')).rejects.toThrow(
			/There is no service-control-policy for Google Vertex AI/u,
		);
	});
});

describe('Microsoft Foundry', {timeout: 120_000}, () => {
	const answers: Answers = {
		provider: 'foundry',
		route: 'private',
		signIn: 'az',
		tenant: '7c1e5a90-3b52-4f0e-9d64-2a8f1c0b7e35',
		subscription: 'c41d7a52-6e0b-4c93-8f2a-90b5e1d3a7f6',
		resource: 'acme-claude',
		primaryModel: 'opus-main',
		fastModel: 'haiku-main',
	};
	type Role = {Actions: readonly string[]; DataActions: readonly string[]; AssignableScopes: readonly string[]};
	const base = findScenario('foundry/happy')!;
	const under = ({Actions, DataActions}: Pick<Role, 'Actions' | 'DataActions'>): Scenario => ({
		...base,
		azure: {...base.azure!, role: {actions: Actions, dataActions: DataActions}},
	});
	const roleOf = async (...flags: readonly string[]) => JSON.parse(await documentFor(answers, 'iam-policy', ...flags)) as Role;

	test('nothing is refused, and nothing is allowed that nobody calls', async () => {
		const role = await roleOf();
		const {wizard, codes, requests} = await runAll(under(role), answers);
		expect(wizard.code, wizard.stdout).toBe(0);
		expect(codes('fail', 'warn', 'unknown')).toEqual([]);
		const called = requests.flatMap(({service, operation}) => (service === 'arm' ? [armActions[operation ?? '']] : []));
		expect([...new Set(called.filter(name => name !== undefined))].toSorted()).toEqual(role.Actions.toSorted());
		expect(requests.filter(({service, status}) => service === 'foundry' && status === 200)).not.toEqual([]);
		expect(role.AssignableScopes).toEqual([`/subscriptions/${answers['subscription']}`]);
	});

	test.each(foundryTemplate.parts.flatMap(({actions, measures}) => (measures === undefined ? [] : [[actions[0], measures] as const])))(
		'without %s exactly what it measures is unknown',
		async (action, measures) => {
			const role = await roleOf();
			const codes = await examined(under({...role, Actions: role.Actions.filter(name => name !== action)}));
			expect([codes('fail'), codes('unknown')]).toEqual([[], measures]);
		},
	);

	test('the data action alone calls models; without it nothing does', async () => {
		const role = await roleOf('--minimal');
		expect(role).toMatchObject({Actions: [], DataActions: ['Microsoft.CognitiveServices/accounts/providers/*']});
		expect((await examined(under(role)))('fail')).toEqual([]);
		expect((await examined(under({...(await roleOf()), DataActions: []})))('fail')).not.toEqual([]);
	});
});
