// The real gcloud, where it is installed, signs in against the simulated Google Cloud; a library then reads what it left.

import {execFile} from 'node:child_process';
import {chmod, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, describe, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {credentialsFile} from '../../src/sandbox/clouds/google/home.ts';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import {projectId} from '../../src/sandbox/scenarios/vertex/base.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';

const runFile = promisify(execFile);
const gcloud = await nodePorts().processes.find('gcloud');
if (gcloud === undefined) {
	process.stderr.write('Skipped: gcloud is not installed here.\n');
}

const stages: Stage[] = [];
const folders: string[] = [];
afterAll(async () => {
	await Promise.all(stages.map(async stage => stage.close()));
	await Promise.all(folders.map(async folder => rm(folder, {recursive: true, force: true, maxRetries: 5})));
});

describe.skipIf(gcloud === undefined)('the real gcloud', () => {
	/** An empty home with a browser that follows where the page leads. */
	async function enter(name: string) {
		const home = await realpath(await mkdtemp(join(tmpdir(), 'onboard-gcloud-')));
		folders.push(home);
		const stage = await openSandboxStage({real: nodePorts(), scenario: findScenario(name)!, home, isConfigured: false});
		stages.push(stage);
		const browser = join(home, 'browser');
		const follow = 'fetch(process.argv[1]).catch(() => {})';
		await writeFile(browser, `#!/bin/sh\n'${process.execPath}' -e '${follow}' "$1" >/dev/null 2>&1 &\n`);
		await chmod(browser, 0o755);
		const {path, ...env} = {path: process.env['PATH'] ?? '', ...stage.ports.env};
		const withoutStandIn = path.split(delimiter).filter(part => !part.startsWith(home));
		const run = async (...parameters: readonly string[]) =>
			runFile(gcloud!, [...parameters, '--quiet'], {
				// Some systems' gcloud wants a display before it opens a browser.
				env: {...env, PATH: withoutStandIn.join(delimiter), BROWSER: browser, DISPLAY: ':0'},
				timeout: 90_000,
			});
		return {
			stage,
			run,
			credentials: async () => JSON.parse(await readFile(join(home, credentialsFile), 'utf8')) as Record<string, unknown>,
		};
	}

	async function answers(stage: Stage, token: string): Promise<number> {
		const {status} = await stage.ports.network.request({
			url: `${stage.running.url}/v1/projects/${projectId}/locations/global/publishers/anthropic/models/claude-opus-5-5:rawPredict`,
			method: 'POST',
			headers: {authorization: `Bearer ${token.trim()}`},
			body: JSON.stringify({anthropic_version: 'vertex-2023-10-16', max_tokens: 1, messages: [{role: 'user', content: 'Hi'}]}),
			limitMs: 5000,
		});
		return status;
	}

	it.each([
		['vertex/happy', 'external_account_authorized_user'],
		['vertex/happy-google-account', 'authorized_user'],
	])('signs in as %s does', async (name, type) => {
		const {stage, run, credentials} = await enter(name);
		await run('config', 'set', 'project', projectId);
		const {stderr} = await run('auth', 'application-default', 'login');
		expect(stderr).toContain('Credentials saved to file');
		expect(await credentials()).toMatchObject({type, quota_project_id: projectId});
		const {stdout} = await run('auth', 'application-default', 'print-access-token');
		expect(await answers(stage, stdout)).toBe(200);
	});
});
