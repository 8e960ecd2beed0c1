// The proof of a deployment: one call of one token, the way Claude Code sends it.

import type {StepContext} from '../provider.ts';
import {readMessageStream, stallLimitMs, type MessageStream} from '../message-stream.ts';
import {describeReply, request, textAt, tidy} from './request.ts';
import {endpointFrom} from './target.ts';
import type {Authorized} from './credentials.ts';

/** What a call to one deployment brought. Free of secrets. */
export type CallFacts = {
	readonly status?: number;
	readonly error?: string;
	/** How the message came, when the call was let in. */
	readonly stream?: MessageStream;
	/** A refusal that is no JSON: whatever wrote it, it was not the service. */
	readonly isForeign?: boolean;
	/** `code` or `type` of the error envelope. */
	readonly errorCode: string;
	/** Status, words and request id in one line. */
	readonly text: string;
	readonly tookMs: number;
	readonly isKey: boolean;
};

const limitMs = 30_000;

/**
 * Calls a deployment once, for one token, streamed as Claude Code does; a refusal is one JSON answer all the same.
 *
 * @throws The signal's reason when aborted.
 */
export async function callDeployment(context: StepContext, deployment: string, authorized: Authorized): Promise<CallFacts> {
	const reply = await request(
		context.ports,
		{
			url: `${endpointFrom(context.answers).url}/v1/messages`,
			method: 'POST',
			headers: {'content-type': 'application/json', 'anthropic-version': '2023-06-01', ...authorized.headers},
			body: JSON.stringify({model: deployment, max_tokens: 1, stream: true, messages: [{role: 'user', content: 'hi'}]}),
			limitMs,
			quietMs: stallLimitMs,
			client: 'model',
		},
		context.signal,
	);
	const stream = reply.status === 200 ? readMessageStream(reply) : undefined;
	return {
		...(reply.status === undefined ? {} : {status: reply.status}),
		...(reply.error === undefined ? {} : {error: reply.error}),
		...(stream === undefined ? {} : {stream}),
		...(reply.status === 200 || (typeof reply.json === 'object' && reply.json !== null && !Array.isArray(reply.json))
			? {}
			: {isForeign: true}),
		errorCode:
			stream?.state === 'failed' ? stream.type : (textAt(reply.json, 'error', 'code') ?? textAt(reply.json, 'error', 'type') ?? ''),
		text: stream?.state === 'failed' ? tidy(`200 ${stream.type} ${stream.message}`) : describeReply(reply),
		tookMs: reply.tookMs,
		isKey: authorized.isKey,
	};
}
