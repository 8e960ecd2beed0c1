// The real network port against real servers on loopback: plain, encrypted, through a proxy, refused and silent.

import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type {AddressInfo, Server} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {nodeNetwork} from '../../src/ports/node-network.ts';
import {certificate, privateKey} from './certificate.ts';

const network = nodeNetwork();
const servers: Server[] = [];
let plain = 0;
let encrypted = 0;
let silent = 0;
let proxy = 0;
let refusing = 0;
let tunnels: string[] = [];

async function listen(server: Server): Promise<number> {
	servers.push(server);
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
	const answer: http.RequestListener = (request, response) => {
		if (request.url === '/moved') {
			response.writeHead(302, {location: '/elsewhere'}).end();
			return;
		}

		let body = '';
		request.on('data', part => {
			body += String(part);
		});
		request.on('end', () => {
			response.writeHead(200, {'x-seen': request.headers.host ?? ''}).end(`${request.method} ${request.url} ${body}`);
		});
	};

	plain = await listen(http.createServer(answer));
	encrypted = await listen(https.createServer({cert: certificate, key: privateKey}, answer));
	silent = await listen(
		net.createServer(() => {
			/* says nothing */
		}),
	);
	const relay = http.createServer((request, response) => {
		const target = http.request(request.url ?? '', {method: request.method ?? 'GET'}, incoming => {
			response.writeHead(incoming.statusCode ?? 0, {'x-proxied': 'yes'});
			incoming.pipe(response);
		});
		request.pipe(target);
	});
	relay.on('connect', (request, socket: net.Socket) => {
		tunnels.push(`${request.url} ${request.headers['proxy-authorization'] ?? '-'}`);
		const onward = net.connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			onward.pipe(socket);
			socket.pipe(onward);
		});
		onward.on('error', () => {
			socket.destroy();
		});
		socket.on('error', () => {
			onward.destroy();
		});
	});
	proxy = await listen(relay);
	const strict = http.createServer();
	strict.on('connect', (_request, socket: net.Socket) => {
		socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
	});
	refusing = await listen(strict);
});

afterAll(() => {
	for (const server of servers) {
		(server as http.Server).closeAllConnections?.();
		server.close();
	}
});

const limitMs = 5000;

describe('lookup and connect', () => {
	test('every address of a name, once', async () => {
		expect(await network.lookup('localhost')).toContain('127.0.0.1');
		await expect(network.lookup('no-such-host.invalid')).rejects.toMatchObject({
			code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) as string,
		});
	});

	test('an open port takes some milliseconds, a closed one refuses', async () => {
		expect(await network.connect({address: '127.0.0.1', port: plain, limitMs})).toBeGreaterThan(0);
		await expect(network.connect({address: '127.0.0.1', port: 1, limitMs})).rejects.toMatchObject({code: 'ECONNREFUSED'});
	});

	test('an abort ends the wait with its own reason', async () => {
		const signal = AbortSignal.abort(new Error('stopped'));
		await expect(network.connect({address: '127.0.0.1', port: plain, limitMs, signal})).rejects.toThrow('stopped');
	});
});

test('an answer that begins and then goes quiet comes back as far as it got', async () => {
	const quiet = await listen(
		http.createServer((_request, response) => {
			response.write('first words');
		}),
	);
	const asked = {url: `http://127.0.0.1:${quiet}/`, method: 'GET', limitMs} as const;
	expect(await network.request({...asked, quietMs: 100})).toMatchObject({status: 200, body: 'first words', isStalled: true});
	await expect(network.request({...asked, limitMs: 200})).rejects.toMatchObject({code: 'ETIMEDOUT'});
});

