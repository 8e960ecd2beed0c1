// One HTTP request over node:http or node:https, directly or through a proxy; redirects are answers like any other, and no variable
// turns the check of certificates off (NODE_TLS_REJECT_UNAUTHORIZED would).

import type {ClientRequest, IncomingMessage, RequestOptions} from 'node:http';
import net from 'node:net';
import type {LookupFunction, Socket} from 'node:net';
import {certificatesWith} from './authorities.ts';
import {openTunnel, proxyOf} from './node-tunnel.ts';
import {within} from './limit.ts';
import type {HttpRequest, HttpResponse} from './ports.ts';

const defaultMaxBytes = 1_048_576;

/**
 * Sends one request and reads its answer.
 *
 * @throws The system's error when nothing answers, TLS's when the certificate is not trusted, code `EPROXY` with `status`
 * when the proxy refuses the tunnel, code `ETIMEDOUT` at the limit.
 */
export async function request(asked: HttpRequest, lookup?: LookupFunction): Promise<HttpResponse> {
	const startedAt = performance.now();
	let sent: ClientRequest | undefined;
	let tunnel: Socket | undefined;
	const end = () => {
		sent?.destroy();
		tunnel?.destroy();
	};

	try {
		return await within(asked, end, async () => {
			const url = new URL(asked.url);
			if (asked.proxy !== undefined && url.protocol === 'https:') {
				tunnel = await openTunnel({...asked, proxy: asked.proxy, host: bare(url.hostname), port: portOf(url)});
			}

			sent = await open(asked, url, tunnel, lookup);
			const message = await answerOf(sent, asked.body);
			const {bytes, isStalled} = await bodyOf(message, asked.maxBytes ?? defaultMaxBytes, asked.quietMs);
			const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
			return {
				status: message.statusCode ?? 0,
				headers: Object.fromEntries(headers) as Record<string, string>,
				body: bytes.toString(asked.isBinary === true ? 'latin1' : 'utf8'),
				...(isStalled ? {isStalled} : {}),
				tookMs: performance.now() - startedAt,
			};
		});
	} finally {
		end();
	}
}

async function open(asked: HttpRequest, url: URL, tunnel: Socket | undefined, lookup: LookupFunction | undefined): Promise<ClientRequest> {
	const headers = {...(asked.body === undefined ? {} : {'content-length': String(Buffer.byteLength(asked.body))}), ...asked.headers};
	// `agent: false`: a connection of its own, never one that another request left behind.
	const options: RequestOptions & {readonly rejectUnauthorized: true} = {
		method: asked.method,
		headers,
		agent: false,
		...(lookup === undefined ? {} : {lookup}),
		rejectUnauthorized: true,
	};
	if (url.protocol === 'https:') {
		const [https, tls] = await Promise.all([import('node:https'), import('node:tls')]);
		const host = bare(url.hostname);
		const ca = asked.authorities === undefined ? {} : {ca: await certificatesWith(asked.authorities)};
		const over =
			tunnel === undefined
				? {}
				: {
						createConnection: () =>
							tls.connect({socket: tunnel, host, rejectUnauthorized: true, ...ca, ...(net.isIP(host) === 0 ? {servername: host} : {})}),
					};
		return https.request(url, {...options, ...ca, ...over});
	}

	const http = await import('node:http');
	if (asked.proxy === undefined) {
		return http.request(url, options);
	}

	// Plain http through a proxy: the whole address goes into the request line (RFC 9112 §3.2.2).
	const proxy = proxyOf(asked.proxy);
	const authorization = proxy.authorization === undefined ? {} : {'proxy-authorization': proxy.authorization};
	const client = proxy.isEncrypted ? await import('node:https') : http;
	return client.request({
		...options,
		host: proxy.host,
		port: proxy.port,
		path: asked.url,
		headers: {host: url.host, ...headers, ...authorization},
	});
}

async function answerOf(sent: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		sent.once('response', resolve);
		sent.on('error', reject);
		sent.end(body);
	});
}

async function bodyOf(
	message: IncomingMessage,
	maxBytes: number,
	quietMs: number | undefined,
): Promise<{readonly bytes: Buffer; readonly isStalled: boolean}> {
	const parts: Uint8Array[] = [];
	let size = 0;
	let isStalled = false;
	let quiet: NodeJS.Timeout | undefined;
	const wait = () => {
		clearTimeout(quiet);
		quiet =
			quietMs === undefined
				? undefined
				: setTimeout(() => {
						isStalled = true;
						message.destroy();
					}, quietMs);
	};

	wait();
	try {
		for await (const part of message as AsyncIterable<Uint8Array>) {
			wait();
			parts.push(part.subarray(0, maxBytes - size));
			size += part.length;
			if (size >= maxBytes) {
				break;
			}
		}
	} catch (error) {
		if (!isStalled) {
			throw error;
		}
	} finally {
		clearTimeout(quiet);
	}

	return {bytes: Buffer.concat(parts), isStalled};
}

function bare(hostname: string): string {
	return hostname.replace(/^\[|\]$/gu, '');
}

function portOf(url: URL): number {
	return url.port === '' ? 443 : Number(url.port);
}
