// Opens a TCP connection to every address of a name, because one dead address of several is invisible to a single try.

import type {Network} from '../ports/ports.ts';
import {attempt, type Bounds} from './bounded.ts';

/** `dropped`: silence until the limit. `refused`: somebody said no. `unreachable`: this machine knows no way there. */
export type ConnectOutcome = 'open' | 'refused' | 'dropped' | 'unreachable';

export type ConnectFacts = {
	readonly address: string;
	readonly port: number;
	readonly outcome: ConnectOutcome;
	/** The system's code when not open. */
	readonly error?: string;
	readonly tookMs: number;
};

const outcomes: Readonly<Record<string, ConnectOutcome>> = {
	ETIMEDOUT: 'dropped',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	ENETDOWN: 'unreachable',
	EADDRNOTAVAIL: 'unreachable',
	// What Linux answers locally for a black-hole route.
	EINVAL: 'unreachable',
};

/** Tries all addresses at once, each within the limit. Never throws except when aborted. */
export async function connectAll(
	addresses: readonly string[],
	port: number,
	network: Network,
	bounds: Bounds,
): Promise<readonly ConnectFacts[]> {
	return Promise.all(
		addresses.map(async address => {
			const opened = await attempt(bounds, async signal => network.connect({address, port, limitMs: bounds.limitMs, signal}));
			if ('error' in opened) {
				return {address, port, outcome: outcomes[opened.error] ?? 'refused', error: opened.error, tookMs: opened.tookMs};
			}

			return {address, port, outcome: 'open' as const, tookMs: Math.round(opened.value)};
		}),
	);
}
