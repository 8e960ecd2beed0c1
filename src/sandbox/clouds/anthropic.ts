// What a simulated Claude model says: a short message, whole or as the events of its stream, in the Anthropic Messages shape.

export type Answer = {
	readonly model: string;
	readonly text: string;
	readonly stopReason: string;
	readonly outputTokens: number;
	/** Begins the message id, as the real hosts do: `msg_bdrk_`, `msg_vrtx_`, `msg_`. */
	readonly idPrefix: string;
	/** Tokens of a cached beginning: written by this request, or read. */
	readonly cache?: {readonly written: number; readonly read: number};
};

/** The answer for a request: one token when one was asked for, else a sentence that names what was asked. */
export function answerFor(asked: string, maxTokens: number, about: {readonly model: string; readonly idPrefix: string}): Answer {
	return maxTokens < 16
		? {...about, text: 'Hi', stopReason: 'max_tokens', outputTokens: 1}
		: {...about, text: `Hello from the onboard sandbox. ${asked} answers.`, stopReason: 'end_turn', outputTokens: 14};
}

export const inputTokens = 10;
const noCache = {cache_creation_input_tokens: 0, cache_read_input_tokens: 0};

function cacheOf({cache}: Answer): Readonly<Record<string, number>> {
	return cache === undefined ? noCache : {cache_creation_input_tokens: cache.written, cache_read_input_tokens: cache.read};
}

function envelope(answer: Answer, identifier: string): Readonly<Record<string, unknown>> {
	return {model: answer.model, id: `${answer.idPrefix}${identifier}`, type: 'message', role: 'assistant'};
}

/** The body of an answer that is not streamed. */
export function wholeMessage(answer: Answer, identifier: string): Readonly<Record<string, unknown>> {
	return {
		...envelope(answer, identifier),
		content: [{type: 'text', text: answer.text}],
		stop_reason: answer.stopReason,
		stop_sequence: null,
		usage: {input_tokens: inputTokens, ...cacheOf(answer), output_tokens: answer.outputTokens},
	};
}

/** The events of a streamed answer, in order. */
export function messageEvents(answer: Answer, identifier: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return [
		{
			type: 'message_start',
			message: {
				...envelope(answer, identifier),
				content: [],
				stop_reason: null,
				stop_sequence: null,
				usage: {input_tokens: inputTokens, ...noCache, output_tokens: 1},
			},
		},
		{type: 'content_block_start', index: 0, content_block: {type: 'text', text: ''}},
		...answer.text.split(/(?<= )/u).map(text => ({type: 'content_block_delta', index: 0, delta: {type: 'text_delta', text}})),
		{type: 'content_block_stop', index: 0},
		{type: 'message_delta', delta: {stop_reason: answer.stopReason, stop_sequence: null}, usage: {output_tokens: answer.outputTokens}},
		{type: 'message_stop'},
	];
}

/** One event as server-sent events carry it. */
export function serverSentEvent(event: Readonly<Record<string, unknown>>): Uint8Array {
	return Buffer.from(`event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`);
}
