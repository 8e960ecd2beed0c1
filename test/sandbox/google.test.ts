// The simulated Google Cloud against what really talks to it: google-auth-library in a process of its own, gcloud's stand-in, plain requests.

import {execFile} from 'node:child_process';
import {readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, describe, expect, test} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {reauthenticationNeeded, unauthenticated} from '../../src/sandbox/clouds/google/errors.ts';
import {accountsFile, credentialsFile} from '../../src/sandbox/clouds/google/home.ts';
import {accessTokenFor, personOf} from '../../src/sandbox/clouds/google/tokens.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {gatewayUrl, perimeterId, projectId, scenario, type Change} from '../../src/sandbox/scenarios/vertex/base.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';
import {rejection} from './clients.ts';

const runFile = promisify(execFile);
const stages: Stage[] = [];
afterEach(async () => {
	await Promise.all(stages.splice(0).map(async stage => stage.close()));
});

async function enter(change: Partial<Change> = {}, isConfigured = true): Promise<Stage> {
	const made = scenario('test', {title: 'test', expected: [], ...change});
	const stage = await openSandboxStage({
		real: nodePorts({env: {PATH: process.env['PATH']}}),
		scenario: made,
		isConfigured,
		timeScale: 0.001,
	});
	stages.push(stage);
	return stage;
}

const person = personOf('workforce', scenario('person', {title: 'person', expected: []}));
const hour = () => Math.floor(Date.now() / 1000) + 3600;
const bearer = (expiresAt = hour()) => ({authorization: `Bearer ${accessTokenFor(person, expiresAt)}`});
const asking = {anthropic_version: 'vertex-2023-10-16', max_tokens: 1, messages: [{role: 'user', content: 'Hi'}]};

async function predict(
	stage: Stage,
	options: {
		readonly verb?: string;
		readonly model?: string;
		readonly location?: string;
		readonly project?: string;
		readonly headers?: Readonly<Record<string, string>>;
		readonly body?: unknown;
	} = {},
) {
	const {verb = 'rawPredict', model = 'claude-opus-5-5', location = 'global', project = projectId} = options;
	const base = stage.running.env['ANTHROPIC_VERTEX_BASE_URL']!;
	const response = await fetch(`${base}/projects/${project}/locations/${location}/publishers/anthropic/models/${model}:${verb}`, {
		method: 'POST',
		headers: {'content-type': 'application/json', ...(options.headers ?? bearer())},
		body: JSON.stringify(options.body ?? asking),
	});
	const text = await response.text();
	return {status: response.status, type: response.headers.get('content-type') ?? '', text};
}

/** The library reads the planted credentials and asks for the project's model, as Claude Code does. */
const libraryScript = `
import {GoogleAuth} from 'google-auth-library';
const auth = new GoogleAuth({scopes: 'https://www.googleapis.com/auth/cloud-platform'});
try {
	const client = await auth.getClient();
	const {data} = await client.request({
		url: process.env.TEST_BASE + '/projects/${projectId}/locations/global/publishers/anthropic/models/claude-opus-5-5:rawPredict',
		method: 'POST',
		data: ${JSON.stringify(asking)},
	});
	console.log(JSON.stringify({kind: client.constructor.name, quota: client.quotaProjectId, model: data.model}));
} catch (error) {
	console.log(JSON.stringify({message: error.message, data: error.response?.data}));
}
`;

async function library(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
	const {stdout} = await runFile(process.execPath, ['--input-type=module', '-e', libraryScript], {
		cwd: process.cwd(),
		env: {...stage.ports.env, TEST_BASE: stage.running.env['ANTHROPIC_VERTEX_BASE_URL']!},
	});
	return JSON.parse(stdout) as Record<string, unknown>;
}

async function gcloud(stage: Stage, parameters: readonly string[], input?: string) {
	return stage.ports.processes.run('gcloud', parameters, {limitMs: 20_000, ...(input === undefined ? {} : {input})});
}

describe('google-auth-library', () => {
	test('signs in with the planted workforce credentials and carries the quota project', async () => {
		const stage = await enter();
		expect(await library(stage)).toEqual({
			kind: 'ExternalAccountAuthorizedUserClient',
			quota: projectId,
			model: 'claude-opus-5-5',
		});
		// Looking for a project of its own the library starts gcloud, which renews the sign-in once more.
		expect(stage.running.requests.map(({operation}) => operation)).toEqual(expect.arrayContaining(['oauthtoken', 'rawPredict']));
		expect(stage.running.requests.find(({operation}) => operation === 'rawPredict')).toMatchObject({
			status: 200,
			service: 'aiplatform',
			region: 'global',
			modelId: 'claude-opus-5-5',
			signature: 'bearer',
			maxTokens: 1,
			headers: {'x-goog-user-project': projectId},
		});
	});

	test('exchanges the token of a workload', async () => {
		const stage = await enter({google: {adc: 'external-account'}});
		expect(await library(stage)).toMatchObject({kind: 'IdentityPoolClient', model: 'claude-opus-5-5'});
	});

	test('hears why a session is over, and that nobody is signed in', async () => {
		const over = await library(await enter({google: {faults: {'sts:oauthtoken': reauthenticationNeeded}}}));
		expect(over['data']).toEqual(reauthenticationNeeded.oauth);
		const expired = await library(await enter({home: {signIn: 'expired'}}));
		expect(expired['data']).toMatchObject({error: 'invalid_grant', error_description: 'Token has been expired or revoked.'});
		const none = await library(await enter({home: {signIn: 'none'}}));
		expect(none['message']).toContain('Could not load the default credentials');
	});
});

