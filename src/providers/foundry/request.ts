// One request to Azure, Entra or a resource, whose outcome is plain data that is safe to show and to judge.

import {clean} from '../../core/document.ts';
import {redactText} from '../../core/redact.ts';
import type {Ports} from '../../ports/ports.ts';
import {resolveProxy, type ProxyClient} from '../../probes/proxy.ts';

/** What came back. Free of control characters; `text` holds no secret. */
export type Reply = {
	/** Absent when nothing answered. */
	readonly status?: number;
	/** The system's code when nothing answered. */
	readonly error?: string;
	readonly headers: Readonly<Record<string, string>>;
	/** The body as JSON; undefined when it is none. May hold a token: never part of facts. */
	readonly json?: unknown;
	/** Start of the body on one line. */
	readonly text: string;
	/** The body as it came. May hold a token: never part of facts. */
	readonly body: string;
	readonly isStalled?: boolean;
	readonly tookMs: number;
};

export type Ask = {
	readonly url: string;
	readonly method?: 'GET' | 'POST';
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** In milliseconds. */
	readonly limitMs: number;
	/** Milliseconds of silence after which an answer that has begun is taken as it is. */
	readonly quietMs?: number;
	/** Which of Claude Code's rules for proxies applies. */
	readonly client?: ProxyClient;
};

/**
 * Sends one request. Never throws except when aborted.
 *
 * @throws The signal's reason when aborted.
 */
export async function request(ports: Pick<Ports, 'env' | 'network'>, ask: Ask, signal: AbortSignal): Promise<Reply> {
	const {client = 'control', method = 'GET', ...rest} = ask;
	const {proxy} = resolveProxy(ask.url, ports.env, client);
	try {
		const answer = await ports.network.request({
			...rest,
			method,
			maxBytes: 2_000_000,
			signal,
			...(proxy === undefined ? {} : {proxy}),
		});
		return {
			status: answer.status,
			headers: answer.headers,
			json: parse(answer.body),
			text: tidy(answer.body),
			body: answer.body,
			...(answer.isStalled === true ? {isStalled: true} : {}),
			tookMs: Math.round(answer.tookMs),
		};
	} catch (error) {
		signal.throwIfAborted();
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
		return {error: code, headers: {}, text: '', body: '', tookMs: 0};
	}
}

/** Text of a server on one line: no control characters, no secrets, at most 500 characters. */
export function tidy(text: string): string {
	return redactText(clean(text).replaceAll(/\s+/gu, ' ').trim()).slice(0, 500);
}

/** The property at the end of a path through JSON; undefined when any part is missing. */
export function at(json: unknown, ...path: readonly string[]): unknown {
	let found = json;
	for (const name of path) {
		found =
			typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? (found as Record<string, unknown>)[name] : undefined;
	}

	return found;
}

/** The same as text; undefined for everything that is none. */
export function textAt(json: unknown, ...path: readonly string[]): string | undefined {
	const found = at(json, ...path);
	return typeof found === 'string' ? clean(found) : undefined;
}

/** The same as a list; empty for everything that is none. */
export function listAt(json: unknown, ...path: readonly string[]): readonly unknown[] {
	const found = at(json, ...path);
	return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

/** A reply in one line, for evidence: status, the service's own words and its request id. */
export function describeReply(reply: Reply): string {
	const id = reply.headers['apim-request-id'] ?? reply.headers['x-ms-request-id'] ?? reply.headers['request-id'];
	const words = textAt(reply.json, 'error', 'message') ?? textAt(reply.json, 'error_description') ?? reply.text;
	const code = textAt(reply.json, 'error', 'code') ?? textAt(reply.json, 'error', 'type');
	return [
		reply.status === undefined ? `no answer (${reply.error ?? 'no reason given'})` : String(reply.status),
		code !== undefined && code !== String(reply.status) ? code : undefined,
		tidy(words),
		id === undefined ? undefined : `request ${tidy(id)}`,
	]
		.filter(part => part !== undefined && part !== '')
		.join(' ');
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
