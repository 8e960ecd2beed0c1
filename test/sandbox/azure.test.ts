// The simulated Microsoft cloud: the directory, the resource manager, the model door, the az stand-in, and Microsoft's own client library.

import {execFile} from 'node:child_process';
import {readFile, stat, writeFile} from 'node:fs/promises';
import {request} from 'node:http';
import type {Socket} from 'node:net';
import {join} from 'node:path';
import {connect} from 'node:tls';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterEach, expect, test} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import type {HttpResponse, Ports} from '../../src/ports/ports.ts';
import {emptyMemory} from '../../src/sandbox/clouds/azure/call.ts';
import {refusalBody, refusalCodes} from '../../src/sandbox/clouds/azure/entra-errors.ts';
import {mint, read} from '../../src/sandbox/clouds/azure/tokens.ts';
import {programFolder} from '../../src/sandbox/home.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {foundry} from '../../src/sandbox/scenarios/foundry.ts';
import {
	foundryScenario,
	happyAzure,
	mainResource,
	openResource,
	resourceKey,
	tenant,
	type FoundryChange,
} from '../../src/sandbox/scenarios/foundry-base.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';

const run = promisify(execFile);
const stages: Stage[] = [];
afterEach(async () => {
	await Promise.all(stages.splice(0).map(async stage => stage.close()));
});

async function enter(change: Partial<FoundryChange> | Scenario = {}): Promise<Stage> {
	const stage = await openSandboxStage({
		real: nodePorts({env: {PATH: process.env['PATH']}}),
		scenario: 'network' in change && 'name' in change ? change : foundryScenario('test', {title: 'test', expected: [], ...change}),
		isConfigured: true,
		timeScale: 0.001,
	});
	stages.push(stage);
	return stage;
}

const aiResource = 'https://ai.azure.com';
const limitMs = 10_000;
const json = (response: HttpResponse) => JSON.parse(response.body) as {readonly [name: string]: unknown};

async function az(ports: Ports, ...parameters: readonly string[]) {
	return ports.processes.run('az', parameters, {limitMs});
}

async function tokenFor(ports: Ports, resource: string): Promise<string> {
	const ran = await az(ports, 'account', 'get-access-token', '--resource', resource, '--query', 'accessToken', '-o', 'tsv');
	expect(ran.stderr).toBe('');
	return ran.stdout.trim();
}

async function ask(ports: Ports, token: string, path: string): Promise<HttpResponse> {
	return ports.network.request({
		url: `https://management.azure.com${path}`,
		method: 'GET',
		headers: {authorization: `Bearer ${token}`},
		limitMs,
	});
}

async function message(
	ports: Ports,
	headers: Readonly<Record<string, string>>,
	options: {readonly url?: string; readonly body?: Readonly<Record<string, unknown>>} = {},
): Promise<HttpResponse> {
	return ports.network.request({
		url: options.url ?? 'https://acme-claude.services.ai.azure.com/anthropic/v1/messages',
		method: 'POST',
		headers: {'content-type': 'application/json', 'anthropic-version': '2023-06-01', ...headers},
		body: JSON.stringify({model: 'opus-main', max_tokens: 1, messages: [{role: 'user', content: 'Hi'}], ...options.body}),
		limitMs,
	});
}

const refusal = (response: HttpResponse) => {
	const {error} = json(response) as {readonly error: {readonly code: string; readonly message: string}};
	return [response.status, error.code, error.message] as const;
};

