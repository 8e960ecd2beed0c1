// The proxy decision against what Claude Code 2.1.330 was seen to do on 2026-11-23, both of its clients.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {resolveProxy} from '../../src/probes/proxy.ts';

const proxy = 'http://127.0.0.1:3128';
const host = 'bedrock-runtime.us-east-1.amazonaws.com';
const control = 'bedrock.us-east-1.amazonaws.com';

/** `[NO_PROXY, is the model client's request exempt, is the control client's]`. `H` and `C` stand for the two hosts. */
const exemptions: ReadonlyArray<readonly [string, boolean, boolean]> = [
	['', false, false],
	['*', true, true],
	[' * ', true, false],
	['*,foo', true, false],
	['foo,*', true, false],
	['foo *', true, false],
	['H,C', true, true],
	['foo H C', true, true],
	['foo\tC\nH', true, true],
	['.amazonaws.com', true, true],
	['.AMAZONAWS.com', true, true],
	[',,.amazonaws.com,', true, true],
	['.H,.C', true, true],
	['amazonaws.com', true, false],
	['us-east-1.amazonaws.com', true, false],
	['*.amazonaws.com', true, false],
	['*.H', true, false],
	['H.,C.', true, false],
	['H:443,C:443', true, true],
	['H:8443,C:8443', false, false],
	['amazonaws.com:443', true, false],
	['.amazonaws.com:443', true, false],
	['east-1.amazonaws.com', false, false],
	['*us-east-1.amazonaws.com', false, false],
	['bedrock*', false, false],
	['https://H,https://C', false, false],
	['..amazonaws.com', false, false],
	['.', false, false],
	['foo;.amazonaws.com', false, false],
];

describe('NO_PROXY', () => {
	test.each(exemptions)('%j', (value, model, controls) => {
		const env = {HTTPS_PROXY: proxy, NO_PROXY: value.replaceAll('H', host).replaceAll('C', control).replaceAll('AMAZONAWS', 'AmazonAWS')};
		expect(resolveProxy(`https://${host}`, env).proxy === undefined).toBe(model);
		expect(resolveProxy(`https://${control}`, env, 'control').proxy === undefined).toBe(controls);
	});

	test.each([
		['10.20.4.17', 'https://10.20.4.17', true],
		['10.20.4.17:443', 'https://10.20.4.17', true],
		['10.20.0.0/16', 'https://10.20.4.17', true],
		['10.21.0.0/16', 'https://10.20.4.17', false],
		['10.20.', 'https://10.20.4.17', false],
		['10.20.*', 'https://10.20.4.17', false],
		['.17', 'https://10.20.4.17', false],
		['[fd00::1]', 'https://[fd00::1]', true],
		['fd00::1', 'https://[fd00::1]', true],
		['fd00:0::1', 'https://[fd00::1]', true],
		['fd00::/8', 'https://[fd00::1]', true],
		['gw.corp', 'https://gw.corp:8443', true],
		['gw.corp:8443', 'https://gw.corp:8443', true],
		['gw.corp:443', 'https://gw.corp:8443', false],
		['gw.corp:80', 'http://gw.corp', true],
		['', 'http://localhost:9', false],
		['', 'http://127.0.0.1:9', false],
	])('%s and %s', (value, url, isExempt) => {
		expect(resolveProxy(url, {HTTPS_PROXY: proxy, NO_PROXY: value}).proxy === undefined).toBe(isExempt);
	});

	test('the model client stops at no_proxy, the control client reads both', () => {
		const env = {HTTPS_PROXY: proxy, no_proxy: 'foo', NO_PROXY: `${host},${control}`};
		expect(resolveProxy(`https://${host}`, env).proxy).toBeDefined();
		expect(resolveProxy(`https://${control}`, env, 'control').exemption).toEqual({variable: 'NO_PROXY', entry: control});
		expect(resolveProxy(`https://${host}`, {...env, no_proxy: ''}).exemption).toEqual({variable: 'NO_PROXY', entry: host});
		expect(resolveProxy(`https://${host}`, {...env, no_proxy: ' '}).proxy).toBeDefined();
	});
});

