// Reads the stream of one message as Anthropic's API sends it and as Claude Code reads it, the same for Google Cloud and Foundry.

import type {HttpResponse} from '../ports/ports.ts';

/** Milliseconds of silence in the middle of an answer after which it counts as stopped; Claude Code's own limit is longer. */
export const stallLimitMs = 10_000;

/** Content type of the stream (platform.claude.com, streaming messages, read 2026-08-22). */
export const messageStreamType = 'text/event-stream';

export type MessageStream =
	/** A whole message came, streamed or, as some gateways answer, in one piece. */
	| {readonly state: 'answered'}
	/** It began and then nothing came until the limit. */
	| {readonly state: 'stalled'}
	/** It ended before the message did. */
	| {readonly state: 'cut'}
	/** Something else came in its place. */
	| {readonly state: 'rewritten'; readonly contentType: string}
	/** An error in the middle, by Anthropic's own name for it. */
	| {readonly state: 'failed'; readonly type: string; readonly message: string};

/** Pure. What an answer with status 200 to a streamed call holds. */
export function readMessageStream({headers, body, isStalled}: Pick<HttpResponse, 'headers' | 'body' | 'isStalled'>): MessageStream {
	const contentType = headers['content-type'] ?? '';
	if (!contentType.toLowerCase().startsWith(messageStreamType)) {
		return (parse(body) as {readonly type?: unknown} | undefined)?.type === 'message'
			? {state: 'answered'}
			: {state: 'rewritten', contentType: contentType === '' ? 'no content type' : contentType};
	}

	const events = body
		.split(/\r?\n/u)
		.filter(line => line.startsWith('data:'))
		.map(line => parse(line.slice('data:'.length)) as StreamEvent | undefined);
	const failure = events.find(event => event?.type === 'error')?.error;
	if (failure !== undefined) {
		return {state: 'failed', type: textOr(failure.type, 'error'), message: textOr(failure.message, 'no reason given')};
	}

	if (events.some(event => event?.type === 'message_stop')) {
		return {state: 'answered'};
	}

	return {state: isStalled === true ? 'stalled' : 'cut'};
}

type StreamEvent = {readonly type?: unknown; readonly error?: {readonly type?: unknown; readonly message?: unknown}};

function textOr(value: unknown, other: string): string {
	return typeof value === 'string' ? value : other;
}

function parse(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
