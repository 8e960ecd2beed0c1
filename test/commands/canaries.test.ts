// Secrets that were planted in the cloud and in the home: they appear in no output and no file but the one they belong in.

import {mkdtemp, readdir, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {run} from '../../src/commands/wizard.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {plantHome} from '../../src/sandbox/home.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {openSandboxStage, scenarioNamed} from '../../src/sandbox/stage.ts';
import {runCommand, type RunOptions} from '../helpers/command.ts';
import {bytesOf} from '../helpers/keys.ts';
import {cleanEnvironment} from '../helpers/pty.ts';
import {completeConsole, openTerminal} from '../helpers/terminal.ts';
import {acmePreset} from '../helpers/presets.ts';
import {answersFor, converse, openPreset, play} from '../wizard/faces.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-canaries-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const canary = 'CANARY';
const tokenCache = /^\.aws\/sso\/cache\/[\da-f]{40}\.json$/u;
const commands = [
	'doctor',
	'doctor --json',
	'status',
	'status --all',
	'status --json',
	'terms',
	'terms --json',
	'sign-in',
	'undo --list',
	'undo',
];
/** One or two of each family, and those whose errors quote what was sent. */
const watched = [
	'happy',
	'sign-in-expired',
	'sign-in-denied',
	'sign-in-refreshable',
	'sign-in-unavailable',
	'clock-skew',
	'role-not-assigned',
	'credentials-expired',
	'credentials-invalid',
	'captive-portal',
	'proxy-refused',
	'intercepted',
	'endpoint-policy-denied',
	'model-role-denied',
	'model-throttled-mid-stream',
	'terms-log-group-never-expires',
	'static-keys-shadow-profile',
	'bearer-token-present',
	'credential-shadow',
	'settings-unreadable',
];

describe.concurrent('secrets of the simulated cloud', () => {
	it.each(watched)('bedrock/%s', {timeout: 180_000}, async name => {
		const scenario = scenarioNamed(`bedrock/${name}`);
		const home = path.join(folder, name);
		const fresh = path.join(folder, `${name}-wizard`);
		const outputs = [
			...(await outputsOf(commands, {home: folder}, ['--sandbox', scenario.name, '--home', home])),
			// The wizard starts from an empty home, and its receipts are there to be listed.
			...(await outputsOf(['--yes', 'undo --list', 'undo'], {home: folder}, ['--sandbox', scenario.name, '--home', fresh])),
		];
		expect(outputs.length).toBeGreaterThanOrEqual(commands.length + 3);
		expect(linesWith(canary, outputs)).toEqual([]);
		const own = Object.keys(scenario.home.files ?? {});
		expect(await leaksBelow(home, own)).toEqual([]);
		expect(await leaksBelow(fresh, own)).toEqual([]);
	});

	it.each(['happy', 'public-path', 'sign-in-denied'])('typed: bedrock/%s', {timeout: 180_000}, async name => {
		const options = {scenario: `bedrock/${name}`, home: path.join(folder, `${name}-typed`), answers: {}, preset: acmePreset};
		const {text} = await converse(['o', '1', 'c', 's', '', '', ''], options);
		expect(linesWith(canary, [text])).toEqual([]);
		expect(await leaksBelow(options.home, [])).toEqual([]);
	});

	it('drawn: bedrock/happy', {timeout: 180_000}, async () => {
		const home = path.join(folder, 'happy-drawn');
		const {code, transcript} = await play('screen', {
			scenario: 'bedrock/happy',
			home,
			answers: {account: '111122223333'},
			preset: acmePreset,
		});
		expect(code).toBe(0);
		expect(linesWith(canary, [transcript])).toEqual([]);
		expect(await leaksBelow(home, [])).toEqual([]);
	});

	it('are in the cache at all', async () => {
		const home = path.join(folder, 'present');
		await outputsOf(['--yes'], {home: folder}, ['--sandbox', '--home', home]);
		const found = await filesWith(canary, home);
		expect(found.map(file => path.relative(home, file))).toEqual([expect.stringMatching(tokenCache)]);
	});
});

describe('secrets of the person', () => {
	const own = 'CANARY-own';
	const withSecrets: Scenario = {
		...scenarioNamed('bedrock/happy'),
		home: {
			signIn: 'none',
			env: {
				AWS_BEARER_TOKEN_BEDROCK: `${own}-bearer-0123456789abcdef`,
				HTTPS_PROXY: `http://dana:${own}-proxy@proxy.acme.example:8080`,
				NO_PROXY: '.amazonaws.com,.awsapps.com,127.0.0.1',
			},
			files: {
				'.aws/config': `[profile old]\naws_access_key_id = AKIAEXAMPLEOTHERWORK\naws_secret_access_key = ${own}-in-config-0123456789\nregion = eu-west-1\n`,
				'.aws/credentials': `[default]\naws_access_key_id = AKIAEXAMPLEOTHERWORK\naws_secret_access_key = ${own}-static-0123456789abcdef\naws_session_token = ${own}-session\n`,
				'.bashrc': `# the old token was ${own}-comment\nexport OPENAI_API_KEY=${own}-other-key\nalias ll='ls -l'\nexport ANTHROPIC_API_KEY='${own}-anthropic-key' # last line\n`,
				'.claude/settings.json': `{\n  "env": {\n    "ANTHROPIC_AUTH_TOKEN": "${own}-auth-token",\n    "AWS_BEARER_TOKEN_BEDROCK": "${own}-settings-bearer",\n    "AWS_REGION": "eu-west-1"\n  },\n  "apiKeyHelper": "echo ${own}-helper"\n}\n`,
			},
		},
	};

	it('are neither shown nor copied, except by the receipt that can put them back', {timeout: 180_000}, async () => {
		const home = path.join(folder, 'own');
		const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
		const stage = await openSandboxStage({real, scenario: withSecrets, home, isConfigured: false});
		try {
			await plantHome(withSecrets, home, {files: real.files, clock: real.clock});
			const planted = await filesWith(own, home);
			expect(planted.length).toBe(4);
			const {ports} = stage;
			const given = {...answersFor(withSecrets), acceptTerms: 'read', preset: await openPreset(folder)};
			const flags = Object.entries(given).map(([id, value]) => `${flagOf(id)}=${value}`);
			const outputs = await outputsOf([['--yes', ...flags].join(' '), ...commands.slice(0, -1)], {home, ports}, []);
			expect(outputs[0], 'the wizard saved').toContain('ok: Saved');
			expect(linesWith(canary, outputs)).toEqual([]);

			const receipts = path.join(home, '.local/state/onboard/receipts');
			const [receipt = ''] = await readdir(receipts);
			expect((await stat(path.join(receipts, receipt))).mode & 0o777).toBe(0o600);
			const {entries} = JSON.parse(await readFile(path.join(receipts, receipt), 'utf8')) as {
				entries: ReadonlyArray<{path: string; before: string | null}>;
			};
			const originals = entries.map(entry => Buffer.from(entry.before ?? '', 'base64').toString('utf8'));
			expect(
				originals.some(text => text.includes(own)),
				'the bytes to put back',
			).toBe(true);
			expect(originals.join('\n').replaceAll(own, '')).not.toContain(canary);

			const after = (await filesWith(own, home)).filter(file => !tokenCache.test(path.relative(home, file)));
			expect(after).toEqual(planted);
			expect(
				await leaksBelow(
					home,
					planted.map(file => path.relative(home, file)),
				),
			).toEqual([]);
			expect(await outputsOf(['undo'], {home, ports}, [])).toEqual([expect.not.stringContaining(canary)]);
		} finally {
			await stage.close();
		}
	});

	it('are not in the diff that is shown before saving', {timeout: 180_000}, async () => {
		const home = path.join(folder, 'diff');
		const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
		await plantHome(withSecrets, home, {files: real.files, clock: real.clock});
		const shown = await diffShown(home, await openPreset(folder));
		expect(shown).toContain('.bashrc');
		expect(shown).toContain('settings.json');
		expect(linesWith(canary, [shown])).toEqual([]);
	});
});

/** Runs command lines one after the other; answers what each printed, or said when it refused. */
async function outputsOf(lines: readonly string[], options: RunOptions, more: readonly string[]): Promise<readonly string[]> {
	const outputs: string[] = [];
	for (const line of lines) {
		outputs.push(
			await runCommand([...line.split(' '), ...more], options).then(
				({stdout, stderr}) => stdout + stderr,
				(error: unknown) => (error instanceof Error ? `${error.message} ${JSON.stringify(error)} ${error.stack ?? ''}` : String(error)),
			),
		);
	}

	return outputs;
}

/** Every row of the full diff, read by scrolling through it. */
async function diffShown(home: string, preset: string): Promise<string> {
	completeConsole();
	const terminal = openTerminal({rows: 40, columns: 120});
	const stop = new AbortController();
	const io = {
		ports: nodePorts({home, env: cleanEnvironment(home), folder: home}),
		providers,
		stdin: terminal.stdin,
		stdout: terminal.stdout,
		stderr: terminal.stdout,
		signal: stop.signal,
	};
	const ended = run({...answersFor(scenarioNamed('bedrock/happy')), sandbox: 'bedrock/happy', home, preset, words: []}, io).catch(
		(error: unknown) => error,
	);
	const seen: string[] = [];
	const look = terminal.xterm.onWriteParsed(() => seen.push(terminal.screen()));
	await terminal.waitFor('o open in browser');
	terminal.send('o');
	await terminal.waitFor('I have read this');
	terminal.send(bytesOf('enter'));
	await terminal.waitFor('full diff');
	terminal.send('d');
	for (let last = ''; ;) {
		const shown = await terminal.waitFor(/lines \d+ to \d+ of \d+/u);
		const [, end = '', all = ''] = /to (\d+) of (\d+)/u.exec(shown) ?? [];
		if (end === all || end === last) {
			break;
		}

		last = end;
		terminal.send(bytesOf('pageDown'));
		await terminal.waitFor(new RegExp(`lines \\d+ to (?!${end} )\\d+ of`, 'u'));
	}

	look.dispose();
	stop.abort();
	await ended;
	return seen.join('\n');
}

function flagOf(id: string): string {
	return `--${id.replaceAll(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`)}`;
}

function linesWith(word: string, texts: readonly string[]): readonly string[] {
	return texts.flatMap(text => text.split('\n')).filter(line => line.includes(word));
}

async function filesWith(word: string, home: string): Promise<readonly string[]> {
	const entries = await readdir(home, {recursive: true, withFileTypes: true}).catch(() => []);
	const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	const texts = await Promise.all(files.map(async file => [file, await readFile(file, 'utf8')] as const));
	return texts
		.filter(([, text]) => text.includes(word))
		.map(([file]) => file)
		.toSorted();
}

/** Files with a canary, other than `own` (planted with theirs) and the token cache, which only the person may read. */
async function leaksBelow(home: string, own: readonly string[]): Promise<readonly string[]> {
	const names = (await filesWith(canary, home)).map(file => path.relative(home, file)).filter(name => !own.includes(name));
	const modeOf = async (file: string) => (await stat(file)).mode & 0o777;
	const kept = await Promise.all(
		names.map(async name => {
			const file = path.join(home, name);
			return tokenCache.test(name) && (await modeOf(file)) === 0o600 && (await modeOf(path.dirname(file))) === 0o700;
		}),
	);
	return names.filter((_name, index) => kept[index] !== true);
}
