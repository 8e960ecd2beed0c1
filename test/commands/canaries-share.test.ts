// Homes full of canaries, on every cloud: a shared copy holds none of them, JSON and Markdown for one's own ticket hold no secret.

import {mkdir, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Report} from '../../src/core/report.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Fault, Scenario} from '../../src/sandbox/scenario.ts';
import {openSandboxStage, scenarioNamed} from '../../src/sandbox/stage.ts';
import {runCommand} from '../helpers/command.ts';
import {judge} from '../output/samples.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-share-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const secret = 'CANARY';
/** Names that stand in files, variables and errors of the clouds; none may leave. Compared without regard to case. */
const names = [
	'dana@acme.example',
	'mallory.quist',
	'zephyr',
	'dquist',
	'wks4711',
	'111122223333',
	'987654321098',
	'9876-5432-1098',
	'd-9067f1a2b3',
	'7c1e5a90-3b52-4f0e-9d64-2a8f1c0b7e35',
	'c41d7a52-6e0b-4c93-8f2a-90b5e1d3a7f6',
	'acme-claude',
];

const refusal =
	'User mallory.quist@zephyr-corp.example (arn:aws:iam::987654321098:user/mallory.quist@zephyr-corp.example, account 9876-5432-1098) on wks-1.corp.zephyr.internal ' +
	`may not; see /Users/dquist/keys and https://portal.zephyr.example/x?token=${secret}-token-in-url-0123456789; Authorization: Bearer ${secret}-bearer-0123456789abcdef; ` +
	`password=${secret}-password; proxy http://dquist:${secret}-proxy@wks4711:3128`;
const fault: Fault = {status: 403, type: 'AccessDeniedException', message: refusal};

const env = {
	USER: 'dquist',
	HOSTNAME: 'wks4711',
	AWS_BEARER_TOKEN_BEDROCK: `${secret}-bearer-token-0123456789`,
	ANTHROPIC_AUTH_TOKEN: `${secret}-auth-token-0123456789`,
	ANTHROPIC_CUSTOM_HEADERS: `X-Key: ${secret}-header`,
	NO_PROXY: '.amazonaws.com,.googleapis.com,.azure.com,.zephyr.internal,wks4711,127.0.0.1',
	HTTPS_PROXY: `http://dquist:${secret}-proxy-password@wks4711:3128`,
	NODE_EXTRA_CA_CERTS: '/Users/dquist/ca.pem',
};
const files = {
	'.zshrc': `# the old key was sk-ant-${secret}-in-a-comment-0123456789\nexport ANTHROPIC_API_KEY=${secret}-api-key\nexport HTTPS_PROXY=http://dquist:${secret}-zshrc@proxy.zephyr.internal:8080\nexport CLAUDE_CONFIG_DIR=/Users/dquist/.claude\n`,
	'.bashrc': `export AWS_SECRET_ACCESS_KEY=${secret}-secret-key-0123456789abcdef0123\nexport AWS_PROFILE=mallory.quist@zephyr-corp.example\n`,
	'.aws/credentials': `[other]\naws_access_key_id = AKIAEXAMPLEOTHERWORK\naws_secret_access_key = ${secret}-static-0123456789\n`,
};

/** One scenario per cloud that works, and one in which the cloud's own words carry canaries. */
const homes: ReadonlyArray<readonly [string, Scenario]> = [
	['bedrock/happy', planted('bedrock/happy', {})],
	[
		'bedrock/refused',
		planted('bedrock/happy', {aws: {faults: {'bedrock-runtime:*': fault, 'ec2:*': fault, 'bedrock:*': fault, 'cloudtrail:*': fault}}}),
	],
	['vertex/happy', planted('vertex/happy', {})],
	[
		'vertex/refused',
		planted('vertex/happy', {google: {faults: {'aiplatform:*': fault, 'cloudresourcemanager:*': fault, 'logging:*': fault}}}),
	],
	['foundry/happy', planted('foundry/happy', {})],
	['foundry/refused', planted('foundry/happy', {azure: {faults: {'arm:*': fault, 'foundry:*': fault}}})],
	['foundry/key', planted('foundry/key-invalid', {})],
	['bedrock/proxy', planted('bedrock/proxy-refused', {})],
];