test('az knows who is signed in and prints what the real one prints', async () => {
	const {ports} = await enter();
	const shown = await az(ports, 'account', 'show');
	expect(JSON.parse(shown.stdout)).toMatchObject({
		environmentName: 'AzureCloud',
		isDefault: true,
		name: 'Acme Claude',
		tenantId: tenant.id,
		tenantDefaultDomain: 'acme.example',
		user: {name: 'dana@acme.example', type: 'user'},
	});
	const keys = [...shown.stdout.matchAll(/^ {2}"(\w+)"/gmu)].map(match => match[1]);
	expect(keys).toEqual(keys.toSorted((one = '', other = '') => (one < other ? -1 : 1)));
	const got = await az(ports, 'account', 'get-access-token', '--output', 'json', '--resource', aiResource);
	const token = JSON.parse(got.stdout) as {readonly accessToken: string; readonly expiresOn: string; readonly expires_on: number};
	expect(token).toMatchObject({tenant: tenant.id, tokenType: 'Bearer', subscription: happyAzure.subscriptions[0]!.id});
	expect(token.expiresOn).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/u);
	expect(token.expires_on * 1000).toBeGreaterThan(Date.now());
	expect(read('access', token.accessToken)).toMatchObject({aud: aiResource, tid: tenant.id, upn: 'dana@acme.example'});
	expect(token.accessToken).toContain('CANARY');
	expect((await az(ports, '--version')).stdout).toContain('azure-cli');
	expect((await az(ports, 'cognitiveservices', 'account', 'list', '--query', 'length')).code).toBe(0);
	const listed = await az(ports, 'cognitiveservices', 'account', 'list');
	expect((JSON.parse(listed.stdout) as readonly {readonly name: string}[]).map(account => account.name)).toEqual([
		'acme-claude',
		'acme-claude-eu',
		'acme-vision',
	]);
	const wrong = await az(ports, 'acount', 'show');
	expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("'acount' is misspelled or not recognized by the system.")]);
});

test('az without a sign-in, with one that ran out, with a refusal, and offline', async () => {
	const nobody = await enter({home: {signIn: 'none'}});
	const needed = await az(nobody.ports, 'account', 'get-access-token', '--resource', aiResource);
	expect(needed).toEqual({code: 1, stdout: '', stderr: "ERROR: Please run 'az login' to setup account.\n"});
	const over = await enter({home: {signIn: 'expired'}});
	const expired = await az(over.ports, 'account', 'get-access-token', '--resource', aiResource);
	expect(expired.stderr).toMatch(
		/^ERROR: AADSTS700082: The refresh token has expired due to inactivity\..* Trace ID: [\da-f-]{36} Correlation ID: [\da-f-]{36} Timestamp: [\d-]{10} [\d:]{8}Z\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\naz login --tenant "[\da-f-]{36}" --scope "https:\/\/ai\.azure\.com\/\.default"\n$/u,
	);
	const picky = await enter({azure: {refusesToken: {code: 50_076, resource: aiResource}}});
	const refused = await az(picky.ports, 'account', 'get-access-token', '--resource', aiResource);
	expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('AADSTS50076: Due to a configuration change')]);
	expect((await az(picky.ports, 'account', 'get-access-token')).code).toBe(0);
	const offline = await enter({network: {resolver: 'EAI_AGAIN'}});
	expect((await az(offline.ports, 'account', 'get-access-token', '--resource', aiResource)).stderr).toContain('NameResolutionError');
	const missing = await enter({home: {tools: {az: undefined}}});
	expect(await missing.ports.processes.find('az')).toBeUndefined();
});

test('az login in the browser and with a device code leaves a sign-in that works; a no leaves none', async () => {
	const {ports} = await enter({home: {signIn: 'none'}, azure: {intervalSeconds: 0.05}});
	const browser = await az(ports, 'login', '--tenant', tenant.id, '--output', 'none');
	expect([browser.code, browser.stdout]).toEqual([0, '']);
	expect(browser.stderr).toContain('A web browser has been opened at https://login.microsoftonline.com/');
	expect(await tokenFor(ports, aiResource)).toContain('CANARY');
	expect((await az(ports, 'logout')).code).toBe(0);
	expect((await az(ports, 'account', 'show')).code).toBe(1);
	let told = '';
	const device = await ports.processes.run('az', ['login', '--use-device-code'], {limitMs, onText: text => (told += text)});
	expect(told).toMatch(/open the page https:\/\/microsoft\.com\/devicelogin and enter the code [A-Z]{9} to authenticate\./u);
	expect([device.code, (JSON.parse(device.stdout) as readonly unknown[]).length]).toEqual([0, 3]);
	const file = await readFile(join(ports.host.home, '.azure', 'azureProfile.json'), 'utf8');
	expect(file.startsWith('\u{FEFF}')).toBe(true);
	const no = await enter({home: {signIn: 'none'}, azure: {approval: 'deny'}});
	const denied = await az(no.ports, 'login', '--output', 'none');
	expect([denied.code, denied.stderr]).toEqual([1, expect.stringContaining('AADSTS65004')]);
	const lost = await az(no.ports, 'login', '--tenant', 'nowhere.example');
	expect(lost.stderr).toContain("AADSTS90002: Tenant 'nowhere.example' not found.");
});

