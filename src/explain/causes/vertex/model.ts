// Signs that a model of Vertex AI is not enabled, not there, or has no quota.

import type {Signals} from '../../clue.ts';

const enabled =
	'Look in Model Garden, in this project: is the model enabled, and is the location one it is served in? Then try the location global.';

export const modelCauses: Readonly<Record<string, Signals>> = {
	'vertex.data-sharing-required': {
		certain: ['data sharing & @vertex', 'dataSharingEnabledProvider'],
		likely: ['data sharing & @google'],
		tellApart: 'Another, older Claude model answers in the same project.',
	},
	'vertex.model-not-enabled': {
		certain: ['not allowed to use Publisher Model', 'is not allowed to use Publisher'],
		likely: [
			'enable … Model Garden',
			'accept the terms … Model Garden',
			'not enabled … Model Garden',
			'has not enabled … publisher model',
			'EULA & @vertex',
			'Model Garden',
		],
		possible: [
			'is not available on your vertex deployment',
			'Publisher Model … was not found',
			'not found or your project does not have access to it',
			'Requested entity was not found',
		],
		tellApart: enabled,
	},
	'vertex.location-not-served': {
		certain: [
			'is not servable in region',
			'is not supported in region & @vertex',
			'Unsupported region for',
			'not supported in this region & @google',
			'is not available in region & @vertex',
			'does not support the location & @vertex',
		],
		likely: ['User location is not supported', 'region … not supported & @vertex', 'not available in … region & @vertex'],
		possible: [
			'is not available on your vertex deployment',
			'Publisher Model … was not found',
			'not found or your project does not have access to it',
			'Requested entity was not found',
		],
		tellApart: enabled,
	},
	'vertex.location-invalid': {
		likely: [
			'CLOUD_ML_REGION … not set',
			'CLOUD_ML_REGION … invalid',
			'CLOUD_ML_REGION … missing',
			'Invalid location & @vertex',
			'ENOTFOUND … -aiplatform.googleapis.com',
			'No region was given',
			'region … must be set & @vertex',
			'Region is required & @vertex',
			'Invalid endpoint & aiplatform',
			'Invalid region & @vertex',
			'Unsupported location & @vertex',
			'aiplatform.googleapis.com & ENOTFOUND global-',
			'global-aiplatform.googleapis.com',
			'cloud_ml_region|vertex_location|vertexai_location|vertex_region|google_cloud_location ~ $missing|$invalid',
			'region|location ~ $missing|$invalid & vertex & !publisher model & !servable & !project_id',
		],
		tellApart: 'Look at CLOUD_ML_REGION in `onboard status`: global, us, eu, or a region.',
	},
	'vertex.org-policy-denied': {
		certain: [
			'vertexai.allowedModels',
			'vertexai.allowedGenAIModels',
			'disallowed Gen AI model',
			'Organization Policy constraint … vertexai',
		],
		likely: ['Organization Policy constraint', 'constraints/vertexai', 'orgpolicy & @vertex'],
		tellApart: 'Try a model your organization allows.',
	},
	'vertex.model-not-found': {
		likely: [
			'Publisher Model … was not found',
			'Publisher Model … not found',
			'not found or your project does not have access to it',
			'is not available on your vertex deployment',
			'Requested entity was not found',
			'NOT_FOUND & @vertex',
			'@404 & @vertex',
			'Publisher model & @404',
			'Unknown model & @vertex',
			'Model … not found & @vertex',
			'Invalid model & @vertex',
			'models/claude & @404 & @google',
		],
		possible: ['@404 & @google & !@foreign', 'NOT_FOUND & @google & !@foreign'],
		tellApart: enabled,
	},
	'vertex.model-not-accessible': {
		possible: [
			'Publisher Model … was not found',
			'not found or your project does not have access to it',
			'is not available on your vertex deployment',
			'@404 & @vertex',
		],
		tellApart: enabled,
	},
	'vertex.quota-zero': {
		certain: [
			'online_prediction_requests_per_base_model',
			'online_prediction_input_tokens_per',
			'online_prediction_output_tokens_per',
			'online_prediction_tokens_per',
			'online_prediction_',
			'per_base_model',
		],
		likely: [
			'Please submit a quota increase request',
			'RESOURCE_EXHAUSTED & Quota exceeded',
			'Quota exceeded for aiplatform',
			'Quota exceeded & @vertex',
			'RATE_LIMIT_EXCEEDED & @vertex',
			'ResourceExhausted & @vertex',
			'quota ~ exceeded|exhausted|zero & @vertex',
		],
		possible: ['RESOURCE_EXHAUSTED', 'Resource exhausted'],
		tellApart: 'One short prompt after a quiet minute: refused again, the quota is 0.',
	},
	'vertex.rate-limited': {
		likely: [
			'rate_limit_error & @vertex & !@azure',
			'Resource exhausted. Please try again later',
			'@429 & @vertex & !per_base_model',
			'Resource has been exhausted & @google',
			'RESOURCE_EXHAUSTED & !per_base_model & !Quota exceeded',
		],
		possible: ['Quota exceeded & @vertex', 'RESOURCE_EXHAUSTED'],
		tellApart: 'Wait a minute and send a short prompt: answered, it was the rate.',
	},
	'vertex.overloaded': {
		likely: [
			'overloaded_error & @vertex',
			'@529 & @vertex',
			'@503 & @vertex',
			'UNAVAILABLE & @vertex',
			'The service is currently unavailable & @google',
			'The model is overloaded & @google',
			'INTERNAL & @vertex & @500',
			'@500 & @vertex',
			'DEADLINE_EXCEEDED & @vertex',
		],
		tellApart: 'Try again in a few minutes.',
	},
	'vertex.workspace-missing': {
		certain: [
			'No workspace ID found',
			'No project was given',
			'ANTHROPIC_GOOGLE_CLOUD_PROJECT',
			'ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID',
			'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
		],
		tellApart: 'Ask whether your company uses Vertex AI or Claude managed by Anthropic on Google Cloud.',
	},
};
