// Assertions that prove a program to a token endpoint: what they say, and that the key's owner signed them.

import {constants, createVerify, generateKeyPairSync} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {signAssertion} from '../../src/providers/assertion.ts';

const {publicKey, privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
const key = privateKey.export({type: 'pkcs8', format: 'pem'}).toString();
const claims = {iss: 'me', aud: 'https://login.example/token', exp: 1_795_000_000};

function parts(assertion: string | undefined) {
	const [head = '', body = '', signature = ''] = (assertion ?? '').split('.');
	const decode = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
	return {head: decode(head), body: decode(body), signed: `${head}.${body}`, signature};
}

describe('signAssertion', () => {
	it.each([
		['RS256', constants.RSA_PKCS1_PADDING],
		['PS256', constants.RSA_PKCS1_PSS_PADDING],
	] as const)('%s', (algorithm, padding) => {
		const {head, body, signed, signature} = parts(signAssertion({algorithm, header: {kid: '7'}, claims, key}));
		expect(head).toEqual({alg: algorithm, typ: 'JWT', kid: '7'});
		expect(body).toEqual(claims);
		expect(createVerify('RSA-SHA256').update(signed).verify({key: publicKey, padding}, signature, 'base64url')).toBe(true);
	});

	it('opens an encrypted key with its password only', () => {
		const encrypted = privateKey.export({type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'CANARY-password'}).toString();
		const ask = {algorithm: 'PS256', header: {}, claims, key: encrypted} as const;
		expect(signAssertion({...ask, passphrase: 'CANARY-password'})).toBeDefined();
		expect(signAssertion(ask)).toBeUndefined();
		expect(signAssertion({...ask, passphrase: 'other'})).toBeUndefined();
	});

	it('makes nothing of a key that is none', () => {
		expect(signAssertion({algorithm: 'RS256', header: {}, claims, key: 'not a key'})).toBeUndefined();
	});
});
