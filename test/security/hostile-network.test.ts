// A network that lies: redirects, forged certificates, proxies in the way. No secret follows it anywhere, and nothing is taken from it.

import {createServer, type IncomingMessage} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import net, {type AddressInfo, type Server} from 'node:net';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {makeJoinCode} from '../../src/cohort/join-code.ts';
import {joinedPreset} from '../../src/cohort/join/preset.ts';
import {openQueue} from '../../src/cohort/join/queue.ts';
import {startReporter} from '../../src/cohort/join/reporter.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Environment, Ports} from '../../src/ports/ports.ts';
import {loadPreset} from '../../src/preset/load.ts';
import {ownProxy} from '../../src/probes/proxy.ts';
import {providers} from '../../src/providers/all.ts';
import {onOidc, onPortal, onRuntime, onSts} from '../../src/providers/bedrock/clients.ts';
import type {Connection} from '../../src/providers/bedrock/connection.ts';
import {createToken} from '../../src/providers/bedrock/sign-in/oidc.ts';
import type {StepContext} from '../../src/providers/provider.ts';
import {listSubscriptions} from '../../src/providers/foundry/arm.ts';
import {request as askAzure} from '../../src/providers/foundry/request.ts';
import {callGoogle} from '../../src/providers/vertex/google.ts';
import {runCommand} from '../helpers/command.ts';
import {certificate, privateKey} from '../ports/certificate.ts';

const secret = 'SECRET-0123456789abcdef0123456789';
const code = makeJoinCode(size => new Uint8Array(size).fill(7));
const good = JSON.stringify({schema: 'onboard/preset@1', organization: 'Acme', answers: {region: 'us-east-1'}});

let home: string;
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-network-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

const servers: Array<Server & {closeAllConnections?(): void}> = [];
afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections?.();
		server.close();
	}
});

async function listen(server: Server): Promise<number> {
	servers.push(server);
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return (server.address() as AddressInfo).port;
}

/** Everything that a request carried, to be searched. */
const whole = (request: IncomingMessage) => `${request.method} ${request.url} ${JSON.stringify(request.rawHeaders)}`;

/** A server that writes down who comes, and one that sends everybody there. */
async function detour(status: number): Promise<{readonly from: string; readonly asked: string[]; readonly arrived: string[]}> {
	const [asked, arrived]: string[][] = [[], []];
	const there = await listen(
		createServer((request, response) => {
			arrived?.push(whole(request));
			response.writeHead(200, {'content-type': 'application/json'}).end(good);
		}),
	);
	const port = await listen(
		createServer((request, response) => {
			asked?.push(whole(request));
			response.writeHead(status, {location: `http://127.0.0.1:${there}${request.url}`, 'content-type': 'text/html'}).end('moved');
		}),
	);
	return {from: `http://127.0.0.1:${port}`, asked: asked ?? [], arrived: arrived ?? []};
}

const portsWith = (env: Environment): Ports => ({...nodePorts({home, env: {HOME: home, ...env}, folder: home})});
const {signal} = new AbortController();
const connection = (endpoint: string, env: Environment = {}): Connection => ({
	ports: portsWith({AWS_ENDPOINT_URL: endpoint, ...env}),
	region: 'us-east-1',
	signal,
	credentials: {accessKeyId: 'AKIAEXAMPLE', secretAccessKey: secret, sessionToken: secret},
});
const directory = {startUrl: 'https://d-1234567890.awsapps.com/start', region: 'us-east-1'};
const registration = {clientId: 'id', clientSecret: secret, expiresAt: 0};

