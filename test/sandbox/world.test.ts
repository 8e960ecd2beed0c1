// The simulated world around a program: network tables, variables, tools, browser, planted home, serving to other shells.

import {execFile} from 'node:child_process';
import {createServer} from 'node:http';
import {request as requestOverTls} from 'node:https';
import type {AddressInfo} from 'node:net';
import {mkdtemp, readFile, readdir, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, expect, test} from 'vitest';
import {UserError} from '../../src/core/errors.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {quoteForFish, quoteForSh, writeEnvironmentFile} from '../../src/sandbox/environment.ts';
import {happyAnswers, tokenFile} from '../../src/sandbox/clouds/aws/home.ts';
import {plantedFiles} from '../../src/sandbox/home.ts';
import {endpointHosts} from '../../src/sandbox/clouds/aws/endpoint-names.ts';
import {controlEndpoint, scenario, type Change} from '../../src/sandbox/scenarios/base.ts';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {serveSandbox} from '../../src/sandbox/serve.ts';
import {openSandboxStage, type Stage} from '../../src/sandbox/stage.ts';
import {certificate, privateKey} from '../ports/certificate.ts';
import {startSandbox} from '../../src/sandbox/server.ts';
import {rejection} from './clients.ts';

const runFile = promisify(execFile);
const stages: Stage[] = [];
const folders: string[] = [];
afterEach(async () => {
	await Promise.all(stages.splice(0).map(async stage => stage.close()));
	await Promise.all(folders.splice(0).map(async folder => rm(folder, {recursive: true, force: true})));
});

async function temporary(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'onboard-test-'));
	folders.push(folder);
	return folder;
}

async function enter(
	change: Partial<Change> = {},
	options: {readonly isConfigured?: boolean; readonly env?: Record<string, string>} = {},
): Promise<Stage> {
	const real: Ports = nodePorts({env: {PATH: process.env['PATH'], ...options.env}});
	const stage = await openSandboxStage({
		real,
		scenario: scenario('test', {title: 'test', expected: [], ...change}),
		isConfigured: options.isConfigured ?? true,
		timeScale: 0.001,
	});
	stages.push(stage);
	return stage;
}

const runtime = 'bedrock-runtime.us-east-1.amazonaws.com';

