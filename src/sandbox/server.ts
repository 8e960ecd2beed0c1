// The sandbox's one HTTP server: listens on loopback (or where a lab says), hands requests to the simulated cloud, keeps a log without secrets.

import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Clock} from '../ports/ports.ts';
import type {Address, Dispatched, RawRequest, Reply, RunningCloud} from './clouds/cloud.ts';
import {loopbackCertificate} from './clouds/certificate.ts';
import {cloudsOf} from './clouds/index.ts';
import {sandboxEnvironment} from './environment.ts';
import type {Scenario} from './scenario.ts';
import type {TroubleKind} from './trouble-kinds.ts';
import {forecast, type Forecast} from './trouble.ts';

export type SandboxOptions = {
	readonly clock: Clock;
	/** Address to listen on; default 127.0.0.1. */
	readonly address?: string;
	/** Port to listen on; default any free one. */
	readonly port?: number;
	/** PEM key and certificate; the server then speaks HTTPS. */
	readonly tls?: {readonly key: string; readonly cert: string};
};

export type LoggedRequest = {
	readonly service: string;
	/** Undefined for a path the service does not know. */
	readonly operation: string | undefined;
	readonly region: string | undefined;
	readonly modelId?: string;
	/** Account that the caller acts in, where the request tells. */
	readonly account?: string;
	readonly method: string;
	/** Path below the service, without the query. */
	readonly path: string;
	/** Undefined when no answer was sent. */
	readonly status: number | undefined;
	readonly signature: 'sigv4' | 'bearer' | 'none';
	/** Some headers; never one that can hold a secret. */
	readonly headers: Readonly<Record<string, string>>;
	/** `max_tokens` of an invocation. */
	readonly maxTokens?: number;
	/** What the scenario's weather did to the call. */
	readonly trouble?: TroubleKind;
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

const loggedHeaders = [
	'host',
	'user-agent',
	'content-type',
	'accept',
	'x-amz-target',
	'anthropic-version',
	'anthropic-beta',
	'x-app',
	'x-goog-user-project',
];

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
		serve(request, response, {clouds, clock, requests, signal: closing.signal, scheme, ...(befall === undefined ? {} : {befall})}).catch(
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

type Serving = {
	readonly clouds: readonly RunningCloud[];
	readonly clock: Clock;
	readonly requests: LoggedRequest[];
	readonly signal: AbortSignal;
	readonly scheme: string;
	readonly befall?: Forecast;
};

async function serve(incoming: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
	const {clouds, clock, requests, signal} = serving;
	if (isFromPage(incoming)) {
		incoming.resume();
		response
			.writeHead(421, {'content-type': 'text/plain; charset=utf-8', connection: 'close'})
			.end('The simulated cloud talks to programs only.\n');
		return;
	}

	const request = await receive(incoming, serving.scheme);
	const found = answerOf(request, clouds);
	if (found === undefined) {
		response.writeHead(404, {'content-type': 'text/html; charset=utf-8', date: new Date(clock.now()).toUTCString()});
		response.end('<!doctype html><title>onboard sandbox</title><p>No simulated service lives at this address.</p>\n');
		return;
	}

	const {cloud} = found;
	const dispatched: ReturnType<Forecast> = serving.befall?.(request, found.dispatched) ?? found.dispatched;
	const {outcome, delayMs, service, operation, region, modelId, account, path} = dispatched;
	const authorization = request.headers['authorization'];
	const maxTokens = modelId === undefined ? undefined : /"max_tokens":\s*(\d+)/u.exec(Buffer.from(request.body).toString('utf8'))?.[1];
	requests.push({
		service,
		operation,
		region,
		...(modelId === undefined ? {} : {modelId}),
		...(account === undefined ? {} : {account}),
		method: request.method,
		path,
		status: typeof outcome === 'string' ? undefined : outcome.status,
		signature: authorization === undefined ? 'none' : authorization.startsWith('AWS4-') ? 'sigv4' : 'bearer',
		headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => loggedHeaders.includes(name))),
		...(maxTokens === undefined ? {} : {maxTokens: Number(maxTokens)}),
		...(dispatched.trouble === undefined ? {} : {trouble: dispatched.trouble.kind}),
	});
	if (delayMs > 0) {
		await clock.sleep(delayMs, signal);
	}

	if (outcome === 'hang') {
		return;
	}

	if (outcome === 'drop') {
		incoming.socket.destroy();
		return;
	}

	send(response, outcome, cloud.now());
}

/** Names that a simulated cloud can be meant by; nobody else can make one of them lead here for a browser. */
const meant =
	/^(?:localhost|[\d.]+|\[[\da-f:.]+\]|(?:[\w-]+\.)+(?:amazonaws\.com(?:\.cn)?|aws|awsapps\.com|googleapis\.com|google\.com|azure\.com|microsoftonline\.com|microsoft\.com|windows\.net|example|internal|test))$/iu;

/** Whether a web page of the same machine's browser sent it: a script says where it comes from, a rebound name is nobody's of ours. */
function isFromPage({headers}: IncomingMessage): boolean {
	return headers.origin !== undefined || !meant.test((headers.host ?? 'localhost').replace(/:\d+$/u, ''));
}

/** The first cloud that lives at the request's address answers it. */
function answerOf(
	request: RawRequest,
	clouds: readonly RunningCloud[],
): {readonly cloud: RunningCloud; readonly dispatched: Dispatched} | undefined {
	for (const cloud of clouds) {
		const dispatched = cloud.dispatch(request);
		if (dispatched !== undefined) {
			return {cloud, dispatched};
		}
	}

	return undefined;
}

async function receive(incoming: IncomingMessage, scheme: string): Promise<RawRequest> {
	const parts: Uint8Array[] = [];
	for await (const part of incoming) {
		parts.push(part as Uint8Array);
	}

	const headers = Object.fromEntries(
		Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
	);
	return {method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers, body: Buffer.concat(parts), scheme};
}

function send(response: ServerResponse, reply: Reply, now: number): void {
	const date = new Date(now).toUTCString();
	if (reply.pieces === undefined) {
		const body = Buffer.from(reply.body ?? '');
		response.writeHead(reply.status, {...reply.headers, 'content-length': String(body.length), date});
		if (reply.breaksAfter === undefined) {
			response.end(body);
		} else {
			// Out of the door first: a reset takes what still waits in this machine with it.
			response.write(body.subarray(0, reply.breaksAfter), () => {
				setTimeout(() => response.socket?.resetAndDestroy(), 5);
			});
		}

		return;
	}

	response.writeHead(reply.status, {...reply.headers, date});

	for (const piece of reply.pieces) {
		response.write(piece);
	}

	if (reply.stalls !== true) {
		response.end();
	}
}
