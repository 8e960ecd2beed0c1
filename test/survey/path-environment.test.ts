// Proxy variables as Claude Code gets them: settings over the shell, an empty value cancels.

import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Environment} from '../../src/ports/ports.ts';
import {resolveProxy} from '../../src/probes/proxy.ts';
import {onClaudeCodesPath} from '../../src/survey/path-environment.ts';
import {survey} from '../../src/survey/survey.ts';

let home: string;
beforeEach(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-path-'));
	await mkdir(path.join(home, '.claude'));
});
afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

async function proxyWith(shell: Environment, settings: Readonly<Record<string, string>>): Promise<string | undefined> {
	await writeFile(path.join(home, '.claude/settings.json'), JSON.stringify({env: settings}));
	const ports = nodePorts({home, env: {HOME: home, ...shell}, folder: home});
	const facts = await survey(ports, {providers, managedFolder: path.join(home, 'managed')});
	return resolveProxy('https://bedrock-runtime.us-east-1.amazonaws.com', onClaudeCodesPath(ports, facts).env).proxy;
}

it.each<[string, Environment, Readonly<Record<string, string>>, string | undefined]>([
	['the shell alone', {HTTPS_PROXY: 'http://shell:1'}, {}, 'http://shell:1'],
	['settings win', {HTTPS_PROXY: 'http://shell:1'}, {HTTPS_PROXY: 'http://settings:2'}, 'http://settings:2'],
	['settings alone', {}, {HTTPS_PROXY: 'http://settings:2'}, 'http://settings:2'],
	['an empty value cancels', {HTTPS_PROXY: 'http://shell:1'}, {HTTPS_PROXY: ''}, undefined],
	['an exemption in the settings', {HTTPS_PROXY: 'http://shell:1'}, {NO_PROXY: '.amazonaws.com'}, undefined],
])('%s', async (_name, shell, settings, proxy) => {
	expect((await proxyWith(shell, settings))?.replace(/\/$/u, '')).toBe(proxy);
});
