// Real Claude Code answers through what a platform team hands out: managed settings, and the login script, each in a mount namespace of
// its own, so that nothing of it stays on this machine. On AWS it runs under the exported policies.

import {execFile, execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {cp, mkdir, mkdtemp, realpath, rm, writeFile, appendFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import {shellVariables} from '../../src/sandbox/serve.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';
import {findClaudeCode} from '../helpers/claude-code.ts';
import {runCommand} from '../helpers/command.ts';

const claude = await findClaudeCode();
const problem = 'problem' in claude ? claude.problem : obstacle();
if (problem !== undefined) {
	process.stderr.write(`Skipped: ${problem}\n`);
}

/** Why there is no mount namespace here; undefined when there is one. */
function obstacle(): string | undefined {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) {
		return '/etc is replaced in a mount namespace, which needs Linux and root';
	}

	try {
		execFileSync('unshare', ['--mount', 'mount', '--bind', '/etc', '/etc'], {stdio: 'ignore'});
		return undefined;
	} catch {
		return 'unshare --mount does not work here';
	}
}

type Answers = Readonly<Record<string, string>>;

/** One shell with each cloud; what each of them makes of any value, test/handout/export.test.ts shows. */

const clouds: ReadonlyArray<{readonly scenario: string; readonly shell: string; readonly answers: Answers}> = [
	{
		scenario: 'bedrock/happy',
		shell: 'bash',
		answers: {
			provider: 'bedrock',
			route: 'private',
			signIn: 'sso',
			account: '111122223333',
			region: 'us-east-1',
			primaryModel: 'us.anthropic.claude-opus-5-5',
			fastModel: 'us.anthropic.claude-haiku-5-5',
			sonnetModel: 'us.anthropic.claude-sonnet-5-5',
			opusModel: 'us.anthropic.claude-opus-5-5',
		},
	},
	{
		scenario: 'vertex/happy',
		shell: 'dash',
		answers: {
			provider: 'vertex',
			route: 'private',
			vertexOffering: 'google',
			signIn: 'adc',
			project: 'acme-claude',
			location: 'global',
			primaryModel: 'claude-opus-5-5',
			fastModel: 'claude-haiku-5-5',
			// Without it Claude Code looks for its own default Sonnet when it starts.
			sonnetModel: 'claude-sonnet-5-5',
		},
	},
	{
		scenario: 'foundry/happy',
		shell: 'zsh',
		answers: {
			provider: 'foundry',
			route: 'private',
			signIn: 'az',
			resource: 'acme-claude',
			primaryModel: 'opus-main',
			fastModel: 'haiku-main',
		},
	},
];

let folder = '';
beforeAll(async () => {
	folder = await realpath(await mkdtemp(path.join(tmpdir(), 'onboard-handout-')));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

async function exported(answers: Answers, format: string): Promise<string> {
	const preset = path.join(folder, 'preset.json');
	await writeFile(preset, JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers}));
	return (await runCommand(['preset', 'export', preset, '--format', format], {home: folder})).stdout;
}

/** The scenario with a person who has signed in and has nothing else set up; on AWS under the exported policies. */
async function signedIn({scenario, answers}: (typeof clouds)[number]): Promise<Scenario> {
	const base = findScenario(scenario)!;
	const home = {...base.home, files: {...base.home.files, '.claude/settings.json': undefined}};
	if (base.aws === undefined) {
		return {...base, home};
	}

	const [rolePolicy, policy, controlPolicy] = await Promise.all(
		['iam-policy', 'endpoint-policy', 'service-control-policy'].map(async format => exported(answers, format)),
	);
	const endpoints = base.aws.endpoints.map(endpoint => ({...endpoint, policy: policy!}));
	return {...base, home, aws: {...base.aws, rolePolicy: rolePolicy!, controlPolicy: controlPolicy!, endpoints}};
}

/** A copy of /etc with more in it. */
async function etcWith(files: Readonly<Record<string, string>>): Promise<string> {
	const etc = await mkdtemp(path.join(folder, 'etc-'));
	await cp('/etc', etc, {recursive: true, verbatimSymlinks: true});
	for (const [name, content] of Object.entries(files)) {
		await mkdir(path.dirname(path.join(etc, name)), {recursive: true});
		await writeFile(path.join(etc, name), content);
	}

	return etc;
}

/** Claude Code's answer, asked in a namespace where this is /etc. */
async function ask(stage: Stage, etc: string, words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string> {
	const {home} = stage.ports.host;
	const env = {
		PATH: '/usr/local/bin:/usr/bin:/bin',
		LANG: 'C.UTF-8',
		TERM: 'dumb',
		DISABLE_AUTOUPDATER: '1',
		// Else it waits some 20 s for the managed identity of a machine in Azure before it asks az.
		AZURE_TOKEN_CREDENTIALS: 'dev',
		...more,
		...shellVariables(stage.scenario, stage.running.env, home),
	};
	return new Promise((resolve, reject) => {
		const child = execFile(
			'unshare',
			['--mount', '/bin/sh', '-c', 'mount --bind "$0" /etc && exec "$@"', etc, ...words],
			{cwd: home, env, timeout: 90_000},
			(error, stdout, stderr) => {
				if (error === null) {
					resolve(stdout);
				} else {
					reject(new Error(`${words.join(' ')} failed: ${error.message}\n${stdout}\n${stderr}`));
				}
			},
		);
		child.stdin?.end();
	});
}

function call(home: string): string {
	return `env PATH='${home}/.sandbox/bin':"$PATH" '${'folder' in claude ? claude.folder : ''}/claude' -p 'Say hello'`;
}

/** Every request was let through, and carries a pinned model. */
function expectPins(stage: Stage, answers: Answers): void {
	const pins = Object.entries(answers).flatMap(([id, value]) => (id.endsWith('Model') ? [value] : []));
	const calls = stage.running.requests.filter(({modelId}) => modelId !== undefined);
	expect(calls.map(({modelId}) => modelId)).toContain(answers['primaryModel']);
	expect(calls.filter(({modelId}) => !pins.includes(modelId ?? ''))).toEqual([]);
	expect(stage.running.requests.filter(({status}) => status === 403)).toEqual([]);
}

describe.skipIf(problem !== undefined).each(clouds)('Claude Code on $scenario', cloud => {
	async function onStage(act: (stage: Stage) => Promise<void>): Promise<void> {
		const stage = await openSandboxStage({real: nodePorts(), scenario: await signedIn(cloud), isConfigured: true});
		try {
			expect(existsSync(path.join(stage.ports.host.home, '.claude/settings.json'))).toBe(false);
			await act(stage);
			expectPins(stage, cloud.answers);
		} finally {
			await stage.close();
		}
	}

	it('answers with managed settings alone, which win over the shell and over the person’s settings', async () => {
		const etc = await etcWith({'claude-code/managed-settings.json': await exported(cloud.answers, 'managed-settings')});
		await onStage(async stage => {
			const {home} = stage.ports.host;
			const other = {ANTHROPIC_MODEL: 'somebody-elses-model', ANTHROPIC_DEFAULT_HAIKU_MODEL: 'somebody-elses-model'};
			const settings = path.join(home, '.claude/settings.json');
			await mkdir(path.dirname(settings), {recursive: true});
			await writeFile(settings, JSON.stringify({env: other}));
			expect((await ask(stage, etc, ['/bin/sh', '-c', call(home)], other)).trim()).not.toBe('');
			expect(existsSync('/etc/claude-code/managed-settings.json')).toBe(false);
		});
	});

	it('answers with the variables of the dev container, those that nobody has set being empty', async () => {
		const open = Object.fromEntries(Object.entries(cloud.answers).filter(([id]) => !['region', 'location', 'opusModel'].includes(id)));
		const {containerEnv, remoteEnv} = JSON.parse((await exported(open, 'devcontainer')).replace(/^\/\/.*\n/u, '')) as {
			containerEnv: Answers;
			remoteEnv: Answers;
		};
		expect(Object.keys(remoteEnv)).toContain('ANTHROPIC_DEFAULT_OPUS_MODEL');
		// On Google Cloud the location has to come from somewhere.
		const own = Object.fromEntries(Object.keys(remoteEnv).map(name => [name, name === 'CLOUD_ML_REGION' ? 'global' : '']));
		await onStage(async stage => {
			const answer = await ask(stage, '/etc', ['/bin/sh', '-c', call(stage.ports.host.home)], {...containerEnv, ...own});
			expect(answer.trim()).not.toBe('');
		});
	});

	it(`answers in a login shell of ${cloud.shell} with the script in /etc/profile.d`, async ({skip}) => {
		const shell = ['/bin', '/usr/bin'].map(place => path.join(place, cloud.shell)).find(file => existsSync(file));
		if (shell === undefined) {
			skip(`${cloud.shell} is not installed`);
			return;
		}

		const etc = await etcWith({'profile.d/onboard.sh': await exported(cloud.answers, 'profile.d')});
		await mkdir(path.join(etc, 'zsh'), {recursive: true});
		// zsh reads /etc/profile only where the system's own zprofile does, as on Fedora and Arch.
		await appendFile(path.join(etc, 'zsh/zprofile'), "emulate sh -c '. /etc/profile'\n");
		await onStage(async stage => {
			const answer = await ask(stage, etc, [shell, '-l', '-c', call(stage.ports.host.home)]);
			expect(answer.trim()).not.toBe('');
		});
	});
});