test('names, connections and certificates follow the tables', async () => {
	const {ports} = await enter({
		network: {
			addresses: {
				'10.20.4.17': {connect: 'dropped'},
				'10.20.5.9': {connect: 'refused'},
				'52.94.200.1': {connect: 'open', milliseconds: 80},
			},
			certificates: {
				[runtime]: {issuer: 'Zscaler Inc.', root: 'Zscaler Inc.', isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN'},
				'sts.us-east-1.amazonaws.com': {issuer: '', root: '', isTrusted: false, fails: 'ECONNRESET'},
			},
		},
	});
	const {network} = ports;
	expect(await network.lookup(runtime)).toEqual(['10.20.4.17', '10.20.5.9']);
	expect(await network.lookup('10.1.2.3')).toEqual(['10.1.2.3']);
	expect(await network.lookup('localhost')).not.toHaveLength(0);
	expect(await rejection(network.lookup('nowhere.example'))).toMatchObject({code: 'ENOTFOUND'});
	const to = (address: string) => ({address, port: 443, limitMs: 3000});
	expect(await rejection(network.connect(to('10.20.4.17')))).toMatchObject({code: 'ETIMEDOUT'});
	expect(await rejection(network.connect(to('10.20.5.9')))).toMatchObject({code: 'ECONNREFUSED'});
	expect(await network.connect(to('52.94.200.1'))).toBe(80);
	expect(await network.handshake({...to('10.9.9.9'), host: runtime})).toMatchObject({
		isTrusted: false,
		issuer: 'Zscaler Inc.',
		error: 'SELF_SIGNED_CERT_IN_CHAIN',
	});
	expect(await network.handshake({...to('10.9.9.9'), host: 'oidc.eu-west-1.amazonaws.com'})).toMatchObject({
		isTrusted: true,
		issuer: 'Amazon',
		protocol: 'TLSv1.3',
	});
	expect(await rejection(network.handshake({...to('10.9.9.9'), host: 'sts.us-east-1.amazonaws.com'}))).toMatchObject({code: 'ECONNRESET'});
	expect(await rejection(network.request({url: `https://${runtime}/model/x/invoke`, method: 'POST', limitMs: 3000}))).toMatchObject({
		code: 'ETIMEDOUT',
	});
});

test('requests to simulated hosts reach the simulated service; pages and proxies come first', async () => {
	const proxy = 'http://proxy.acme.example:8080';
	const {ports, running} = await enter({
		network: {
			pages: {
				'portal.sso.eu-west-1.amazonaws.com': {status: 200, contentType: 'text/html', body: '<!doctype html>Log in'},
				'sts.us-east-1.amazonaws.com': {status: 504, contentType: '', body: '', isSilent: true},
			},
			proxies: {[proxy]: {tunnel: 'authenticate'}, 'http://open.acme.example:8080': {tunnel: 'open', intercepts: 'Acme Gateway'}},
			hosts: {
				[runtime]: ['10.20.4.17'],
				'sts.us-east-1.amazonaws.com': ['52.94.0.1'],
				'portal.sso.eu-west-1.amazonaws.com': ['52.94.0.2'],
				'proxy.acme.example': ['10.9.0.8'],
				'open.acme.example': ['10.9.0.9'],
			},
		},
	});
	const ask = async (host: string, more: {readonly proxy?: string} = {}) =>
		ports.network.request({url: `https://${host}/model/x/invoke`, method: 'POST', body: '{}', limitMs: 3000, ...more});
	const answer = await ask(runtime);
	expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'MissingAuthenticationTokenException']);
	expect(running.requests.at(-1)).toMatchObject({region: 'us-east-1', operation: 'InvokeModel', signature: 'none'});
	expect((await ask('portal.sso.eu-west-1.amazonaws.com')).body).toContain('Log in');
	expect(await rejection(ask('sts.us-east-1.amazonaws.com'))).toMatchObject({code: 'ETIMEDOUT'});
	expect(await rejection(ask(runtime, {proxy}))).toMatchObject({code: 'EPROXY', status: 407});
	expect(await rejection(ask(runtime, {proxy: 'http://gone.acme.example:8080'}))).toMatchObject({code: 'ENOTFOUND'});
	expect(await rejection(ask(runtime, {proxy: 'http://open.acme.example:8080'}))).toMatchObject({code: 'SELF_SIGNED_CERT_IN_CHAIN'});
	expect(
		await ports.network.handshake({host: runtime, address: runtime, port: 443, proxy: 'http://open.acme.example:8080', limitMs: 3000}),
	).toMatchObject({issuer: 'Acme Gateway', isTrusted: false});
});

test('offline means every name, and aborting ends a wait', async () => {
	const {ports} = await enter({network: {resolver: 'EAI_AGAIN', addresses: {'10.20.4.17': {connect: 'dropped'}}}});
	expect(await rejection(ports.network.lookup('aws.amazon.com'))).toMatchObject({code: 'EAI_AGAIN'});
	const controller = new AbortController();
	const waiting = rejection(ports.network.connect({address: '10.20.4.17', port: 443, limitMs: 60_000_000, signal: controller.signal}));
	controller.abort(new Error('stop'));
	expect((await waiting).message).toBe('stop');
});

test('what DNS and TCP would not let through does not answer over loopback either', async () => {
	const {running} = await enter({network: {hosts: {}}});
	expect(await rejection(fetch(`${running.url}/sso/assignment/accounts`))).toMatchObject({cause: {code: 'UND_ERR_SOCKET'}});
});