type Change = {
	readonly aws?: Partial<Scenario['aws']>;
	readonly google?: Partial<Scenario['google']>;
	readonly azure?: Partial<Scenario['azure']>;
};

function planted(name: string, change: Change): Scenario {
	const scenario = scenarioNamed(name);
	const isProxied = scenario.home.env?.['HTTPS_PROXY'] !== undefined;
	const {HTTPS_PROXY: _proxy, NO_PROXY: _exempt, ...others} = env;
	return {
		...scenario,
		...(scenario.aws === undefined ? {} : {aws: {...scenario.aws, ...change.aws}}),
		...(scenario.google === undefined ? {} : {google: {...scenario.google, ...change.google}}),
		...(scenario.azure === undefined ? {} : {azure: {...scenario.azure, ...change.azure}}),
		home: {...scenario.home, env: {...(isProxied ? others : env), ...scenario.home.env}, files: {...files, ...scenario.home.files}},
	};
}

describe('a home full of canaries', () => {
	it.each(homes)('%s', {timeout: 180_000}, async (name, scenario) => {
		const home = path.join(folder, name.replace('/', '-'), 'home', 'dquist');
		await mkdir(home, {recursive: true});
		const real = nodePorts({home, env: {PATH: process.env['PATH'], HOME: home, SHELL: '/bin/zsh'}, folder: home});
		const stage = await openSandboxStage({real, scenario, home, isConfigured: true});
		try {
			const options = {home, ports: stage.ports};
			const [json, markdown] = [path.join(folder, `${path.basename(name)}.json`), path.join(folder, `${path.basename(name)}.md`)];
			const printed = await runCommand(['doctor', '--json', '--share', json], options);
			const ticket = await runCommand(['doctor', '--markdown', '--share', markdown], options);
			const plain = await runCommand(['doctor', '--verbose'], options);
			const open = [printed, ticket, plain].map(({stdout, stderr}) => stdout + stderr).join('\n');
			expect(linesWith([secret], open), 'no secret, whoever it is for').toEqual([]);
			const seen = name.endsWith('refused')
				? ['mallory.quist', '987654321098', 'zephyr', 'dquist']
				: [...(name === 'foundry/key' ? [] : ['dana@acme.example']), 'dquist'];
			expect(
				seen.filter(word => linesWith([word], open).length === 0),
				'the names are there to be found',
			).toEqual([]);

			const copies = [await readFile(json, 'utf8'), await readFile(markdown, 'utf8')];
			expect(linesWith([secret, ...names, home], copies.join('\n'))).toEqual([]);
			const report = JSON.parse(copies[0] ?? '') as Report;
			expect((await judge('report'))(report)).toEqual([]);
			expect(report.redactions.filter(({distinct}) => distinct !== undefined).map(({kind}) => kind)).toEqual(
				expect.arrayContaining(['home-path', 'host']),
			);
			expect(copies[1]).toContain('Replaced names');
			expect(sameVerdict(JSON.parse(printed.stdout) as Report, report)).toBe(true);
		} finally {
			await stage.close();
		}
	});
});

function linesWith(words: readonly string[], text: string): readonly string[] {
	return text.split('\n').filter(line => words.some(word => line.toLowerCase().includes(word.toLowerCase())));
}

/** Sharing takes names away and nothing else. */
function sameVerdict(own: Report, copy: Report): boolean {
	const codes = (report: Report) => report.findings.map(({code, severity, consequences}) => [code, severity, consequences.length]);
	return (
		own.verdict === copy.verdict && own.diagnosticCode === copy.diagnosticCode && JSON.stringify(codes(own)) === JSON.stringify(codes(copy))
	);
}
