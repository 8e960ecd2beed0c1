// One call to a Google API, and what a refusal says: HTTP status, Google's own status, reason and identifiers.

import {clean} from '../../core/document.ts';
import {resolveProxy} from '../../probes/proxy.ts';
import type {HttpRequest, HttpResponse} from '../../ports/ports.ts';
import {readMessageStream, stallLimitMs, type MessageStream} from '../message-stream.ts';
import type {StepContext} from '../provider.ts';

/** A call that was not answered as wished. Text is free of control characters. */
export type Refusal = {
	/** HTTP status; undefined when nothing answered. */
	readonly http: number | undefined;
	/** Google's status, for example `PERMISSION_DENIED`; a system code when nothing answered. */
	readonly status: string;
	/** `ErrorInfo.reason`, for example `SERVICE_DISABLED`. */
	readonly reason?: string;
	readonly message: string;
	/** Identifier of a VPC Service Controls refusal. */
	readonly uid?: string;
	/** Project that `ErrorInfo` names. */
	readonly consumer?: string;
	/** What came instead of an answer for programs, for example a page of a portal. */
	readonly contentType?: string;
};

/** A message that was asked for as a stream. */
export type Streamed =
	| {readonly stream: MessageStream; readonly refusal?: undefined; readonly tookMs: number}
	| {readonly refusal: Refusal};

type Caller = Pick<StepContext, 'ports' | 'signal'>;
type Call = Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body'>;

export type Answer = {readonly value: unknown; readonly refusal?: undefined; readonly tookMs: number} | {readonly refusal: Refusal};

/**
 * Sends one call, through the proxy that the variables name.
 *
 * @returns The parsed body of a 2xx answer, or the refusal. Never throws except when aborted.
 */
export async function callGoogle(context: Caller, request: Call, limitMs = 10_000): Promise<Answer> {
	const answer = await send(context, request, {limitMs});
	if ('refusal' in answer) {
		return answer;
	}

	// Every API answers with an object; what is none came from somebody else.
	const value = recordOf(parse(answer.body));
	const isGood = answer.status >= 200 && answer.status < 300 && value !== undefined;
	return isGood
		? {value, tookMs: Math.round(answer.tookMs)}
		: {refusal: refusalFrom(answer.status, answer.body, answer.headers['content-type'] ?? '')};
}

/**
 * Sends one call for a streamed message, and gives up on a stream that went quiet.
 *
 * @returns What came of the message, or the refusal. Never throws except when aborted.
 */
export async function streamFromGoogle(context: Caller, request: Call, limitMs: number): Promise<Streamed> {
	const answer = await send(context, request, {limitMs, quietMs: stallLimitMs});
	if ('refusal' in answer) {
		return answer;
	}

	if (answer.status !== 200) {
		return {refusal: refusalFrom(answer.status, answer.body, answer.headers['content-type'] ?? '')};
	}

	const stream = readMessageStream(answer);
	return stream.state === 'failed'
		? {refusal: {http: 200, status: clean(stream.type), message: clean(stream.message).slice(0, 1000)}}
		: {stream, tookMs: Math.round(answer.tookMs)};
}

async function send(
	{ports, signal}: Caller,
	request: Call,
	limits: Pick<HttpRequest, 'limitMs' | 'quietMs'>,
): Promise<HttpResponse | {readonly refusal: Refusal}> {
	const {proxy} = resolveProxy(request.url, ports.env);
	try {
		return await ports.network.request({...request, ...limits, maxBytes: 1_000_000, signal, ...(proxy === undefined ? {} : {proxy})});
	} catch (error) {
		signal.throwIfAborted();
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
		return {
			refusal: {http: undefined, status: clean(code), message: clean(error instanceof Error ? error.message : 'no answer').slice(0, 300)},
		};
	}
}

/** Pure. Reads Google's error envelope, plain or in the array that streaming wraps it in, and the ones of OAuth and Anthropic. */
export function refusalFrom(http: number, body: string, contentType = ''): Refusal {
	const parsed = parse(body);
	const envelope: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
	const root = recordOf(envelope);
	const error = root?.['error'];
	if (typeof error === 'string') {
		const subtype = textOf(root?.['error_subtype']);
		return {
			http,
			status: clean(error),
			message: clean(textOf(root?.['error_description']) ?? error).slice(0, 500),
			...(subtype === undefined ? {} : {reason: subtype}),
		};
	}

	const inner = recordOf(error);
	if (inner === undefined) {
		return {http, status: `HTTP ${http}`, message: clean(body).trim().slice(0, 200) || 'no text', contentType: clean(contentType)};
	}

	const details = (Array.isArray(inner['details']) ? inner['details'] : []).map(detail => recordOf(detail) ?? {});
	const info = details.find(detail => typeof detail['reason'] === 'string');
	const metadata = recordOf(info?.['metadata']);
	const violations = details
		.flatMap(detail => (Array.isArray(detail['violations']) ? detail['violations'] : []))
		.map(item => recordOf(item));
	const perimeter = violations.find(violation => violation?.['type'] === 'VPC_SERVICE_CONTROLS');
	const message = clean(textOf(inner['message']) ?? 'no text').slice(0, 1000);
	const uid =
		/vpcServiceControlsUniqueIdentifier:\s*([\w-]+)/u.exec(message)?.[1] ?? textOf(metadata?.['uid']) ?? textOf(perimeter?.['description']);
	const reason = textOf(info?.['reason']) ?? (perimeter === undefined ? undefined : 'SECURITY_POLICY_VIOLATED');
	const consumer = textOf(metadata?.['consumer'])?.replace(/^projects\//u, '');
	return {
		http,
		// Anthropic's own envelope has a type where Google's has a status.
		status: clean(textOf(inner['status']) ?? textOf(inner['type']) ?? `HTTP ${http}`),
		message,
		...(reason === undefined ? {} : {reason: clean(reason)}),
		...(uid === undefined ? {} : {uid: clean(uid).slice(0, 120)}),
		...(consumer === undefined ? {} : {consumer: clean(consumer)}),
	};
}

/** `403 PERMISSION_DENIED SERVICE_DISABLED: the message`. */
export function describeRefusal(refusal: Refusal): string {
	const head = [refusal.http, refusal.status, refusal.reason].filter(part => part !== undefined).join(' ');
	return `${head}: ${refusal.message}`;
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
