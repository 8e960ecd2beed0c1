// Clients of SSO-OIDC and the tokens they are given: both say what they stand for, so that planted ones need no server to have made them.

import {createHash} from 'node:crypto';
import {jsonReply, type Reply} from '../cloud.ts';
import {CloudError, jsonBody, textMember, type Call, type Cloud} from './call.ts';
import {seal} from '../secrets.ts';
import {isCallback} from './sso-pages.ts';

const registrationSeconds = 90 * 24 * 3600;

/** Error names and what the body's `error` says for each. */
export const oidcErrors = {
	AuthorizationPendingException: 'authorization_pending',
	SlowDownException: 'slow_down',
	ExpiredTokenException: 'expired_token',
	AccessDeniedException: 'access_denied',
	InvalidGrantException: 'invalid_grant',
	InvalidClientException: 'invalid_client',
	InvalidRequestException: 'invalid_request',
	InvalidRedirectUriException: 'invalid_redirect_uri',
	InvalidClientMetadataException: 'invalid_client_metadata',
	InvalidScopeException: 'invalid_scope',
	UnauthorizedClientException: 'unauthorized_client',
	UnsupportedGrantTypeException: 'unsupported_grant_type',
	InternalServerException: 'server_error',
} as const;

export type OidcError = keyof typeof oidcErrors;

/** @throws CloudError always: the service's error of this name. */
export function fail(type: OidcError, description: string): never {
	const status = type === 'InvalidClientException' ? 401 : type === 'InternalServerException' ? 500 : 400;
	throw new CloudError(status, type, description);
}

export type Client = {
	readonly id: string;
	readonly secret: string;
	readonly redirectUris: readonly string[];
	readonly grantTypes: readonly string[];
	readonly expires: number;
	readonly issuer: string | undefined;
};

/**
 * Makes a registration. The client id says what was registered, so any process that knows the start URL can make one.
 *
 * @param issuedAt - Seconds since the epoch.
 */
export function makeRegistration(
	startUrl: string,
	issuedAt: number,
	registered: {readonly redirectUris?: readonly string[]; readonly grantTypes?: readonly string[]; readonly issuer?: string},
): {readonly clientId: string; readonly clientSecret: string; readonly expires: number} {
	const expires = issuedAt + registrationSeconds;
	const clientId = Buffer.from(
		JSON.stringify({
			redirectUris: registered.redirectUris ?? [],
			grantTypes: registered.grantTypes ?? [],
			expires,
			issuer: registered.issuer,
		}),
	).toString('base64url');
	return {clientId, clientSecret: clientSecretFor(clientId, startUrl), expires};
}

function clientSecretFor(clientId: string, startUrl: string): string {
	return seal('client-secret', {client: createHash('sha256').update(clientId).digest('hex').slice(0, 16)}, startUrl);
}

/**
 * An access token and a refresh token.
 *
 * @param expires - Seconds since the epoch, as `issuedAt`.
 * @param id - Tells tokens of the same second apart.
 */
export function makeTokens(
	startUrl: string,
	region: string,
	expires: number,
	issuedAt: number,
	id = 'planted',
): {readonly accessToken: string; readonly refreshToken: string} {
	return {
		accessToken: seal('access-token', {region, expires, issuedAt, id}, startUrl),
		refreshToken: seal('refresh-token', {region, issuedAt, id}, startUrl),
	};
}

/** The client with this id; undefined when the id is none of ours. */
export function clientOf(clientId: string, cloud: Cloud): Client | undefined {
	try {
		const content = JSON.parse(Buffer.from(clientId, 'base64url').toString('utf8')) as Omit<Client, 'id' | 'secret'>;
		return {...content, id: clientId, secret: clientSecretFor(clientId, cloud.scenario.aws.sso.startUrl)};
	} catch {
		return undefined;
	}
}

function textList(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

/** RegisterClient. */
export function registerClient(call: Call, cloud: Cloud): Reply {
	const body = jsonBody(call);
	if (textMember(body, 'clientName') === undefined || textMember(body, 'clientType') !== 'public') {
		return fail('InvalidClientMetadataException', 'Invalid client metadata');
	}

	const redirectUris = textList(body['redirectUris']);
	const grantTypes = textList(body['grantTypes']);
	if (redirectUris.some(uri => !isCallback(uri))) {
		return fail('InvalidRedirectUriException', 'Invalid redirect URI');
	}

	const issuer = textMember(body, 'issuerUrl');
	if (
		grantTypes.includes('authorization_code') &&
		(redirectUris.length === 0 || issuer === undefined || !isStartUrl(issuer, call, cloud))
	) {
		return fail('InvalidRequestException', 'Invalid request');
	}

	const issuedAt = Math.floor(cloud.now() / 1000);
	const made = makeRegistration(cloud.scenario.aws.sso.startUrl, issuedAt, {
		redirectUris,
		grantTypes,
		...(issuer === undefined ? {} : {issuer}),
	});
	return jsonReply({
		clientId: made.clientId,
		clientSecret: made.clientSecret,
		clientIdIssuedAt: issuedAt,
		clientSecretExpiresAt: made.expires,
		authorizationEndpoint: `${call.baseUrl}/authorize`,
		tokenEndpoint: `${call.baseUrl}/token`,
	});
}

/** Whether the address is this instance's start URL, asked in the instance's own region (where the host name tells one). */
export function isStartUrl(url: string, call: Call, cloud: Cloud): boolean {
	const {startUrl, region} = cloud.scenario.aws.sso;
	const plain = (address: string) => address.replace(/#.*$/u, '').replace(/\/+$/u, '').toLowerCase();
	return plain(url) === plain(startUrl) && (call.region === undefined || call.region === region);
}

/** The client that a request's id and secret prove. */
export function authenticateClient(body: Readonly<Record<string, unknown>>, cloud: Cloud): Client {
	const client = clientOf(textMember(body, 'clientId') ?? '', cloud);
	if (client === undefined || textMember(body, 'clientSecret') !== client.secret || client.expires <= cloud.now() / 1000) {
		return fail('InvalidClientException', 'Invalid client provided');
	}

	return client;
}
