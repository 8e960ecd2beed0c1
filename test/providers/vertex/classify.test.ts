// Google's literal refusals, each with the finding it means.

import {describe, expect, it} from 'vitest';
import {classify} from '../../../src/providers/vertex/classify.ts';
import {refusalFrom} from '../../../src/providers/vertex/google.ts';

function envelope(code: number, status: string, message: string, reason?: string): string {
	const details = reason === undefined ? [] : [{'@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com'}];
	return JSON.stringify({error: {code, message, status, details}});
}

describe('classify', () => {
	it.each([
		[401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.', 'ACCESS_TOKEN_EXPIRED', 'vertex.token-refused'],
		[
			403,
			'PERMISSION_DENIED',
			'Agent Platform API has not been used in project x before or it is disabled.',
			'SERVICE_DISABLED',
			'vertex.service-disabled',
		],
		[
			403,
			'PERMISSION_DENIED',
			'Vertex AI API has not been used in project x before or it is disabled.',
			undefined,
			'vertex.service-disabled',
		],
		[
			403,
			'PERMISSION_DENIED',
			'The API requires a quota project, which is not set by default.',
			'SERVICE_DISABLED',
			'vertex.quota-project-missing',
		],
		[
			403,
			'PERMISSION_DENIED',
			'Caller does not have required permission to use project x.',
			'USER_PROJECT_DENIED',
			'vertex.quota-project-denied',
		],
		[
			403,
			'PERMISSION_DENIED',
			"Permission 'aiplatform.endpoints.predict' denied on resource '//x' (or it may not exist).",
			'IAM_PERMISSION_DENIED',
			'vertex.role-denied',
		],
		[403, 'PERMISSION_DENIED', 'Project not found.', 'CONSUMER_INVALID', 'vertex.project-invalid'],
		[403, 'PERMISSION_DENIED', 'This API method requires billing to be enabled.', 'BILLING_DISABLED', 'vertex.billing-disabled'],
		[403, 'PERMISSION_DENIED', 'This model needs data sharing to be enabled.', undefined, 'vertex.data-sharing-required'],
		[400, 'FAILED_PRECONDITION', 'Project `1` is not allowed to use Publisher Model `x`', undefined, 'vertex.model-not-enabled'],
		[400, 'FAILED_PRECONDITION', 'Publisher Model `x` is not servable in region us-central1.', undefined, 'vertex.location-not-served'],
		[
			400,
			'FAILED_PRECONDITION',
			'Organization Policy constraint constraints/vertexai.allowedModels violated',
			undefined,
			'vertex.org-policy-denied',
		],
		[
			404,
			'NOT_FOUND',
			'Publisher Model `x` was not found or your project does not have access to it.',
			undefined,
			'vertex.model-not-found',
		],
		[
			429,
			'RESOURCE_EXHAUSTED',
			'Quota exceeded for aiplatform.googleapis.com/global_online_prediction_requests_per_base_model with base model: anthropic-claude.',
			undefined,
			'vertex.quota-zero',
		],
		[503, 'UNAVAILABLE', 'The service is currently unavailable.', undefined, 'vertex.overloaded'],
		[400, 'INVALID_ARGUMENT', 'Something new.', undefined, 'vertex.unrecognized-refusal'],
	] as const)('%i %s %s', (code, status, message, reason, expected) => {
		expect(classify(refusalFrom(code, envelope(code, status, message, reason)))).toBe(expected);
	});

	it('tells a rate limit of Anthropic from a quota of Google', () => {
		const body = JSON.stringify({type: 'error', error: {type: 'rate_limit_error', message: 'Too many requests'}});
		expect(classify(refusalFrom(429, body))).toBe('vertex.rate-limited');
	});

	it('reads a perimeter refusal out of the array that streaming wraps it in, with its id', () => {
		const error = {
			code: 403,
			message: "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: AbC-1_x",
			status: 'PERMISSION_DENIED',
			details: [{violations: [{type: 'VPC_SERVICE_CONTROLS', description: 'AbC-1_x'}]}],
		};
		const refusal = refusalFrom(403, JSON.stringify([{error}]));
		expect(refusal.uid).toBe('AbC-1_x');
		expect(classify(refusal)).toBe('vertex.perimeter-refused');
	});
});
