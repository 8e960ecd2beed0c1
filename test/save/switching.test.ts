// From one cloud or route to another and back: nothing stale in our places, the rest named with its place, undo to the byte.

import {rm} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {detectConfigured} from '../../src/commands/examine.ts';
import {openPolicy} from '../../src/core/check.ts';
import {isNamed} from '../../src/core/registered.ts';
import type {Answers} from '../../src/core/session.ts';
import {providers} from '../../src/providers/all.ts';
import type {StepContext} from '../../src/providers/provider.ts';
import {apply} from '../../src/save/apply.ts';
import {planSave} from '../../src/save/plan.ts';
import {undo} from '../../src/save/undo.ts';
import {effectiveVariables} from '../../src/survey/effective.ts';
import {judgeSurvey} from '../../src/survey/judge.ts';
import {survey} from '../../src/survey/survey.ts';
import {createMemo} from '../../src/wizard/memo.ts';
import {planFor} from '../../src/wizard/saving.ts';
import {elsewhere, makeHome, type TestHome} from './home.ts';

type SetUp = Readonly<Record<string, string>> & {readonly provider: string};

const aws = {
	provider: 'bedrock',
	region: 'us-east-1',
	primaryModel: 'us.anthropic.claude-opus-5-5',
	fastModel: 'us.anthropic.claude-haiku-5-5',
};
const google = {
	provider: 'vertex',
	project: 'acme-claude',
	location: 'global',
	primaryModel: 'claude-opus-5-5',
	fastModel: 'claude-haiku-5-5',
};
const azure = {provider: 'foundry', resource: 'acme-claude', signIn: 'az', primaryModel: 'opus-main', fastModel: 'haiku-main'};
const gateway = {route: 'gateway', baseUrl: 'https://llm.acme.example'};
const sso = {
	signIn: 'sso',
	startUrl: 'https://acme.awsapps.com/start',
	ssoRegion: 'us-east-1',
	account: '111122223333',
	permissionSet: 'Claude',
};

const setUps: Readonly<Record<string, SetUp>> = {
	Bedrock: {...aws, ...sso, route: 'private'},
	'Bedrock behind a gateway': {...aws, ...gateway},
	Foundry: {...azure, route: 'direct'},
	'Foundry behind a gateway': {...azure, ...gateway},
	'Vertex AI': {...google, route: 'direct', vertexOffering: 'google', signIn: 'adc', modelLocations: 'claude-haiku-5-5=us-east5'},
	'Vertex AI with a credentials file': {...google, route: 'direct', vertexOffering: 'google', signIn: 'file:/keys/dana.json'},
	'Vertex AI behind a gateway': {...google, ...gateway, vertexOffering: 'google'},
	'the offering of Anthropic on Google Cloud': {
		...google,
		route: 'direct',
		vertexOffering: 'anthropic',
		workspaceId: 'wrkspc_01abcdef',
		signIn: 'adc',
	},
};
const names = Object.keys(setUps);
const pairs = names.flatMap(from => names.filter(to => to !== from).map(to => [from, to] as const));
const both = 'shell,claude';

async function home(): Promise<TestHome> {
	const made = await makeHome({SHELL: '/bin/bash'});
	await made.write('bin/gcloud', '#!/bin/sh\n', 0o755);
	await made.write('bin/aws', '#!/bin/sh\n', 0o755);
	await made.write('.bashrc', 'alias ll="ls -l"\n');
	await made.write('.claude/settings.json', '{\n  "model": "opus",\n  "env": {"EDITOR": "vi"}\n}\n');
	const env = {...made.ports.env, PATH: `${path.join(made.folder, 'bin')}:${made.ports.env.PATH ?? ''}`};
	const {nodeProcesses} = await import('../../src/ports/node-processes.ts');
	return {...made, ports: {...made.ports, env, processes: nodeProcesses({env, folder: made.folder, platform: 'linux'})}};
}

function contextOf(at: TestHome, setUp: SetUp): StepContext {
	const answers: Answers = Object.fromEntries(Object.entries(setUp).map(([id, value]) => [id, {value, origin: 'person'}]));
	return {ports: at.ports, answers, policy: openPolicy, memo: createMemo(), signal: new AbortController().signal};
}

async function save(at: TestHome, name: string, destinations = both) {
	const setUp = setUps[name];
	const registration = providers.find(({id}) => id === setUp?.provider);
	if (setUp === undefined || registration === undefined) {
		throw new Error(`There is no set-up ${name}.`);
	}

	const provider = await registration.load();
	const planned = await planFor(provider, contextOf(at, setUp), destinations, providers);
	await apply(planned, at.ports);
	const {variables, settings} = provider.exports(contextOf(at, setUp).answers, {
		hasProviderTool: true,
		ownCommand: 'onboard',
		home: at.folder,
	});
	return {planned, variables, settings};
}

