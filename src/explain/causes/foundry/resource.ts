// Signs that the Foundry resource is wrongly named, unreachable, or refuses the key or the role.

import type {Signals} from '../../clue.ts';

const names = 'Look the host up on the laptop: an address of your company means the private path; then try the key or token once more.';

export const resourceCauses: Readonly<Record<string, Signals>> = {
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
			'api key|subscription key|api-key ~ $invalid|$expired & @foundry',
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
	'foundry.role-missing': {
		certain: ['lacks the required data action', 'required data action', 'Principal does not have access to API/Operation'],
		likely: [
			'PermissionDenied & @foundry & !subscription key',
			'Microsoft.CognitiveServices/accounts & denied',
			'does not have access to … Foundry',
			'Identity(object id: … does not have permission',
			'does not have permissions for Microsoft.',
			'role assignment|data action|permission|principal ~ $denied|$missing & @foundry',
			'azure ai user|foundry user|cognitive services user',
			'@401 & PermissionDenied',
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
		likely: [
			'public access & @azure & @403',
			'private endpoint|private link|public network access|public access ~ $denied|disabled & @azure',
		],
		tellApart: names,
	},
	'foundry.re-originated': {
		possible: ['Public access is disabled & @proxy'],
		tellApart: 'A name that leads to a private address and this text all the same: a proxy sends the request on from outside.',
	},
	'foundry.firewall-denied': {
		certain: ['Access denied due to Virtual Network/Firewall rules', 'due to Virtual Network'],
		likely: [
			'VirtualNetwork/Firewall',
			'not allowed by … firewall & @azure',
			'Traffic is not from an approved private endpoint',
			'firewall|virtual network|vnet|network rules ~ $denied & @azure',
		],
		tellApart: 'Try on the VPN, whose address may be on the list of the resource.',
	},
};
