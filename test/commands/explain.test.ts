// `onboard explain`: each kind of argument is recognized for what it is, and what cannot be explained says what was most likely meant.

import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it, test} from 'vitest';
import {allDescriptions} from '../../src/catalog/describe.ts';
import {diagnosticCodeOf} from '../../src/explain/diagnostic-code.ts';
import type {Report} from '../../src/core/report.ts';
import {reportJson} from '../../src/output/report.ts';
import {runCommand, type Ran} from '../helpers/command.ts';
import {isPrivate, judge, outcome, publicPath, report} from '../output/samples.ts';

let home: string;
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-explain-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

const notReady = report([outcome('network.path', [publicPath])]);
const ready: Report = {...report([outcome('network.path', [isPrivate])]), at: '2026-11-23T08:00:00.000Z'};

async function explain(...words: readonly string[]): Promise<Ran> {
	return runCommand(['explain', ...words], {home, folder: home});
}

async function refusal(words: readonly string[], input = ''): Promise<string> {
	return runCommand(['explain', ...words], {home, folder: home, input}).then(
		() => 'explained',
		(error: Error & {next?: string}) => `${error.name}: ${error.message} ${error.next ?? ''}`,
	);
}

describe('a finding code', () => {
	it('is told with cause, next action, owner, detection and links', async () => {
		const {stdout, code} = await explain('network.proxy-on-path');
		expect(code).toBe(0);
		expect(stdout).toMatchInlineSnapshot(`
			"? ‹host› is reached through the proxy ‹proxy›, so the path cannot be told  network.proxy-on-path
			  Most likely   ‹variable› is set and NO_PROXY does not cover this host. What this machine's name servers say then means nothing: the proxy decides where the request goes.
			  Next          Add ‹host› to ‹exemptVariable›, in the place that sets ‹variable›, then open a new terminal.
			  How found     A private path is demanded and the proxy variables, read as Claude Code reads them, send this host through a proxy.
			  Explained by  network.proxy-unusable, network.proxy-unreachable, network.proxy-refused, network.offline, network.intercepted; then look there first.
			  Read more     https://code.claude.com/docs/en/network-config
			"
		`);
	});

	it('is found whatever its case, and names the text to send', async () => {
		expect((await explain('Network.Public-Path')).stdout).toContain('To send       From a developer machine, ‹host› resolves to');
	});

	it('is valid JSON by its schema, every one of them', async () => {
		const problems = await judge('finding-code');
		for (const {code} of allDescriptions()) {
			expect(problems(JSON.parse((await explain(code, '--json')).stdout)), code).toEqual([]);
		}
	});

	it('with a slip in it names the nearest', async () => {
		expect(await refusal(['network.pubic-path'])).toBe(
			'UserError: There is no finding code network.pubic-path. Did you mean network.public-path?',
		);
		expect(await refusal(['kitchen.sink-is-full-of-plates'])).toContain('docs/finding-codes.md');
	});
});

