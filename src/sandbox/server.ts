// The sandbox's one HTTP server: listens on loopback (or where a lab says), speaks TLS where clients must find it, and keeps what was asked.

import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Clock} from '../ports/ports.ts';
import {answer, type LoggedRequest} from './answer.ts';
import type {Address} from './clouds/cloud.ts';
import {loopbackCertificate} from './clouds/certificate.ts';
import {cloudsOf} from './clouds/index.ts';
import {sandboxEnvironment} from './environment.ts';
import type {Scenario} from './scenario.ts';
import {forecast} from './trouble.ts';

export type SandboxOptions = {
	readonly clock: Clock;
	/** Address to listen on; default 127.0.0.1. */
	readonly address?: string;
	/** Port to listen on; default any free one. */
	readonly port?: number;
	/** PEM key and certificate; the server then speaks HTTPS. */
	readonly tls?: {readonly key: string; readonly cert: string};
};

export type Sandbox = {
	readonly url: string;
	readonly port: number;
	/** Variables that point clients here; none is secret. */
	readonly env: Readonly<Record<string, string>>;
	/** Every address it listens on. */
	readonly address: Address;
	/** Every request so far, in order. */
	readonly requests: readonly LoggedRequest[];
	close(): Promise<void>;
};

/**
 * Starts the simulated cloud of a scenario.
 *
 * @throws The system's error when the address or port cannot be listened on.
 */
export async function startSandbox(scenario: Scenario, options: SandboxOptions): Promise<Sandbox> {
	const {clock, tls} = options;
	const simulated = cloudsOf(scenario);
	const clouds = simulated.map(cloud => cloud.start(scenario, () => clock.now()));
	const befall = scenario.weather === undefined ? undefined : forecast(scenario.weather);
	const requests: LoggedRequest[] = [];
	const closing = new AbortController();
	const handle = (scheme: string) => (request: IncomingMessage, response: ServerResponse) => {
		answer(request, response, {clouds, clock, requests, signal: closing.signal, scheme, ...(befall === undefined ? {} : {befall})}).catch(
			() => {
				response.destroy();
			},
		);
	};

	const host = options.address ?? '127.0.0.1';
	const server = tls === undefined ? createServer(handle('http')) : createTlsServer({key: tls.key, cert: tls.cert}, handle('https'));
	const port = await listen(server, options.port ?? 0, host);
	const url = `${tls === undefined ? 'http' : 'https'}://${host}:${port}`;
	const named = simulated.flatMap(cloud => cloud.secureHosts(scenario));
	const certificate = named.length === 0 ? undefined : loopbackCertificate(named, Date.now());
	const secure = certificate === undefined ? undefined : createTlsServer({key: certificate.key, cert: certificate.cert}, handle('https'));
	if (secure !== undefined) {
		// As a client's HTTPS proxy: whatever host it asks a tunnel to, it finds the simulated one. Saved settings then hold unchanged.
		server.on('connect', (_request, socket: Duplex) => {
			socket.on('error', () => socket.destroy());
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			secure.emit('connection', socket);
		});
	}

	const address: Address =
		secure === undefined || certificate === undefined
			? {url}
			: {url, secureUrl: `https://localhost:${await listen(secure, 0, host)}`, certificate: certificate.cert};
	return {
		url,
		port,
		address,
		env: sandboxEnvironment(address, scenario),
		requests,
		async close() {
			closing.abort();
			await Promise.all([stop(server), ...(secure === undefined ? [] : [stop(secure)])]);
		},
	};
}

async function listen(server: Server, port: number, host: string): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
	await new Promise<void>(resolve => {
		server.close(() => {
			resolve();
		});
		server.closeAllConnections();
	});
}