test('the resource manager pages its lists and says no as the real one does', async () => {
	const {ports} = await enter();
	const token = await tokenFor(ports, 'https://management.azure.com');
	const id = `/subscriptions/${mainResource.subscription}/resourceGroups/rg-claude/providers/Microsoft.CognitiveServices/accounts/acme-claude`;
	const names: unknown[] = [];
	let next: unknown = `https://management.azure.com${id}/deployments?api-version=2025-09-01`;
	let pages = 0;
	while (typeof next === 'string') {
		const page = json(await ask(ports, token, next.replace('https://management.azure.com', '')));
		names.push(...(page['value'] as readonly {readonly name: string}[]).map(item => item.name));
		next = page['nextLink'];
		pages += 1;
	}

	expect([pages, names]).toEqual([2, ['opus-main', 'sonnet-main', 'haiku-main', 'embeddings']]);
	const account = json(await ask(ports, token, `${id}?api-version=2025-09-01`));
	expect(account).toMatchObject({
		kind: 'AIServices',
		properties: {
			publicNetworkAccess: 'Disabled',
			disableLocalAuth: false,
			privateEndpointConnections: [{properties: {privateLinkServiceConnectionState: {status: 'Approved'}}}],
		},
	});
	expect(refusal(await ask(ports, token, id))).toEqual([400, 'MissingApiVersionParameter', expect.any(String)]);
	expect(refusal(await ask(ports, 'nonsense', '/subscriptions?api-version=2022-12-01'))).toEqual([
		401,
		'InvalidAuthenticationToken',
		expect.any(String),
	]);
	const wrong = await tokenFor(ports, aiResource);
	expect(refusal(await ask(ports, wrong, '/subscriptions?api-version=2022-12-01'))).toEqual([
		401,
		'InvalidAuthenticationTokenAudience',
		expect.any(String),
	]);
	expect(refusal(await ask(ports, token, '/subscriptions/none?api-version=2022-12-01'))).toEqual([
		404,
		'SubscriptionNotFound',
		expect.any(String),
	]);
	const usages = json(await ask(ports, token, `${id}/usages?api-version=2025-09-01`));
	expect(usages['value']).toContainEqual(expect.objectContaining({currentValue: 400, limit: 2000}));
	const links = json(await ask(ports, token, `${id}/privateLinkResources?api-version=2025-09-01`));
	expect(JSON.stringify(links)).toContain('privatelink.services.ai.azure.com');
	const denied = await enter({azure: {faults: {'arm:ListDiagnosticSettings': {status: 403, type: 'AuthorizationFailed', message: ''}}}});
	const other = await ask(denied.ports, token, `${id}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`);
	expect(refusal(other)).toEqual([403, 'AuthorizationFailed', expect.stringContaining("'Microsoft.Insights/diagnosticSettings/read'")]);
});

