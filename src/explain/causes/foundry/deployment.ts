// Signs that a deployment is not there, not ready, or does not take the call.

import type {Signals} from '../../clue.ts';

export const deploymentCauses: Readonly<Record<string, Signals>> = {
	'foundry.deployment-not-found': {
		certain: [
			'DeploymentNotFound',
			'API deployment for this resource does not exist',
			'API deployment … does not exist',
			'selected model (claude-sonnet-4). It may not exist',
			'is not available on your foundry deployment',
			'OperationNotSupported & @foundry',
		],
		likely: [
			'deployment … not found & @azure',
			'deployment … does not exist & @azure',
			'unknown_model & @azure',
			'UnavailableModel',
			'Unknown model & @foundry',
			'Model not found & @foundry',
			'issue with the selected model (claude-sonnet-4)',
			'deployment ~ not found|does not exist|unknown|no such & @azure & !marketplace',
			'model ~ not found|does not exist|not deployed & @foundry & !marketplace',
		],
		possible: ['issue with the selected model', 'may not exist or you may not have access to it'],
		tellApart: 'Run az cognitiveservices account deployment list: the value of the model variable has to be the name of a deployment.',
	},
	'foundry.deployment-not-ready': {
		likely: [
			'provisioningState & !Succeeded & @azure',
			'DeploymentNotReady',
			'deployment is not ready & @azure',
			'deployment ~ failed state|in failed state|being created|provisioning state|in creating state & @azure',
		],
		tellApart: 'Look at the state of the deployment in the portal.',
	},
	'foundry.model-retiring': {
		certain: ['will be retired on', 'Consider switching to a newer model'],
		likely: ['retired & @foundry', 'ModelDeprecated', 'model … has been deprecated & @azure', 'ServiceModelDeprecated'],
		tellApart: 'Pin a newer deployment before the day named.',
	},
	'foundry.rate-limited': {
		likely: [
			'have exceeded … rate limit',
			'rate_limit_error & @foundry',
			'@429 & @foundry',
			'@429 & @azure',
			'exceeded token rate limit',
			'exceeded call rate limit',
			'RateLimitReached',
			'no rate-limit headers',
			'TooManyRequests & @azure',
			'Rate limit is exceeded & @azure',
		],
		tellApart: 'Wait the seconds named and send a short prompt. Refused again: the quota of the deployment is 0.',
	},
	'foundry.quota-zero': {
		certain: ['InsufficientQuota', 'insufficient quota & @azure'],
		likely: [
			'0 quota',
			'exceeds the available quota',
			'This operation require … new capacity in quota',
			'quota limit & @azure',
			'quota of 0',
			'new capacity in quota',
		],
		possible: ['@429 & @foundry', 'no rate-limit headers'],
		tellApart: 'Look at the quota of the model in the Foundry portal; only Enterprise and MCA-E subscriptions have one by default.',
	},
	'foundry.feature-not-supported': {
		likely: [
			'not supported & Hosted on Azure',
			'unsupported_parameter & @azure',
			'is not supported & @foundry & @400 & !api_not',
			'OperationNotSupported & !Anthropic & @azure & !az login',
		],
		tellApart: 'Ask whether the deployment is hosted on Azure (version 2) or on Anthropic (version 1).',
	},
	'foundry.service-unavailable': {
		likely: [
			'@500 & @foundry',
			'@503 & @foundry',
			'@502 & @foundry',
			'@504 & @foundry',
			'overloaded & @foundry',
			'InternalServerError & @azure',
			'@408 & @foundry',
			'backend call failure',
			'upstream request timeout & @foundry',
		],
		tellApart: 'Try again in a minute.',
	},
	'foundry.attestation-missing': {
		certain: ['ModelProviderData', 'modelProviderData'],
		likely: ['organizationName & countryCode', 'industry & organizationName'],
		tellApart: 'Deploy once in the portal: it asks for the missing data.',
	},
	'foundry.subscription-not-eligible': {
		certain: [
			'MarketplacePurchaseEligibility',
			'Marketplace Subscription purchase eligibility',
			'not eligible … Marketplace',
			'subscription is not eligible',
			'SubscriptionNotEligible',
			'subscription type … not supported & @azure',
			'ReasonCode … PurchaseEligibility',
			'CSP subscription',
		],
		likely: [
			'Marketplace & @azure & purchase',
			'EA/MCA-E',
			'offer type & @azure',
			'Marketplace & @azure & eligib',
			'SubscriptionIsOverQuotaForSku',
			'is not allowed to purchase',
			'spending limit & @azure',
			'deployment ~ purchase|payment|eligible|eligibility & @azure',
			'subscription ~ not supported|not eligible|payment & @foundry',
		],
		possible: ['model deployment|deployment failed|deploy model ~ $failed & @azure', '715-123420'],
		tellApart: 'Ask for the kind of the subscription: free, student, credit-only and CSP are excluded.',
	},
};
