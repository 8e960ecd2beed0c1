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

	const reader = createMessageReader();
	for (const {name, data} of eventsOf(body)) {
		const state = reader.take(data, name);
		if (state !== undefined) {
			return state;
		}
	}

	return isStalled === true ? {state: 'stalled'} : reader.isOther() ? {state: 'rewritten', contentType} : {state: 'cut'};
}

/** Follows one message from event to event, as the Anthropic SDK does: an end counts only after a beginning. */
export type MessageReader = {
	/**
	 * Takes in one event.
	 *
	 * @param data - The event's JSON.
	 * @param name - The name it came under, where the stream has such; the SDK passes over an event under another one than its own.
	 * @returns How the message ended; undefined while it goes on.
	 */
	take(data: string, name?: string): Extract<MessageStream, {state: 'answered' | 'failed'}> | undefined;
	/** Whether an end came that ends nothing: this is no such stream. */
	isOther(): boolean;
};

/** Makes a reader for one message. */
export function createMessageReader(): MessageReader {
	let hasStarted = false;
	let isOther = false;
	return {
		take(data, name) {
			const event = parse(data) as StreamEvent | undefined;
			const type = event?.type;
			if (type === 'error') {
				const error = typeof event?.error === 'object' ? event.error : undefined;
				return {state: 'failed', type: textOr(error?.type, 'error'), message: textOr(error?.message, 'no reason given')};
			}

			const isNamed = name === undefined || name === type;
			isOther ||= type === 'message_stop' && !(isNamed && hasStarted);
			if (type === 'message_stop' && isNamed && hasStarted) {
				return {state: 'answered'};
			}

			hasStarted ||= type === 'message_start' && isNamed;
			return undefined;
		},
		isOther: () => isOther,
	};
}

/** The events of a stream; one that no blank line ends is none (HTML Living Standard, "Interpreting an event stream", read 2026-11-23). */
function eventsOf(body: string): ReadonlyArray<{readonly name: string; readonly data: string}> {
	const events: Array<{name: string; data: string}> = [];
	let name = '';
	let data: string[] = [];
	for (const line of body
		.replace(/^\uFEFF/u, '')
		.split(/\r\n|\n|\r/u)
		.slice(0, -1)) {
		const colon = line.indexOf(':');
		const field = colon === -1 ? line : line.slice(0, colon);
		const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /u, '');
		if (line === '') {
			events.push(...(data.length === 0 ? [] : [{name, data: data.join('\n')}]));
			[name, data] = ['', []];
		} else if (field === 'event') {
			name = value;
		} else if (field === 'data') {
			data.push(value);
		}
	}

	return events;
}

type StreamEvent = {readonly type?: unknown; readonly error?: {readonly type?: unknown; readonly message?: unknown} | null};

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
