// One request to the sandbox: read, handed to the cloud that lives at its address, logged without secrets, answered as weather allows.

import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Clock} from '../ports/ports.ts';
import type {Dispatched, RawRequest, Reply, RunningCloud} from './clouds/cloud.ts';
import type {TroubleKind} from './trouble-kinds.ts';
import type {Forecast} from './trouble.ts';

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

export type Serving = {
	readonly clouds: readonly RunningCloud[];
	readonly clock: Clock;
	readonly requests: LoggedRequest[];
	readonly signal: AbortSignal;
	readonly scheme: string;
	readonly befall?: Forecast;
};

/** Answers a request. */
export async function answer(incoming: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
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