/** What our places hold: the fragment's variables, and those and the refresh commands of the user settings. */
async function ours(at: TestHome) {
	const facts = await survey(at.ports, elsewhere);
	const place = (kind: string) => facts.places.find(candidate => candidate.kind === kind);
	return {
		fragment: place('fragment')?.variables ?? {},
		user: place('user')?.variables ?? {},
		settings: place('user')?.settings ?? {},
		facts,
	};
}

async function configuredIn(at: TestHome) {
	const found = await detectConfigured({ports: at.ports, providers}, await survey(at.ports, elsewhere));
	return found === undefined
		? undefined
		: {provider: found.provider.id, answers: Object.fromEntries(Object.entries(found.answers).map(([id, {value}]) => [id, value]))};
}

const without = (settings: Readonly<Record<string, string>>) =>
	Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'model'));

describe.each(pairs)('from %s to %s', (from, to) => {
	test('leaves exactly the new set-up in our places, and undo brings the former one back byte for byte', async () => {
		const at = await home();
		const untouched = await at.picture();
		await save(at, from);
		const [before, found] = [await at.picture(), await configuredIn(at)];
		expect(found?.provider).toBe(setUps[from]?.provider);
		const {planned, variables, settings} = await save(at, to);
		expect(planned.findings).toEqual([]);
		const held = await ours(at);
		expect(held.fragment).toEqual(variables);
		expect(held.user).toEqual(variables);
		expect(without(held.settings)).toEqual(settings);
		expect(await at.read('.claude/settings.json')).toContain('"EDITOR": "vi"');
		expect(await configuredIn(at)).toMatchObject({provider: setUps[to]?.provider});
		expect(judgeSurvey(held.facts, {provider: setUps[to]?.provider ?? ''}).map(({code}) => code)).toEqual(['config.claude-code-missing']);
		expect((await undo(at.ports)).refused).toEqual([]);
		expect(await at.picture()).toEqual(before);
		expect(await configuredIn(at)).toEqual(found);
		expect((await undo(at.ports)).refused).toEqual([]);
		expect(await at.picture()).toEqual(untouched);
	});
});

const fewer = ['Bedrock', 'Bedrock behind a gateway', 'Foundry', 'Vertex AI'];

describe.each(fewer.flatMap(from => fewer.filter(to => to !== from).map(to => [from, to] as const)))('from %s to %s', (from, to) => {
	test.each([
		[both, 'claude'],
		[both, 'shell'],
		['shell', 'claude'],
		['claude', 'shell'],
	])('first saved to %s, then to %s: what a new shell has is the new set-up alone', async (first, second) => {
		const at = await home();
		await save(at, from, first);
		const before = await at.picture();
		const {planned, variables} = await save(at, to, second);
		expect(planned.findings).toEqual([]);
		const {facts} = await ours(at);
		const effective = effectiveVariables(facts, 'new-shell');
		const ofClouds = providers.flatMap(({switches, variables: own, toolVariables}) => [
			...switches,
			...own,
			...toolVariables,
			'ANTHROPIC_*',
		]);
		expect(Object.fromEntries(Object.entries(effective).filter(([name]) => isNamed(name, ofClouds)))).toEqual(variables);
		expect(await configuredIn(at)).toMatchObject({provider: setUps[to]?.provider});
		await undo(at.ports);
		expect(await at.picture()).toEqual(before);
	});
});

const left: Readonly<Record<string, {readonly name: string; readonly variable: string; readonly key?: string}>> = {
	Bedrock: {name: 'Amazon Bedrock', variable: 'ANTHROPIC_BEDROCK_BASE_URL', key: 'awsAuthRefresh'},
	Foundry: {name: 'Microsoft Foundry', variable: 'ANTHROPIC_FOUNDRY_RESOURCE'},
	'Vertex AI': {name: 'Google Vertex AI', variable: 'CLOUD_ML_REGION', key: 'gcpAuthRefresh'},
};
const clouds = Object.keys(left);

