// What kind of network an IP address belongs to: private, this machine, link-local, nowhere or public.

import {BlockList, isIP} from 'node:net';

/** `local` is this machine; `nowhere` is the unspecified address that DNS filters answer with. */
export type AddressKind = 'private' | 'local' | 'link-local' | 'nowhere' | 'public';

// RFC 1918, RFC 6598 (carrier-grade NAT, also AWS VPC ranges and zero-trust agents), RFC 4193, RFC 3927, RFC 4291, RFC 1122.
const ranges: ReadonlyArray<readonly [AddressKind, readonly string[]]> = [
	['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
	['local', ['127.0.0.0/8', '::1/128']],
	['link-local', ['169.254.0.0/16', 'fe80::/10']],
	['nowhere', ['0.0.0.0/8', '::/128']],
];

/** Whether the text is an IPv4 or IPv6 address (no brackets, no zone). */
export function isAddress(text: string): boolean {
	return isIP(text) !== 0;
}

/**
 * The kind of network an address belongs to.
 *
 * @param address - IPv4, IPv6 or IPv4-mapped IPv6, without brackets; a zone (`%eth0`) is ignored.
 * @throws RangeError when the text is not an address.
 */
export function kindOf(address: string): AddressKind {
	const plain = address.replace(/%.*$/, '');
	if (!isAddress(plain)) {
		throw new RangeError(`${address} is not an IP address`);
	}

	return ranges.find(([, blocks]) => blocks.some(block => isInRange(plain, block)))?.[0] ?? 'public';
}

/**
 * Whether an address lies in a range such as `10.20.0.0/16` or `fd00::/8`. False when either is malformed.
 * IPv4-mapped IPv6 addresses count as the IPv4 address they carry.
 */
export function isInRange(address: string, range: string): boolean {
	const [network = '', prefixText = ''] = range.split('/');
	const version = isIP(network);
	const prefix = Number(prefixText);
	if (version === 0 || !isAddress(address) || !/^\d{1,3}$/.test(prefixText) || prefix > (version === 4 ? 32 : 128)) {
		return false;
	}

	const list = new BlockList();
	list.addSubnet(network, prefix, version === 4 ? 'ipv4' : 'ipv6');
	return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/** Whether two texts are the same address, whatever their spelling (`::1` and `0:0:0:0:0:0:0:1`). */
export function isSameAddress(one: string, other: string): boolean {
	return one === other || isInRange(one, `${other}/${isIP(other) === 4 ? 32 : 128}`);
}
