// The refusals of Microsoft Entra ID, worded as the token endpoint words them.

import {randomUUID} from 'node:crypto';
import type {Reply} from '../cloud.ts';
import {jsonReply, type World} from './call.ts';
import {azureCliClient} from './tokens.ts';

/** What a refusal is about. */
export type RefusedCall = {readonly tenant: string; readonly resource: string; readonly client: string};

type Text = {readonly error: string; readonly suberror?: string; readonly text: string};

const grant = (text: string, suberror?: string): Text => ({error: 'invalid_grant', text, ...(suberror === undefined ? {} : {suberror})});
const interaction = (text: string, suberror = 'basic_action'): Text => ({error: 'interaction_required', suberror, text});
const client = (text: string): Text => ({error: 'invalid_client', text});
const moved = 'Due to a configuration change made by your administrator, or because you moved to a new location, you must';
const notInstalled =
	'This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.';

/**
 * By code. Texts from Microsoft's "Microsoft Entra authentication and authorization error codes" and public error reports, read
 * 2026-11-22; Microsoft says that they may change. `{user}`, `{tenant}`, `{tenantName}`, `{resource}` and `{client}` are filled in.
 */
const texts: Readonly<Record<number, Text>> = {
	50_020: grant(
		"User account '{user}' from identity provider 'live.com' does not exist in tenant '{tenantName}' and cannot access the application '{client}'(Microsoft Azure CLI) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.",
	),
	50_034: grant(
		'The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.',
	),
	50_053: grant("The account is locked, you've tried to sign in too many times with an incorrect user ID or password."),
	50_055: grant('The password is expired.'),
	50_057: grant('The user account is disabled.'),
	50_058: grant(
		"A silent sign-in request was sent but no user is signed in. The cookies used to represent the user's session were not sent in the request to Azure AD.",
	),
	50_059: {
		error: 'invalid_request',
		text: 'No tenant-identifying information found in either the request or implied by any provided credentials.',
	},
	50_072: interaction(`${moved} enroll in multi-factor authentication to access '{resource}'.`),
	50_074: interaction('Strong Authentication is required.'),
	50_076: interaction(`${moved} use multi-factor authentication to access '{resource}'.`),
	50_078: interaction(
		"Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication to access '{resource}'.",
	),
	50_079: interaction(`${moved} enroll in multi-factor authentication to access '{resource}'.`),
	50_097: interaction('Device authentication is required.'),
	50_105: grant(
		"Your administrator has configured the application Microsoft Azure CLI ('{client}') to block users unless they are specifically granted ('assigned') access to the application. The signed-in user '{user}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.",
	),
	50_129: interaction('Device is not workplace joined. Workplace join is required to register the device.'),
	50_131: interaction(
		'Used in various Conditional Access errors. E.g. Bad Windows device state, request blocked due to suspicious activity, access policy, or security policy decisions.',
		'message_only',
	),
	50_155: interaction('Device authentication failed for this user.'),
	50_173: grant(
		"The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '2026-11-02T08:14:31.0000000Z' and the TokensValidFrom date (before which tokens are not valid) for this user is '2026-11-20T07:00:00.0000000Z'.",
		'bad_token',
	),
	53_000: interaction(
		'Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant. The user must enroll their device with an approved MDM provider like Intune.',
		'message_only',
	),
	53_001: interaction(
		'Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device, and the device is not domain joined.',
		'message_only',
	),
	53_003: interaction(
		'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
		'message_only',
	),
	53_011: grant('User blocked due to risk on home tenant.', 'message_only'),
	54_005: grant('OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.'),
	65_001: grant(
		"The user or administrator has not consented to use the application with ID '{client}' named 'Microsoft Azure CLI'. Send an interactive authorization request for this user and resource.",
		'consent_required',
	),
	65_002: grant(
		"Consent between first party application '{client}' and first party resource '18a66f5f-dbdf-4c17-9dd7-1634712a9cbe' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.",
	),
	65_004: {error: 'access_denied', text: 'User declined to consent to access the app.'},
	70_008: grant(
		'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
		'token_expired',
	),
	70_011: {
		error: 'invalid_scope',
		text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {resource}/.default is not valid.",
	},
	70_016: {error: 'authorization_pending', text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.'},
	70_018: {error: 'bad_verification_code', text: 'Invalid verification code due to User typing in wrong user code for device code flow.'},
	70_019: {error: 'expired_token', text: 'Verification code expired. Have the user retry the sign-in.'},
	70_043: grant(
		'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on 2026-11-20T06:58:12.0000000Z and the maximum allowed lifetime for this request is 43200.',
		'bad_token',
	),
	90_002: {
		error: 'invalid_request',
		text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
	},
	500_011: {
		error: 'invalid_resource',
		text: `The resource principal named {resource} was not found in the tenant named {tenantName}. ${notInstalled}`,
	},
	500_021: {error: 'access_denied', text: "Access to '{tenantName}' tenant is denied."},
	500_022: {error: 'access_denied', text: "Access to '{tenantName}' tenant is denied. The tenant restriction header lists no such tenant."},
	500_212: {
		error: 'access_denied',
		text: "The user's administrator has set an outbound access policy that doesn't allow access to the resource tenant.",
	},
	500_213: {
		error: 'access_denied',
		text: "The resource tenant's cross-tenant access policy doesn't allow this user to access this tenant.",
	},
	530_034: grant(
		'A delegated administrator was blocked from accessing the tenant due to account risk in their home tenant.',
		'message_only',
	),
	530_035: interaction(
		'Access has been blocked by security defaults. This is due to the request using legacy authentication or being deemed unsafe by security defaults policies.',
		'message_only',
	),
	700_016: {
		error: 'unauthorized_client',
		text: `Application with identifier '{client}' was not found in the directory '{tenantName}'. ${notInstalled}`,
	},
	700_082: grant(
		'The refresh token has expired due to inactivity. The token was issued on 2026-08-11T09:12:44.0000000Z and was inactive for 90.00:00:00.',
		'token_expired',
	),
	700_027: client(
		"The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found. Application ID: '{client}'.]",
	),
	7_000_215: client(
		"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'.",
	),
	7_000_218: client("The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
	7_000_222: client(
		"The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
	),
	9_002_313: {error: 'invalid_request', text: 'Invalid request. Request is malformed or invalid.'},
};

/** Every code with a text of its own. */
export const refusalCodes: readonly number[] = Object.keys(texts).map(Number);

/** The body of a refusal: `{error, error_description, error_codes, timestamp, trace_id, correlation_id, error_uri, suberror?, claims?}`. */
export function refusalBody(code: number, call: RefusedCall, world: World): Readonly<Record<string, unknown>> {
	const {error, suberror, text} = texts[code] ?? grant('Authentication failed.');
	const timestamp = `${new Date(world.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
	const trace = randomUUID();
	const correlation = randomUUID();
	const tenantName = world.azure.tenants.find(tenant => tenant.id === call.tenant)?.name ?? call.tenant;
	const filled: Readonly<Record<string, string>> = {
		user: world.azure.user.name,
		tenant: call.tenant,
		tenantName,
		resource: call.resource,
		client: call.client === '' ? azureCliClient : call.client,
	};
	const message = text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => filled[name] ?? whole);
	return {
		error,
		error_description: `AADSTS${code}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
		error_codes: [code],
		timestamp,
		trace_id: trace,
		correlation_id: correlation,
		error_uri: `https://login.microsoftonline.com/error?code=${code}`,
		...(suberror === undefined ? {} : {suberror}),
		...(code === 53_003
			? {claims: '{"access_token":{"capolids":{"essential":true,"values":["6f0c1d6e-6a0e-4f7c-9a53-1f2c8f4d7f10"]}}}'}
			: {}),
	};
}

export function refusalReply(code: number, call: RefusedCall, world: World): Reply {
	const body = refusalBody(code, call, world);
	return jsonReply(body, body['error'] === 'invalid_client' ? 401 : 400);
}