describe('handshake', () => {
	test('names the issuer of a chain that is not trusted', async () => {
		const facts = await network.handshake({address: '127.0.0.1', port: encrypted, host: 'service.example', limitMs});
		expect(facts).toMatchObject({
			isTrusted: false,
			error: 'DEPTH_ZERO_SELF_SIGNED_CERT',
			issuer: 'Example Interception CA',
			root: 'Example Interception CA',
			protocol: 'TLSv1.3',
		});
	});

	test('trusts authorities that it is given, for the names they signed', async () => {
		const facts = await network.handshake({
			address: '127.0.0.1',
			port: encrypted,
			host: 'service.example',
			limitMs,
			authorities: certificate,
		});
		expect(facts).toMatchObject({isTrusted: true, issuer: 'Example Interception CA'});
		const other = await network.handshake({
			address: '127.0.0.1',
			port: encrypted,
			host: 'other.example',
			limitMs,
			authorities: certificate,
		});
		expect(other).toMatchObject({isTrusted: false, error: 'ERR_TLS_CERT_ALTNAME_INVALID'});
	});

	test('a silent server ends at the limit', async () => {
		await expect(network.handshake({address: '127.0.0.1', port: silent, host: 'service.example', limitMs: 100})).rejects.toMatchObject({
			code: 'ETIMEDOUT',
		});
	});

	test('a server that speaks no TLS', async () => {
		await expect(network.handshake({address: '127.0.0.1', port: plain, host: 'service.example', limitMs})).rejects.toMatchObject({
			code: expect.any(String) as string,
		});
	});

	test('goes through a proxy and sends its credentials', async () => {
		tunnels = [];
		const facts = await network.handshake({
			address: '',
			port: encrypted,
			host: 'localhost',
			proxy: `http://dana:p%40ss@127.0.0.1:${proxy}`,
			limitMs,
		});
		expect(facts.issuer).toBe('Example Interception CA');
		expect(tunnels).toEqual([`localhost:${encrypted} Basic ${Buffer.from('dana:p@ss').toString('base64')}`]);
	});

	test("a proxy's refusal carries its status", async () => {
		await expect(
			network.handshake({address: '', port: encrypted, host: 'localhost', proxy: `127.0.0.1:${refusing}`, limitMs}),
		).rejects.toMatchObject({code: 'EPROXY', status: 407});
	});
});

describe('request', () => {
	test('sends a body and reads status, headers and body', async () => {
		const answer = await network.request({url: `http://127.0.0.1:${plain}/x`, method: 'POST', body: 'hé', limitMs});
		expect(answer).toMatchObject({status: 200, body: 'POST /x hé'});
		expect(answer.headers['x-seen']).toBe(`127.0.0.1:${plain}`);
	});

	test('does not follow redirects', async () => {
		expect(await network.request({url: `http://127.0.0.1:${plain}/moved`, method: 'GET', limitMs})).toMatchObject({
			status: 302,
			headers: {location: '/elsewhere'},
		});
	});

	test('cuts the body', async () => {
		expect((await network.request({url: `http://127.0.0.1:${plain}/long`, method: 'GET', limitMs, maxBytes: 3})).body).toBe('GET');
	});

	test('refuses a certificate that is not trusted, also inside a tunnel', async () => {
		const url = `https://localhost:${encrypted}/`;
		await expect(network.request({url, method: 'GET', limitMs})).rejects.toMatchObject({code: 'DEPTH_ZERO_SELF_SIGNED_CERT'});
		await expect(network.request({url, method: 'GET', limitMs, proxy: `http://127.0.0.1:${proxy}`})).rejects.toMatchObject({
			code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
		});
	});

	test('plain http goes through a proxy as a whole address', async () => {
		const answer = await network.request({
			url: `http://127.0.0.1:${plain}/via`,
			method: 'GET',
			limitMs,
			proxy: `http://127.0.0.1:${proxy}`,
		});
		expect(answer).toMatchObject({status: 200, body: 'GET /via ', headers: {'x-proxied': 'yes'}});
	});

	test('a proxy that refuses the tunnel, a server that says nothing', async () => {
		await expect(
			network.request({url: `https://localhost:${encrypted}/`, method: 'GET', limitMs, proxy: `http://127.0.0.1:${refusing}`}),
		).rejects.toMatchObject({code: 'EPROXY', status: 407});
		await expect(network.request({url: `http://127.0.0.1:${silent}/`, method: 'GET', limitMs: 100})).rejects.toMatchObject({
			code: 'ETIMEDOUT',
		});
	});
});