/** Every way in which a secret leaves this program, by the address it is told. */
const senders: ReadonlyArray<readonly [string, (endpoint: string) => Promise<unknown>]> = [
	['the sign-in service', async to => createToken(connection(to), directory, registration, {kind: 'refresh', refreshToken: secret})],
	[
		'the sign-in service, registering',
		async to =>
			onOidc(connection(to), async (sdk, client) =>
				client.send(new sdk.RegisterClientCommand({clientName: 'onboard', clientType: 'public'})),
			),
	],
	[
		'the access portal',
		async to => onPortal(connection(to), async (sdk, client) => client.send(new sdk.ListAccountsCommand({accessToken: secret}))),
	],
	['STS', async to => onSts(connection(to), async (sdk, client) => client.send(new sdk.GetCallerIdentityCommand({})))],
	[
		'the model service',
		async to => onRuntime(connection(to), async (sdk, client) => client.send(new sdk.InvokeModelCommand({modelId: 'm', body: '{}'}))),
	],
	[
		'Google',
		async to =>
			callGoogle({ports: portsWith({}), signal}, {url: `${to}/v1/projects`, method: 'GET', headers: {authorization: `Bearer ${secret}`}}),
	],
	[
		'Azure',
		async to =>
			askAzure(
				portsWith({}),
				{url: `${to}/subscriptions`, headers: {authorization: `Bearer ${secret}`, 'x-api-key': secret}, limitMs: 5000},
				signal,
			),
	],
	['the collector, for a preset', async to => joinedPreset({code, collector: to}, portsWith({}), providers, signal)],
	['the collector, with a report', async to => report(to, {})],
];

/** Sends one report and waits for its end. */
async function report(collector: string, env: Environment): Promise<unknown> {
	const ports = portsWith(env);
	const join = {code, collector};
	const queue = await openQueue(join, ports);
	queue.add([{id: 'report-0001', at: '2026-11-23T09:00:00.000Z', step: 'run', state: 'started', codes: []}]);
	await queue.settled();
	return (await startReporter(join, ports)).finish();
}

describe('a redirect', () => {
	it.each(senders)('carries nothing of ours away from %s', {timeout: 180_000}, async (name, send) => {
		// Whoever follows a redirect with its method and body does so for 307.
		for (const status of name.includes('report') ? [307] : [301, 302, 303, 307, 308]) {
			const {from, asked, arrived} = await detour(status);
			await send(from).catch(() => undefined);
			expect(asked.length, String(status)).toBeGreaterThan(0);
			expect(arrived, String(status)).toEqual([]);
		}
	});

	it('leads a preset to no other host', async () => {
		const {from, arrived} = await detour(302);
		const ports = portsWith({});
		const load = loadPreset({location: `${from}/p.json`, from: '--preset'}, {ports, providers, proxyFor: () => undefined});
		await expect(load).rejects.toThrow('redirects to another host');
		expect(arrived).toEqual([]);
	});
});

describe('a list that goes on somewhere else', () => {
	it('is not followed there with the token', async () => {
		const arrived: string[] = [];
		const elsewhere = await listen(
			createServer((request, response) => {
				arrived.push(whole(request));
				response.end('{"value":[]}');
			}),
		);
		const links = [
			`http://127.0.0.1:${elsewhere}/subscriptions`,
			'https://management.azure.com.evil.example/x',
			'//evil.example/x',
			'file:///etc/passwd',
		];
		for (const nextLink of links) {
			const asked: string[] = [];
			const port = await listen(
				createServer((request, response) => {
					asked.push(whole(request));
					response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({value: [], nextLink}));
				}),
			);
			const memo = {
				get: async (key: string, make: () => Promise<unknown>) => (key.startsWith('azure-token') ? {token: {value: secret}} : make()),
				forget() {},
			};
			const context = {ports: portsWith({ARM_ENDPOINT: `http://127.0.0.1:${port}`}), answers: {}, memo, signal} as unknown as StepContext;
			expect((await listSubscriptions(context)).problem?.reason).toContain('not Azure Resource Manager');
			expect(asked).toHaveLength(1);
		}

		expect(arrived).toEqual([]);
	});
});