test('a gateway takes unsigned calls below its own path, and only there', async () => {
	const gateway = 'https://llm-gateway.acme.example/bedrock';
	const {ports} = await enter({aws: {gateway}, network: {hosts: {'llm-gateway.acme.example': ['10.30.0.5'], [runtime]: ['10.20.4.17']}}});
	const body = JSON.stringify({anthropic_version: 'bedrock-2023-05-31', max_tokens: 1, messages: [{role: 'user', content: 'hi'}]});
	const ask = async (base: string) =>
		ports.network.request({url: `${base}/model/us.anthropic.claude-opus-5-5/invoke`, method: 'POST', body, limitMs: 3000});
	expect((await ask(gateway)).status).toBe(200);
	expect((await ask(`https://${runtime}`)).status).toBe(403);
});

test('model calls that come by prefix answer as the configured base URL would', async () => {
	const wrong = `https://${endpointHosts(controlEndpoint)[0]!}`;
	const {running} = await enter({home: {answers: {baseUrl: wrong}}});
	const answer = await fetch(`${running.env['ANTHROPIC_BEDROCK_BASE_URL']!}/model/x/invoke`, {method: 'POST', body: '{}'});
	expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
});

test('the shell holds the endpoints and the scenario’s variables, and nothing of the person’s', async () => {
	const {ports, running} = await enter(
		{home: {env: {AWS_REGION: 'eu-west-1', AWS_CONFIG_FILE: '$HOME/aws'}}},
		{env: {AWS_PROFILE: 'mine', HTTPS_PROXY: 'http://mine:1', ANTHROPIC_MODEL: 'mine', XDG_CONFIG_HOME: '/mine', LANG: 'C'}},
	);
	expect(ports.env).toMatchObject({
		HOME: ports.host.home,
		LANG: 'C',
		AWS_REGION: 'eu-west-1',
		AWS_CONFIG_FILE: `${ports.host.home}/aws`,
		AWS_ENDPOINT_URL_STS: `${running.url}/sts`,
	});
	for (const name of ['AWS_PROFILE', 'HTTPS_PROXY', 'ANTHROPIC_MODEL', 'XDG_CONFIG_HOME', 'ANTHROPIC_BEDROCK_BASE_URL']) {
		expect(ports.env).not.toHaveProperty(name);
	}

	expect(running.env).toMatchObject({ANTHROPIC_BEDROCK_BASE_URL: `${running.url}/bedrock-runtime`, AWS_EC2_METADATA_DISABLED: 'true'});
	expect((await ports.processes.run('sh', ['-c', 'printf %s "$AWS_REGION"'], {limitMs: 5000})).stdout).toBe('eu-west-1');
});

test('tools are there as the scenario says; managed settings are the scenario’s own', async () => {
	const {ports} = await enter({home: {tools: {aws: 'aws-cli/2.36.7'}, files: {'.sandbox/managed/managed-settings.json': '{}'}}});
	const claude = await ports.processes.find('claude');
	expect((await ports.processes.run(claude!, ['--version'], {limitMs: 5000})).stdout).toBe('2.1.330 (Claude Code)\n');
	expect(await ports.processes.find('gcloud')).toBeUndefined();
	expect(await rejection(ports.processes.run('az', ['--version'], {limitMs: 5000}))).toMatchObject({code: 'ENOENT'});
	expect(await ports.processes.find('sh')).toMatch(/sh$/);
	expect(Buffer.from((await ports.files.read('/etc/claude-code/managed-settings.json'))!).toString()).toBe('{}');
});

