// Whole flows with planted secrets on every cloud: none of them is printed, written anywhere else, opened in a browser or given to a program as a parameter.

import {mkdtemp, readdir, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {explain} from '../../src/commands/launch.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {plantHome} from '../../src/sandbox/home.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {openSandboxStage, scenarioNamed} from '../../src/sandbox/stage.ts';
import {runCommand} from '../helpers/command.ts';
import {acmePresets} from '../helpers/presets.ts';
import {cleanEnvironment} from '../helpers/pty.ts';
import {answersFor} from '../wizard/faces.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-secrets-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

/** Every secret of the simulated cloud carries this word, and so does every one planted here. */
const canary = 'CANARY';
const own = `${canary}-own`;
const planted = {
	env: {
		OPENAI_API_KEY: `${own}-other-key-0123456789`,
		GITHUB_TOKEN: `ghp_${own}0123456789abcdefghijklmn`,
		ANTHROPIC_AUTH_TOKEN: `${own}-auth-token-0123456789`,
		ANTHROPIC_CUSTOM_HEADERS: `X-Key: ${own}-header-0123456789`,
		AWS_BEARER_TOKEN_BEDROCK: `${own}-bearer-0123456789abcdef`,
		HTTPS_PROXY: `http://dana:${own}-proxy@proxy.acme.example:8080`,
		NO_PROXY: '.amazonaws.com,.awsapps.com,.googleapis.com,.google.com,.azure.com,.microsoftonline.com,127.0.0.1,localhost',
	},
	files: {
		'.bashrc': `export ANTHROPIC_API_KEY='${own}-in-bashrc'\nexport HTTPS_PROXY=http://dana:${own}-in-bashrc@proxy.acme.example:8080\n`,
		'.claude/settings.json': `{\n  "env": {"ANTHROPIC_AUTH_TOKEN": "${own}-in-settings"},\n  "apiKeyHelper": "echo ${own}-helper"\n}\n`,
	},
};

/** Places where a secret may lie: where the clouds' own tools keep theirs, what was planted, and the receipt that can put a file back. */
const places =
	/^\.aws\/sso\/cache\/[\da-f]{40}\.json$|^\.config\/gcloud\/|^\.azure\/|^\.azd\/|^\.sandbox\/|^\.local\/state\/onboard\/receipts\//u;

type Started = {readonly program: string; readonly parameters: readonly string[]};

/** Ports that write down every program with its parameters, and every address that a browser gets. */
function watched(ports: Ports): {readonly ports: Ports; readonly started: Started[]; readonly opened: string[]} {
	const started: Started[] = [];
	const opened: string[] = [];
	const {processes, browser} = ports;
	return {
		started,
		opened,
		ports: {
			...ports,
			processes: {
				...processes,
				async run(program, parameters, run) {
					started.push({program, parameters});
					return processes.run(program, parameters, run);
				},
				async attend(program, parameters, run) {
					started.push({program, parameters});
					return processes.attend(program, parameters, run);
				},
			},
			browser: {
				isLocal: browser.isLocal,
				async open(url) {
					opened.push(url);
					return browser.open(url);
				},
			},
		},
	};
}

async function filesWith(word: string, home: string): Promise<readonly string[]> {
	const entries = await readdir(home, {recursive: true, withFileTypes: true});
	const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	const texts = await Promise.all(files.map(async file => [path.relative(home, file), await readFile(file, 'latin1')] as const));
	return texts.flatMap(([name, text]) => (text.includes(word) || decoded(text).includes(word) ? [name] : [])).toSorted();
}

/** Receipts hold bytes in base64; nothing else may hide any that way. */
function decoded(text: string): string {
	return [...text.matchAll(/[A-Za-z\d+/]{24,}={0,2}/gu)].map(([found]) => Buffer.from(found, 'base64').toString('latin1')).join('\n');
}

const clouds = ['bedrock', 'vertex', 'foundry'] as const;

describe('a bug', () => {
	it.each([false, true])('says nothing secret on its way out, --debug %s', isDebugging => {
		const error = new SyntaxError(
			`Unexpected token in "{"accessToken":"${own}-0123456789abcdef"}" from https://dana:${own}-password@proxy.acme.example \u001B[2J, Authorization: Bearer ${own}-0123456789`,
		);
		const text = explain(error, isDebugging);
		expect(text).toMatch(/^This is a bug in onboard: SyntaxError: Unexpected token/u);
		expect(text).not.toContain(canary);
		expect(text).not.toContain('\u001B');
	});
});

describe.concurrent('secrets', () => {
	it.each(clouds.flatMap(cloud => [[`${cloud}/happy`, cloud] as const]))('%s', {timeout: 120_000}, async (name, cloud) => {
		const found = scenarioNamed(name);
		const scenario = {
			...found,
			home: {...found.home, env: {...found.home.env, ...planted.env}, files: {...found.home.files, ...planted.files}},
		} as Scenario;
		const home = path.join(folder, cloud);
		const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
		const stage = await openSandboxStage({real, scenario, home, isConfigured: false});
		try {
			await plantHome(scenario, home, {files: real.files, clock: real.clock, address: stage.running.address});
			const {ports, started, opened} = watched(stage.ports);
			const shared = path.join(home, 'shared.md');
			const report = path.join(home, 'report.json');
			const flags = Object.entries({...answersFor(scenario), acceptTerms: 'read'}).map(
				([id, value]) => `--${id.replaceAll(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`)}=${value}`,
			);
			const lines: ReadonlyArray<readonly string[]> = [
				['--yes', '--debug', ...flags],
				['doctor', '--debug', '--share', shared],
				['doctor', '--share', report],
				['doctor', '--json', '--verbose'],
				['status', '--all'],
				['status', '--json'],
				['terms', '--json'],
				['sign-in', '--debug', '--plain'],
				['explain', report],
				['explain', '--json', shared],
				['preset', 'check', acmePresets[cloud]],
				['undo', '--list'],
				['undo', '--debug'],
			];
			const outputs: string[] = [];
			for (const words of lines) {
				outputs.push(
					await runCommand(words, {home, ports}).then(
						({stdout, stderr}) => `${stdout}\n${stderr}`,
						(error: unknown) =>
							error instanceof Error ? `${error.message}\n${error.stack ?? ''}\n${JSON.stringify(error)}` : String(error),
					),
				);
			}

			const traces = path.join(home, '.local/state/onboard/traces');
			expect((await readdir(traces)).length, 'traces').toBeGreaterThanOrEqual(3);
			expect((await stat(shared)).size).toBeGreaterThan(500);
			expect([outputs[0], outputs.at(-1)]).toEqual([expect.stringContaining('ok: Saved'), expect.stringContaining('put back')]);
			expect((await filesWith(canary, home)).length, 'planted').toBeGreaterThan(2);
			expect(started.length, 'programs').toBeGreaterThan(3);
			expect(
				outputs.flatMap((text, index) => (text.includes(canary) || decoded(text).includes(canary) ? [lines[index]?.join(' ')] : [])),
			).toEqual([]);
			expect(started.filter(({parameters}) => parameters.some(word => word.includes(canary) || decoded(word).includes(canary)))).toEqual(
				[],
			);
			expect(opened.filter(url => url.includes(canary))).toEqual([]);
			const known = Object.keys(scenario.home.files ?? {});
			expect((await filesWith(canary, home)).filter(file => !places.test(file) && !known.includes(file))).toEqual([]);
			expect((await filesWith(own, home)).filter(file => !known.includes(file) && !file.includes('/receipts/'))).toEqual([]);
		} finally {
			await stage.close();
		}
	});
});
