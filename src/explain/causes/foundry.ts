// Signs of troubles with Microsoft Foundry and Entra: numbers of Entra, error codes of the resource, and what az and the SDKs print.

import {entraFindings} from '../../catalog/foundry/entra.ts';
import type {Declaration} from '../../catalog/declare.ts';
import type {Signals} from '../clue.ts';

const token = 'Run az account get-access-token --resource https://ai.azure.com: a token means that the sign-in works.';
const names = 'Look the host up on the laptop: an address of your company means the private path; then try the key or token once more.';

/** Each meaning of Entra's numbers, from the catalog. */
const entra: Readonly<Record<string, Signals>> = Object.fromEntries(
	Object.entries(entraFindings as Readonly<Record<string, Declaration>>).map(([code, declaration]) => [
		code,
		{
			certain: (declaration.numbers ?? []).map(number => `@aadsts:${number}`),
			tellApart: 'The number of Entra decides; keep its correlation id for the administrators.',
		},
	]),
);

const extra: Readonly<Record<string, Signals>> = {
	'foundry.sign-in-expired': {
		likely: [
			'interaction_required & @azure',
			'InteractiveBrowserCredential … required',
			'refresh token has expired & @azure',
			'az login … expired',
			'InvalidAuthenticationToken & expired',
			'ExpiredAuthenticationToken',
			'reauthentication required & @azure',
			'azd auth login',
			'Run the command below to authenticate interactively',
		],
		tellApart: token,
	},
	'foundry.mfa-needed': {
		likely: ['multi-factor authentication & @azure', 'MFA & @azure'],
	},
	'foundry.conditional-access': {
		certain: ['blocked by Conditional Access'],
		likely: ['Conditional Access', 'Error Code: 53003', 'does not meet the criteria to access this resource'],
		tellApart: 'Sign in in the browser instead of with a device code.',
	},
	'foundry.device-not-managed': {
		likely: ['Device authentication is required', 'device … to be managed', 'admin requires the device'],
	},
	'foundry.device-code-expired': {
		likely: ['device code … expired & @azure', 'code_expired', 'expired_token & @azure'],
	},
	'foundry.client-secret-refused': {
		likely: ['Invalid client secret', 'invalid_client & @azure'],
	},
	'foundry.tenant-not-found': {
		likely: ['Tenant … not found & @azure', 'invalid_tenant', 'No tenant-identifying information', 'tenant_discovery_endpoint'],
	},
};

