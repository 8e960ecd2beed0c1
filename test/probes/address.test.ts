// Kinds of addresses: the edges of every range by table, the rest by property.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isAddress, isInRange, isSameAddress, kindOf} from '../../src/probes/address.ts';

describe('kindOf', () => {
	test.each([
		['9.255.255.255', 'public'],
		['10.0.0.0', 'private'],
		['10.255.255.255', 'private'],
		['11.0.0.0', 'public'],
		['172.15.255.255', 'public'],
		['172.16.0.0', 'private'],
		['172.31.255.255', 'private'],
		['172.32.0.0', 'public'],
		['192.167.255.255', 'public'],
		['192.168.0.0', 'private'],
		['192.169.0.0', 'public'],
		['100.63.255.255', 'public'],
		['100.64.0.0', 'private'],
		['100.127.255.255', 'private'],
		['100.128.0.0', 'public'],
		['127.0.0.1', 'local'],
		['127.255.255.254', 'local'],
		['169.254.169.254', 'link-local'],
		['0.0.0.0', 'nowhere'],
		['52.94.0.17', 'public'],
		['::1', 'local'],
		['::', 'nowhere'],
		['fc00::', 'private'],
		['fdff:ffff::1', 'private'],
		['fe00::1', 'public'],
		['fe80::1', 'link-local'],
		['fe80::1%eth0', 'link-local'],
		['febf::1', 'link-local'],
		['fec0::1', 'public'],
		['2600:1f18::1', 'public'],
		['::ffff:10.20.4.17', 'private'],
		['::ffff:52.94.0.17', 'public'],
		['::ffff:127.0.0.1', 'local'],
	])('%s is %s', (address, kind) => {
		expect(kindOf(address)).toBe(kind);
	});

	test('rejects what is no address', () => {
		expect(() => kindOf('example.com')).toThrow(RangeError);
		expect(() => kindOf('10.0.0')).toThrow(RangeError);
	});

	test('agrees with arithmetic on every IPv4 address', () => {
		fc.assert(
			fc.property(fc.ipV4(), address => {
				const [a = 0, b = 0] = address.split('.').map(Number);
				const isPrivate = a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128);
				expect(kindOf(address) === 'private').toBe(isPrivate);
				expect(kindOf(`::ffff:${address}`)).toBe(kindOf(address));
			}),
		);
	});

	test('takes every IPv6 address', () => {
		fc.assert(
			fc.property(fc.ipV6(), address => {
				expect(['private', 'local', 'link-local', 'nowhere', 'public']).toContain(kindOf(address));
			}),
		);
	});
});

describe('ranges', () => {
	test('every address lies in its own full range and in the empty one of its family', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.ipV4().map(address => [address, 32, '0.0.0.0/0'] as const),
					fc.ipV6().map(address => [address, 128, '::/0'] as const),
				),
				([address, bits, all]) => {
					expect(isInRange(address, `${address}/${bits}`)).toBe(true);
					expect(isInRange(address, all)).toBe(true);
					expect(isSameAddress(address, address)).toBe(true);
				},
			),
		);
	});

	test.each(['10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10.0.0.0', 'foo/8', '10.0.0.0/-1', '/8', ''])(
		'a malformed range %j holds nothing',
		range => {
			expect(isInRange('10.0.0.1', range)).toBe(false);
			expect(isInRange('fd00::1', range)).toBe(false);
		},
	);

	test('spelling does not matter', () => {
		expect(isSameAddress('::1', '0:0:0:0:0:0:0:1')).toBe(true);
		expect(isSameAddress('10.0.0.1', '10.0.0.2')).toBe(false);
		expect(isSameAddress('10.0.0.1', 'host.example')).toBe(false);
	});

	test('names are not addresses', () => {
		fc.assert(
			fc.property(fc.domain(), name => {
				expect(isAddress(name)).toBe(false);
			}),
		);
	});
});
