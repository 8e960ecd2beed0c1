// Whether prompt caching really works at a target: the same long beginning sent twice, and what the answers say was written and read.

import {randomBytes} from 'node:crypto';
import {valueOf} from '../../core/session.ts';
import type {StepContext} from '../provider.ts';
import {onRuntime} from './clients.ts';
import {connect} from './credentials.ts';
import {attempt} from './failure.ts';
import {withoutSuffix} from '../pins.ts';
import {regionOf} from './target.ts';

/**
 * Words of the beginning: well above 4096 tokens, the most that any Claude model wants before it caches (Claude documentation,
 * "Prompt caching", read 2026-11-22).
 */
const words = 6000;

/**
 * Makes two calls of about 8,000 tokens in and one out. Call only after the lead agreed to it.
 *
 * @returns Undefined when it could not be measured: a call failed.
 */
export async function measureCaching(context: StepContext): Promise<'works' | 'absent' | undefined> {
	const model = withoutSuffix(valueOf(context.answers, 'primaryModel') ?? '');
	const url = valueOf(context.answers, 'baseUrl');
	const connection = await connect(context, context.signal, regionOf(context.answers), url === undefined ? {} : {url});
	// Begins differently each time, so that what another run wrote is not taken for this one's.
	const text = `${randomBytes(8).toString('hex')} ${'measure '.repeat(words)}`;
	const call = async (): Promise<number | undefined> => {
		const answer = await onRuntime(connection, async (sdk, client) =>
			client.send(
				new sdk.InvokeModelCommand({
					modelId: model,
					contentType: 'application/json',
					body: new TextEncoder().encode(
						JSON.stringify({
							anthropic_version: 'bedrock-2023-05-31',
							max_tokens: 1,
							system: [{type: 'text', text, cache_control: {type: 'ephemeral'}}],
							messages: [{role: 'user', content: 'hi'}],
						}),
					),
				}),
			),
		);
		return tokensRead(new TextDecoder().decode(answer.body));
	};

	const first = await attempt(call);
	const second = first.failure === undefined ? await attempt(call) : first;
	const read = second.failure === undefined ? second.value : undefined;
	return read === undefined ? undefined : read > 0 ? 'works' : 'absent';
}

/** Tokens that an answer found in the cache; undefined when the answer is none that says. */
function tokensRead(body: string): number | undefined {
	try {
		const answer = JSON.parse(body) as {readonly usage?: {readonly cache_read_input_tokens?: unknown} | null} | null;
		const read = answer?.usage?.cache_read_input_tokens ?? (answer?.usage ? 0 : undefined);
		return typeof read === 'number' ? read : undefined;
	} catch {
		return undefined;
	}
}
