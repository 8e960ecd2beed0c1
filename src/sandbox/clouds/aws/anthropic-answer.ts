// What a simulated Claude model on Bedrock says: the Messages shape with Bedrock's own id prefix and closing metrics.

import {answerFor as answer, inputTokens, messageEvents as events, type Answer} from '../anthropic.ts';

/** The answer for a request to this inference profile. */
export function answerFor(profileId: string, maxTokens: number): Answer {
	return answer(profileId, maxTokens, {model: profileId.replace(/^.*anthropic\./u, ''), idPrefix: 'msg_bdrk_'});
}

/** The events of an InvokeModelWithResponseStream answer, in order. */
export function messageEvents(given: Answer, identifier: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return [
		...events(given, identifier).slice(0, -1),
		{
			type: 'message_stop',
			'amazon-bedrock-invocationMetrics': {
				inputTokenCount: inputTokens,
				outputTokenCount: given.outputTokens,
				invocationLatency: 120,
				firstByteLatency: 60,
			},
		},
	];
}
