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

/**
 * Milliseconds for one look-up. Systems wait 5 seconds for each name server that is silent before they ask the next one, and ask the
 * first two twice (resolv.conf(5), Windows alike), so that less would call a laptop offline that only waits.
 */
export const nameLimitMs = 12_000;

/** Looks one name up; an address is its own answer. Never throws except when aborted. */
export async function lookUp(host: string, network: Network, bounds: Bounds, isFresh = false): Promise<NameFacts> {
	if (isAddress(host)) {
		return {host, addresses: [host], tookMs: 0};
	}

	const found = await attempt(bounds, async signal => network.lookup(host, {signal, isFresh}));
	if ('error' in found) {
		return {host, addresses: [], error: found.error, tookMs: found.tookMs};
	}

	const addresses = [...new Set(found.value)];
	return {host, addresses, ...(addresses.length === 0 ? {error: 'ENODATA'} : {}), tookMs: found.tookMs};
}
