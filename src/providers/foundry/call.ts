// The proof of a deployment: one call of one token, the way Claude Code sends it.

import type {StepContext} from '../provider.ts';
import {at, describeReply, request, textAt, type Reply} from './request.ts';
import {endpointFrom} from './target.ts';
import type {Authorized} from './credentials.ts';

/** What a call to one deployment brought. Free of secrets. */
export type CallFacts = {
	readonly status?: number;
	readonly error?: string;
	/** A message came back, so the deployment works. */
	readonly isAnswered: boolean;
	readonly contentType: string;
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
			client: 'model',
		},
		context.signal,
	);
	return {
		...(reply.status === undefined ? {} : {status: reply.status}),
		...(reply.error === undefined ? {} : {error: reply.error}),
		isAnswered: reply.status === 200 && isMessage(reply),
		contentType: reply.headers['content-type'] ?? '',
		errorCode: textAt(reply.json, 'error', 'code') ?? textAt(reply.json, 'error', 'type') ?? '',
		text: describeReply(reply),
		tookMs: reply.tookMs,
		isKey: authorized.isKey,
	};
}

/** A whole stream of a message without an error in it, or a message in one piece, as some gateways answer. */
function isMessage(reply: Reply): boolean {
	const isStream = (reply.headers['content-type'] ?? '').startsWith('text/event-stream');
	return isStream
		? /"type"\s*:\s*"message_start"/u.test(reply.body) && !/^event: error/mu.test(reply.body)
		: at(reply.json, 'type') === 'message';
}
