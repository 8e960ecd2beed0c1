// A signed statement with which a program proves who it is to a token endpoint, the same for Google's service accounts and Entra's applications.

import {createSign} from 'node:crypto';

/** OpenSSL's numbers: the build loads node:crypto late, and only its functions. */
const paddings = {RS256: {padding: 1}, PS256: {padding: 6, saltLength: -1}} as const;

/**
 * A JSON web token as an assertion (RFC 7523), signed with SHA-256.
 *
 * @param algorithm - `RS256` or `PS256` (RFC 7518 §3.3, §3.5).
 * @param key - Private key in PEM; a secret.
 * @param passphrase - Of an encrypted key.
 * @returns Undefined when the key cannot be read or does not fit.
 */
export function signAssertion(options: {
	readonly algorithm: 'RS256' | 'PS256';
	readonly header: Readonly<Record<string, string>>;
	readonly claims: Readonly<Record<string, string | number>>;
	readonly key: string;
	readonly passphrase?: string | undefined;
}): string | undefined {
	const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const content = `${encode({alg: options.algorithm, typ: 'JWT', ...options.header})}.${encode(options.claims)}`;
	try {
		const secret = options.passphrase === undefined ? {} : {passphrase: options.passphrase};
		const signature = createSign('RSA-SHA256')
			.update(content)
			.sign({key: options.key, ...secret, ...paddings[options.algorithm]}, 'base64url');
		return `${content}.${signature}`;
	} catch {
		return undefined;
	}
}