test('the browser approves on the page and comes back to this machine', async () => {
	const {ports, running} = await enter();
	const {RegisterClientCommand} = await import('@aws-sdk/client-sso-oidc');
	const {oidc} = await import('./clients.ts');
	const {clientId} = await oidc(running).send(
		new RegisterClientCommand({
			clientName: 'x',
			clientType: 'public',
			grantTypes: ['authorization_code'],
			redirectUris: ['http://127.0.0.1/oauth/callback'],
			issuerUrl: 'https://d-9067f1a2b3.awsapps.com/start',
		}),
	);
	const server = createServer();
	const seen = new Promise<string>(resolve => {
		server.on('request', (request, response) => {
			response.end();
			resolve(request.url!);
		});
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const {port} = server.address() as AddressInfo;
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: clientId!,
		redirect_uri: `http://127.0.0.1:${port}/oauth/callback`,
		state: 's',
		code_challenge_method: 'S256',
		scopes: 'sso:account:access',
		code_challenge: 'x',
	});
	expect(await ports.browser.open(`https://oidc.eu-west-1.amazonaws.com/authorize?${query.toString()}`)).toBe(true);
	expect(await seen).toMatch(/^\/oauth\/callback\?code=[\w-]+&state=s$/);
	server.close();
	expect(ports.browser.isLocal).toBe(true);
	expect((await enter({home: {env: {SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22'}}})).ports.browser.isLocal).toBe(false);
});

test('the planted home holds what onboard saves, private where it must be', async () => {
	const {ports} = await enter();
	const {home, folder} = ports.host;
	expect(folder).toBe(join(home, 'work'));
	const {env} = JSON.parse(await readFile(join(home, '.claude/settings.json'), 'utf8')) as {env: Record<string, string>};
	expect(env).toEqual({
		CLAUDE_CODE_USE_BEDROCK: '1',
		AWS_PROFILE: 'claude-code',
		AWS_REGION: 'us-east-1',
		ANTHROPIC_MODEL: 'us.anthropic.claude-opus-5-5',
		ANTHROPIC_DEFAULT_OPUS_MODEL: happyAnswers['opusModel'],
		ANTHROPIC_DEFAULT_SONNET_MODEL: 'us.anthropic.claude-sonnet-5-5',
		ANTHROPIC_DEFAULT_HAIKU_MODEL: 'us.anthropic.claude-haiku-5-5',
		ANTHROPIC_DEFAULT_FABLE_MODEL: 'us.anthropic.claude-fable-5-1',
	});
	expect((await stat(join(home, tokenFile))).mode & 0o777).toBe(0o600);
	expect((await stat(join(home, '.aws/sso/cache'))).mode & 0o777).toBe(0o700);
	const token = JSON.parse(await readFile(join(home, tokenFile), 'utf8')) as Record<string, string>;
	expect(token).toMatchObject({
		startUrl: 'https://d-9067f1a2b3.awsapps.com/start',
		region: 'eu-west-1',
		accessToken: expect.stringContaining('CANARY'),
		clientSecret: expect.stringContaining('CANARY'),
		refreshToken: expect.stringContaining('CANARY'),
	});
	expect(token['expiresAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('sign-in states of a planted home', async () => {
	const now = Date.UTC(2026, 10, 22);
	const tokenOf = (signIn: 'valid' | 'expired' | 'none' | 'refreshable') => {
		const text = plantedFiles(scenario('test', {title: '', expected: [], home: {signIn}}), now)[tokenFile];
		return text === undefined ? undefined : (JSON.parse(text) as Record<string, string>);
	};
	expect(tokenOf('none')).toBeUndefined();
	expect(Date.parse(tokenOf('valid')!['expiresAt']!)).toBe(now + 28_800_000);
	expect(Date.parse(tokenOf('expired')!['expiresAt']!)).toBeLessThan(now);
	expect(Date.parse(tokenOf('refreshable')!['expiresAt']!)).toBeLessThan(now);
	expect(tokenOf('expired')!['refreshToken']).not.toBe(tokenOf('refreshable')!['refreshToken']);
});

test('a throwaway home is removed, a given one stays and is not planted over', async () => {
	const first = await enter();
	const {home} = first.ports.host;
	await first.close();
	expect(await rejection(stat(home))).toMatchObject({code: 'ENOENT'});

	const given = await temporary();
	const open = async () => {
		const stage = await openSandboxStage({real: nodePorts(), scenario: 'bedrock/happy', home: given, isConfigured: true});
		await stage.close();
		return stage;
	};
	await open();
	await writeFile(join(given, '.claude/settings.json'), '{"mine": true}');
	await rm(join(given, '.aws'), {recursive: true});
	expect((await open()).requirePrivatePath).toBe(true);
	expect(await readFile(join(given, '.claude/settings.json'), 'utf8')).toBe('{"mine": true}');
	expect(await enter({}, {isConfigured: false}).then(async stage => readdir(stage.ports.host.home))).toEqual([]);
});

test('an unknown scenario names the nearest one', async () => {
	const error = await rejection(openSandboxStage({real: nodePorts(), scenario: 'bedrock/hapy', isConfigured: false}));
	expect(error).toBeInstanceOf(UserError);
	expect(error['next']).toContain('bedrock/happy');
});

test('values survive the round trip through real shells', async () => {
	const folder = await temporary();
	const value = `it's "a" $HOME \`x\` \\ é\nend`;
	const written = await writeEnvironmentFile(nodePorts().files, folder, {ODD: value, GONE: undefined});
	const read = async (program: string, script: string) => (await runFile(program, ['-c', script])).stdout;
	expect(await read('sh', `. ${written.sh}; printf %s "$ODD"`)).toBe(value);
	expect(await readFile(written.sh, 'utf8')).not.toContain('GONE');
	expect(quoteForSh("a'b")).toBe(`'a'\\''b'`);
	expect(quoteForFish("a'b\\")).toBe(`'a\\'b\\\\'`);
});

test('serving plants the home, writes env.sh and ends with the signal', async () => {
	const home = await temporary();
	const {files, clock} = nodePorts();
	const controller = new AbortController();
	const said: string[] = [];
	const serving = serveSandbox({
		scenario: scenario('test', {title: 'Test', expected: []}),
		home,
		isConfigured: true,
		files,
		clock,
		signal: controller.signal,
		say: text => said.push(text),
	});
	await expect.poll(() => said.length).toBeGreaterThan(2);
	const {stdout} = await runFile('sh', ['-c', `. ${home}/env.sh; printf '%s\\n' "$HOME" "$ANTHROPIC_BEDROCK_BASE_URL"`]);
	const [homeSeen, url] = stdout.split('\n');
	expect(homeSeen).toBe(home);
	expect((await fetch(`${url}/model/x/invoke`, {method: 'POST'})).status).toBe(403);
	expect(await readFile(join(home, 'env.sh'), 'utf8')).not.toContain('CANARY');
	controller.abort();
	await serving;
	await expect(fetch(`${url}/x`)).rejects.toThrow();
});

test('every scenario has a unique name, a title and codes with a family', () => {
	expect(new Set(scenarios.map(({name}) => name)).size).toBe(scenarios.length);
	for (const {name, title, expected, wizard} of scenarios) {
		expect(name).toMatch(/^(?:bedrock|vertex|foundry)\/[a-z\d-]+$/);
		expect(title.length).toBeGreaterThan(10);
		for (const code of [...expected, ...(wizard ?? [])]) {
			expect(code).toMatch(/^(?:config|sign-in|network|model|terms|vertex|foundry)\.[a-z-]+$/);
		}
	}
});

test('over TLS, on a given address, by the services’ own names', async () => {
	const running = await startSandbox(scenario('test', {title: 'test', expected: []}), {
		clock: nodePorts().clock,
		address: '127.0.0.1',
		tls: {key: privateKey, cert: certificate},
	});
	const status = await new Promise<number>((resolve, reject) => {
		const asked = {port: running.port, method: 'POST', path: '/model/x/invoke', servername: 'service.example', ca: certificate};
		requestOverTls(
			{...asked, host: '127.0.0.1', headers: {host: 'vpce-0a1b2c3d4e5f67890-12345678.bedrock-runtime.us-east-1.vpce.amazonaws.com'}},
			response => {
				response.resume();
				resolve(response.statusCode ?? 0);
			},
		)
			.on('error', reject)
			.end('{}');
	});
	await running.close();
	expect([status, running.url.startsWith('https://')]).toEqual([403, true]);
	expect(running.requests).toMatchObject([{service: 'bedrock-runtime', region: 'us-east-1', operation: 'InvokeModel'}]);
});
