// What is handed out is what the wizard saves, in forms that their readers understand; what a preset leaves open is named, never guessed.

import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import fc from 'fast-check';
import {parse as parseList} from 'plist';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {render} from '../../src/handout/formats.ts';
import type {Handout} from '../../src/handout/settled.ts';
import {runCommand, type Ran} from '../helpers/command.ts';

const run = promisify(execFile);
const assets = path.resolve(import.meta.dirname, '../../assets/presets');
type Answers = Readonly<Record<string, string>>;

let home = '';
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-export-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

async function exported(answers: Answers, format: string, more: {open?: readonly string[]; flags?: readonly string[]} = {}): Promise<Ran> {
	const file = path.join(await mkdtemp(path.join(home, 'preset-')), 'preset.json');
	await writeFile(file, JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers, open: more.open ?? []}));
	return runCommand(['preset', 'export', file, '--format', format, ...(more.flags ?? [])], {home});
}

async function managed(answers: Answers, more: Parameters<typeof exported>[2] = {}) {
	const {stdout, stderr} = await exported(answers, 'managed-settings', more);
	return {...(JSON.parse(stdout) as {env: Answers; awsAuthRefresh?: string; gcpAuthRefresh?: string}), stderr};
}

/** What is handed out, with these variables. */
function handout(variables: Answers): Handout {
	return {
		organization: 'Acme',
		provider: {name: 'Amazon Bedrock'} as Handout['provider'],
		answers: {},
		variables,
		settings: {},
		left: [],
		uncarried: [],
	};
}

const pins = {primaryModel: 'us.anthropic.claude-opus-5-5', fastModel: 'us.anthropic.claude-haiku-5-5'};
const bedrock = {provider: 'bedrock', route: 'private', signIn: 'sso', region: 'us-east-1', ...pins};

