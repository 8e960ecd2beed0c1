// The verdict on the way, over every combination of layers: nothing but a full proof is ever private.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {bedrockRuntime} from '../../src/providers/bedrock/service.ts';
import {pathVerdict, type PathLayers} from '../../src/checks/network/verdict.ts';
import {kindOf} from '../../src/probes/address.ts';
import {budget} from '../helpers/fuzz.ts';

const host = 'bedrock-runtime.us-east-1.amazonaws.com';
const answered = {url: `https://${host}/model/x/invoke`, status: 403, headers: {'x-amzn-requestid': '1'}, body: '', tookMs: 1};
const trusted = {host, isTrusted: true, issuer: 'Amazon', tookMs: 1};

function layers(addresses: readonly string[], change: Partial<PathLayers> = {}): PathLayers {
	return {
		host,
		service: bedrockRuntime,
		expectedAddresses: [],
		proxy: {isOnPath: false, resolvesHosts: false},
		dns: {name: {host, addresses, tookMs: 1}, witnesses: []},
		tcp: {target: 'endpoint', port: 443, tries: addresses.map(address => ({address, port: 443, outcome: 'open', tookMs: 1}))},
		tls: trusted,
		http: answered,
		...change,
	};
}

const privateAddress = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map(([a, b, c]) => `10.${a}.${b}.${c}`);
const anyAddress = fc.oneof(privateAddress, fc.ipV4(), fc.ipV6());

/** Every layer is fine most of the time, so that one broken layer among good ones is the usual case. */
function mostly<T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
	return fc.oneof({arbitrary: usual, weight: 6}, {arbitrary: odd, weight: 1});
}

/** Layers in every state, missing ones included. */
const anyLayers: fc.Arbitrary<PathLayers> = fc
	.record({
		addresses: mostly(fc.array(privateAddress, {minLength: 1, maxLength: 3}), fc.array(anyAddress, {maxLength: 4})),
		outcome: mostly(fc.constant('open' as const), fc.constantFrom('refused', 'dropped', 'unreachable')),
		isOnPath: mostly(fc.constant(false), fc.constant(true)),
		trust: mostly(fc.constant(true), fc.constantFrom(false, undefined)),
		issuer: mostly(fc.constant('Amazon'), fc.constantFrom('Zscaler Inc.', 'Amazonas', undefined)),
		status: mostly(fc.constantFrom(403, 404), fc.constantFrom(undefined, 200, 302)),
		isMarked: mostly(fc.constant(true), fc.constant(false)),
		missing: mostly<readonly string[], readonly string[]>(fc.constant([]), fc.subarray(['proxy', 'dns', 'tcp', 'tls', 'http'])),
	})
	.map(({addresses, outcome, isOnPath, trust, issuer, status, isMarked, missing}) => {
		const full = layers(addresses, {
			proxy: {isOnPath, resolvesHosts: false},
			tcp: {target: 'endpoint', port: 443, tries: addresses.map(address => ({address, port: 443, outcome, tookMs: 1}))},
			tls: {host, isTrusted: trust, ...(issuer === undefined ? {} : {issuer}), tookMs: 1},
			http: {...answered, status, headers: isMarked ? {'x-amzn-requestid': '1'} : {}},
		});
		return {...full, ...Object.fromEntries(missing.map(name => [name, undefined]))};
	});

/** The definition of "private", written the other way round. */
function isProven({proxy, dns, tcp, tls, http}: PathLayers): boolean {
	const addresses = dns?.name.addresses ?? [];
	return (
		proxy?.isOnPath === false &&
		addresses.length > 0 &&
		addresses.every(address => kindOf(address) === 'private') &&
		tcp?.tries.some(attempt => attempt.outcome === 'open') === true &&
		tls !== undefined &&
		!('isLocal' in tls) &&
		tls.isTrusted === true &&
		tls.issuer === 'Amazon' &&
		http?.status !== undefined &&
		http.status !== 302 &&
		'x-amzn-requestid' in http.headers
	);
}

describe('pathVerdict', () => {
	test('private is a full proof', () => {
		fc.assert(
			fc.property(anyLayers, given => {
				expect(pathVerdict(given).verdict === 'private').toBe(isProven(given));
			}),
			budget({usual: 3000}),
		);
	});

	test('with every layer fine, the addresses decide', () => {
		fc.assert(
			fc.property(fc.array(anyAddress, {minLength: 1, maxLength: 4}), addresses => {
				const {verdict, where} = pathVerdict(layers(addresses));
				const kinds = new Set(addresses.map(address => kindOf(address)));
				expect(verdict === 'private').toBe(kinds.size === 1 && kinds.has('private'));
				expect(verdict === 'public').toBe(kinds.has('public'));
				expect(where === 'mixed').toBe(kinds.has('public') && kinds.size > 1);
			}),
		);
	});

	test('the order of the addresses does not matter', () => {
		fc.assert(
			fc.property(fc.array(anyAddress, {maxLength: 4}), addresses => {
				expect(pathVerdict(layers(addresses.toReversed())).verdict).toBe(pathVerdict(layers(addresses)).verdict);
			}),
		);
	});

	test('a proxy on the path is never private or public by local names', () => {
		fc.assert(
			fc.property(anyLayers, given => {
				const {verdict} = pathVerdict({...given, proxy: {isOnPath: true, resolvesHosts: false}});
				expect(['blocked', 'cannot tell']).toContain(verdict);
			}),
		);
	});

	test('known endpoint addresses count whatever their range', () => {
		expect(pathVerdict(layers(['52.94.0.17'], {expectedAddresses: ['52.94.0.17']})).verdict).toBe('private');
		expect(pathVerdict(layers(['52.94.0.17', '52.94.0.18'], {expectedAddresses: ['52.94.0.17']})).where).toBe('mixed');
	});

	test('addresses of an endpoint for another service do not count', () => {
		const endpoint = {
			id: 'vpce-1',
			service: 'bedrock',
			region: 'us-east-1',
			state: 'available',
			privateDns: true,
			dnsNames: [],
			addresses: ['52.94.0.17'],
		};
		expect(pathVerdict(layers(['52.94.0.17'], {endpoint: {endpoints: [endpoint], region: 'us-east-1'}})).verdict).toBe('public');
		expect(
			pathVerdict(layers(['52.94.0.17'], {endpoint: {endpoints: [{...endpoint, service: 'bedrock-runtime'}], region: 'us-east-1'}}))
				.verdict,
		).toBe('private');
	});

	test('the reason names whose addresses they are', () => {
		expect(pathVerdict(layers(['10.20.4.17', '10.20.5.9'])).reason).toContain('Both addresses belong to a private network');
		expect(pathVerdict(layers(['10.20.4.17'], {expectedAddresses: ['10.20.4.17']})).reason).toContain(
			'The address belongs to your private endpoint',
		);
	});
});