describe('calling a model', () => {
	test('answers whole and as the events of a stream', async () => {
		const stage = await enter();
		const whole = await predict(stage);
		expect([whole.status, JSON.parse(whole.text)]).toMatchObject([
			200,
			{type: 'message', model: 'claude-opus-5-5', stop_reason: 'max_tokens', usage: {output_tokens: 1}},
		]);
		const body = {...asking, anthropic_version: '2026-10-21', max_tokens: 100, stream: true};
		const streamed = await predict(stage, {verb: 'streamRawPredict', body});
		expect(streamed.type).toContain('text/event-stream');
		const events = [...streamed.text.matchAll(/^event: (\w+)\ndata: (.+)$/gmu)].map(([, name, data]) => [
			name,
			(JSON.parse(data!) as {type: string}).type,
		]);
		expect(events[0]).toEqual(['message_start', 'message_start']);
		expect(events.at(-1)).toEqual(['message_stop', 'message_stop']);
		expect(events.every(([name, type]) => name === type)).toBe(true);
		const counted = await predict(stage, {model: 'count-tokens', body: {model: 'claude-opus-5-5', messages: asking.messages}});
		expect(JSON.parse(counted.text)).toEqual({input_tokens: 10});
	});

	test('refuses in the words of the real service', async () => {
		const stage = await enter();
		const refusal = async (options: Parameters<typeof predict>[1]) => {
			const {status, text} = await predict(stage, options);
			const {error} = JSON.parse(text) as {error: {status: string; message: string; details?: ReadonlyArray<{reason?: string}>}};
			return [status, error.status, error.details?.at(-1)?.reason, error.message];
		};
		expect(await refusal({headers: {}})).toEqual([
			401,
			'UNAUTHENTICATED',
			'CREDENTIALS_MISSING',
			expect.stringMatching(/^Request is missing/u),
		]);
		expect(await refusal({headers: {authorization: 'Bearer mine'}})).toEqual(
			expect.arrayContaining([401, 'ACCESS_TOKEN_TYPE_UNSUPPORTED']),
		);
		expect(await refusal({headers: bearer(1)})).toEqual(expect.arrayContaining([401, 'ACCESS_TOKEN_EXPIRED']));
		expect(await refusal({project: 'other'})).toEqual([
			403,
			'PERMISSION_DENIED',
			'IAM_PERMISSION_DENIED',
			"Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/other/locations/global/publishers/anthropic/models/claude-opus-5-5' (or it may not exist).",
		]);
		expect(await refusal({model: 'claude-opus-9'})).toMatchObject([
			404,
			'NOT_FOUND',
			undefined,
			expect.stringContaining('was not found or your project'),
		]);
		expect(await refusal({location: 'us-east5'})).toEqual([
			400,
			'FAILED_PRECONDITION',
			undefined,
			`Publisher Model \`projects/${projectId}/locations/us-east5/publishers/anthropic/models/claude-opus-5-5\` is not servable in region us-east5.`,
		]);
		expect(await refusal({model: 'claude-fable-5-1'})).toMatchObject([
			403,
			'PERMISSION_DENIED',
			undefined,
			expect.stringContaining('data sharing'),
		]);
	});

	test('a stream’s refusal is wrapped in an array and keeps the perimeter’s identifier', async () => {
		const refused = scenarios.find(({name}) => name === 'vertex/perimeter-refused')!;
		const stage = await enter({google: refused.google!});
		const {status, text} = await predict(stage, {verb: 'streamRawPredict'});
		expect([status, JSON.parse(text)]).toMatchObject([
			403,
			[
				{
					error: {
						message: `Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: ${perimeterId}`,
						details: [{violations: [{type: 'VPC_SERVICE_CONTROLS', description: perimeterId}]}, {reason: 'SECURITY_POLICY_VIOLATED'}],
					},
				},
			],
		]);
	});

	test('through the gateway no token is wanted', async () => {
		const stage = await enter({
			google: {gateway: gatewayUrl},
			network: {hosts: {'llm-gateway.acme.example': ['10.30.0.5']}},
			home: {signIn: 'none', answers: {route: 'gateway', baseUrl: gatewayUrl}},
		});
		const answer = await stage.ports.network.request({
			url: `${gatewayUrl}/projects/${projectId}/locations/global/publishers/anthropic/models/claude-opus-5-5:rawPredict`,
			method: 'POST',
			body: JSON.stringify(asking),
			limitMs: 5000,
		});
		expect(answer.status).toBe(200);
	});

	test('by the names of Google, only where the simulated network leads there', async () => {
		const stage = await enter();
		const ask = async (host: string, location: string) =>
			stage.ports.network.request({
				url: `https://${host}/v1/projects/${projectId}/locations/${location}/publishers/anthropic/models/claude-opus-5-5:rawPredict`,
				method: 'POST',
				headers: bearer(),
				body: JSON.stringify(asking),
				limitMs: 5000,
			});
		expect((await ask('aiplatform.googleapis.com', 'global')).status).toBe(200);
		expect((await ask('aiplatform.us.rep.googleapis.com', 'us')).status).toBe(200);
		expect(await rejection(ask('mars-east1-aiplatform.googleapis.com', 'mars-east1'))).toMatchObject({code: 'ENOTFOUND'});
		expect(await stage.ports.network.lookup('aiplatform.googleapis.com')).toContain('199.36.153.4');
		expect(
			await stage.ports.network.handshake({host: 'sts.googleapis.com', address: '199.36.153.4', port: 443, limitMs: 500}),
		).toMatchObject({
			isTrusted: true,
			issuer: 'Google Trust Services',
		});
		const cut = await enter({network: {hosts: {}}});
		await expect(predict(cut)).rejects.toThrow();
	});
});

