// Mints and checks the simulated Google's tokens.

import {seal, unseal} from '../secrets.ts';
import type {Call, Caller, Cloud} from './call.ts';
import {GoogleError, unauthenticated} from './errors.ts';
import type {GoogleScenario} from './scenario.ts';

/** Client id of gcloud's Application Default Credentials, public (gcloud 578.0.0 source, read 2026-11-22). */
export const gcloudClient = '764086051850-6qr4p6gpi6hn506pt8ejuq83di341hur.apps.googleusercontent.com';
/** Client id of gcloud's federated sign-in, public (measured with gcloud 528, 2026-11-23). */
export const federatedClient = '32555940559.apps.googleusercontent.com';

/** Secret that goes with a client id. */
export function clientSecretOf(clientId: string): string {
	return seal('client-secret', {client: clientId}, 'google');
}

export const workforcePool = '//iam.googleapis.com/locations/global/workforcePools/acme-staff/providers/acme-sso';

/** The caller of a person who signs in by this kind. */
export function personOf(kind: 'user' | 'workforce', scenario: GoogleScenario): Caller {
	const {email} = scenario.google;
	return {
		kind,
		who: kind === 'user' ? email : `principal://iam.googleapis.com/locations/global/workforcePools/acme-staff/subject/${email}`,
	};
}

export function refreshTokenFor(caller: Caller, isOver = false): string {
	return seal('refresh-token', {kind: caller.kind, who: caller.who, over: isOver ? 1 : 0}, 'google');
}

export function accessTokenFor(caller: Caller, expiresAt: number): string {
	return seal('access-token', {kind: caller.kind, who: caller.who, exp: expiresAt}, 'google');
}

/** Seconds that access tokens live. */
export function lifeOf(cloud: Cloud): number {
	return cloud.scenario.google.tokenSeconds ?? 3599;
}

/** Whom a refresh token belongs to; undefined when it is not one of ours, over or revoked. */
export function refreshed(token: string, cloud: Cloud): Caller | undefined {
	const claims = unseal('refresh-token', token, 'google');
	return claims === undefined || claims['over'] === 1 || cloud.memory.revoked.has(token) ? undefined : callerOf(claims);
}

export type ReadToken = {readonly caller: Caller; readonly expiresAt: number};

/** What an access token says; undefined for anything else. Says nothing of its expiry. */
export function readToken(token: string): ReadToken | undefined {
	const claims = unseal('access-token', token, 'google');
	return claims === undefined ? undefined : {caller: callerOf(claims), expiresAt: Number(claims['exp'])};
}

export function bearerOf(call: Call): string | undefined {
	return /^Bearer (.+)$/iu.exec(call.headers['authorization'] ?? '')?.[1];
}

/** @throws GoogleError as Google refuses a missing, foreign or expired token. */
export function authenticate(call: Call, cloud: Cloud): Caller {
	const token = bearerOf(call);
	if (token === undefined) {
		throw new GoogleError(unauthenticated('CREDENTIALS_MISSING'));
	}

	const read = readToken(token);
	if (read === undefined) {
		throw new GoogleError(unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED'));
	}

	if (read.expiresAt * 1000 <= cloud.now()) {
		throw new GoogleError(unauthenticated('ACCESS_TOKEN_EXPIRED'));
	}

	return read.caller;
}

function callerOf(claims: Readonly<Record<string, string | number>>): Caller {
	return {kind: claims['kind'] as Caller['kind'], who: String(claims['who'])};
}
