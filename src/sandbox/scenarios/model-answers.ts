// What models answer once a call reaches them: busy, gone, cut, rewritten; in the service's own words, collected up to 2026-11-22.

import type {Scenario} from '../scenario.ts';
import {roleArn, scenario} from './base.ts';
import {accessDenied, forAll, forOpus, refusal} from './refusals.ts';

/** Calls that get through, and what comes back instead of an answer. */
export const answering: readonly Scenario[] = [
	scenario('model-throttled', {
		title: 'The primary model is throttled, which proves access',
		expected: ['model.throttled'],
		aws: forOpus({invoke: refusal(429, 'ThrottlingException', 'Too many requests, please wait before trying again.')}),
	}),
	scenario('model-throttled-tokens', {
		title: 'Tokens per minute are used up',
		expected: ['model.throttled'],
		aws: forOpus({invoke: refusal(429, 'ThrottlingException', 'Too many tokens, please wait before trying again.')}),
	}),
	scenario('model-throttled-mid-stream', {
		title: 'Throttling sets in in the middle of an answer',
		expected: ['model.throttled'],
		aws: forOpus({midStream: {type: 'throttlingException', message: 'Too many tokens, please wait before trying again.'}}),
	}),
	scenario('model-daily-quota', {
		title: 'The account’s tokens per day are used up',
		expected: ['model.daily-quota'],
		aws: forAll({invoke: refusal(429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.')}),
	}),
	scenario('model-service-unavailable', {
		title: 'The model answers 503',
		expected: ['model.service-unavailable'],
		aws: forOpus({invoke: refusal(503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.')}),
	}),
	scenario('signed-call-unavailable', {
		title: 'The service is in trouble for the first calls, and answers the later ones',
		expected: ['network.signature-untold'],
		aws: {
			faults: {
				'bedrock-runtime:InvokeModelWithResponseStream': {
					...refusal(503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.'),
					times: 1,
				},
			},
		},
	}),
	scenario('signed-call-refused-by-another', {
		title: 'A program on the way refuses the first call, in JSON and without a name of the service',
		expected: ['network.signature-untold'],
		aws: {
			faults: {
				'bedrock-runtime:InvokeModelWithResponseStream': {
					...refusal(403, 'Forbidden', ''),
					raw: {contentType: 'application/json', body: '{"message":"Request blocked by policy."}'},
					times: 1,
				},
			},
		},
	}),
	scenario('model-not-ready', {
		title: 'The model is not ready',
		expected: ['model.service-unavailable'],
		aws: forOpus({invoke: refusal(429, 'ModelNotReadyException', 'The model is not ready to serve inference requests.')}),
	}),
	scenario('model-timeout', {
		title: 'The model takes too long',
		expected: ['model.service-unavailable'],
		aws: forOpus({
			invoke: refusal(
				408,
				'ModelTimeoutException',
				'The request took too long to process. Processing time exceeded the model timeout length.',
			),
		}),
	}),
	scenario('model-error', {
		title: 'The model itself fails',
		expected: ['model.service-unavailable'],
		aws: forOpus({invoke: refusal(424, 'ModelErrorException', 'The model returned the following errors: internal error')}),
	}),
	scenario('model-list-denied', {
		title: 'The role may not list inference profiles',
		expected: ['model.list-denied'],
		aws: {
			faults: {
				'bedrock:ListInferenceProfiles': accessDenied(
					`User: ${roleArn} is not authorized to perform: bedrock:ListInferenceProfiles on resource: arn:aws:bedrock:us-east-1:111122223333:inference-profile/* because no identity-based policy allows the bedrock:ListInferenceProfiles action`,
				),
			},
		},
	}),
];
