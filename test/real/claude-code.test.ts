// Real Claude Code answers through what the wizard saved, on every cloud and behind an organization's gateway: from fresh shells, and
// from its settings file alone.

import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, readdir, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {shellVariables} from '../../src/sandbox/serve.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';
import {findClaudeCode} from '../helpers/claude-code.ts';
import {runCommand} from '../helpers/command.ts';

const claude = await findClaudeCode();
const problem = 'problem' in claude ? claude.problem : undefined;
if (problem !== undefined) {
	process.stderr.write(`Skipped: ${problem}\n`);
}

const gateway = 'https://llm-gateway.acme.example';
const gatewayToken = 'CANARY-gateway-token';
const bedrockPins = {primaryModel: 'us.anthropic.claude-opus-5-5', fastModel: 'us.anthropic.claude-haiku-5-5'};
const vertexPins = {primaryModel: 'claude-opus-5-5', fastModel: 'claude-haiku-5-5'};
const foundryPins = {primaryModel: 'opus-main', fastModel: 'haiku-main'};

type Setup = {
	readonly scenario: string;
	/** What the organization's preset answers. */
	readonly answers: Readonly<Record<string, string>>;
	/** How requests have to arrive. */
	readonly signature: 'sigv4' | 'bearer';
	/** Variable that a person behind a gateway sets by themselves. */
	readonly tokenVariable?: string;
};

const setups: readonly Setup[] = [
	{
		scenario: 'bedrock/happy',
		answers: {
			...bedrockPins,
			route: 'private',
			signIn: 'sso',
			startUrl: 'https://d-9067f1a2b3.awsapps.com/start',
			ssoRegion: 'us-east-1',
			account: '111122223333',
			permissionSet: 'ClaudeCodeDeveloper',
			region: 'us-east-1',
		},
		signature: 'sigv4',
	},
	{
		scenario: 'vertex/happy',
		answers: {...vertexPins, route: 'private', vertexOffering: 'google', signIn: 'adc', project: 'acme-claude', location: 'global'},
		signature: 'bearer',
	},
	{
		scenario: 'foundry/happy',
		answers: {
			...foundryPins,
			route: 'private',
			signIn: 'az',
			tenant: '7c1e5a90-3b52-4f0e-9d64-2a8f1c0b7e35',
			subscription: 'c41d7a52-6e0b-4c93-8f2a-90b5e1d3a7f6',
			resource: 'acme-claude',
		},
		signature: 'bearer',
	},
	{
		scenario: 'bedrock/happy-gateway',
		answers: {...bedrockPins, route: 'gateway', baseUrl: `${gateway}/bedrock`, region: 'us-east-1'},
		signature: 'bearer',
		tokenVariable: 'ANTHROPIC_AUTH_TOKEN',
	},
	{
		scenario: 'vertex/happy-gateway',
		answers: {
			...vertexPins,
			route: 'gateway',
			baseUrl: `${gateway}/vertex/v1`,
			vertexOffering: 'google',
			project: 'acme-claude',
			location: 'global',
		},
		signature: 'bearer',
		tokenVariable: 'ANTHROPIC_AUTH_TOKEN',
	},
	{
		scenario: 'foundry/happy-gateway',
		answers: {...foundryPins, route: 'gateway', baseUrl: `${gateway}/foundry`},
		signature: 'bearer',
		tokenVariable: 'ANTHROPIC_FOUNDRY_AUTH_TOKEN',
	},
];

const ways = [
	...['bash', 'zsh', 'fish'].map(name => ({
		name: `a fresh ${name} -lic`,
		program: ['/bin', '/usr/bin', '/usr/local/bin'].map(folder => path.join(folder, name)).find(file => existsSync(file)),
		parameters: ['-lic'],
		destinations: 'shell',
	})),
	{name: 'settings.json alone, in a shell that read no profile', program: '/bin/sh', parameters: ['-c'], destinations: 'claude'},
] as const;

/** A home that the wizard has just saved. */
async function savedHome({scenario, answers, tokenVariable}: Setup, destinations: string, shell: string): Promise<string> {
	const home = await realpath(await mkdtemp(path.join(tmpdir(), 'onboard-claude-')));
	const preset = path.join(home, 'preset.json');
	await writeFile(
		preset,
		JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers: {provider: scenario.split('/')[0], ...answers}}),
	);
	const {code, stdout} = await runCommand(
		['--yes', '--sandbox', scenario, '--home', home, '--preset', preset, '--accept-terms', 'read', '--destinations', destinations],
		{home, env: {SHELL: shell, ...(tokenVariable === undefined ? {} : {[tokenVariable]: gatewayToken})}},
	);
	expect(code, stdout).toBe(0);
	return home;
}

