// The one-token streamed call to a model: the same operation, path and stream format that Claude Code uses.

import type {Clock} from '../../ports/ports.ts';
import {stallLimitMs} from '../message-stream.ts';
import {onRuntime, type Connection, type ResponseFacts} from './clients.ts';
import {attempt, type CloudFailure} from './failure.ts';

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
	const own: Connection = {
		...connection,
		signal: AbortSignal.any([connection.signal, stop.signal]),
		attempts: 1,
		requestMs: headersMs,
		onResponse(facts) {
			response = facts;
		},
	};
	try {
		const tried = await attempt(async () =>
			onRuntime(own, async (sdk, client): Promise<Outcome> => {
				const answer = await client.send(
					new sdk.InvokeModelWithResponseStreamCommand({
						modelId,
						contentType: 'application/json',
						body: new TextEncoder().encode(
							JSON.stringify({anthropic_version: 'bedrock-2023-05-31', max_tokens: maxTokens, messages: [{role: 'user', content: 'hi'}]}),
						),
					}),
				);
				if (response !== undefined && !response.contentType.toLowerCase().startsWith(streamType)) {
					return foreign(response.contentType, hasStarted);
				}

				const parts = (answer.body ?? nothing())[Symbol.asyncIterator]();
				for (;;) {
					const next = await withinLimit(connection.ports.clock, parts.next(), own.signal);
					if (next === 'stalled') {
						return {state: 'stalled', hasStarted};
					}

					if (next.done === true) {
						return hasStarted
							? {state: 'answered', hasStarted}
							: {
									state: 'failed',
									hasStarted,
									failure: {name: 'EmptyStream', message: 'The stream ended without a word.', status: 200, isForeign: false},
								};
					}

					hasStarted ||= next.value.chunk?.bytes !== undefined;
				}
			}),
		);
		if (tried.failure === undefined) {
			return tried.value;
		}

		if (response?.status === 200 && !response.contentType.toLowerCase().startsWith(streamType)) {
			return foreign(response.contentType, hasStarted);
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
			return response.contentType.toLowerCase().startsWith(streamType)
				? {
						state: 'failed',
						hasStarted,
						failure: {
							name: error instanceof Error ? error.name : 'Unknown',
							message: error instanceof Error ? error.message : 'unreadable stream',
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

async function withinLimit<T>(clock: Clock, part: Promise<T>, signal: AbortSignal): Promise<T | 'stalled'> {
	const timer = new AbortController();
	try {
		return await Promise.race([part, clock.sleep(stallLimitMs, AbortSignal.any([signal, timer.signal])).then(() => 'stalled' as const)]);
	} finally {
		timer.abort();
	}
}