describe.each(clouds.flatMap(from => clouds.filter(to => to !== from).map(to => [from, to] as const)))(
	'what somebody else wrote for %s, when %s is saved',
	(from, to) => {
		const {name, variable, key} = left[from] ?? {name: '', variable: ''};
		const id = setUps[from]?.provider;
		const change = providers.find(provider => provider.id === id)?.switches[0] ?? '';
		const lines = `export ${change}=1\nexport ${variable}=theirs\n`;
		const settings = JSON.stringify({
			env: {[change]: '1', [variable]: 'theirs'},
			...(key === undefined ? {} : {[key]: 'their-own sign-in'}),
		});
		const named = [variable, ...(key === undefined ? [] : [key])].join(', ');

		test.each([
			['~/.bashrc', '.bashrc', lines, variable],
			['~/.claude/settings.json', 'work/.claude/settings.json', settings, named],
			['~/managed/managed-settings.json', 'managed/managed-settings.json', settings, named],
		])('in %s', async (label, file, content, listed) => {
			const at = await home();
			await at.write(file, content);
			const ports = {...at.ports, host: {...at.ports.host, folder: path.join(at.folder, 'work')}};
			const setUp = setUps[to] ?? {provider: ''};
			const provider = await providers.find(candidate => candidate.id === setUp.provider)?.load();
			const exports = provider?.exports(contextOf(at, setUp).answers, {hasProviderTool: false, ownCommand: 'onboard', home: at.folder});
			const planned = await planSave({exports: exports!, destinations: ['shell', 'claude'], extra: []}, ports, {
				...elsewhere,
				managedFolder: path.join(at.folder, 'managed'),
			});
			const place = file.startsWith('work') ? '~/work/.claude/settings.json' : label;
			expect(planned.findings.map(({code, title, cause}) => [code, title, code === 'save.left-over' ? cause : ''])).toEqual([
				['save.competing', `${place} sets ${change}, which competes with this set-up`, ''],
				[
					'save.left-over',
					`${place} still has settings for ${name}`,
					`It sets ${listed}. Claude Code reads that only when it works through ${name}.`,
				],
			]);
			expect(planned.changes.some(one => one.path === path.join(at.folder, file) && one.destination !== 'shell')).toBe(false);
			await apply(planned, ports);
			expect(await at.read(file)).toContain(change);
			expect(await at.read(file)).toContain(variable);
		});

		test('in the user settings: the switch goes, because it decides; the rest stays and is named', async () => {
			const at = await home();
			await at.write('.claude/settings.json', settings);
			const {planned} = await save(at, to);
			expect(planned.findings.map(({code, title}) => [code, title])).toEqual([
				['save.left-over', `~/.claude/settings.json still has settings for ${name}`],
			]);
			const after = JSON.parse(await at.read('.claude/settings.json')) as {env: Record<string, string>};
			expect(after.env[change]).toBeUndefined();
			expect(after.env[variable]).toBe('theirs');
			await undo(at.ports);
			expect(await at.read('.claude/settings.json')).toBe(settings);
		});
	},
);

describe('what is ours to take out', () => {
	test('a value that somebody changed since is theirs', async () => {
		const at = await home();
		await save(at, 'Bedrock behind a gateway');
		await at.write(
			'.claude/settings.json',
			(await at.read('.claude/settings.json')).replace('https://llm.acme.example', 'https://mine.example'),
		);
		const {planned} = await save(at, 'Foundry');
		expect(planned.findings).toMatchObject([
			{code: 'save.left-over', cause: expect.stringContaining('It sets ANTHROPIC_BEDROCK_BASE_URL.')},
		]);
		expect(await at.read('.claude/settings.json')).toContain('https://mine.example');
		expect(await at.read('.claude/settings.json')).not.toContain('CLAUDE_CODE_SKIP_BEDROCK_AUTH');
	});

	test('a value that was there before a save is not', async () => {
		const at = await home();
		await at.write('.claude/settings.json', '{"env": {"AWS_REGION": "us-east-1"}}');
		await save(at, 'Bedrock');
		await save(at, 'Foundry');
		expect(JSON.parse(await at.read('.claude/settings.json'))).toMatchObject({env: {AWS_REGION: 'us-east-1'}});
	});

	test('an empty switch may cancel what a shell exports, and stays', async () => {
		const at = await home();
		await at.write('.claude/settings.json', '{"env": {"CLAUDE_CODE_USE_BEDROCK": ""}}');
		await save(at, 'Foundry');
		expect(JSON.parse(await at.read('.claude/settings.json'))).toMatchObject({env: {CLAUDE_CODE_USE_BEDROCK: ''}});
	});

	test('nothing is, when the record of the saves is gone', async () => {
		const at = await home();
		await save(at, 'Bedrock');
		await rm(path.join(at.folder, '.local'), {recursive: true});
		const {planned} = await save(at, 'Foundry');
		expect(planned.findings).toMatchObject([{code: 'save.left-over', cause: expect.stringContaining('It sets awsAuthRefresh.')}]);
		expect(await at.read('.claude/settings.json')).toContain('AWS_PROFILE');
	});

	test('round and round: three saves, three undos', async () => {
		const at = await home();
		const pictures = [];
		for (const name of ['Bedrock', 'Vertex AI', 'Foundry behind a gateway', 'Bedrock']) {
			pictures.push(await at.picture());
			await save(at, name);
		}

		for (const picture of pictures.toReversed()) {
			await undo(at.ports);
			expect(await at.picture()).toEqual(picture);
		}
	});
});
