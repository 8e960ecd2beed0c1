// Every literal text that AWS is known to refuse with, and the ways it arrives damaged.

import {describe, expect, it} from 'vitest';
import {recognize} from '../../../src/explain/recognize.ts';
import {classify, deniedAction, deniedResource, type Refusal, type RefusalCode} from '../../../src/providers/bedrock/checks/classify.ts';

const role = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ClaudeCodeDeveloper_8f2c41d09ab37e65/dana@acme.example';
const profile = 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-opus-5-5';
const denied = (reason: string, resource = profile) =>
	`User: ${role} is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: ${resource} ${reason}`;
const marketplace =
	'Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.';

const table: ReadonlyArray<readonly [RefusalCode, number, string, string]> = [
	['model.not-enabled', 403, 'AccessDeniedException', "You don't have access to the model with the specified model ID."],
	[
		'model.marketplace-denied',
		403,
		'AccessDeniedException',
		`Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. ${marketplace}`,
	],
	[
		'model.payment-instrument',
		403,
		'AccessDeniedException',
		`Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. ${marketplace}`,
	],
	[
		'model.use-case-form-missing',
		404,
		'ResourceNotFoundException',
		'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
	],
	[
		'model.account-not-eligible',
		403,
		'AccessDeniedException',
		'anthropic.claude-opus-5-5 is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
	],
	[
		'model.account-not-verified',
		403,
		'AccessDeniedException',
		'Your account is currently being verified. Verification normally takes less than 2 hours.',
	],
	['model.account-not-verified', 400, 'ValidationException', 'Operation not allowed'],
	['model.daily-quota', 429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.'],
	[
		'model.agreement-pending',
		403,
		'AccessDeniedException',
		'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed',
	],
	[
		'model.bare-id',
		400,
		'ValidationException',
		"Invocation of model ID anthropic.claude-opus-5-5 with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
	],
	['model.invalid-id', 400, 'ValidationException', 'The provided model identifier is invalid.'],
	[
		'model.role-denied',
		403,
		'AccessDeniedException',
		denied('because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action'),
	],
	[
		'model.role-denied',
		403,
		'AccessDeniedException',
		denied('because no session policy allows the bedrock:InvokeModelWithResponseStream action'),
	],
	[
		'model.role-denied',
		403,
		'AccessDeniedException',
		denied('because no permissions boundary allows the bedrock:InvokeModelWithResponseStream action'),
	],
	['model.role-denied', 403, 'AccessDeniedException', denied('with an explicit deny in an identity-based policy')],
	[
		'model.scp-denied',
		403,
		'AccessDeniedException',
		denied('with an explicit deny in a service control policy', 'arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-opus-5-5'),
	],
	[
		'model.scp-denied',
		403,
		'AccessDeniedException',
		denied(
			'with an explicit deny in a service control policy: arn:aws:organizations::999900001111:policy/o-a1b2c3d4e5/service_control_policy/p-0a1b2c3d',
		),
	],
	[
		'network.endpoint-policy-denied',
		403,
		'AccessDeniedException',
		denied('because no VPC endpoint policy allows the bedrock:InvokeModel action'),
	],
	['sign-in.credentials-expired', 403, 'ExpiredTokenException', 'The security token included in the request is expired'],
	['sign-in.credentials-invalid', 403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'],
	['sign-in.credentials-invalid', 403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
	[
		'sign-in.clock-skew',
		403,
		'InvalidSignatureException',
		'Signature expired: 20261122T081500Z is now earlier than 20261122T085500Z (20261122T090000Z - 5 min.)',
	],
	[
		'sign-in.clock-skew',
		403,
		'SignatureDoesNotMatch',
		'Signature not yet current: 20261122T094500Z is still later than 20261122T090500Z (20261122T090000Z + 5 min.)',
	],
	['model.throttled', 429, 'ThrottlingException', 'Too many requests, please wait before trying again.'],
	['model.throttled', 429, 'ThrottlingException', 'Too many tokens, please wait before trying again.'],
	['model.service-unavailable', 429, 'Unknown', ''],
	[
		'model.legacy-blocked',
		404,
		'ResourceNotFoundException',
		'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
	],
	[
		'model.end-of-life',
		404,
		'ResourceNotFoundException',
		'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
	],
	[
		'model.unsupported-country',
		400,
		'ValidationException',
		'Access to Anthropic models is not allowed from unsupported countries, regions, or territories.',
	],
	['model.retention-mode-refused', 400, 'ValidationException', "data retention mode 'default' is not available for this model"],
	['model.retention-mode-refused', 400, 'ValidationException', "This model is not available under data retention mode 'none'."],
	['model.service-unavailable', 503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.'],
	['model.service-unavailable', 429, 'ModelNotReadyException', 'The model is not ready to serve inference requests.'],
	['model.service-unavailable', 408, 'ModelTimeoutException', 'The request took too long to process.'],
	['model.service-unavailable', 424, 'ModelErrorException', 'The model returned the following errors: internal error'],
	['model.service-unavailable', 500, 'InternalServerException', 'The system encountered an unexpected error.'],
	['network.wrong-service-endpoint', 404, 'UnknownOperationException', ''],
	['network.captive-portal', 200, 'SyntaxError', 'Unexpected token \'<\', "<!doctype "... is not valid JSON'],
	['network.captive-portal', 403, 'Unknown', '<html><body>Blocked by policy</body></html>'],
	['model.unrecognized-denial', 403, 'AccessDeniedException', 'Access is denied for reason E-4711.'],
	['model.unrecognized-denial', 400, 'ValidationException', 'Malformed input request, please reformat your input and try again.'],
];

/** What gateways, terminals and copy-and-paste do to a text. */
const damages: Readonly<Record<string, (text: string) => string>> = {
	'as it comes': text => text,
	'with typographic apostrophes': text => text.replaceAll("'", '\u2019'),
	'in capitals': text => text.toUpperCase(),
	'wrapped over lines': text => text.replaceAll(' ', '\n  '),
	"inside a client's own sentence": text => `API Error (us.anthropic.claude-opus-5-5): 403 ${text} · Request ID: 0f1e2d3c`,
	'with no-break spaces': text => text.replaceAll(' ', '\u00A0'),
};

describe('classify', () => {
	for (const [how, damage] of Object.entries(damages)) {
		it.each(table.filter(([, , , message]) => how === 'as it comes' || (message !== '' && !message.includes('<'))))(
			`${how}: %s %i %s`,
			(code, status, name, message) => {
				const refusal: Refusal = {status, name, message: damage(message)};
				expect(classify(refusal)).toBe(code);
			},
		);
	}

	it('takes what never arrived for an unavailable service, not for a denial', () => {
		expect(classify({name: 'TimeoutError', message: 'Connection timed out'})).toBe('model.service-unavailable');
	});

	it('goes by words before names and statuses', () => {
		expect(classify({status: 403, name: 'ThrottlingException', message: 'The security token included in the request is expired'})).toBe(
			'sign-in.credentials-expired',
		);
		expect(classify({status: 429, name: 'ThrottlingException', message: 'Too many tokens per day, please wait before trying again.'})).toBe(
			'model.daily-quota',
		);
	});

	it('reads the resource and the action that a denial names', () => {
		const message = denied(
			'with an explicit deny in a service control policy',
			'arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5',
		);
		expect(deniedResource(message)).toBe('arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5');
		expect(deniedAction(message)).toBe('bedrock:InvokeModelWithResponseStream');
		expect(deniedResource('Operation not allowed')).toBeUndefined();
	});
});

describe('a pasted text is recognized as the same', () => {
	const texts = table.filter(
		([code, , , message]) =>
			message !== '' &&
			!['model.unrecognized-denial', 'model.service-unavailable', 'network.wrong-service-endpoint', 'network.captive-portal'].includes(
				code,
			),
	);
	it.each(texts)('%s', (code, _status, name, message) => {
		for (const text of [message, message.replaceAll("'", '\u2019')]) {
			const codes = recognize(`${name}: ${text}`).candidates.map(candidate => candidate.code);
			expect(codes.slice(0, 2)).toContain(code);
		}
	});
});
