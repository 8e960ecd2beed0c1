// Redaction: whatever surrounds a secret, the secret does not survive, and what is no secret does.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {hasSecret, redacted, redactText, redactValue} from '../../src/core/redact.ts';
import {budget} from '../helpers/fuzz.ts';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const word = `${upper}abcdefghijklmnopqrstuvwxyz`;

const characters = (alphabet: string, minLength: number, maxLength = minLength) =>
	fc.string({unit: fc.constantFrom(...alphabet), minLength, maxLength});

const material = characters(`${word}+/`, 37).map(text => `aB3${text}`);

/** Secrets as they really look, each as [text that holds it, the part that must not survive]. */
const secrets: Readonly<Record<string, fc.Arbitrary<readonly [string, string]>>> = {
	'access key id': fc
		.tuple(fc.constantFrom('AKIA', 'ASIA'), characters(upper, 16))
		.map(([head, tail]) => [`${head}${tail}`, `${head}${tail}`]),
	'secret access key variable': material.map(key => [`AWS_SECRET_ACCESS_KEY=${key}`, key]),
	'secret access key in a config file': material.map(key => [`aws_secret_access_key = ${key}`, key]),
	'secret access key in JSON': material.map(key => [JSON.stringify({SecretAccessKey: key}), key]),
	'secret access key in escaped JSON': material.map(key => [JSON.stringify(JSON.stringify({secretAccessKey: key})), key]),
	'secret access key in XML': material.map(key => [`<SecretAccessKey>${key}</SecretAccessKey>`, key]),
	'secret access key on its own': material.map(key => [` ${key} `, key]),
	'session token': characters(`${word}+/=`, 20, 300).map(token => [`aws_session_token=${token}`, token]),
	'quoted session token': characters(`${word}+/=`, 20, 300).map(token => [`"SessionToken": "${token}"`, token]),
	'quoted session token whose end was cut off': characters(`${word}+/=`, 20, 300).map(token => [`"SessionToken": "${token}`, token]),
	'bearer header': characters(`${word}._~+/-`, 8, 200).map(token => [`Authorization: Bearer ${token}`, token]),
	'bearer token': characters(`${word}._~+/-`, 20, 200).map(token => [`bearer ${token}`, token]),
	'web token': fc
		.tuple(characters(`${word}_-`, 10, 80), characters(`${word}_-`, 10, 80), characters(`${word}_-`, 10, 80))
		.map(([head, body, tail]) => [`eyJ${head}.${body}.${tail}`, `${body}.${tail}`]),
	'web token behind other letters': fc
		.tuple(characters(`${word}_-`, 10, 80), characters(`${word}_-`, 10, 80))
		.map(([head, body]) => [`x_eyJ${head}.${body}.`, body]),
	'proxy password': characters(`${word}:!*()$@`, 6, 30).map(password => [`http://dana:${password}x@proxy.acme.example:8080`, password]),
	'proxy password with a slash': characters(word, 6, 30).map(password => [`http://dana:p/${password}@proxy.acme.example:8080/`, password]),
	'private key': characters(`${word}+/\n`, 40, 400).map(body => [
		`-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`,
		body,
	]),
	'cut private key': characters(`${word}+/\n`, 40, 400).map(body => [`-----BEGIN PRIVATE KEY-----\n${body}`, body]),
	'identity center token': characters(`${word}+/=:-`, 30, 300).map(token => [`aoaA${token}`, token]),
	'bedrock api key': characters(word, 40, 120).map(token => [`ABSK${token}`, token]),
	'presigned url': characters('0123456789abcdef', 64).map(token => [`https://s3.example/x?a=1&X-Amz-Signature=${token}`, token]),
	'authorization code': characters(word, 16, 60).map(code => [`http://127.0.0.1:4711/oauth/callback?code=${code}&state=1`, code]),
};

const around = fc.string({unit: 'grapheme', maxLength: 40}).map(text => text.replaceAll('-----', ''));

test.each(Object.entries(secrets))('%s does not survive, whatever stands around it', (_, arbitrary) => {
	fc.assert(
		fc.property(arbitrary, around, around, ([text, secret], before, after) => {
			// The drawn secret may be a common word that the text around holds as well.
			fc.pre(!before.includes(secret) && !after.includes(secret));
			const result = redactText(`${before}\n${text}\n${after}`);
			expect(result).not.toContain(secret);
			expect(result).toContain(redacted);
		}),
		budget({usual: 150, cost: 3}),
	);
});

