// The three calls of IAM Identity Center's sign-in service: register a client, start a device sign-in, create a token.

import {incomplete} from '../answers.ts';
import {onOidc} from '../clients.ts';
import type {Connection} from '../connection.ts';
import {tidy} from '../failure.ts';
import {endpointOf} from '../service-endpoints.ts';
import {isoTime, type CachedToken} from './token-cache.ts';

export type Directory = {readonly startUrl: string; readonly region: string};

export type Registration = {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Milliseconds since the Unix epoch. */ readonly expiresAt: number;
};

export type DeviceCode = {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly url: string;
	/** Milliseconds since the Unix epoch. */
	readonly until: number;
	/** Milliseconds between polls. */
	readonly intervalMs: number;
};

// The least scope that yields a refresh token. Source: AWS SDKs and Tools reference, "IAM Identity Center" (read 2026-11-22).
const scopes = ['sso:account:access'];
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
/** The only path AWS accepts; the port is left out at registration (AWS CLI v2 does the same, RFC 8252 §7.3). */
export const callbackPath = '/oauth/callback';

/**
 * Registers this program as a public client.
 *
 * @throws CloudError
 */
export async function register(connection: Connection, directory: Directory, kind: 'browser' | 'device'): Promise<Registration> {
	return onOidc(connection, async (sdk, client) => {
		const answer = await client.send(
			new sdk.RegisterClientCommand({
				clientName: 'onboard',
				clientType: 'public',
				scopes,
				...(kind === 'browser'
					? {
							grantTypes: ['authorization_code', 'refresh_token'],
							redirectUris: [`http://127.0.0.1${callbackPath}`],
							issuerUrl: directory.startUrl,
						}
					: {grantTypes: [deviceGrant, 'refresh_token']}),
			}),
		);
		const {clientId, clientSecret} = answer;
		if (clientId === undefined || clientSecret === undefined) {
			throw incomplete('client');
		}

		return {
			clientId,
			clientSecret,
			expiresAt: (answer.clientSecretExpiresAt ?? 0) * 1000,
		};
	});
}

/**
 * Starts a sign-in on another device.
 *
 * @throws CloudError
 */
export async function startDevice(connection: Connection, directory: Directory, registration: Registration): Promise<DeviceCode> {
	return onOidc(connection, async (sdk, client) => {
		const answer = await client.send(
			new sdk.StartDeviceAuthorizationCommand({
				clientId: registration.clientId,
				clientSecret: registration.clientSecret,
				startUrl: directory.startUrl,
			}),
		);
		const {deviceCode, userCode} = answer;
		const url = answer.verificationUriComplete ?? answer.verificationUri;
		if (deviceCode === undefined || userCode === undefined || url === undefined) {
			throw incomplete('code');
		}

		return {
			deviceCode,
			userCode: tidy(userCode),
			url: tidy(url),
			until: connection.ports.clock.now() + (answer.expiresIn ?? 600) * 1000,
			intervalMs: (answer.interval ?? 5) * 1000,
		};
	});
}

export type Grant =
	| {readonly kind: 'device'; readonly deviceCode: string}
	| {readonly kind: 'code'; readonly code: string; readonly redirectUri: string; readonly verifier: string}
	| {readonly kind: 'refresh'; readonly refreshToken: string};

/**
 * Exchanges a grant for a token, in the form of the shared cache.
 *
 * @throws CloudError
 */
export async function createToken(
	connection: Connection,
	directory: Directory,
	registration: Registration,
	grant: Grant,
): Promise<CachedToken> {
	return onOidc(connection, async (sdk, client) => {
		const own = {clientId: registration.clientId, clientSecret: registration.clientSecret};
		const answer = await client.send(new sdk.CreateTokenCommand({...own, ...inputOf(grant)}));
		const {accessToken, expiresIn} = answer;
		if (accessToken === undefined || expiresIn === undefined) {
			throw incomplete('token');
		}

		const refreshToken = answer.refreshToken ?? (grant.kind === 'refresh' ? grant.refreshToken : undefined);
		return {
			startUrl: directory.startUrl,
			region: directory.region,
			accessToken,
			expiresAt: isoTime(connection.ports.clock.now() + expiresIn * 1000),
			clientId: registration.clientId,
			clientSecret: registration.clientSecret,
			registrationExpiresAt: isoTime(registration.expiresAt),
			...(refreshToken === undefined ? {} : {refreshToken}),
		};
	});
}

/**
 * The page that the person signs in on. The parameter is `scopes`, in the plural, as AWS CLI v2 2.36.7 sends it.
 *
 * @param challenge - SHA-256 of the verifier, base64url.
 */
export function authorizeUrl(
	connection: Connection,
	registration: Registration,
	request: {readonly redirectUri: string; readonly state: string; readonly challenge: string},
): string {
	const parameters = new URLSearchParams({
		response_type: 'code',
		client_id: registration.clientId,
		redirect_uri: request.redirectUri,
		state: request.state,
		code_challenge_method: 'S256',
		scopes: scopes.join(' '),
		code_challenge: request.challenge,
	});
	return `${endpointOf('sso-oidc', connection).replace(/\/+$/u, '')}/authorize?${parameters.toString()}`;
}

function inputOf(grant: Grant) {
	switch (grant.kind) {
		case 'device': {
			return {grantType: deviceGrant, deviceCode: grant.deviceCode};
		}

		case 'code': {
			return {grantType: 'authorization_code', code: grant.code, redirectUri: grant.redirectUri, codeVerifier: grant.verifier};
		}

		case 'refresh': {
			return {grantType: 'refresh_token', refreshToken: grant.refreshToken};
		}
	}
}