describe('values', () => {
	test.each([
		['acme.json', 'bedrock/happy'],
		['acme-vertex.json', 'vertex/happy'],
		['acme-foundry.json', 'foundry/happy'],
	])('%s: on a laptop that has them as managed settings, the wizard saves the same and ends ready', async (name, scenario) => {
		const preset = path.join(await mkdtemp(path.join(home, 'same-')), name);
		const content = JSON.parse(await readFile(path.join(assets, name), 'utf8')) as {open: readonly string[]};
		await writeFile(preset, JSON.stringify({...content, open: []}));
		const {stdout, stderr} = await runCommand(['preset', 'export', preset, '--format', 'managed-settings'], {home});
		const {env, ...settings} = JSON.parse(stdout) as {env: Answers};

		const place = await mkdtemp(path.join(home, 'laptop-'));
		await mkdir(path.join(place, '.sandbox/managed'), {recursive: true});
		await writeFile(path.join(place, '.sandbox/managed/managed-settings.json'), stdout);
		const wizard = await runCommand(['--yes', '--sandbox', scenario, '--home', place, '--preset', preset, '--accept-terms', 'read'], {
			home: place,
		});
		expect(wizard.code, wizard.stdout).toBe(0);
		const doctor = await runCommand(['doctor', '--sandbox', scenario, '--home', place, '--preset', preset], {home: place});
		expect(doctor.stdout).toMatch(/^✔ Ready\.$/mu);

		const {env: saved, ...keys} = JSON.parse(await readFile(path.join(place, '.claude/settings.json'), 'utf8')) as {env: Answers};
		expect(saved).toMatchObject(env);
		expect(Object.keys(settings)).toEqual(Object.keys(keys));
		const missing = Object.keys(saved).filter(variable => env[variable] === undefined);
		expect(missing.filter(variable => !stderr.includes(variable))).toEqual([]);
		expect(missing.filter(variable => !/^ANTHROPIC_DEFAULT_(?:OPUS|SONNET|FABLE)_MODEL$/u.test(variable))).toEqual([]);
	});

	test('an open or missing answer takes everything that follows from it out', async () => {
		const {region: _region, ...withoutRegion} = bedrock;
		expect((await managed(bedrock)).env).toMatchObject({AWS_REGION: 'us-east-1', AWS_PROFILE: 'claude-code'});
		for (const found of [await managed(withoutRegion), await managed(bedrock, {open: ['region']})]) {
			expect(found.env['AWS_REGION']).toBeUndefined();
			expect(found.env['CLAUDE_CODE_USE_BEDROCK']).toBe('1');
			expect(found.stderr).toMatch(/region +AWS_REGION/u);
			expect(found.stderr).toMatch(/as part of their own sign-in: .*permissionSet/u);
		}
	});

	test('how people sign in decides the profile', async () => {
		const {signIn: _signIn, ...withoutSignIn} = bedrock;
		const open = await managed(withoutSignIn);
		expect(open.env['AWS_PROFILE']).toBeUndefined();
		expect(open.awsAuthRefresh).toBeUndefined();
		expect(open.stderr).toMatch(/signIn +AWS_PROFILE, awsAuthRefresh/u);
		expect((await managed({...bedrock, signIn: 'profile:acme'})).env['AWS_PROFILE']).toBe('acme');
	});

	test('an alias that is not pinned is left to the wizard, which takes it from the live list', async () => {
		const {env, stderr} = await managed(bedrock);
		expect(Object.keys(env).filter(name => /MODEL/u.test(name))).toEqual(['ANTHROPIC_MODEL', 'ANTHROPIC_DEFAULT_HAIKU_MODEL']);
		expect(stderr).toMatch(/sonnetModel +ANTHROPIC_DEFAULT_SONNET_MODEL/u);
	});

	test('models are never chosen', async () => {
		const {primaryModel: _primary, ...withoutModel} = bedrock;
		const {env} = await managed(withoutModel);
		expect(Object.keys(env).filter(name => /MODEL/u.test(name))).toEqual(['ANTHROPIC_DEFAULT_HAIKU_MODEL']);
	});

	test('Google Cloud: a location that nobody gave is not `global`', async () => {
		const vertex = {
			provider: 'vertex',
			route: 'direct',
			vertexOffering: 'google',
			signIn: 'adc',
			project: 'acme-claude',
			primaryModel: 'claude-opus-5-5',
		};
		const {env, gcpAuthRefresh, stderr} = await managed(vertex);
		expect(env).toMatchObject({CLAUDE_CODE_USE_VERTEX: '1', ANTHROPIC_VERTEX_PROJECT_ID: 'acme-claude'});
		expect(env['CLOUD_ML_REGION']).toBeUndefined();
		expect(gcpAuthRefresh).toContain('gcloud');
		expect(stderr).toMatch(/location +CLOUD_ML_REGION/u);
		const own = await managed({...vertex, fastModel: 'claude-haiku-5-5', location: 'global', signIn: 'file:~/key.json'});
		expect(own.env['GOOGLE_APPLICATION_CREDENTIALS']).toBeUndefined();
		expect(own.stderr).toMatch(/home folder +GOOGLE_APPLICATION_CREDENTIALS/u);
	});

	test('without the offering nothing switches Claude Code, and that is said', async () => {
		const {env, stderr} = await managed({provider: 'vertex', project: 'acme-claude'});
		expect(Object.keys(env)).toEqual([]);
		expect(stderr).toContain('does not switch Claude Code to Google Vertex AI');
	});

	test('a flag decides an open answer for this hand-out, and never a locked one', async () => {
		expect((await managed(bedrock, {open: ['region'], flags: ['--region', 'eu-west-1']})).env['AWS_REGION']).toBe('eu-west-1');
		await expect(managed(bedrock, {flags: ['--region', 'eu-west-1']})).rejects.toThrow(/--region differs from the preset/u);
		await expect(managed(bedrock, {open: ['region'], flags: ['--region', 'x y']})).rejects.toThrow(/--region must be/u);
		await expect(managed({route: 'direct'})).rejects.toThrow(/leaves the provider to each person/u);
		expect((await managed({route: 'direct'}, {flags: ['--provider', 'bedrock']})).env).toEqual({CLAUDE_CODE_USE_BEDROCK: '1'});
	});

	test('managed settings come with what they mean', async () => {
		const {stderr} = await managed(bedrock);
		for (const text of [
			'/etc/claude-code/managed-settings.json',
			'/Library/Application Support/ClaudeCode/managed-settings.json',
			String.raw`C:\Program Files\ClaudeCode\managed-settings.json`,
			'Managed settings win over everything',
			'Nobody can change or undo them on the laptop',
		]) {
			expect(stderr).toContain(text);
		}
	});
});

describe('the login script', () => {
	const shells = ['bash', 'dash', 'zsh', 'sh'].map(
		name => ['/bin', '/usr/bin'].map(folder => path.join(folder, name)).find(file => existsSync(file)) ?? name,
	);
	const dump = (names: readonly string[]) => names.map(name => String.raw`printf '%s\0' "$${name}"`).join('; ');

	test.each(shells)('%s reads exactly the values, whatever is in them', async shell => {
		if (!existsSync(shell)) {
			process.stderr.write(`Skipped: ${shell} is not installed\n`);
			return;
		}

		const file = path.join(home, `${path.basename(shell)}.sh`);
		const values = fc.sample(
			fc.string({unit: 'binary', maxLength: 60}).filter(value => !/\0|\p{Surrogate}/u.test(value)),
			{
				numRuns: 200,
				seed: 6,
			},
		);
		const variables = Object.fromEntries(
			[...values, `'"$HOME"\`id\`\\`, '$(id)', '!!', '~', '-n'].map((value, index) => [`V${index}`, value]),
		);
		await writeFile(file, render(handout(variables), 'profile.d').text);
		// Under -eu too: a login script must not end somebody's shell, and reading it twice changes nothing.
		const {stdout} = await run(shell, ['-euc', `. '${file}'; . '${file}'; ${dump(Object.keys(variables))}`], {encoding: 'utf8'});
		expect(stdout.split('\0').slice(0, -1)).toEqual(Object.values(variables));
	});

	test('prints nothing and leaves no other variable behind', async () => {
		const file = path.join(home, 'quiet.sh');
		await writeFile(file, (await exported(bedrock, 'profile.d')).stdout);
		const {stdout, stderr} = await run('/bin/sh', ['-c', `. '${file}'; env`], {env: {}});
		expect(stderr).toBe('');
		const names = stdout
			.trim()
			.split('\n')
			.map(row => row.split('=')[0] ?? '');
		expect(names.filter(name => !/^(?:CLAUDE_CODE_|ANTHROPIC_|AWS_|PWD$|SHLVL$|_$|OLDPWD$)/u.test(name))).toEqual([]);
	});

	test('says what only settings can hold', async () => {
		expect((await exported(bedrock, 'profile.d')).stderr).toContain('Not in this form: awsAuthRefresh');
	});
});