/** The models that the saved set-up pins. */
async function pinnedIn(home: string): Promise<readonly string[]> {
	const files = ['.claude/settings.json', '.config/onboard/env.sh', '.config/onboard/env.fish'].map(file => path.join(home, file));
	const texts = await Promise.all(files.filter(file => existsSync(file)).map(async file => readFile(file, 'utf8')));
	return [...texts.join('\n').matchAll(/ANTHROPIC_(?:DEFAULT_[A-Z]+_)?MODEL\b[^\w\n]+([\w.@:-]+)/gu)].map(([, model]) => model ?? '');
}

/** Everything below a folder that holds the text. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
	const files = (await readdir(folder, {recursive: true, withFileTypes: true})).filter(entry => entry.isFile());
	const found = await Promise.all(
		files.map(async entry => {
			const file = path.join(entry.parentPath, entry.name);
			return (await readFile(file, 'utf8')).includes(text) ? [file] : [];
		}),
	);
	return found.flat();
}

/** Claude Code's answer, asked by this shell in this home. The stand-ins of the cloud's own programs come first on PATH. */
async function ask(stage: Stage, setup: Setup, program: string, parameters: readonly string[]): Promise<string> {
	const {home} = stage.ports.host;
	const token = setup.tokenVariable === undefined ? {} : {[setup.tokenVariable]: gatewayToken};
	const variables = shellVariables(stage.scenario, stage.running.env, home);
	// On Foundry it waits some 20 s for the managed identity of a machine in Azure before it asks az; once, in bash, it may.
	const chain = program.endsWith('bash') ? {} : {AZURE_TOKEN_CREDENTIALS: 'dev'};
	const base = {PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', TERM: 'dumb', DISABLE_AUTOUPDATER: '1'};
	const env = {...base, ...chain, ...variables, ...token};
	// Inside the shell, and Claude Code by its whole path: a login shell's /etc/profile sets PATH anew on some systems.
	const words = `env PATH='${home}/.sandbox/bin':"$PATH" '${'folder' in claude ? claude.folder : ''}/claude' -p 'Say hello'`;
	return new Promise((resolve, reject) => {
		const child = execFile(program, [...parameters, words], {cwd: home, env, timeout: 90_000}, (error, stdout, stderr) => {
			if (error === null) {
				resolve(stdout);
			} else {
				reject(new Error(`${program} ${parameters.join(' ')} failed: ${error.message}\n${stdout}\n${stderr}`));
			}
		});
		child.stdin?.end();
	});
}

// A run is mostly Claude Code waiting, so they overlap; each has a home and a simulated cloud of its own.
describe.skipIf(problem !== undefined).concurrent.each(setups)('Claude Code through the saved set-up of $scenario', setup => {
	it.each(ways)('answers from $name', async ({program, parameters, destinations}) => {
		const home = await savedHome(setup, destinations, program ?? '/bin/bash');
		const stage = await openSandboxStage({real: nodePorts(), scenario: setup.scenario, home, isConfigured: false});
		try {
			// Only one of the two places was written, so that it alone carries the values.
			expect(existsSync(path.join(home, '.claude/settings.json'))).toBe(destinations === 'claude');
			expect(await filesWith(home, gatewayToken), 'a gateway’s token is stored nowhere').toEqual([]);
			const answer = await ask(stage, setup, program!, parameters);
			expect(answer.trim()).not.toBe('');
			const calls = stage.running.requests.filter(({modelId}) => modelId !== undefined);
			const models = calls.map(({modelId}) => modelId);
			expect(models).toContain(setup.answers['primaryModel']);
			const pinned = await pinnedIn(home);
			expect(
				models.filter(model => !pinned.includes(model ?? '')),
				`every request carries one of ${pinned.join(', ')}`,
			).toEqual([]);
			expect(calls.filter(({status}) => status !== 200)).toEqual([]);
			expect(new Set(calls.map(({signature}) => signature))).toEqual(new Set([setup.signature]));
		} finally {
			await stage.close();
			await rm(home, {recursive: true, force: true, maxRetries: 5});
		}
	});
});
