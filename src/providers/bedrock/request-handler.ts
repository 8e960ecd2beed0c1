// How one request of an AWS SDK client travels: proxy, trust, limits, pace, trace, and answers that end.

import type {Readable} from 'node:stream';
import type {LookupFunction} from 'node:net';
import {agentTrusting, certificatesWith, extraAuthorities} from '../../ports/authorities.ts';
import {once, socketLookup} from '../../ports/node-names.ts';
import type {Ports} from '../../ports/ports.ts';
import {routeOf} from '../../ports/trace.ts';
import {ownProxy, type ProxyClient} from '../../probes/proxy.ts';
import {countCalls, wholeAnswer} from './answers.ts';
import {boundedBody} from './bounded-body.ts';
import type {Connection, ResponseFacts} from './connection.ts';
import type {ServiceName} from './service-endpoints.ts';

const connectionMs = 3000;
const defaultRequestMs = 10_000;

/** A logger that prints nothing: the SDK would tear the screen. */
export const silent = {
	trace() {},
	debug() {},
	info() {},
	warn() {},
	error() {},
};

async function agentFor(proxy: string | undefined, ports: Ports, lookup: LookupFunction) {
	const authorities = await extraAuthorities(ports);
	if (proxy === undefined) {
		return {httpsAgent: await agentTrusting(authorities, lookup)};
	}

	const {HttpsProxyAgent} = await import('https-proxy-agent');
	const trust = {rejectUnauthorized: true, ...(authorities === undefined ? {} : {ca: await certificatesWith(authorities)})};
	const httpsAgent = new HttpsProxyAgent(proxy, trust);
	// It takes what it is given for the way to the proxy alone (https-proxy-agent 9.1.0); this holds inside the tunnel.
	Object.assign(httpsAgent.options, trust);
	return {httpsAgent};
}

/** HTTP/1.1 always: Claude Code calls with fetch, and HTTP/2 (the runtime client's default) knows no proxies. */
export async function handlerFor(endpoint: string, service: ServiceName, connection: Connection) {
	const client: ProxyClient = service === 'bedrock-runtime' ? 'model' : 'control';
	const {NodeHttpHandler} = await import('@smithy/node-http-handler');
	const proxy = ownProxy(endpoint, connection.ports.env, client);
	// Looked up before the connection's own limit begins: a silent name server may take longer than a connection.
	const find = once(async host => connection.ports.network.lookup(host, {signal: connection.signal}));
	const agent = await agentFor(proxy, connection.ports, socketLookup(find));
	const handler = new NodeHttpHandler({
		connectionTimeout: connectionMs,
		requestTimeout: connection.requestMs ?? defaultRequestMs,
		throwOnRequestTimeout: true,
		logger: silent,
		...agent,
	});
	const handle = handler.handle.bind(handler);
	const count = countCalls();
	handler.handle = async (request, options) => {
		const send = async () => {
			await (proxy === undefined && request.protocol === 'https:' ? find(request.hostname) : undefined);
			return handle(request, {...options, abortSignal: connection.signal});
		};
		const {hostname, method, path} = request;
		const operation = operationOf(request);
		const traced = async () =>
			connection.ports.trace?.call('aws', hostname, send, ({response: {statusCode: status}}) => ({
				method,
				path: routeOf(path),
				...(operation === undefined ? {} : {operation}),
				status,
			})) ?? send();
		const {response} = await (connection.ports.pace?.call(
			traced,
			{
				isThrottled: answer => answer.response.statusCode === 429,
				discard(answer) {
					(answer.response.body as {resume?: () => void} | undefined)?.resume?.();
				},
			},
			connection.signal,
		) ?? traced());
		const facts = factsOf(response.statusCode, response.headers, connection.ports);
		connection.onResponse?.(facts);
		count();
		response.body = boundedBody(response.body as Readable, isEventStream(facts.contentType));
		if (client === 'control' && response.statusCode < 300) {
			response.body = await wholeAnswer(service, response.statusCode, response.body as Readable);
		}

		return {response};
	};
	return handler;
}

/** Services that have one path for everything name the operation in a header, or first thing in a form. */
function operationOf({headers, body}: {readonly headers: Readonly<Record<string, string>>; readonly body?: unknown}): string | undefined {
	return headers['x-amz-target']?.split('.').at(-1) ?? (typeof body === 'string' ? /^Action=(\w+)/u.exec(body)?.[1] : undefined);
}

function factsOf(status: number, headers: Readonly<Record<string, string>>, ports: Ports): ResponseFacts {
	const date = Date.parse(headers['date'] ?? '');
	return {
		status,
		contentType: headers['content-type'] ?? '',
		...(Number.isNaN(date) ? {} : {skewMs: date - ports.clock.now()}),
	};
}

/** Whether an answer of this content type is Bedrock's own stream. */
export function isEventStream(contentType: string): boolean {
	return contentType.toLowerCase().startsWith('application/vnd.amazon.eventstream');
}
