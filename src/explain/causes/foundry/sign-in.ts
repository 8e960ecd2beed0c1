// Signs that the sign-in to Azure is missing, has ended, or is refused by Entra.

import type {Declaration} from '../../../catalog/declare.ts';
import {entraFindings} from '../../../catalog/foundry/entra.ts';
import type {Signals} from '../../clue.ts';

const token = 'Run az account get-access-token --resource https://ai.azure.com: a token means that the sign-in works.';

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

export const signInCauses: Readonly<Record<string, Signals>> = {
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
			'token|credential|credentials ~ $failed & @azure & !@aadsts & !invoke the Azure CLI & !@aws & !certificate|ProxyError|HTTPSConnectionPool|Max retries & !@401 & !@foreign',
			'refresh access token|acquire token|acquire an access token|retrieve a token|get token ~ $failed & @azure & !@aadsts',
			'not signed in|not logged in & @azure',
			'interactive authentication|interaction required & az login & !@aadsts',
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
			'access token|audience|bearer token|issuer ~ $invalid|$expired & @foundry & !key',
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
};
