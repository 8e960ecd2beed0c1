// The machines between the laptop and the clouds: plain forwarders, CONNECT proxies, a device that opens TLS, a portal.

import {createServer as createHttpServer} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import {lookup} from 'node:dns/promises';
import {connect, createServer, type Server, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {connect as connectTls, createServer as createTlsServer, type Server as TlsServer, type TLSSocket} from 'node:tls';
import type {KeyPair} from './certificates.ts';

export type Place = {readonly address: string; readonly port: number};

/** One request for a tunnel. */
export type Tunnel = {readonly host: string; readonly from: string; readonly isLetThrough: boolean};

function join(one: Duplex, other: Duplex): void {
	one.pipe(other).pipe(one);
	for (const [from, to] of [
		[one, other],
		[other, one],
	] as const) {
		from.on('error', () => {
			to.destroy();
		});
		from.on('close', () => {
			to.destroy();
		});
	}
}

async function listen(server: Server, {address, port}: Place): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, address, resolve);
	});
}

/** Forwards every connection to `from` on to `to`, byte for byte; with `wraps` it puts TLS around what arrives plain. */
export async function forward(from: Place, to: Place, wraps = false): Promise<void> {
	const place = {host: to.address, port: to.port};
	const server = createServer(socket => {
		join(socket, wraps ? connectTls({...place, rejectUnauthorized: false}) : connect(place));
	});
	await listen(server, from);
}

/** A device that ends TLS with its own certificate and opens it anew to where the name leads on the internet. */
export function inspection(keys: KeyPair): TlsServer {
	const server = createTlsServer(keys, (socket: TLSSocket) => {
		const {servername} = socket;
		if (typeof servername !== 'string') {
			socket.destroy();
			return;
		}

		lookup(servername).then(
			({address}) => {
				join(socket, connectTls({host: address, port: 443, servername, rejectUnauthorized: false}));
			},
			() => socket.destroy(),
		);
	});
	server.on('tlsClientError', () => undefined);
	return server;
}

export async function startInspection(at: Place, keys: KeyPair): Promise<void> {
	await listen(inspection(keys), at);
}

export type ProxyOptions = {
	readonly at: Place;
	/** Name and password that it wants, as `name:password`. */
	readonly credentials?: string;
	/** Opens the TLS of whatever goes through. */
	readonly inspects?: KeyPair;
	/** Told of every request for a tunnel. */
	onTunnel(tunnel: Tunnel): void;
};

/** A proxy that opens tunnels to where the internet's name servers lead, whatever the client's say. */
export async function startProxy({at, credentials, inspects, onTunnel}: ProxyOptions): Promise<void> {
	const device = inspects === undefined ? undefined : inspection(inspects);
	const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
	const server = createHttpServer((_request, response) => {
		response.writeHead(501).end();
	});
	server.on('connect', (request, socket: Socket) => {
		const [host = '', port = '443'] = (request.url ?? '').split(':');
		const isLetThrough = wanted === undefined || request.headers['proxy-authorization'] === wanted;
		onTunnel({host, from: socket.remoteAddress ?? '', isLetThrough});
		socket.on('error', () => socket.destroy());
		if (!isLetThrough) {
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Acme"\r\nContent-Length: 0\r\n\r\n');
			return;
		}

		if (device !== undefined) {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			device.emit('connection', socket);
			return;
		}

		lookup(host).then(
			({address}) => {
				const upstream = connect({host: address, port: Number(port)}, () => {
					socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				});
				join(socket, upstream);
			},
			() => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
		);
	});
	await listen(server, at);
}

/** A firewall that lets connections open and resets them once it has read which name they are for, or lets them wait for ever. */
export async function startCutter(at: Place, isMute = false): Promise<void> {
	const server = createServer(socket => {
		socket.on('error', () => socket.destroy());
		socket.once('data', () => {
			if (!isMute) {
				socket.resetAndDestroy();
			}
		});
	});
	await listen(server, at);
}

/** The page of a guest network: over TLS with a certificate of its own, and where a browser asks without TLS. */
export async function startPortal(address: string, keys: KeyPair): Promise<void> {
	const login = 'http://login.guest.example/';
	const page = '<!doctype html><title>Guest Wi-Fi</title><h1>Welcome. Please sign in to the network.</h1>';
	const secure = createHttpsServer(keys, (_request, response) => {
		response.writeHead(200, {'content-type': 'text/html'}).end(page);
	});
	secure.on('tlsClientError', () => undefined);
	const plain = createHttpServer((_request, response) => {
		response.writeHead(302, {location: login}).end();
	});
	await Promise.all([listen(secure, {address, port: 443}), listen(plain, {address, port: 80})]);
}