test('the services around a project answer', async () => {
	const stage = await enter();
	const {url} = stage.running;
	const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
		const response = await fetch(`${url}${path}`, {headers: {...bearer(), ...headers}});
		return [response.status, await response.json()] as const;
	};
	const post = async (path: string, body: unknown) => {
		const response = await fetch(`${url}${path}`, {method: 'POST', headers: bearer(), body: JSON.stringify(body)});
		return response.json();
	};
	expect(await get('/v1beta1/publishers/anthropic/models')).toMatchObject([
		403,
		{error: {message: expect.stringContaining('quota project')}},
	]);
	const quota = {'x-goog-user-project': projectId};
	const [, first] = await get('/v1beta1/publishers/anthropic/models?pageSize=2', quota);
	expect(first).toMatchObject({publisherModels: [{name: 'publishers/anthropic/models/claude-opus-5-5', versionId: 'default'}, {}]});
	const {nextPageToken} = first as {nextPageToken: string};
	expect(await get(`/v1beta1/publishers/anthropic/models?pageToken=${nextPageToken}`, quota)).toMatchObject([
		200,
		{publisherModels: expect.arrayContaining([expect.objectContaining({versionId: '20251001'})])},
	]);
	expect(
		await post(`/v1/projects/${projectId}:testIamPermissions`, {permissions: ['aiplatform.endpoints.predict', 'owner.everything']}),
	).toEqual({permissions: ['aiplatform.endpoints.predict']});
	expect(await get(`/v1/projects/${projectId}/services/aiplatform.googleapis.com`)).toMatchObject([200, {state: 'ENABLED'}]);
	expect(await get(`/v2/projects/${projectId}/locations/global/buckets/_Default`)).toMatchObject([200, {retentionDays: 30}]);
	expect(await get(`/v1beta1/projects/${projectId}/cacheConfig`)).toMatchObject([200, {name: expect.any(String)}]);
	expect(
		await get(`/v1beta1/projects/${projectId}/locations/global/publishers/anthropic/models/claude-opus-5-5:fetchPublisherModelConfig`),
	).toMatchObject([404, {error: {status: 'NOT_FOUND'}}]);
	expect(await get('/v1/projects')).toMatchObject([200, {projects: [{projectId}, {projectId: 'acme-web'}]}]);
	expect((await fetch(`${url}/v1/nothing`)).status).toBe(404);
});

