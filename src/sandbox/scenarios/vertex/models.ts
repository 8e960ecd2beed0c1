// What can stand between a person and a model of Vertex AI.

import {
	anthropicError,
	billingDisabled,
	modelNotFound,
	notEnabled,
	notServable,
	perimeterRefused,
	permissionDenied,
	policyDenied,
	quotaExceeded,
	serviceDisabled,
} from '../../clouds/google/errors.ts';
import type {Scenario} from '../../scenario.ts';
import {
	happyGoogle,
	modelPath,
	networkWith,
	perimeterId,
	privateZone,
	projectId,
	projectNumber,
	refusing,
	regionAnswers,
	restrictedAddresses,
	scenario,
} from './base.ts';

const opus = modelPath('claude-opus-5-5');

export const models: readonly Scenario[] = [
	scenario('service-disabled', {
		title: 'The Agent Platform API is not enabled in the project',
		expected: ['vertex.service-disabled'],
		google: {services: []},
	}),
	scenario('service-disabled-older-name', {
		title: 'The API is not enabled in the project, and the refusal still calls it Vertex AI',
		expected: ['vertex.service-disabled'],
		google: refusing(serviceDisabled(projectId, 'Vertex AI API')),
	}),
	scenario('role-denied-for-model', {
		title: 'The person has the role in the project, and is denied this very model',
		expected: ['vertex.role-denied'],
		google: refusing(permissionDenied('aiplatform.endpoints.predict', opus)),
	}),
	scenario('billing-disabled', {
		title: 'The project has no billing account',
		expected: ['vertex.billing-disabled'],
		google: {
			faults: {'aiplatform:rawPredict': billingDisabled(projectNumber), 'aiplatform:streamRawPredict': billingDisabled(projectNumber)},
		},
	}),
	scenario('perimeter-refused', {
		title: 'The organization’s service perimeter refuses the call',
		expected: ['vertex.perimeter-refused'],
		google: {
			faults: {
				'aiplatform:rawPredict': perimeterRefused(perimeterId),
				'aiplatform:streamRawPredict': perimeterRefused(perimeterId),
			},
		},
	}),
	scenario('data-sharing-required', {
		title: 'A pinned model needs data sharing with Anthropic, which the project has not agreed to',
		expected: ['vertex.data-sharing-required'],
		home: {answers: {fableModel: 'claude-fable-5-1'}},
	}),
	scenario('model-not-enabled', {
		title: 'The primary model is not enabled in Model Garden',
		expected: ['vertex.model-not-enabled'],
		google: refusing(notEnabled(projectNumber, opus)),
	}),
	scenario('location-not-served', {
		title: 'The region does not serve the primary model',
		expected: ['vertex.location-not-served'],
		google: refusing(notServable(opus, 'global')),
	}),
	scenario('org-policy-denied', {
		title: 'An organization policy does not allow the primary model',
		expected: ['vertex.org-policy-denied'],
		google: refusing(policyDenied(projectId, 'claude-opus-5-5')),
	}),
	scenario('org-policy-denied-generative', {
		title: 'The organization policy for generative models does not allow the primary model',
		expected: ['vertex.org-policy-denied'],
		google: refusing(policyDenied(projectId, 'claude-opus-5-5', 'vertexai.allowedGenAIModels')),
	}),
	scenario('model-not-found', {
		title: 'The pinned id is no model',
		expected: ['vertex.model-not-found'],
		home: {answers: {primaryModel: 'claude-opus-6-6'}},
	}),
	scenario('model-not-accessible', {
		title: 'The model exists, and not for this project in this location',
		expected: ['vertex.model-not-accessible'],
		google: refusing(modelNotFound(opus)),
	}),
	scenario('quota-zero', {
		title: 'The project’s quota for the primary model is 0',
		expected: ['vertex.quota-zero'],
		google: refusing(quotaExceeded('claude-opus-5-5')),
	}),
	scenario('quota-zero-region', {
		title: 'The project’s quota for the primary model is 0 in its region',
		expected: ['vertex.quota-zero'],
		google: refusing(quotaExceeded('claude-sonnet-4-6', 'online_prediction_requests_per_base_model'), 'claude-sonnet-4-6'),
		home: {answers: regionAnswers},
	}),
	scenario('quota-zero-multi-region', {
		title: 'The project’s quota for the primary model is 0 in the European multi-region',
		expected: ['vertex.quota-zero'],
		google: refusing(quotaExceeded('claude-opus-5-5', 'eu_multi_region_online_prediction_requests_per_base_model')),
		network: networkWith({...privateZone(restrictedAddresses), 'aiplatform.eu.rep.googleapis.com': ['10.10.0.8']}),
		home: {answers: {location: 'eu'}},
	}),
	scenario('rate-limited', {
		title: 'Too many requests for the primary model at the moment',
		expected: ['vertex.rate-limited'],
		google: refusing(anthropicError(429, 'rate_limit_error', 'This request would exceed the rate limit. Please try again later.')),
	}),
	scenario('overloaded', {
		title: 'The primary model is overloaded',
		expected: ['vertex.overloaded'],
		google: refusing(anthropicError(529, 'overloaded_error', 'Overloaded')),
	}),
	scenario('unavailable', {
		title: 'Google answers 503 for the primary model',
		expected: ['vertex.overloaded'],
		google: refusing({status: 503, type: 'UNAVAILABLE', message: 'The service is currently unavailable.'}),
	}),
	scenario('unrecognized-refusal', {
		title: 'The primary model refuses with words that nobody knows yet',
		expected: ['vertex.unrecognized-refusal'],
		google: refusing({status: 409, type: 'ABORTED', message: 'The purple quota of this tenant is not aligned.'}),
	}),
	scenario('model-not-proven', {
		title: 'The connection is cut before the primary model answers',
		expected: ['vertex.model-not-proven'],
		google: refusing({status: 500, type: 'INTERNAL', message: '', drop: true}),
	}),
	scenario('catalogue-unread', {
		title: 'The catalogue of models cannot be read',
		expected: ['vertex.catalogue-unread'],
		google: {faults: {'aiplatform:listModels': {status: 403, type: 'PERMISSION_DENIED', message: 'The caller does not have permission'}}},
	}),
	scenario('first-model', {
		title: 'Only the primary model is enabled; the fast one is not',
		expected: ['vertex.model-not-enabled'],
		google: {...happyGoogle, ...refusing(notEnabled(projectNumber, modelPath('claude-haiku-5-5')), 'claude-haiku-5-5')},
	}),
];
