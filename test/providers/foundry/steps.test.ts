// The Foundry steps against the simulated Azure: signing in, choosing, proving, and the summary.

import {describe, expect, it} from 'vitest';
import {foundrySteps} from '../../../src/providers/foundry/steps.ts';
import {statementsVersion, termsFor} from '../../../src/providers/foundry/terms.ts';
import type {ProofResult, Question} from '../../../src/providers/provider.ts';
import {enter, type Entered} from './stage.ts';

const target = {
	provider: 'foundry',
	route: 'private',
	signIn: 'az',
	resource: 'acme-claude',
	subscription: 'c41d7a52-6e0b-4c93-8f2a-90b5e1d3a7f6',
};
const pins = {primaryModel: 'opus-main', fastModel: 'haiku-main'};

const stepNamed = (id: string) => foundrySteps.find(step => step.id === id);

async function prove(
	stage: Entered,
	step: string,
	answers: Readonly<Record<string, string>>,
	keys?: readonly string[],
): Promise<ProofResult> {
	const result = await stepNamed(step)?.prove?.(stage.proving(answers, keys));
	if (result === undefined) {
		throw new Error(`${step} proves nothing`);
	}

	return result;
}

async function optionsOf(stage: Entered, step: string, id: string, answers: Readonly<Record<string, string>>) {
	const question = stepNamed(step)?.questions.find(candidate => candidate.id === id) as Extract<Question, {kind: 'choice'}>;
	return (await question.options(stage.context(answers))).map(option => option.value);
}

describe('sign-in', () => {
	it('uses what az has', async () => {
		const stage = await enter('foundry/happy');
		expect(await optionsOf(stage, 'sign-in', 'signIn', {})).toEqual(['az']);
		expect(await prove(stage, 'sign-in', {signIn: 'az'})).toMatchObject({
			state: 'proven',
			summary: expect.stringContaining('dana@acme.example'),
		});
	});

	it('drives az login with a code that is shown, when nobody can open a browser', async () => {
		const stage = await enter('foundry/happy', {isConfigured: false});
		const context = stage.proving({signIn: 'az'});
		const result = await stepNamed('sign-in')?.prove?.(context);
		expect(result).toMatchObject({state: 'proven'});
		expect(context.notices).toContainEqual(
			expect.objectContaining({url: expect.stringContaining('devicelogin'), code: expect.stringMatching(/^[A-Z\d]{6,}$/u)}),
		);
	});

	it('asks before it starts the browser', async () => {
		const stage = await enter('foundry/happy', {isConfigured: false});
		const context = stage.proving({signIn: 'az'}, ['browser']);
		expect(await stepNamed('sign-in')?.prove?.(context)).toMatchObject({state: 'proven'});
		expect(context.notices[0]?.text).toContain('az login');
	});

	it.each([
		['foundry/sign-in-blocked-by-policy', 'foundry.conditional-access'],
		['foundry/device-code-expired', 'foundry.device-code-expired'],
		['foundry/sign-in-denied', 'foundry.consent-missing'],
		['foundry/az-missing', 'foundry.az-missing'],
	])('%s fails with %s', async (name, code) => {
		const stage = await enter(name);
		const result = await prove(stage, 'sign-in', {signIn: 'az'});
		expect([result.state, result.findings.map(finding => finding.code)]).toEqual(['failed', [code]]);
	});
});

describe('target', () => {
	it('lists subscriptions and only resources that can hold Claude, over all pages', async () => {
		const stage = await enter('foundry/happy');
		expect(await optionsOf(stage, 'target', 'subscription', {signIn: 'az'})).toHaveLength(3);
		expect(await optionsOf(stage, 'target', 'resource', target)).toEqual(['acme-claude', 'acme-claude-eu']);
		expect(await prove(stage, 'target', target)).toMatchObject({state: 'proven', summary: expect.stringContaining('eastus2')});
	});

	it('lets the name be typed where nothing may be listed', async () => {
		const stage = await enter('foundry/resource-read-denied');
		expect(await optionsOf(stage, 'target', 'subscription', {signIn: 'az'})).toEqual(['none']);
		const question = stepNamed('target')?.questions.find(candidate => candidate.id === 'resourceAddress') as Extract<
			Question,
			{kind: 'text'}
		>;
		expect(question.normalize?.('https://acme-claude.services.ai.azure.com/api/projects/coding')).toBe('acme-claude');
		expect(await question.validate('https://example.com', stage.context())).toContain('name of the resource');
	});
});

describe('network and models', () => {
	it('prove the private path and every pin, aliases filled by family', async () => {
		const stage = await enter('foundry/happy');
		expect(await prove(stage, 'network', target)).toMatchObject({state: 'proven', summary: expect.stringContaining('private')});
		expect(await optionsOf(stage, 'models', 'primaryModel', target)).toEqual(['opus-main', 'sonnet-main', 'haiku-main']);
		expect(await optionsOf(stage, 'models', 'fastModel', target)).toEqual(['haiku-main', 'sonnet-main', 'opus-main']);
		expect(await prove(stage, 'models', {...target, ...pins})).toMatchObject({
			state: 'proven',
			answers: {opusModel: 'opus-main', sonnetModel: 'sonnet-main', haikuModel: 'haiku-main', fableModel: 'opus-main'},
		});
	});

	it('never prove what failed', async () => {
		const stage = await enter('foundry/role-missing');
		const result = await prove(stage, 'models', {...target, ...pins});
		expect([result.state, result.findings.filter(finding => finding.severity === 'fail').map(finding => finding.code)]).toEqual([
			'failed',
			['foundry.role-missing'],
		]);
		expect((await prove(await enter('foundry/public-path'), 'network', target)).state).toBe('failed');
	});

	it('work through a gateway without any sign-in to Azure', async () => {
		const stage = await enter('foundry/happy-gateway');
		const answers = {route: 'gateway', baseUrl: 'https://llm-gateway.acme.example/foundry', ...pins};
		expect(stepNamed('sign-in')?.applies(stage.context(answers).answers)).toBe(false);
		expect((await prove(stage, 'network', answers)).state).toBe('proven');
		expect((await prove(stage, 'models', answers)).state).toBe('proven');
	});
});

describe('terms', () => {
	it('measure hosting, zone and diagnostic settings, and leave retention to the contract', async () => {
		const stage = await enter('foundry/happy');
		const summary = await termsFor(stage.context({...target, ...pins}));
		expect(summary.version).toBe(statementsVersion);
		expect(summary.measured).toContainEqual(
			expect.objectContaining({label: 'opus-main runs', value: 'hosted on Azure', note: expect.stringContaining('data zone')}),
		);
		expect(summary.measured).toContainEqual(expect.objectContaining({label: 'diagnostic settings', value: 'requests not logged'}));
		expect(summary.unknown).toContainEqual(expect.objectContaining({label: 'zero data retention', value: 'by contract'}));
		expect(summary.stated.every(row => row.source !== undefined)).toBe(true);
	});

	it('say what could not be read', async () => {
		const stage = await enter('foundry/resource-read-denied');
		const summary = await termsFor(stage.context({...target, ...pins}));
		expect(summary.unknown.map(row => row.label)).toEqual(['hosting of the models', 'diagnostic settings', 'zero data retention']);
	});
});