/** Anything that a variable can hold. */
const anyValues = fc.dictionary(
	fc.stringMatching(/^[A-Z][A-Z_]{0,20}$/u),
	// oxlint-disable-next-line no-control-regex -- What a property list cannot hold is refused; another test shows it.
	fc
		.string({unit: 'binary', maxLength: 60})
		.filter(value => !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u.test(value)),
	{maxKeys: 8},
);

describe('the property list for macOS', () => {
	test('holds what the managed settings hold, whatever the values', async () => {
		const {stderr: _, ...settings} = await managed(bedrock);
		expect(parseList((await exported(bedrock, 'plist')).stdout)).toEqual(settings);
		fc.assert(
			fc.property(anyValues, variables => {
				expect(parseList(render(handout(variables), 'plist').text)).toEqual({env: variables});
			}),
			{numRuns: 500, examples: [[{A: 'a\u2028b\u0085c\rd\r\ne'}]]},
		);
	});

	test('refuses what XML cannot write', () => {
		expect(() => render(handout({V: 'a\u0007'}), 'plist')).toThrow(/V holds a control character/u);
	});
});

describe('the policy for Windows', () => {
	/** What `reg import` puts into the value. */
	const imported = (text: string): unknown => {
		// oxlint-disable-next-line no-control-regex -- Every byte counts.
		expect(text).toMatch(/^[\u0020-\u007E\r\n]*$/u);
		const [, key, , value] = /^Windows Registry Editor Version 5\.00\r\n\r\n\[(.+)\]\r\n"(Settings)"="(.*)"\r\n$/u.exec(text) ?? [];
		expect(key).toBe(String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\ClaudeCode`);
		return JSON.parse((value ?? '').replaceAll(/\\(["\\])/gu, '$1'));
	};

	test('holds what the managed settings hold, whatever the values, in ASCII', async () => {
		const {stderr: _, ...settings} = await managed(bedrock);
		expect(imported((await exported(bedrock, 'registry')).stdout)).toEqual(settings);
		fc.assert(
			fc.property(anyValues, variables => {
				expect(imported(render(handout(variables), 'registry').text)).toEqual({env: variables});
			}),
			{numRuns: 500},
		);
	});
});

describe('the dev container', () => {
	const parse = (text: string) => JSON.parse(text.replace(/^\/\/.*\n/u, '')) as {containerEnv: Answers; remoteEnv?: Answers};

	test('fixed values for the container, open ones from the machine of whoever opens it', async () => {
		const whole = {...bedrock, opusModel: pins.primaryModel, sonnetModel: pins.primaryModel, fableModel: pins.primaryModel};
		const {stdout} = await exported(whole, 'devcontainer', {open: ['region']});
		const {containerEnv, remoteEnv} = parse(stdout);
		expect(containerEnv).toMatchObject({CLAUDE_CODE_USE_BEDROCK: '1', AWS_PROFILE: 'claude-code'});
		expect(remoteEnv).toEqual({AWS_REGION: '${localEnv:AWS_REGION}'});
		expect(parse((await exported(whole, 'devcontainer')).stdout)).not.toHaveProperty('remoteEnv');
	});

	test('a value that the dev container would replace is refused', async () => {
		const gateway = {...bedrock, route: 'gateway', baseUrl: 'https://llm.acme.example/${localEnv:USER}'};
		await expect(exported(gateway, 'devcontainer')).rejects.toThrow(/ANTHROPIC_BEDROCK_BASE_URL holds/u);
	});
});

test('a file is written whole, with the rules of every file', async () => {
	const out = path.join(home, 'managed-settings.json');
	const words = ['preset', 'export', path.join(assets, 'acme.json'), '--format', 'managed-settings', '--out', out];
	const {stdout} = await runCommand(words, {home});
	expect(stdout).toBe('');
	expect(JSON.parse(await readFile(out, 'utf8'))).toHaveProperty('env.CLAUDE_CODE_USE_BEDROCK', '1');
	await writeFile(out, '{"permissions": {}}\n');
	await expect(runCommand(words, {home})).rejects.toThrow(/already, with another content/u);
	await expect(runCommand(['preset', 'export', '--format', 'profile.d'], {home})).rejects.toThrow(/There is no preset to export/u);
	await expect(runCommand(['preset', 'export', path.join(assets, 'acme.json')], {home})).rejects.toThrow(/--format is missing/u);
});
