// Looks names up with the operating system's resolver, the only one that honours VPN split DNS and the hosts file.

import type {Network} from '../ports/ports.ts';
import {isAddress} from './address.ts';
import {attempt, type Bounds} from './bounded.ts';

export type NameFacts = {
	readonly host: string;
	/** Empty when nothing was found. */
	readonly addresses: readonly string[];
	/** The resolver's code, for example `ENOTFOUND`, `EAI_AGAIN`, `ETIMEDOUT`; absent when it answered. */
	readonly error?: string;
	readonly tookMs: number;
};

/** Looks one name up; an address is its own answer. Never throws except when aborted. */
export async function lookUp(host: string, network: Network, bounds: Bounds): Promise<NameFacts> {
	if (isAddress(host)) {
		return {host, addresses: [host], tookMs: 0};
	}

	const found = await attempt(bounds, async signal => network.lookup(host, {signal}));
	if ('error' in found) {
		return {host, addresses: [], error: found.error, tookMs: found.tookMs};
	}

	const addresses = [...new Set(found.value)];
	return {host, addresses, ...(addresses.length === 0 ? {error: 'ENODATA'} : {}), tookMs: found.tookMs};
}
