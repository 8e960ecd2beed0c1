// Sends one request that needs no credentials and costs nothing, and keeps what tells who answered it.

import {clean} from '../core/document.ts';
import type {Network} from '../ports/ports.ts';
import {attempt, type Bounds} from './bounded.ts';

export type HttpFacts = {
	readonly url: string;
	/** Undefined when nothing answered. */
	readonly status: number | undefined;
	/** Names in lower case; only those that identify who answered. */
	readonly headers: Readonly<Record<string, string>>;
	/** Start of the body, at most 300 characters, without control characters. */
	readonly body: string;
	/** The system's code when nothing answered. */
	readonly error?: string;
	/** HTTP status with which a proxy refused the tunnel; 0 when it refused without one. */
	readonly refusedBy?: number;
	readonly tookMs: number;
};

export type HttpTarget = {
	readonly url: string;
	readonly method: 'GET' | 'POST';
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly proxy?: string | undefined;
};

const telling = new Set([
	'content-type',
	'location',
	'server',
	'via',
	'proxy-authenticate',
	'x-amzn-requestid',
	'x-amzn-errortype',
	'apim-request-id',
	'x-cache',
	'date',
]);

/** Sends one request. Redirects are not followed. Never throws except when aborted. */
export async function call(target: HttpTarget, network: Network, bounds: Bounds): Promise<HttpFacts> {
	const {url, proxy, ...rest} = target;
	const sent = await attempt(bounds, async signal =>
		network.request({url, ...rest, ...(proxy === undefined ? {} : {proxy}), limitMs: bounds.limitMs, maxBytes: 8192, signal}),
	);
	if ('error' in sent) {
		const refusal = sent.error === 'EPROXY' ? {refusedBy: sent.status ?? 0} : {};
		return {url, status: undefined, headers: {}, body: '', error: sent.error, ...refusal, tookMs: sent.tookMs};
	}

	const {status, headers, body} = sent.value;
	return {
		url,
		status,
		headers: Object.fromEntries(
			Object.entries(headers)
				.filter(([name]) => telling.has(name))
				.map(([name, value]) => [name, clean(value)]),
		),
		body: clean(body).slice(0, 300),
		tookMs: sent.tookMs,
	};
}

/** Whether a page for people came back instead of an answer for programs. */
export function isPage(facts: HttpFacts): boolean {
	return (facts.headers['content-type'] ?? '').includes('text/html') || /^\s*<(?:!doctype html|html)/i.test(facts.body);
}
