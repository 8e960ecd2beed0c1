// Bad input to the built program: one clear line and exit code 2, or a finding; and nothing is written, least of all over a broken file.

import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import type {AwsScenario} from '../../src/sandbox/clouds/aws/scenario.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {openSandboxStage, scenarioNamed} from '../../src/sandbox/stage.ts';
import {runCommand} from '../helpers/command.ts';
import {builtProgram, cleanEnvironment} from '../helpers/pty.ts';
import {answersFor, openPreset} from '../wizard/faces.ts';

let folder: string;
beforeAll(async () => {
	if (!existsSync(builtProgram)) {
		throw new Error('dist/main.js is missing; run npm run build.');
	}

	folder = await mkdtemp(path.join(tmpdir(), 'onboard-bad-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

type Ended = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs the built program as its own process; standard input is closed unless it is given. */
async function program(home: string, parameters: readonly string[], stdin: 'closed' | 'empty' = 'empty'): Promise<Ended> {
	const line = [process.execPath, builtProgram, ...parameters];
	const [file = '', ...rest] = stdin === 'closed' ? ['/bin/sh', '-c', 'exec "$@" <&-', 'sh', ...line] : line;
	const child = spawn(file, rest, {env: cleanEnvironment(home), cwd: folder, stdio: ['ignore', 'pipe', 'pipe']});
	const [stdout, stderr] = [child.stdout, child.stderr].map(stream => {
		const parts: Uint8Array[] = [];
		stream.on('data', (part: Uint8Array) => parts.push(part));
		return () => Buffer.concat(parts).toString('utf8');
	});
	const code = await new Promise<number | null>(resolve => {
		child.on('close', resolve);
	});
	return {code, stdout: stdout?.() ?? '', stderr: stderr?.() ?? ''};
}

/** A home with these files in it. */
async function homeWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
	const home = path.join(folder, name);
	await mkdir(home, {recursive: true});
	for (const [file, text] of Object.entries(files)) {
		await mkdir(path.join(home, path.dirname(file)), {recursive: true});
		await writeFile(path.join(home, file), text);
	}

	return home;
}

/** Every file below a home with its content; the token cache and the answers kept for resuming are not what was set up. */
async function contentOf(home: string): Promise<Readonly<Record<string, string>>> {
	const entries = (await readdir(home, {recursive: true, withFileTypes: true})).filter(entry => entry.isFile());
	const names = entries.map(entry => path.relative(home, path.join(entry.parentPath, entry.name)));
	const set = names.filter(name => !/^\.aws\/sso\/cache\/|^\.config\/onboard\/config\.json/u.test(name)).toSorted();
	return Object.fromEntries(await Promise.all(set.map(async name => [name, await readFile(path.join(home, name), 'utf8')] as const)));
}

/** One line on standard error, nothing on standard output, exit code 2. */
function expectOneLine(ended: Ended): void {
	expect([ended.code, ended.stdout]).toEqual([2, '']);
	expect(ended.stderr).toMatch(/^[^\n]+\n$/u);
	expect(ended.stderr).not.toContain('bug in onboard');
}

describe.concurrent('a preset', () => {
	const good = {schema: 'onboard/preset@1', organization: 'Acme'};

	it.each([
		['that is not JSON', '{"schema": "onboard/preset@1",\n', /not valid JSON \(line 2, column 1\)/u],
		['with an unknown key', JSON.stringify({...good, answers: {regoin: 'us-east-1'}}), /unknown key "regoin"; did you mean "region"\?/u],
		['with an unknown key at the top', JSON.stringify({...good, polcy: {}}), /unknown key "polcy"; did you mean "policy"\?/u],
		['of a newer kind', JSON.stringify({...good, schema: 'onboard/preset@2'}), /onboard\/preset@2/u],
		['that is empty', '', /\S/u],
	])('%s', async (name, text, problem) => {
		const home = await homeWith(`preset ${name}`, {});
		const file = path.join(folder, `${name}.json`);
		await writeFile(file, text);
		for (const face of [['--yes'], ['--plain'], ['--yes', '--sandbox']]) {
			const ended = await program(home, [...face, '--preset', file]);
			expectOneLine(ended);
			expect(ended.stderr).toMatch(problem);
			expect(ended.stderr).toContain('onboard preset check');
		}

		expect(await readdir(home)).toEqual([]);
	});

	it.each([
		['https://127.0.0.1:1/preset.json', /refused the connection/u],
		['https://preset.invalid/onboard.json', /preset\.invalid/u],
		['http://acme.example/onboard.json', /https only/u],
		['~/nowhere.json', /There is no preset ~\/nowhere\.json/u],
	])('at %s', async (location, problem) => {
		const home = await homeWith(`preset at ${location.replaceAll(/\W/gu, '')}`, {});
		const ended = await program(home, ['--yes', '--preset', location]);
		expectOneLine(ended);
		expect(ended.stderr).toMatch(problem);
		expect(await readdir(home)).toEqual([]);
	});
});

describe.concurrent('a command line', () => {
	it.each([
		[['--regoin', 'us-east-1'], 'There is no flag --regoin. Did you mean --region?\n'],
		[['docter'], /There is no command docter\. Did you mean onboard doctor\?/u],
		[['--sandbox', 'bedrock/hapy', '--yes'], /There is no scenario bedrock\/hapy\. Did you mean bedrock\/happy\?/u],
		[['--provider', 'azure', '--yes'], /--provider/u],
		[['--region'], /--region/u],
	] as ReadonlyArray<readonly [readonly string[], string | RegExp]>)('%j', async (parameters, problem) => {
		const home = await homeWith(`line ${parameters.join(' ').replaceAll(/\W/gu, '')}`, {});
		const ended = await program(home, parameters);
		expectOneLine(ended);
		expect(ended.stderr).toMatch(problem);
		expect(await readdir(home)).toEqual([]);
	});

	it('without a terminal, and without --yes', async () => {
		const home = await homeWith('no terminal', {});
		for (const stdin of ['empty', 'closed'] as const) {
			const ended = await program(home, [], stdin);
			expectOneLine(ended);
			expect(ended.stderr).toContain('--yes');
		}

		expect(await readdir(home)).toEqual([]);
	});

	it.each(['empty', 'closed'] as const)('--plain with %s input', async stdin => {
		const home = await homeWith(`plain ${stdin}`, {});
		const {code, stdout, stderr} = await program(home, ['--plain'], stdin);
		expect([code, stderr]).toEqual([
			2,
			'Input closed before every question was answered. Run it again to go on from there, or give every answer with --yes and flags.\n',
		]);
		expect(stdout).toContain('Which cloud does your company use for Claude?');
		expect(stdout.endsWith('\n')).toBe(true);
		expect(await contentOf(home)).toEqual({});
	});
});

describe.concurrent('a home', () => {
	it('that cannot be written', async () => {
		const blocked = path.join(await homeWith('blocked', {file: 'not a folder\n'}), 'file', 'home');
		const wizard = await program(folder, ['--yes', '--sandbox', '--home', blocked]);
		expect(wizard.code, wizard.stderr).not.toBe(0);
		expect(wizard.stdout + wizard.stderr).toContain(blocked);
		expect(wizard.stdout + wizard.stderr).not.toContain('bug in onboard');
		expectOneLine(await program(folder, ['doctor', '--sandbox', '--home', blocked]));
		expect(await contentOf(path.join(folder, 'blocked'))).toEqual({file: 'not a folder\n'});
	});

	it('with a file where a folder has to be: nothing is written at all', async () => {
		const files = {'.claude': 'a file\n', '.config': 'a file too\n'};
		const home = await homeWith('files for folders', files);
		const {code, stdout, stderr} = await program(folder, ['--yes', '--sandbox', '--home', home]);
		expect(code, stdout + stderr).not.toBe(0);
		expect(stdout + stderr).not.toContain('bug in onboard');
		expect(stdout).toContain('save.not-written');
		expect(stdout).toContain('something on the way to it is not a folder');
		expect(await contentOf(home)).toEqual(files);
	});

	it('with a broken settings.json: it is named, and stays as it is', async () => {
		const files = {'.claude/settings.json': '{\n  "env": {\n    "KEEP": "me"\n'};
		const home = await homeWith('broken settings', files);
		const {code, stdout} = await program(folder, ['--yes', '--sandbox', '--home', home]);
		expect(code).toBe(1);
		expect(stdout).toContain('save.settings-corrupt');
		expect(stdout).toContain('line 4 is not valid JSON');
		expect(await contentOf(home)).toEqual(files);
		const doctor = await program(folder, ['doctor', '--json', '--sandbox', '--home', home]);
		expect(doctor.code).toBe(1);
		expect(codesIn(doctor)).toContain('config.settings-unreadable');
		// The shell alone can still be saved.
		const shell = await program(folder, ['--yes', '--sandbox', '--home', home, '--destinations', 'shell']);
		expect(await readFile(path.join(home, '.claude/settings.json'), 'utf8'), shell.stdout).toBe(files['.claude/settings.json']);
	});

	it('with a broken ~/.aws/config: it is named, and stays as it is', async () => {
		const files = {'.aws/config': '[profile work\nregion us-east-1\n'};
		const home = await homeWith('broken config', files);
		const {code, stdout} = await program(folder, ['--yes', '--sandbox', '--home', home]);
		expect(code).toBe(1);
		expect(stdout).toContain('config.aws-config-unreadable');
		expect(await contentOf(home)).toEqual(files);
	});

	it.each([
		['cut off', '{"answers": {"provider": '],
		['of another kind', '[]'],
		['binary', '\u0000\u0001\u0002'],
	])('with kept answers that are %s: they are set aside, and the run goes on', async (what, text) => {
		const home = await homeWith(`kept ${what}`, {'.config/onboard/config.json': text});
		const {stdout, stderr, code} = await program(folder, ['--plain', '--sandbox', '--home', home]);
		expect(stderr).toContain('~/.config/onboard/config.json was not used  tool.progress-ignored');
		expect(stdout).toContain('Which cloud does your company use for Claude?');
		expect(stdout).not.toContain('An earlier run');
		expect(code).toBe(2);
		expect(await readFile(path.join(home, '.config/onboard/config.json.corrupt'), 'utf8')).toBe(text);
		const unattended = await program(folder, ['--yes', '--sandbox', '--home', home]);
		expect(unattended.code, unattended.stdout).toBe(0);
	});
});

describe('a server that sends escape sequences', () => {
	const evil = '\u001B[31mred\u001B]0;owned\u0007\u009B2J\u202Ereversed\r\nsecond line';
	const happy = scenarioNamed('bedrock/happy');
	const aws = happy.aws!;
	const [first, ...others] = aws.sso.accounts;
	const named: AwsScenario = {
		...happy,
		aws: {...aws, sso: {...aws.sso, accounts: [{...first!, name: `claude ${evil}`, email: evil}, ...others]}},
	};
	const refused = (operation: string): AwsScenario => ({
		...named,
		aws: {...named.aws, faults: {[operation]: {status: 400, type: `Some${evil}Exception`, message: `Refused: ${evil}`}}},
	});
	const portal: Scenario = {
		...named,
		network: {
			...named.network,
			pages: {
				'bedrock-runtime.us-east-1.amazonaws.com': {
					status: 200,
					contentType: 'text/html',
					body: `<title>${evil}</title>`,
					headers: {server: 'nginx'},
				},
			},
		},
	};
	// oxlint-disable-next-line no-control-regex
	const unsafe = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u;

	it.each([
		['in an account name', named],
		['in an error of the sign-in', refused('sso-oidc:RegisterClient')],
		['in an error of the portal', refused('sso:ListAccounts')],
		['in an error of the role', refused('sso:GetRoleCredentials')],
		['in an error of the model', refused('bedrock-runtime:InvokeModelWithResponseStream')],
		['in an error of a list', refused('bedrock:ListInferenceProfiles')],
		['in a login page', portal],
	])('%s', {timeout: 180_000}, async (what, scenario) => {
		const home = path.join(folder, `evil ${what}`);
		await mkdir(home);
		const stage = await openSandboxStage({
			real: nodePorts({home, env: cleanEnvironment(home), folder: home}),
			scenario,
			home,
			isConfigured: true,
		});
		const wizardHome = path.join(home, 'empty');
		await mkdir(wizardHome);
		const fresh = await openSandboxStage({
			real: nodePorts({home: wizardHome, env: cleanEnvironment(wizardHome), folder: wizardHome}),
			scenario,
			home: wizardHome,
			isConfigured: false,
		});
		try {
			const flags = Object.entries({...answersFor(happy), acceptTerms: 'read', preset: await openPreset(home)}).flatMap(([id, value]) => [
				`--${id.replaceAll(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`)}`,
				value,
			]);
			const {account: _account, ...open} = answersFor(happy);
			const unanswered = Object.entries(open).flatMap(([id, value]) => [
				`--${id.replaceAll(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`)}`,
				value,
			]);
			const lines: ReadonlyArray<readonly [readonly string[], typeof stage]> = [
				[['doctor'], stage],
				[['doctor', '--json'], stage],
				[['status'], stage],
				[['terms'], stage],
				[['--yes', ...flags], fresh],
				[['--plain', ...unanswered], fresh],
			];
			for (const [words, {ports}] of lines) {
				const output = await runCommand(words, {home: ports.host.home, ports}).then(
					({stdout, stderr}) => stdout + stderr,
					(error: unknown) => (error instanceof Error ? error.message : String(error)),
				);
				expect(output.length, words.join(' ')).toBeGreaterThan(0);
				expect(unsafe.exec(output)?.[0], `${words.join(' ')}: ${JSON.stringify(output)}`).toBeUndefined();
			}

			for (const [file, text] of Object.entries(await contentOf(home))) {
				expect(unsafe.test(text), file).toBe(false);
				expect((await stat(path.join(home, file))).isFile()).toBe(true);
			}
		} finally {
			await stage.close();
			await fresh.close();
		}
	});
});

function codesIn({stdout}: Ended): readonly string[] {
	return (JSON.parse(stdout) as {findings: ReadonlyArray<{code: string}>}).findings.map(finding => finding.code);
}
