// The one-token streamed call to a model: the same operation, path and stream format that Claude Code uses.

import type {Clock} from '../../ports/ports.ts';
import {createMessageReader, stallLimitMs} from '../message-stream.ts';
import {onRuntime} from './clients.ts';
import type {Connection, ResponseFacts} from './connection.ts';
import {isEventStream} from './request-handler.ts';
import {attempt, tidy, type CloudFailure} from './failure.ts';

export type InvokeFacts = {
	/** `answered` only when the stream came whole. `stalled`: it began and then said nothing. `rewritten`: another format came. */
	readonly state: 'answered' | 'failed' | 'stalled' | 'rewritten';
	readonly tookMs: number;
	readonly failure?: CloudFailure;
	readonly contentType?: string;
	/** Whether anything of the answer arrived before it failed: access was granted then. */
	readonly hasStarted: boolean;
};

const headersMs = 20_000;
/** What came was no event stream although it said so. */
const brokenStream = {name: 'BrokenStream', message: 'The stream cannot be read.'};
/** Content type of Bedrock's own stream. */
export const streamType = 'application/vnd.amazon.eventstream';

/**
 * Makes the call. About ten tokens in and one out; it is recorded in CloudTrail and, when that is on, in invocation logs.
 *
 * @param modelId - Inference profile id or ARN, without a `[1m]` suffix.
 */
export async function invoke(connection: Connection, modelId: string): Promise<InvokeFacts> {
	const {clock} = connection.ports;
	const startedAt = clock.elapsed();
	const first = await once(connection, modelId, 1);
	// Models that always think may refuse so small an answer; a larger one then tells the same (not verified for Opus 5.5).
	const isTooSmall = first.failure?.status === 400 && /max_tokens/iu.test(first.failure.message);
	const facts = isTooSmall ? await once(connection, modelId, 2048) : first;
	return {...facts, tookMs: Math.round(clock.elapsed() - startedAt)};
}

type Outcome = Omit<InvokeFacts, 'tookMs'>;

async function once(connection: Connection, modelId: string, maxTokens: number): Promise<Outcome> {
	const stop = new AbortController();
	let response: ResponseFacts | undefined;
	let hasStarted = false;
	let onHeaders: () => void;
	const headers = new Promise<void>(resolve => {
		onHeaders = resolve;
	});
	const own: Connection = {
		...connection,
		signal: AbortSignal.any([connection.signal, stop.signal]),
		attempts: 1,
		requestMs: headersMs,
		onResponse(facts) {
			response = facts;
			onHeaders();
		},
	};
	try {
		const tried = await attempt(async () =>
			onRuntime(own, async (sdk, client): Promise<Outcome> => {
				// The client hands the answer over with its first event, so silence counts from the headers on.
				const sent = client.send(
					new sdk.InvokeModelWithResponseStreamCommand({
						modelId,
						contentType: 'application/json',
						body: new TextEncoder().encode(
							JSON.stringify({anthropic_version: 'bedrock-2023-05-31', max_tokens: maxTokens, messages: [{role: 'user', content: 'hi'}]}),
						),
					}),
				);
				const answer = await withinLimit(connection.ports.clock, sent, own.signal, headers);
				if (answer === 'stalled') {
					return {state: 'stalled', hasStarted};
				}

				if (response !== undefined && !isEventStream(response.contentType)) {
					return foreign(response.contentType, hasStarted);
				}

				const message = createMessageReader();
				const parts = (answer.body ?? nothing())[Symbol.asyncIterator]();
				for (;;) {
					const next = await withinLimit(connection.ports.clock, parts.next(), own.signal);
					if (next === 'stalled') {
						return {state: 'stalled', hasStarted};
					}

					if (next.done === true) {
						return endedEarly(hasStarted);
					}

					const {bytes} = next.value.chunk ?? {};
					hasStarted ||= bytes !== undefined;
					const state = bytes === undefined ? undefined : message.take(new TextDecoder().decode(bytes));
					if (state?.state === 'answered') {
						return {state: 'answered', hasStarted};
					}

					if (state?.state === 'failed') {
						return {
							state: 'failed',
							hasStarted,
							failure: {name: tidy(state.type), message: tidy(state.message), status: 200, isForeign: false},
						};
					}
				}
			}),
		);
		if (tried.failure === undefined) {
			return tried.value;
		}

		if (response?.status === 200 && !isEventStream(response.contentType)) {
			return foreign(response.contentType, hasStarted);
		}

		if (tried.failure.isForeign && response?.status === 200) {
			return {state: 'failed', hasStarted, failure: {...tried.failure, ...brokenStream, isForeign: false}};
		}

		// An error in the middle of a stream has no status of its own; the answer had begun with one.
		const {failure} = tried;
		return {
			state: 'failed',
			hasStarted,
			failure: failure.status === undefined && response?.status !== undefined ? {...failure, status: response.status} : failure,
		};
	} catch (error) {
		connection.signal.throwIfAborted();
		// A stream in another format makes the decoder throw things that are no errors of the service.
		if (response?.status === 200) {
			return isEventStream(response.contentType)
				? {
						state: 'failed',
						hasStarted,
						failure: {
							name: error instanceof Error ? tidy(error.name) : 'Unknown',
							message: error instanceof Error ? tidy(error.message).slice(0, 500) : 'unreadable stream',
							status: 200,
							isForeign: false,
						},
					}
				: foreign(response.contentType, hasStarted);
		}

		throw error;
	} finally {
		stop.abort();
	}
}

/** The stream came to its end before the message did. */
function endedEarly(hasStarted: boolean): Outcome {
	const failure = hasStarted
		? {name: 'CutStream', message: 'The stream ended before the message did.'}
		: {name: 'EmptyStream', message: 'The stream ended without a word.'};
	return {state: 'failed', hasStarted, failure: {...failure, status: 200, isForeign: false}};
}

async function* nothing(): AsyncGenerator<never> {}

function foreign(contentType: string, hasStarted: boolean): Outcome {
	return /html/iu.test(contentType)
		? {
				state: 'failed',
				hasStarted,
				contentType,
				failure: {name: 'NotTheService', message: 'A web page came instead of the answer.', status: 200, isForeign: true},
			}
		: {state: 'rewritten', hasStarted, contentType: contentType === '' ? 'no content type' : contentType};
}

/** Waits for a part; `stalled` when it does not come within the limit after `from`. */
async function withinLimit<T>(clock: Clock, part: Promise<T>, signal: AbortSignal, from?: Promise<void>): Promise<T | 'stalled'> {
	const timer = new AbortController();
	const onAbort = () => {
		timer.abort(signal.reason);
	};
	const limit = async () => {
		await from;
		await clock.sleep(stallLimitMs, timer.signal);
		return 'stalled' as const;
	};
	signal.addEventListener('abort', onAbort, {once: true});
	try {
		return await Promise.race([part, limit()]);
	} finally {
		signal.removeEventListener('abort', onAbort);
		timer.abort();
	}
}