test('a deployment answers whole and streamed, by token and by key', async () => {
	const {ports, running} = await enter();
	const bearer = {authorization: `Bearer ${await tokenFor(ports, aiResource)}`};
	const whole = await message(ports, bearer);
	expect([whole.status, json(whole)]).toEqual([
		200,
		expect.objectContaining({type: 'message', model: 'claude-opus-5-5', stop_reason: 'max_tokens'}),
	]);
	expect(whole.headers).toHaveProperty('apim-request-id');
	const streamed = await message(ports, {'x-api-key': resourceKey}, {body: {stream: true, max_tokens: 64}});
	expect(streamed.headers['content-type']).toContain('text/event-stream');
	const events = [...streamed.body.matchAll(/^event: (\w+)$/gmu)].map(match => match[1]);
	expect([events[0], events.at(-1)]).toEqual(['message_start', 'message_stop']);
	expect(running.requests.at(-1)).toMatchObject({service: 'foundry', operation: 'Messages', modelId: 'opus-main', maxTokens: 64});
	const url = 'https://acme-claude.services.ai.azure.com/anthropic/v1/messages/count_tokens';
	expect(json(await message(ports, bearer, {url}))).toEqual({input_tokens: 10});
	const loopback = await message(ports, bearer, {url: `${running.url}/foundry/anthropic/v1/messages`});
	expect(loopback.status).toBe(200);
});

test('every refusal of the model door is the real one', async () => {
	const {ports} = await enter();
	const token = await tokenFor(ports, aiResource);
	const bearer = {authorization: `Bearer ${token}`};
	const wrongKey = expect.stringContaining('Access denied due to invalid subscription key or wrong API endpoint.') as string;
	expect(refusal(await message(ports, {}))).toEqual([401, '401', wrongKey]);
	expect(refusal(await message(ports, {'api-key': 'wrong'}))).toEqual([401, '401', wrongKey]);
	const arm = await tokenFor(ports, 'https://management.azure.com');
	expect(refusal(await message(ports, {authorization: `Bearer ${arm}`}))[2]).toContain('audience is incorrect');
	const past = mint('access', {aud: aiResource, exp: 1, tid: tenant.id});
	expect(refusal(await message(ports, {authorization: `Bearer ${past}`}))[0]).toBe(401);
	expect(refusal(await message(ports, bearer, {body: {model: 'claude-opus-5-5'}}))).toEqual([
		404,
		'DeploymentNotFound',
		expect.stringContaining('If you created the deployment within the last 5 minutes'),
	]);
	const host = 'https://acme-claude.services.ai.azure.com';
	expect(refusal(await message(ports, bearer, {url: `${host}/v1/messages`}))).toEqual([
		404,
		'api_not_supported',
		'Requested API is currently not supported',
	]);
	expect(refusal(await message(ports, bearer, {url: `${host}/anthropic/v1/models`}))).toEqual([404, '404', 'Resource not found']);
	const answered = async (change: Partial<FoundryChange>, headers: Readonly<Record<string, string>> = bearer) => {
		const stage = await enter(change);
		return refusal(await message(stage.ports, headers));
	};

	expect(await answered({hosts: {'acme-claude.services.ai.azure.com': ['20.62.58.5']}})).toEqual([
		403,
		'403',
		'Public access is disabled. Please configure private endpoint.',
	]);
	expect(await answered({resource: {...mainResource, isReoriginated: true}})).toEqual([
		403,
		'403',
		expect.stringContaining('Public access is disabled'),
	]);
	expect(await answered({resource: {...openResource, allowedAddresses: ['203.0.113.7']}})).toEqual([
		403,
		'403',
		'Access denied due to Virtual Network/Firewall rules.',
	]);
	expect(await answered({resource: {...openResource, disableLocalAuth: true}}, {'x-api-key': resourceKey})).toEqual([
		403,
		'AuthenticationTypeDisabled',
		'Key based authentication is disabled for this resource.',
	]);
	expect(await answered({azure: {hasDataRole: false}})).toEqual([
		401,
		'PermissionDenied',
		expect.stringContaining('lacks the required data action'),
	]);
	expect(await answered({azure: {resourceTenant: 'other'}})).toEqual([
		400,
		'BadRequest',
		'Tenant provided in token does not match resource token',
	]);
	const empty = mainResource.deployments.map(deployment => ({...deployment, capacity: 0}));
	expect((await answered({resource: {...mainResource, deployments: empty}}))[0]).toBe(429);
});

