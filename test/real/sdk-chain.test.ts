// The AWS SDK's own default chain in a process of its own: with AWS_PROFILE and a home it resolves, and silently renews, what was saved.

import {execFile} from 'node:child_process';
import {readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterEach, expect, test} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {tokenFile} from '../../src/sandbox/clouds/aws/home.ts';
import {scenario, type Change} from '../../src/sandbox/scenarios/base.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const stages: Stage[] = [];
afterEach(async () => {
	await Promise.all(stages.splice(0).map(async stage => stage.close()));
});

async function enter(change: Partial<Change> = {}): Promise<Stage> {
	const stage = await openSandboxStage({
		real: nodePorts(),
		scenario: scenario('test', {title: 'test', expected: [], ...change}),
		isConfigured: true,
	});
	stages.push(stage);
	return stage;
}

// The client gets no credentials, no region and no endpoint: all of it comes from the home and the variables.
const script = `
	import {ListInferenceProfilesCommand, BedrockClient} from '@aws-sdk/client-bedrock';
	import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
	const {inferenceProfileSummaries} = await new BedrockClient({}).send(new ListInferenceProfilesCommand({maxResults: 100}));
	const {Arn} = await new STSClient({}).send(new GetCallerIdentityCommand({}));
	console.log(JSON.stringify({count: inferenceProfileSummaries.length, arn: Arn}));
`;

/** Runs the script with HOME, AWS_PROFILE and the sandbox's endpoints, and nothing else. */
async function runChain(stage: Stage): Promise<{readonly count: number; readonly arn: string}> {
	const env = {
		...stage.running.env,
		HOME: stage.ports.host.home,
		AWS_PROFILE: 'claude-code',
		AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
	};
	const {stdout, stderr} = await run(process.execPath, ['--input-type=module', '--eval', script], {cwd: root, env, timeout: 60_000});
	expect(stderr).toBe('');
	return JSON.parse(stdout) as {count: number; arn: string};
}

const tokenOf = async (stage: Stage) =>
	JSON.parse(await readFile(join(stage.ports.host.home, tokenFile), 'utf8')) as Record<string, string>;

test('a valid sign-in is used as it is', async () => {
	const stage = await enter();
	const before = await tokenOf(stage);
	expect(await runChain(stage)).toEqual({count: expect.any(Number), arn: expect.stringContaining('AWSReservedSSO_ClaudeCodeDeveloper_')});
	expect(await tokenOf(stage)).toEqual(before);
	expect(stage.running.requests.map(request => request.operation)).not.toContain('CreateToken');
});

test('a sign-in that is about to end is renewed without a word', async () => {
	const stage = await enter();
	const path = join(stage.ports.host.home, tokenFile);
	const before = await tokenOf(stage);
	const almost = new Date(Date.now() + 120_000).toISOString().replace(/\.\d{3}Z$/, 'Z');
	await writeFile(path, JSON.stringify({...before, expiresAt: almost}));
	expect((await runChain(stage)).count).toBeGreaterThan(0);
	const after = await tokenOf(stage);
	expect(after['accessToken']).not.toBe(before['accessToken']);
	expect(Date.parse(after['expiresAt']!)).toBeGreaterThan(Date.parse(almost));
	expect(after['refreshToken']).toContain('CANARY');
	expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a sign-in that has ended is renewed as well, while the portal session lasts', async () => {
	const stage = await enter({home: {signIn: 'refreshable'}});
	expect((await runChain(stage)).count).toBeGreaterThan(0);
	expect(stage.running.requests.filter(request => request.operation === 'CreateToken').map(request => request.status)).toEqual(
		expect.arrayContaining([200]),
	);
});

test('a sign-in whose portal session is over fails', async () => {
	const stage = await enter({home: {signIn: 'expired'}});
	await expect(runChain(stage)).rejects.toThrow(/expired/);
});