describe('the variable that wins', () => {
	const other = 'http://127.0.0.1:1';
	test.each([
		[{}, undefined],
		[{HTTPS_PROXY: proxy}, 'HTTPS_PROXY'],
		[{HTTP_PROXY: proxy}, 'HTTP_PROXY'],
		[{http_proxy: proxy}, 'http_proxy'],
		[{HTTP_PROXY: other, http_proxy: proxy}, 'http_proxy'],
		[{http_proxy: other, HTTPS_PROXY: proxy}, 'HTTPS_PROXY'],
		[{https_proxy: proxy, HTTPS_PROXY: other}, 'https_proxy'],
		[{https_proxy: '', HTTPS_PROXY: proxy}, 'HTTPS_PROXY'],
		[{ALL_PROXY: proxy}, 'ALL_PROXY'],
		[{ALL_PROXY: other, all_proxy: proxy}, 'all_proxy'],
		[{ALL_PROXY: other, http_proxy: proxy}, 'http_proxy'],
		[{ALL_PROXY: 'socks5://127.0.0.1:1080'}, undefined],
		[{ALL_PROXY: 'not a url'}, undefined],
	])('%j', (env, variable) => {
		const decision = resolveProxy(`https://${host}`, env);
		expect(decision.variable).toBe(variable);
		expect(decision.proxy).toBe(variable === undefined ? undefined : `${proxy}/`);
	});

	test('the control client does not read ALL_PROXY', () => {
		expect(resolveProxy(`https://${control}`, {ALL_PROXY: proxy}, 'control')).toEqual({resolvesHosts: false});
	});
});

describe('the setting itself', () => {
	test.each(['127.0.0.1:3128', '   http://127.0.0.1:3128  ', 'localhost:3128', 'https://proxy.corp', 'http://u:p%40x@127.0.0.1:3128'])(
		'takes %j',
		setting => {
			const decision = resolveProxy(`https://${host}`, {HTTPS_PROXY: setting});
			expect(decision.proxy).toBeDefined();
			expect(decision.problem).toBeUndefined();
		},
	);

	test.each(['not a url', 'http://', 'proxy.invalid', 'socks5://127.0.0.1:1080', 'ftp://127.0.0.1:21'])(
		'says why %j is of no use',
		setting => {
			const decision = resolveProxy(`https://${host}`, {HTTPS_PROXY: setting});
			expect(decision.proxy).toBeUndefined();
			expect(decision.problem).toContain('HTTPS_PROXY');
		},
	);

	test('a scheme that is not supported harms only hosts that use the proxy', () => {
		expect(resolveProxy(`https://${host}`, {HTTPS_PROXY: 'socks5://127.0.0.1:1080', NO_PROXY: '*'}).problem).toBeUndefined();
	});

	test('never shows the password', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[a-zA-Z\d]{6,20}$/), fc.boolean(), (password, isExempt) => {
				const decision = resolveProxy(`https://${host}`, {
					https_proxy: `http://dana:${password}@proxy.corp:8080`,
					...(isExempt ? {NO_PROXY: '*'} : {}),
				});
				const {proxy: secret, ...shown} = decision;
				expect(secret === undefined).toBe(isExempt);
				expect(JSON.stringify(shown)).not.toContain(password);
				expect(decision.display).toBe('http://dana:…@proxy.corp:8080');
			}),
		);
	});

	test('says whether the proxy looks names up', () => {
		expect(resolveProxy(host, {CLAUDE_CODE_PROXY_RESOLVES_HOSTS: '1'}).resolvesHosts).toBe(true);
		expect(resolveProxy(host, {CLAUDE_CODE_PROXY_RESOLVES_HOSTS: '0'}).resolvesHosts).toBe(false);
	});
});

test('no setting throws', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (setting, exempt) => {
			for (const url of [`https://${host}`, 'https://10.0.0.1', 'http://[fd00::1]:8080']) {
				for (const client of ['model', 'control'] as const) {
					const {proxy: used, exemption, problem} = resolveProxy(url, {HTTPS_PROXY: setting, ALL_PROXY: setting, no_proxy: exempt}, client);
					expect([used, exemption, problem].filter(part => part !== undefined).length).toBeLessThanOrEqual(1);
				}
			}
		}),
	);
});