async function identity(stage: Stage, ...parameters: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
	const {home} = stage.ports.host;
	const env = Object.fromEntries(Object.entries(stage.running.env).map(([name, value]) => [name, value.replaceAll('$HOME', home)]));
	const {stdout} = await run(process.execPath, [fileURLToPath(new URL('azure-identity.mjs', import.meta.url)), ...parameters], {
		env: {...env, HOME: home, PATH: `${join(home, programFolder)}:${process.env['PATH'] ?? ''}`},
	});
	return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

test('@azure/identity signs a service principal in, against the sandbox over TLS', async () => {
	const application = {id: 'e0d1c4b7-9a35-4f28-8c60-57b2d9e6a143', secret: 'CANARY-secret', tenant: tenant.id};
	const stage = await enter({azure: {application}});
	expect(stage.running.env['AZURE_AUTHORITY_HOST']).toMatch(/^https:\/\/localhost:\d+$/u);
	const {token} = await identity(stage, 'secret', `${aiResource}/.default`, tenant.id, application.id, application.secret);
	expect(read('access', String(token))).toMatchObject({aud: aiResource, idtyp: 'app'});
	const wrong = await identity(stage, 'secret', `${aiResource}/.default`, tenant.id, application.id, 'other');
	expect(String(wrong['message'])).toContain('AADSTS7000215');
	const lost = await identity(stage, 'secret', `${aiResource}/.default`, 'nowhere.example', application.id, application.secret);
	expect(String(lost['message'])).toMatch(/AADSTS90002|invalid_tenant|endpoints_resolution_error/u);
});

test('@azure/identity signs a service principal in with its certificate, and the directory takes no other shape of assertion', async () => {
	const certificateFile = 'keys/claude-code.pem';
	const application = {id: 'e0d1c4b7-9a35-4f28-8c60-57b2d9e6a143', secret: 'CANARY-secret', tenant: tenant.id, certificateFile};
	const stage = await enter({azure: {application}});
	const file = join(stage.ports.host.home, certificateFile);
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	const {token} = await identity(stage, 'certificate', `${aiResource}/.default`, tenant.id, application.id, file);
	expect(read('access', String(token))).toMatchObject({aud: aiResource, idtyp: 'app'});
	const other = await identity(stage, 'certificate', `${aiResource}/.default`, tenant.id, '00000000-0000-4000-8000-000000000000', file);
	expect(String(other['message'])).toContain('AADSTS700016');
});

test('@azure/identity takes its token from the azd stand-in', async () => {
	const home = {signIn: 'none', tools: {az: undefined, azd: 'azd version 1.21.3'}} as const;
	const account = '{"auth": {"account": {"currentUser": {"homeAccountId": "dana"}}}}';
	const stage = await enter({home: {...home, files: {'.azd/auth.json': account}}});
	const {token} = await identity(stage, 'azd', `${aiResource}/.default`);
	expect(read('access', String(token))).toMatchObject({aud: aiResource, upn: 'dana@acme.example'});
	const refused = await identity(await enter({home}), 'azd', `${aiResource}/.default`);
	expect(refused['name']).toBe('CredentialUnavailableError');
	expect(refused['message']).toContain('azd auth login');
});

test('@azure/identity takes its token from the az stand-in', async () => {
	const stage = await enter();
	const {token, expiresOnTimestamp} = await identity(stage, 'cli', `${aiResource}/.default`);
	expect(read('access', String(token))).toMatchObject({aud: aiResource, upn: 'dana@acme.example'});
	expect(Number(expiresOnTimestamp)).toBeGreaterThan(Date.now());
	const nobody = await enter({home: {signIn: 'none'}});
	const refused = await identity(nobody, 'cli', `${aiResource}/.default`);
	expect(refused).toEqual({
		name: 'CredentialUnavailableError',
		message: "Please run 'az login' from a command prompt to authenticate before using this credential.",
	});
});

test('the variables of a served shell reach every service; no secret is among them', async () => {
	const stage = await enter();
	expect(Object.keys(stage.running.env).toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
		'ARM_ENDPOINT',
		'AZURE_AUTHORITY_HOST',
		'HTTPS_PROXY',
		'NODE_EXTRA_CA_CERTS',
		'REQUESTS_CA_BUNDLE',
	]);
	expect(JSON.stringify(stage.running.env)).not.toContain('CANARY');
	expect(stage.ports.env['ARM_ENDPOINT']).toBeUndefined();
	const token = await tokenFor(stage.ports, 'https://management.azure.com');
	const direct = await stage.ports.network.request({
		url: `${stage.running.env['ARM_ENDPOINT']!}/subscriptions?api-version=2022-12-01`,
		method: 'GET',
		headers: {authorization: `Bearer ${token}`},
		limitMs,
	});
	expect(json(direct)['nextLink']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/arm\/subscriptions\?/u);
	const profile = join(stage.ports.host.home, '.azure', 'azureProfile.json');
	await writeFile(profile, 'broken');
	expect((await az(stage.ports, 'account', 'show')).stderr).toContain("Please run 'az login'");
});

