// The network as this process sees it: look-ups, connections, TLS handshakes and single requests, each within a limit.

import net from 'node:net';
import type {Socket} from 'node:net';
import type {PeerCertificate, TLSSocket} from 'node:tls';
import {openTunnel} from './node-tunnel.ts';
import {certificatesWith} from './authorities.ts';
import {systemNames} from './node-names.ts';
import {request} from './node-request.ts';
import {within} from './limit.ts';
import type {ConnectOptions, Handshake, HandshakeOptions, Network} from './ports.ts';

/** The network port of a real run. Nothing is retried or redirected; of look-ups, only slow answers are kept (`node-names.ts`). */
export function nodeNetwork(): Network {
	const names = systemNames();
	return {lookup: names.lookup, connect, handshake, request: async asked => request(asked, names.forSockets)};
}

async function connect(options: ConnectOptions): Promise<number> {
	const startedAt = performance.now();
	const socket = await openSocket(options);
	socket.destroy();
	return performance.now() - startedAt;
}

async function openSocket(options: ConnectOptions): Promise<Socket> {
	const socket = net.connect({host: options.address, port: options.port});
	return within(
		options,
		() => {
			socket.destroy();
		},
		async () =>
			new Promise<Socket>((resolve, reject) => {
				socket.once('connect', () => {
					resolve(socket);
				});
				socket.on('error', reject);
			}),
	);
}

async function handshake(options: HandshakeOptions): Promise<Handshake> {
	const startedAt = performance.now();
	const tls = await import('node:tls');
	const {host, port, proxy} = options;
	const carrier = proxy === undefined ? await openSocket(options) : await openTunnel({...options, proxy});
	const left = {...options, limitMs: Math.max(1, options.limitMs - (performance.now() - startedAt))};
	// The chain is read even when it is not trusted: naming who intercepts is the point. Nothing is sent over this connection.
	const socket = tls.connect({
		socket: carrier,
		host,
		port,
		...(net.isIP(host) === 0 ? {servername: host} : {}),
		...(options.authorities === undefined ? {} : {ca: await certificatesWith(options.authorities)}),
		rejectUnauthorized: false,
		ALPNProtocols: ['http/1.1'],
	});
	try {
		await within(
			left,
			() => {
				socket.destroy();
			},
			async () =>
				new Promise<void>((resolve, reject) => {
					socket.once('secureConnect', resolve);
					socket.on('error', reject);
					socket.once('close', () => {
						reject(Object.assign(new Error('The connection was closed during the TLS handshake.'), {code: 'ECONNRESET'}));
					});
				}),
		);
		return {...factsOf(socket), tookMs: performance.now() - startedAt};
	} finally {
		socket.destroy();
		carrier.destroy();
	}
}

function factsOf(socket: TLSSocket): Omit<Handshake, 'tookMs'> {
	const leaf = socket.getPeerCertificate(true);
	const issuer = nameOf(leaf.issuer);
	const root = nameOf(lastOf(leaf).subject);
	const protocol = socket.getProtocol();
	return {
		isTrusted: socket.authorized,
		...reasonOf(socket.authorizationError),
		...(issuer === undefined ? {} : {issuer}),
		...(root === undefined ? {} : {root}),
		...(protocol === null ? {} : {protocol}),
	};
}

/** Node types the reason as an Error; OpenSSL's reasons arrive as their code. */
function reasonOf(reason: unknown): {readonly error?: string} {
	if (reason instanceof Error) {
		return {error: (reason as NodeJS.ErrnoException).code ?? reason.message};
	}

	return typeof reason === 'string' ? {error: reason} : {};
}

function lastOf(leaf: PeerCertificate & {issuerCertificate?: PeerCertificate}): PeerCertificate {
	const seen = new Set<unknown>();
	let last: PeerCertificate & {issuerCertificate?: PeerCertificate} = leaf;
	while (last.issuerCertificate !== undefined && !seen.has(last.issuerCertificate.fingerprint256)) {
		seen.add(last.issuerCertificate.fingerprint256);
		last = last.issuerCertificate;
	}

	return last;
}

function nameOf(entity: {O?: string | string[]; CN?: string | string[]} | undefined): string | undefined {
	return [entity?.O ?? entity?.CN].flat()[0];
}