export const foundryCauses: Readonly<Record<string, Signals>> = {
	...entra,
	...Object.fromEntries(
		Object.entries(extra).map(([code, signals]) => [
			code,
			{...entra[code], ...signals, certain: [...(entra[code]?.certain ?? []), ...(signals.certain ?? [])]},
		]),
	),
	'foundry.az-missing': {
		certain: [
			'az: command not found',
			'command not found: az',
			"'az' is not recognized",
			'az: not found',
			"The term 'az' is not recognized",
			'spawn az ENOENT',
			'exec: "az": executable file not found',
			'Azure CLI not found',
		],
		likely: ['Azure CLI … could not be found', 'Azure CLI not installed', 'Failed to invoke the Azure CLI'],
		tellApart: 'Run az --version. It is there: sign in with az login; a program started from its icon may not find it.',
	},
	'foundry.sign-in-needed': {
		certain: [
			"Please run 'az login' to setup account",
			'Please run az login',
			'No subscription found. Run az account set',
			"run 'az login' … before using this credential",
		],
		likely: [
			'Could not load Azure credentials',
			'ChainedTokenCredential authentication failed',
			'DefaultAzureCredential failed to retrieve a token',
			'DefaultAzureCredential: failed to acquire a token',
			'DefaultAzureCredential authentication failed',
			'EnvironmentCredential is unavailable',
			'EnvironmentCredential authentication unavailable',
			'CredentialUnavailableError',
			'CredentialUnavailableException',
			'CredentialUnavailable',
			'Failed to get token from azureADTokenProvider',
			'AzureCliCredential',
			'ManagedIdentityCredential',
			'No accounts were found in the cache',
			'az login … to authenticate',
			'az login & @azure',
			'azureADTokenProvider',
			'Missing … ANTHROPIC_FOUNDRY_API_KEY',
			'ANTHROPIC_FOUNDRY_API_KEY … not set',
			'Please provide … api_key & @foundry',
			'ClientAuthenticationError & @azure',
			'AuthenticationRequiredError',
		],
		possible: ['Microsoft Foundry authentication failed', 'az login'],
		tellApart: token,
	},
	'foundry.sign-in-refused': {
		likely: ['@aadsts'],
		tellApart: 'Look the number up at https://login.microsoftonline.com/error.',
	},
	'foundry.sign-in-unavailable': {
		certain: [
			'login.microsoftonline.com & ENOTFOUND',
			'login.microsoftonline.com & ETIMEDOUT',
			'login.microsoftonline.com & ECONNREFUSED',
			'login.microsoftonline.com & Max retries exceeded & !CERTIFICATE_VERIFY|SSLError|ProxyError|Tunnel connection',
			'login.microsoftonline.com & no such host',
			'lookup login.microsoftonline.com',
			'login.microsoftonline.com & timed out',
			'endpoints_resolution_error',
		],
		likely: ['network_error & @azure', 'Unable to get authority configuration', 'login.microsoftonline.com & Failed to resolve'],
		tellApart: 'Call https://login.microsoftonline.com from the laptop; it stays public even with private endpoints.',
	},
	'foundry.no-subscription': {
		certain: ['No subscriptions found', 'No subscription found for', "doesn't exist in cloud 'AzureCloud'", 'SubscriptionNotFound'],
		tellApart: 'Run az account list --all.',
	},
	'foundry.both-places': {
		certain: [
			'baseURL and resource are mutually exclusive',
			'base_url and resource are mutually exclusive',
			'ANTHROPIC_FOUNDRY_RESOURCE and ANTHROPIC_FOUNDRY_BASE_URL … both',
		],
		tellApart: 'Look at both variables in `onboard status`.',
	},
	'foundry.no-place': {
		certain: [
			'Must provide one of the baseURL or resource arguments',
			'Must provide one of the base_url or resource arguments',
			'baseURL or resource arguments, or the ANTHROPIC_FOUNDRY_RESOURCE',
		],
		likely: [
			'ANTHROPIC_FOUNDRY_RESOURCE … not set',
			'ANTHROPIC_FOUNDRY_RESOURCE … missing',
			'ANTHROPIC_FOUNDRY_RESOURCE environment variable',
		],
		tellApart: 'Look at ANTHROPIC_FOUNDRY_RESOURCE in `onboard status`.',
	},
	'foundry.resource-is-url': {
		certain: ['must be a Foundry resource name', 'not a URL or host name'],
		tellApart: 'ANTHROPIC_FOUNDRY_RESOURCE holds the name only, without https:// and without dots.',
	},
	'foundry.base-url-path': {
		certain: ['Requested API is currently not supported', 'api_not_supported'],
		likely: [
			'Resource not found & @404 & @foundry',
			'Resource not found & @foundry',
			'Resource not found & @azure',
			'404 Resource not found & !@google & !@aws',
			'BASE_URL without /anthropic',
			'Missing required query parameter: api-version',
			'API version not supported & @azure',
		],
		possible: ['@404 & @foundry', 'Resource not found & @404'],
		tellApart: 'The base URL ends in .services.ai.azure.com/anthropic, and the resource is a bare name.',
	},
	'foundry.project-url': {
		likely: ['/api/projects/ & @404'],
		tellApart: 'Use the address that ends in /anthropic, not the one of the project.',
	},
	'foundry.resource-not-found': {
		likely: [
			'ResourceNotFound & Microsoft.CognitiveServices',
			'.services.ai.azure.com & ENOTFOUND',
			'.services.ai.azure.com & no such host',
			'.services.ai.azure.com & Name or service not known',
			'.services.ai.azure.com & nodename nor servname',
			'.services.ai.azure.com & Failed to resolve',
			'custom subdomain',
			'.services.ai.azure.com & could not be resolved',
		],
		tellApart: 'Compare the name with the one in the Foundry portal; if it is right, it is DNS.',
	},
	'foundry.resource-read-denied': {
		likely: [
			'AuthorizationFailed & @azure',
			'AuthorizationFailed & does not have authorization to perform action',
			'LinkedAuthorizationFailed',
			'does not have authorization to perform action … Microsoft.CognitiveServices',
		],
		tellApart: 'Calls to models may work all the same: send one prompt.',
	},
	'foundry.management-unreachable': {
		certain: [
			'management.azure.com & ENOTFOUND',
			'management.azure.com & Max retries exceeded & !CERTIFICATE_VERIFY|SSLError|ProxyError|Tunnel connection',
			'management.azure.com & ETIMEDOUT',
			'management.azure.com & no such host',
		],
		tellApart: 'Call https://management.azure.com from the laptop.',
	},
	'foundry.key-invalid': {
		likely: [
			'Access denied due to invalid subscription key or wrong API endpoint',
			'invalid subscription key',
			'invalid subscription key or wrong API endpoint',
			'Invalid API key … azure',
			'PermissionDenied & invalid subscription key',
			'provide a valid key for an active subscription',
			'invalid x-api-key & @foundry',
			'@401 & api-key & @foundry',
		],
		possible: ['Microsoft Foundry authentication failed', '@401 & @foundry'],
		tellApart: `${names} The same text comes from a private resource that is reached by its public name.`,
	},
	'foundry.private-name-missing': {
		likely: [
			'invalid subscription key or wrong API endpoint … private',
			'invalid subscription key … works via',
			'invalid subscription key & cognitiveservices.azure.com',
		],
		possible: ['Access denied due to invalid subscription key or wrong API endpoint', 'invalid subscription key'],
		tellApart: names,
	},
	'foundry.key-auth-disabled': {
		certain: [
			'Key based authentication is disabled',
			'AuthenticationTypeDisabled',
			'Key based authentication is not permitted',
			'disableLocalAuth',
			'local authentication is disabled',
		],
		tellApart: 'Sign in with az login instead of a key.',
	},
	'foundry.token-rejected': {
		certain: ['Access token is missing, invalid, audience is incorrect', 'audience is incorrect'],
		likely: [
			'Unauthorized. Access token is missing',
			'Invalid audience & @azure',
			'InvalidAuthenticationToken',
			'InvalidAuthenticationTokenTenant & !wrong issuer',
			'Bearer token … invalid & @foundry',
			'token … expired & @foundry',
			'Principal does not have access to API/Operation & @401',
		],
		possible: ['Microsoft Foundry authentication failed', '@401 & @foundry'],
		tellApart: token,
	},
	'foundry.wrong-tenant': {
		certain: [
			'Token tenant … does not match resource tenant',
			'Tenant provided in token does not match',
			'does not match resource tenant',
			'wrong issuer',
			'InvalidAuthenticationTokenTenant',
		],
		tellApart: 'Run az account show and compare tenantId with the tenant of the resource.',
	},
	'foundry.role-missing': {
		certain: ['lacks the required data action', 'required data action', 'Principal does not have access to API/Operation'],
		likely: [
			'PermissionDenied & @foundry & !subscription key',
			'Microsoft.CognitiveServices/accounts & denied',
			'does not have access to … Foundry',
			'Identity(object id: … does not have permission',
			'does not have permissions for Microsoft.',
		],
		possible: [
			'Microsoft Foundry authentication failed',
			'check access to the Foundry resource',
			'@403 & @foundry',
			'@403 & @azure',
			'@403 & @claude & !@aws & !@google & !@installing & !/login & !Request not allowed & !<html',
		],
		tellApart: 'Owner and Contributor are not enough: ask for Foundry User (Azure AI User) on the resource.',
	},
	'foundry.public-access-disabled': {
		certain: ['Public access is disabled', 'Please configure private endpoint', 'Public network access is disabled'],
		likely: ['public access & @azure & @403'],
		tellApart: names,
	},
	'foundry.re-originated': {
		possible: ['Public access is disabled & @proxy'],
		tellApart: 'A name that leads to a private address and this text all the same: a proxy sends the request on from outside.',
	},
	'foundry.firewall-denied': {
		certain: ['Access denied due to Virtual Network/Firewall rules', 'due to Virtual Network'],
		likely: ['VirtualNetwork/Firewall', 'not allowed by … firewall & @azure', 'Traffic is not from an approved private endpoint'],
		tellApart: 'Try on the VPN, whose address may be on the list of the resource.',
	},
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
		],
		possible: ['issue with the selected model', 'may not exist or you may not have access to it'],
		tellApart: 'Run az cognitiveservices account deployment list: the value of the model variable has to be the name of a deployment.',
	},
	'foundry.deployment-not-ready': {
		likely: ['provisioningState & !Succeeded & @azure', 'DeploymentNotReady', 'deployment is not ready & @azure'],
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
		],
		tellApart: 'Ask for the kind of the subscription: free, student, credit-only and CSP are excluded.',
	},
};