test('every code of the sign-in reference has a body in the shape of the real one', () => {
	const listed = [
		50_020, 50_034, 50_053, 50_055, 50_057, 50_058, 50_059, 50_072, 50_074, 50_076, 50_078, 50_079, 50_097, 50_105, 50_129, 50_131, 50_155,
		50_173, 53_000, 53_001, 53_003, 53_011, 54_005, 65_001, 65_002, 65_004, 70_008, 70_011, 70_016, 70_018, 70_019, 70_043, 90_002, 500_011,
		500_021, 500_022, 500_212, 500_213, 530_034, 530_035, 700_016, 700_082, 7_000_218,
	];
	const scenario = foundryScenario('test', {title: 'test', expected: []});
	const world = {scenario, azure: scenario.azure, memory: emptyMemory(), now: () => 1_795_000_000_000};
	expect(listed.filter(code => !refusalCodes.includes(code))).toEqual([]);
	for (const code of refusalCodes) {
		const body = refusalBody(code, {tenant: tenant.id, resource: aiResource, client: ''}, world);
		expect(body).toMatchObject({error_codes: [code], timestamp: expect.stringMatching(/Z$/u) as string});
		expect(body['error_description']).toMatch(
			new RegExp(`^AADSTS${code}: [^{}]+ Trace ID: \\S+ Correlation ID: ${String(body['correlation_id'])} Timestamp: `, 'u'),
		);
	}
});

test('a tunnel through the sandbox leads to the host it names, with a certificate that fits', async () => {
	const stage = await enter();
	const token = await tokenFor(stage.ports, aiResource);
	const host = 'acme-claude.services.ai.azure.com';
	const tunnel = await new Promise<Socket>((resolve, reject) => {
		request({host: '127.0.0.1', port: stage.running.port, method: 'CONNECT', path: `${host}:443`})
			.once('connect', (_response, socket: Socket) => {
				resolve(socket);
			})
			.once('error', reject)
			.end();
	});
	const secure = connect({socket: tunnel, servername: host, ca: stage.running.address.certificate!});
	const body = JSON.stringify({model: 'opus-main', max_tokens: 1, messages: [{role: 'user', content: 'Hi'}]});
	const head = ['POST /anthropic/v1/messages HTTP/1.1', `Host: ${host}`, `Authorization: Bearer ${token}`, 'anthropic-version: 2023-06-01'];
	secure.write(`${[...head, `Content-Length: ${body.length}`, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
	const parts: Uint8Array[] = [];
	for await (const part of secure) {
		parts.push(part as Uint8Array);
	}

	expect(secure.authorized).toBe(true);
	expect(Buffer.concat(parts).toString('utf8')).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*"type":"message"/u);
});

test('scenarios have names of their own and plant the home they speak of', () => {
	const names = foundry.map(scenario => scenario.name);
	expect(new Set(names).size).toBe(names.length);
	expect(names.every(name => name.startsWith('foundry/'))).toBe(true);
});