describe('a certificate that nobody trusts', () => {
	const saved = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
	afterEach(() => {
		if (saved === undefined) {
			delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
		} else {
			process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = saved;
		}
	});

	/** A forger in the place of the service, reached straight or through a tunnel. */
	async function forger() {
		const asked: string[] = [];
		const port = await listen(
			createTlsServer({cert: certificate, key: privateKey}, (request, response) => {
				asked.push(whole(request));
				response.writeHead(200, {'content-type': 'application/json'}).end(good);
			}),
		);
		const relay = createServer();
		relay.on('connect', (_request, socket: net.Socket) => {
			const onward = net.connect(port, '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				onward.pipe(socket).pipe(onward);
			});
			onward.on('error', () => socket.destroy());
			socket.on('error', () => onward.destroy());
		});
		return {url: `https://localhost:${port}`, proxy: `http://127.0.0.1:${await listen(relay)}`, asked};
	}

	it.each(senders)('gets nothing for %s, even where a variable says not to look', {timeout: 180_000}, async (_, send) => {
		process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
		const {url, asked} = await forger();
		await send(url).catch(() => undefined);
		expect(asked).toEqual([]);
	});

	it('is taken inside a tunnel, too, once the person names its authority', async () => {
		const {proxy, asked} = await forger();
		const file = path.join(home, 'authority.pem');
		await writeFile(file, certificate);
		const through = connection('https://service.example', {HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: file});
		await createToken(through, directory, registration, {kind: 'refresh', refreshToken: secret}).catch(() => undefined);
		expect(asked.length).toBe(1);
	});

	it('gets nothing through a proxy either', async () => {
		process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
		const {proxy, asked} = await forger();
		const env = {HTTPS_PROXY: proxy};
		const through = connection('https://service.example', env);
		const calls = [
			createToken(through, directory, registration, {kind: 'refresh', refreshToken: secret}),
			joinedPreset({code, collector: 'https://service.example'}, portsWith(env), providers, signal),
			callGoogle({ports: portsWith(env), signal}, {url: 'https://service.example/', method: 'GET', headers: {authorization: secret}}),
			loadPreset(
				{location: 'https://service.example/p.json', from: '--preset'},
				{ports: portsWith(env), providers, proxyFor: address => ownProxy(address, env)},
			),
		];
		const outcomes = await Promise.all(calls.map(async call => call.then(value => JSON.stringify(value), String)));
		expect(outcomes.filter(outcome => outcome.includes('Acme'))).toEqual([]);
		expect(asked).toEqual([]);
	});
});

describe('a proxy', () => {
	it('never sees what is meant for this machine, nor answers in its place', async () => {
		const seen: string[] = [];
		const proxy = createServer((request, response) => {
			seen.push(whole(request));
			response.writeHead(200, {'content-type': 'application/json'}).end(good.replace('Acme', 'Evil'));
		});
		proxy.on('connect', (request, socket: net.Socket) => {
			seen.push(whole(request));
			socket.destroy();
		});
		const env = {HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`};
		const asked: string[] = [];
		const here = `http://127.0.0.1:${await listen(
			createServer((request, response) => {
				asked.push(request.url ?? '');
				response.writeHead(200, {'content-type': 'application/json'}).end(request.method === 'POST' ? '{"accepted":1,"known":0}' : good);
			}),
		)}`;
		for (const name of [here, here.replace('127.0.0.1', 'localhost')]) {
			const {preset} = await joinedPreset({code, collector: name}, portsWith(env), providers, signal);
			expect(preset?.preset.organization).toBe('Acme');
			expect(await report(name, env)).toEqual({waiting: 0});
			const {stdout} = await runCommand(['preset', 'check', `${name}/p.json`], {home, env});
			expect(stdout).not.toContain('Evil');
		}

		expect(seen).toEqual([]);
		expect(asked).toEqual(['/api/preset', '/api/events', '/p.json', '/api/preset', '/api/events', '/p.json']);
	});
});