describe('the stand-in for gcloud', () => {
	test('signs in through the organization’s login configuration, for libraries and for itself', async () => {
		const stage = await enter({}, false);
		const before = await gcloud(stage, ['auth', 'application-default', 'print-access-token']);
		expect(before).toMatchObject({code: 1, stderr: expect.stringContaining('Your default credentials were not found.')});
		expect((await gcloud(stage, ['config', 'set', 'project', projectId])).code).toBe(0);
		const {code, stderr} = await gcloud(stage, ['auth', 'application-default', 'login']);
		expect([code, stderr]).toEqual([0, expect.stringContaining('Your browser has been opened to visit:')]);
		expect(stderr).toContain(`Quota project "${projectId}" was added to ADC`);
		const file = join(stage.ports.host.home, credentialsFile);
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({type: 'external_account_authorized_user', quota_project_id: projectId});
		expect(await library(stage)).toMatchObject({model: 'claude-opus-5-5'});
		const token = await gcloud(stage, ['auth', 'application-default', 'print-access-token']);
		expect((await predict(stage, {headers: {authorization: `Bearer ${token.stdout.trim()}`}})).status).toBe(200);
	});

	test('signs in a Google account with a code that is pasted', async () => {
		const stage = await enter({google: {adc: 'user'}, home: {signIn: 'none'}});
		const {stdout} = await runFile('sh', ['-c', `gcloud auth application-default login --no-launch-browser </dev/null 2>&1 || true`], {
			env: stage.ports.env,
		});
		expect(stdout).toContain('Go to the following link in your browser');
		expect(stdout).toContain('enter the verification code');
		const url = /http:\S+/u.exec(stdout)![0];
		const page = await fetch(url);
		expect(await page.text()).toMatch(/<code>4\/CANARY/u);
	});

	test('knows accounts, projects, properties and the quota project', async () => {
		const stage = await enter();
		expect(JSON.parse((await gcloud(stage, ['auth', 'list', '--format=json'])).stdout)).toEqual([
			{account: 'dana@acme.example', status: 'ACTIVE'},
		]);
		expect((await gcloud(stage, ['auth', 'list', '--filter=status:ACTIVE', '--format=value(account)'])).stdout).toBe('dana@acme.example\n');
		expect((await gcloud(stage, ['config', 'get-value', 'project'])).stdout).toBe(`${projectId}\n`);
		expect(JSON.parse((await gcloud(stage, ['projects', 'list', '--format=json'])).stdout)).toMatchObject([{projectId}, {}]);
		expect((await gcloud(stage, ['auth', 'application-default', 'set-quota-project', 'acme-web'])).stderr).toContain(
			'serviceusage.services.use',
		);
		expect((await gcloud(stage, ['--version'])).stdout).toBe('Google Cloud SDK 578.0.0\n');
		expect((await gcloud(stage, ['fly'])).code).toBe(2);
		await rm(join(stage.ports.host.home, accountsFile));
		expect((await gcloud(stage, ['auth', 'list'])).stderr).toContain('No credentialed accounts.');
	});

	test('enables an API, says why a sign-in is over, and is gone when the scenario takes it away', async () => {
		const stage = await enter({google: {services: []}});
		expect((await predict(stage)).status).toBe(403);
		expect((await gcloud(stage, ['services', 'enable', 'aiplatform.googleapis.com', '--project', projectId])).code).toBe(0);
		expect((await predict(stage)).status).toBe(200);
		const expired = await enter({home: {signIn: 'expired'}});
		expect((await gcloud(expired, ['auth', 'application-default', 'print-access-token'])).stderr).toContain(
			'Token has been expired or revoked.',
		);
		const over = await enter({google: {faults: {'sts:oauthtoken': reauthenticationNeeded}}});
		expect((await gcloud(over, ['auth', 'application-default', 'print-access-token'])).stderr).toContain('Reauthentication failed');
		const denied = await enter({google: {approval: 'deny'}, home: {signIn: 'none'}});
		expect((await gcloud(denied, ['auth', 'application-default', 'login'])).stderr).toContain('access_denied');
		const gone = await enter({home: {tools: {gcloud: undefined}}});
		expect(await gone.ports.processes.find('gcloud')).toBeUndefined();
	});

	test('reads every kind of credentials file', async () => {
		for (const adc of ['user', 'service-account', 'external-account'] as const) {
			const stage = await enter({google: {adc}});
			const {stdout, stderr} = await gcloud(stage, ['auth', 'application-default', 'print-access-token']);
			expect(stderr).toBe('');
			expect((await predict(stage, {headers: {authorization: `Bearer ${stdout.trim()}`}})).status).toBe(200);
		}
	});
});

test('a home that is used again follows the sandbox to its new address', async () => {
	const stage = await enter();
	const {home} = stage.ports.host;
	const file = join(home, credentialsFile);
	await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/127\.0\.0\.1:\d+/gu, '127.0.0.1:1'));
	const again = await openSandboxStage({real: nodePorts(), scenario: stage.scenario, home, isConfigured: true});
	stages.push(again);
	expect(await readFile(file, 'utf8')).toContain(`${again.running.url}/v1/oauthtoken`);
});

test('faults are counted and come before the answer', async () => {
	const stage = await enter({google: {faults: {'aiplatform:rawPredict': {...unauthenticated(), times: 1}}}});
	expect([(await predict(stage)).status, (await predict(stage)).status]).toEqual([401, 200]);
});
