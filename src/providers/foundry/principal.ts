// The service principal of the environment: exchanged for a token with its secret or its certificate, as the credential chain does.

import {createHash, randomUUID} from 'node:crypto';
import path from 'node:path';
import {shortPath} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';
import {signAssertion} from '../assertion.ts';
import {readFailure, type SignInFailure} from './entra.ts';
import {request, textAt} from './request.ts';
import {authorityUrl} from './target.ts';
import {audiences, type Audience, type TokenOutcome} from './tools.ts';

type Proof = Readonly<Record<string, string>>;

/** Minutes that an assertion is good for, as in @azure/msal-node 7. */
const assertionMinutes = 10;

/**
 * A token by client credentials (RFC 6749 §4.4). Variables and their order: @azure/identity 4.14, EnvironmentCredential. A user name and a
 * password, which it takes as well, are not tried.
 */
export async function principalToken(ports: Ports, audience: Audience, signal: AbortSignal): Promise<TokenOutcome> {
	const {AZURE_CLIENT_ID: client = '', AZURE_TENANT_ID: tenant = ''} = ports.env;
	if (client === '' || tenant === '') {
		return {failure: {code: 'foundry.sign-in-needed', raw: 'AZURE_CLIENT_ID and AZURE_TENANT_ID are not both set in this shell.'}};
	}

	const url = `${authorityUrl(ports.env)}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
	const {proof, failure} = await proofOf(ports, client, url);
	if (proof === undefined) {
		return {failure};
	}

	const fields = {grant_type: 'client_credentials', client_id: client, scope: `${audiences[audience]}/.default`, ...proof};
	const reply = await request(
		ports,
		{
			url,
			method: 'POST',
			headers: {'content-type': 'application/x-www-form-urlencoded'},
			body: new URLSearchParams(fields).toString(),
			limitMs: 10_000,
		},
		signal,
	);
	const value = textAt(reply.json, 'access_token');
	if (reply.status === 200 && value !== undefined) {
		const seconds = Number((reply.json as {readonly expires_in?: unknown}).expires_in);
		return {token: {value, tenant, ...(Number.isFinite(seconds) ? {expiresAt: ports.clock.now() + seconds * 1000} : {})}};
	}

	const words = textAt(reply.json, 'error_description');
	const outcome = reply.status === undefined ? `does not answer (${reply.error ?? ''})` : `answers ${reply.status} ${reply.text}`;
	return {
		failure: words === undefined ? {code: 'foundry.sign-in-unavailable', raw: `${authorityUrl(ports.env)} ${outcome}`} : readFailure(words),
	};
}

/** What proves the application: its secret, else its certificate. Secret values: never part of facts. */
async function proofOf(
	ports: Ports,
	client: string,
	audience: string,
): Promise<{readonly proof: Proof; readonly failure?: undefined} | {readonly proof?: undefined; readonly failure: SignInFailure}> {
	const {AZURE_CLIENT_SECRET: secret = '', AZURE_CLIENT_CERTIFICATE_PATH: file = ''} = ports.env;
	if (secret !== '') {
		return {proof: {client_secret: secret}};
	}

	if (file === '') {
		return {failure: {code: 'foundry.sign-in-needed', raw: 'AZURE_CLIENT_SECRET is not set in this shell.'}};
	}

	const place = path.resolve(ports.host.folder, file);
	const unreadable = (reason: string) => ({
		failure: {code: 'foundry.certificate-unreadable', raw: `${shortPath(place, ports)}: ${reason}`} as const,
	});
	const bytes = await ports.files.read(place);
	if (bytes === undefined) {
		return unreadable('there is no such file.');
	}

	const assertion = assertionOf(new TextDecoder().decode(bytes), {client, audience, ports});
	return typeof assertion === 'string'
		? {
				proof: {
					client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
					client_assertion: assertion,
				},
			}
		: unreadable(assertion.reason);
}

/**
 * The assertion that the certificate's key signs.
 * Source: learn.microsoft.com/entra/identity-platform/certificate-credentials and @azure/msal-node 7.2.1, read 2026-11-23.
 */
function assertionOf(
	pem: string,
	about: {readonly client: string; readonly audience: string; readonly ports: Pick<Ports, 'env' | 'clock'>},
): string | {readonly reason: string} {
	const {client, audience, ports} = about;
	const certificate = /-----BEGIN CERTIFICATE-----([\w+/=\s]+)-----END CERTIFICATE-----/u.exec(pem)?.[1];
	if (certificate === undefined) {
		return {reason: 'it holds no certificate in PEM.'};
	}

	const thumbprint = createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('base64url');
	const password = ports.env['AZURE_CLIENT_CERTIFICATE_PASSWORD'] ?? '';
	const now = Math.floor(ports.clock.now() / 1000);
	return (
		signAssertion({
			algorithm: 'PS256',
			header: {'x5t#S256': thumbprint},
			claims: {aud: audience, iss: client, sub: client, jti: randomUUID(), nbf: now, exp: now + assertionMinutes * 60},
			key: pem,
			passphrase: password === '' ? undefined : password,
		}) ?? {reason: 'it holds no private key that can be read. An encrypted one needs AZURE_CLIENT_CERTIFICATE_PASSWORD.'}
	);
}