describe('a diagnostic code', () => {
	const code = notReady.diagnosticCode;

	it('names the set-up and its findings', async () => {
		const {stdout} = await explain(code);
		expect(stdout).toMatchInlineSnapshot(`
			"Amazon Bedrock: not ready
			  onboard 0.1.0 · Node 24 · Linux

			✖ The path to ‹service› is public  network.public-path
			  Most likely   You are not on the VPN, or its name servers do not send this name to the private endpoint.
			  Next          Connect the company VPN and try again. Still public? Send this to the network team.
			  Who can help  network team

			One finding in full: onboard explain network.public-path
			"
		`);
	});

	it('may be typed in groups, in lower case, with O and l', async () => {
		const {stdout} = await explain(code);
		expect((await explain(...code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').split('-'))).stdout).toBe(stdout);
		expect((await runCommand(['explain', '-'], {home, input: ` ${code}\n`})).stdout).toBe(stdout);
	});

	it('with a slip in it is refused and the group named', async () => {
		const slipped = code.replace(/.$/u, last => (last === 'X' ? 'Y' : 'X'));
		expect(await refusal([slipped])).toMatch(/^UserError: \S+ is a diagnostic code with a mistake in it\. Compare group/u);
	});

	it('is valid JSON by its schema', async () => {
		const problems = await judge('diagnosis');
		const bare = diagnosticCodeOf({tool: {version: '0.1.0', node: '', platform: 'aix'}, provider: null, verdict: 'ready', findings: []});
		for (const given of [code, ready.diagnosticCode, bare]) {
			expect(problems(JSON.parse((await explain(given, '--json')).stdout)), given).toEqual([]);
		}
	});

	it('of a set-up without problems says so', async () => {
		expect((await explain(ready.diagnosticCode)).stdout).toContain('It reported no problem.');
	});
});

describe('files', () => {
	beforeAll(async () => {
		await mkdir(path.join(home, 'folder.json'));
		await Promise.all(
			Object.entries({
				'before.json': reportJson(notReady),
				'after.json': reportJson(ready),
				'utf16.json': Buffer.from(`\uFEFF${reportJson(notReady)}`, 'utf16le'),
				'cut.json': reportJson(notReady).slice(0, 700),
				'newer.json': reportJson(notReady).replace('report@1', 'report@7'),
				'huge.json': Buffer.alloc(6_000_000, ' '),
				'network.offline': 'not asked',
				'notes.txt': 'lunch at noon',
			}).map(async ([name, content]) => writeFile(path.join(home, name), content)),
		);
	});

	it('a report is summed up', async () => {
		const {stdout, code} = await explain('before.json');
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Report 2026-11-22 14:03 UTC.*\n✖ Not ready: 1 to fix\.\n {2}Amazon Bedrock/u);
		expect((await explain('utf16.json')).stdout).toBe(stdout);
		expect((await runCommand(['explain', '-'], {home, input: reportJson(notReady)})).stdout).toBe(stdout);
	});

	it('two reports are compared, whichever is named first', async () => {
		const {stdout} = await explain('before.json', 'after.json');
		expect(stdout).toContain('Verdict  not ready → ready');
		expect(stdout).toMatch(/Gone\n✖ The path to Bedrock is public/u);
		expect((await explain('after.json', 'before.json')).stdout).toBe(stdout);
	});

	it('JSON of both is valid', async () => {
		const problems = await judge('report-summary');
		expect(problems(JSON.parse((await explain('before.json', 'after.json', '--json')).stdout))).toEqual([]);
		expect(problems(JSON.parse((await explain('before.json', '--json')).stdout))).toEqual([]);
	});

	it('a code wins over a file of its name', async () => {
		expect((await explain('network.offline')).stdout).toContain('This machine is offline');
	});

	it.each([
		[['cut.json'], /cut\.json is a report that cannot be used: it is cut off/u],
		[['newer.json'], /newer onboard wrote it \(onboard\/report@7\).*Update onboard/u],
		[['huge.json'], /huge\.json is too big to be a report \(6 MB\)/u],
		[['folder.json'], /folder\.json is not a file/u],
		[['gone.json'], /There is no file gone\.json/u],
		[['before.json', 'gone.json'], /There is no file gone\.json/u],
		[['before.json', 'notes.txt'], /notes\.txt is not a report/u],
	])('%j is refused with one sentence', async (words, message) => {
		expect(await refusal(words)).toMatch(new RegExp(`^UserError: .*${message.source}`, 'u'));
	});

	it('input without end is refused', async () => {
		expect(await refusal(['-'], 'x'.repeat(6_000_000))).toMatch(/^UserError: Standard input is too big/u);
	});
});

test.each([
	['Not logged in · Please run /login', 'client.talks-to-anthropic'],
	['API Error: Could not load AWS credentials, see https://code.claude.com/docs/en/errors', 'sign-in.needed'],
	['npm error code EACCES @anthropic-ai/claude-code, a log is in: /home/dana/.npm/_logs/1.log', 'install.no-permission'],
])('one quoted text with a slash in it is no file: %s', async (text, code) => {
	expect((await explain(text)).stdout).toContain(code);
});

test.each(['my report.json', '~/my reports/of june/report.json', 'reports/june', String.raw`C:\Users\Dana Doe\last week\report.json`])(
	'a name that is mistyped is told as such: %s',
	async word => {
		expect(await refusal([word])).toContain(`There is no file ${word}.`);
	},
);

test('what is none of these is not recognized', async () => {
	const {stdout, code} = await explain('the printer is on fire');
	expect(code).toBe(1);
	expect(stdout).toContain('Not recognized.');
});