test.each(Object.entries(secrets))('%s does not survive inside an object, as key or value', (_, arbitrary) => {
	fc.assert(
		fc.property(arbitrary, ([text, secret]) => {
			const {value, redactions} = redactValue({facts: [{text}], [text]: 1, nested: new Map([['a', new Set([text])]])});
			expect(JSON.stringify(value)).not.toContain(JSON.stringify(secret).slice(1, -1));
			expect(redactions.length).toBeGreaterThan(0);
		}),
		budget({usual: 50, cost: 3}),
	);
});

test('redacting twice changes nothing more', () => {
	const anything = fc.oneof(fc.string({unit: 'grapheme'}), ...Object.values(secrets).map(arbitrary => arbitrary.map(([text]) => text)));
	fc.assert(
		fc.property(fc.array(anything, {maxLength: 4}), parts => {
			const once = redactText(parts.join(' '));
			expect(redactText(once)).toBe(once);
		}),
		budget({usual: 500, cost: 3}),
	);
});

test.each([
	'network.public-path',
	'bedrock-runtime.us-east-1.amazonaws.com → 10.20.4.17, 10.20.5.9',
	'us.anthropic.claude-opus-5-5',
	'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0',
	'https://d-9067f1a2b3.awsapps.com/start',
	'http://proxy.acme.example:8080',
	'https://acme.example:8443/onboard/preset.json',
	'token: expired',
	'maxTokens: 4096, inputTokens=12',
	'the bearer token is set; basic authentication is not supported',
	'commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
	'request id 4f0c2b1e-7a39-4f0e-9c1c-3e1f0a9d8b77',
	'/home/dana/.config/onboard/env.sh',
	'dana@acme.example, until 17:42',
])('%s is no secret', text => {
	expect(redactText(text)).toBe(text);
	expect(hasSecret(text)).toBe(false);
});

test('the name of a key gives a secret away', () => {
	const {value} = redactValue({
		accessToken: 'x',
		token: 'expired',
		variables: [
			{name: 'AWS_BEARER_TOKEN_BEDROCK', value: 'short'},
			{name: 'AWS_REGION', value: 'us-east-1'},
		],
	});
	expect(value).toEqual({
		accessToken: redacted,
		token: 'expired',
		variables: [
			{name: 'AWS_BEARER_TOKEN_BEDROCK', value: redacted},
			{name: 'AWS_REGION', value: 'us-east-1'},
		],
	});
});

test('anything becomes plain data', () => {
	const circle: Record<string, unknown> = {};
	circle['self'] = circle;
	const {value} = redactValue({
		circle,
		when: new Date(0),
		bytes: new Uint8Array(3),
		not: undefined,
		big: 1n,
		nan: Number.NaN,
		call() {},
		error: new TypeError('no\u001B[31m'),
		list: [undefined],
	});
	expect(value).toEqual({
		circle: {self: '[left out]'},
		when: '1970-01-01T00:00:00.000Z',
		bytes: '[3 bytes]',
		big: '1',
		nan: null,
		error: {name: 'TypeError', message: 'no'},
		list: [null],
	});
	fc.assert(
		fc.property(fc.anything({withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true}), input => {
			const result = redactValue(input);
			expect(JSON.parse(JSON.stringify(result.value))).toEqual(result.value);
		}),
	);
});

test('one unbroken word of many megabytes is read like any other', () => {
	const long = 8_000_000;
	for (const [before, unit, after] of [
		['', 'aB3_', ''],
		['https://', 'a', ''],
		['token="', 'a', '"'],
		['token="', String.raw`\a`, '"'],
		['', 'eyJ', '..'],
		['aoaA', 'a', ''],
		['bearer ', 'a', ''],
		['AKIA', 'A', ''],
	] as const) {
		const middle = unit.repeat(long / unit.length);
		const isSecret = before !== '' && before !== 'https://';
		const result = redactText(`${before}${middle}${after}`);
		expect(result.length < 100, before).toBe(isSecret || unit === 'eyJ');
	}
});

test('a megabyte of hostile text takes no more than a moment', () => {
	for (const unit of ['a', '://', 'token', 'secret', 'eyJaaaaaa.', '-----BEGIN A-----', 'bearer ', '"', 'x:', '://a:', 'aB3']) {
		const started = performance.now();
		redactText(unit.repeat(Math.ceil(200_000 / unit.length)));
		expect(performance.now() - started, unit).toBeLessThan(3000);
	}
});
