// Mints and reads the simulated cloud's secrets. Every one carries the word CANARY, so that a leak can be searched for.

import {createHash, createHmac} from 'node:crypto';

export type Claims = Readonly<Record<string, string | number>>;

export type SecretKind = 'access-token' | 'refresh-token' | 'client-secret' | 'session-token';

/**
 * Makes a secret that says what it stands for, so that a planted one needs no registration and survives a restart.
 *
 * @param realm - What the secret belongs to (the start URL); other realms refuse it.
 */
export function seal(kind: SecretKind, claims: Claims, realm: string): string {
	const content = Buffer.from(JSON.stringify(claims)).toString('base64url');
	return `CANARY-${kind}.${content}.${sign(`${kind}.${content}`, realm)}`;
}

/** The claims of a secret of this kind and realm; undefined for anything else. */
export function unseal(kind: SecretKind, secret: string, realm: string): Claims | undefined {
	const [head, content, signature] = secret.split('.');
	if (head !== `CANARY-${kind}` || content === undefined || signature !== sign(`${kind}.${content}`, realm)) {
		return undefined;
	}

	return JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as Claims;
}

/** A temporary access key id for these claims; not a secret. */
export function accessKeyIdFor(claims: Claims): string {
	const digest = createHash('sha256').update(JSON.stringify(claims)).digest();
	return `ASIA${[...digest.subarray(0, 16)].map(byte => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('')}`;
}

/** The secret access key that belongs to a temporary access key id. */
export function secretKeyFor(accessKeyId: string, realm: string): string {
	return `CANARY${createHmac('sha256', realm).update(accessKeyId).digest('base64').slice(0, 34)}`;
}

function sign(text: string, realm: string): string {
	return createHmac('sha256', realm).update(text).digest('base64url').slice(0, 22);
}
