// Mints and reads the simulated directory's tokens: JSON web tokens whose signature carries the word CANARY, so that a leak can be searched for.

import {createHash, createHmac} from 'node:crypto';

export type Claims = Readonly<Record<string, string | number>>;

/** Application id of the Azure CLI, as in Microsoft's list of first-party applications (read 2026-11-22). */
export const azureCliClient = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

export const aiResource = 'https://ai.azure.com';
export const cognitiveResource = 'https://cognitiveservices.azure.com';
export const armResource = 'https://management.azure.com';

const armNames = ['https://management.azure.com', 'https://management.core.windows.net'];

/** The resource of a v2 scope list: `https://ai.azure.com/.default offline_access` → `https://ai.azure.com`. */
export function resourceOf(scope: string): string {
	const own = scope.split(/\s+/u).find(part => part.includes('://')) ?? `${armResource}/.default`;
	const resource = own.replace(/\/(?:\.default|user_impersonation)$/u, '').replace(/\/+$/u, '');
	return armNames.includes(resource) ? armResource : resource;
}

/** Signs claims as a token of this kind. Only the simulated cloud takes it. */
export function mint(kind: 'access' | 'refresh' | 'code', claims: Claims): string {
	const head = encode({typ: 'JWT', alg: 'HS256', kid: kind});
	const content = encode(claims);
	return `${head}.${content}.CANARY-${kind}-${sign(`${head}.${content}`)}`;
}

/** The claims of a token of this kind; undefined for anything the simulated cloud did not mint. */
export function read(kind: 'access' | 'refresh' | 'code', token: string): Claims | undefined {
	const [head = '', content = '', signature = ''] = token.split('.');
	if (signature !== `CANARY-${kind}-${sign(`${head}.${content}`)}`) {
		return undefined;
	}

	return JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as Claims;
}

/** An unsigned id token; client libraries read its claims and do not check a signature that came over TLS. */
export function idToken(claims: Claims): string {
	return `${encode({typ: 'JWT', alg: 'none'})}.${encode(claims)}.`;
}

/** `client_info` of the Microsoft identity platform: who signed in, for the token cache's keys. */
export function clientInfo(user: string, tenant: string): string {
	return encode({uid: user, utid: tenant});
}

/** A stable id in the form of a GUID. */
export function guidFor(text: string): string {
	const digest = createHash('sha256').update(text).digest('hex');
	return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

function encode(value: unknown): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(text: string): string {
	return createHmac('sha256', 'onboard sandbox').update(text).digest('base64url').slice(0, 22);
}
