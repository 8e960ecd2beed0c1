// The status of a real home: which value wins, where the others stand, secrets masked, valid JSON.

import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {statusOf as statusOfWorld} from '../../src/commands/status-of.ts';
import {openPolicy} from '../../src/core/check.ts';
import {printLines} from '../../src/output/lines.ts';
import {statusJson} from '../../src/output/status-json.ts';
import type {Status} from '../../src/output/status-model.ts';
import {statusLines} from '../../src/output/status.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {at, command, judge} from './samples.ts';

let home: string;

beforeEach(async () => {
	home = await mkdtemp(path.join(os.tmpdir(), 'onboard-status-'));
});

afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

async function statusOf(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): Promise<Status> {
	for (const [name, content] of Object.entries(files)) {
		await mkdir(path.dirname(path.join(home, name)), {recursive: true});
		await writeFile(path.join(home, name), content);
	}

	await mkdir(path.join(home, 'work'), {recursive: true});
	const ports = nodePorts({home, env: {SHELL: '/bin/bash', PATH: '/nowhere', ...env}, folder: path.join(home, 'work')});
	const options = {managedFolder: path.join(home, 'managed'), systemFolder: path.join(home, 'etc')};
	return {
		...(await statusOfWorld(
			{ports, policy: openPolicy, providers, hints: {}, close: async () => {}},
			new AbortController().signal,
			options,
		)),
		version: '0.1.0',
		at,
		findings: [],
	};
}

const settings = JSON.stringify({env: {CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', AWS_PROFILE: 'claude-code'}});
const profile = 'export AWS_PROFILE=legacy\nexport AWS_BEARER_TOKEN_BEDROCK=ABSKcanarycanarycanarycanary1234\n';

test('lines name the winning place and those that lose', async () => {
	const status = await statusOf(
		{AWS_PROFILE: 'legacy', AWS_REGION: 'eu-west-1', HTTPS_PROXY: 'http://dana:hunter22@proxy.acme.example:8080'},
		{'.claude/settings.json': settings, '.bashrc': profile},
	);
	const text = printLines(statusLines(status));
	expect(text).toContain('Claude Code uses Amazon Bedrock, however you start it.');
	expect(text).toMatch(/~\/\.claude\/settings\.json\n[^]*AWS_PROFILE\s+claude-code\s+line 1\n\s+wins over legacy in this shell/u);
	expect(text).not.toMatch(/hunter22|canarycanary/u);
});

test('a home without anything says so', async () => {
	const status = {...(await statusOf({}, {})), provider: undefined};
	const text = printLines(statusLines(status));
	expect(text).toContain('No cloud is configured for Claude Code. Run onboard to set one up.');
	expect(text).toContain('Nothing relevant is set in this shell');
	expect(text).toMatch(/claude\s+not on PATH/u);
});

test('a damaged file and a finding are shown', async () => {
	const status = await statusOf({}, {'.claude/settings.json': '{"env": '});
	const text = printLines(statusLines({...status, findings: [command]}));
	expect(text).toMatch(/\? ~\/\.claude\/settings\.json could not be read: .+/u);
	expect(text).toContain('✖ Your sign-in has expired  sign-in.expired');
});

test('JSON is valid against its schema, without secrets', async () => {
	const problems = await judge('status');
	const status = await statusOf(
		{AWS_REGION: 'eu-west-1', HTTPS_PROXY: 'http://dana:hunter22@proxy.acme.example:8080'},
		{'.claude/settings.json': settings, '.bashrc': profile, '.zshrc': profile},
	);
	const text = statusJson({...status, findings: [command]});
	const document = JSON.parse(text) as Record<string, unknown>;
	expect(problems(document)).toEqual([]);
	expect(text).not.toMatch(/hunter22|canarycanary/u);
	expect(document).toMatchObject({schema: 'onboard/status@1', provider: 'bedrock', shell: 'bash'});
	expect(problems({...document, shell: 7})).not.toEqual([]);
	expect(problems(JSON.parse(statusJson({...status, provider: undefined})))).toEqual([]);
});
