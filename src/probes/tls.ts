// Makes one TLS handshake along the path a request would take, and says who issued the certificate that came back.

import {clean} from '../core/document.ts';
import type {Network} from '../ports/ports.ts';
import {attempt, type Bounds} from './bounded.ts';

export type TlsFacts = {
	readonly host: string;
	/** Address that was spoken to; absent through a proxy, which chooses it. */
	readonly address?: string;
	/** Undefined when the handshake did not finish. */
	readonly isTrusted: boolean | undefined;
	/** OpenSSL's reason, or the system's code when the handshake did not finish. */
	readonly error?: string;
	/** HTTP status with which a proxy refused the tunnel; 0 when it refused without one. */
	readonly refusedBy?: number;
	readonly issuer?: string;
	readonly root?: string;
	readonly protocol?: string;
	readonly tookMs: number;
};

export type TlsTarget = {
	readonly host: string;
	readonly port: number;
	readonly address: string;
	/** Proxy to tunnel through; `address` is then not used. */
	readonly proxy?: string | undefined;
};

/** Makes one handshake; an untrusted certificate is a fact, not a failure. Never throws except when aborted. */
export async function shakeHands(target: TlsTarget, network: Network, bounds: Bounds): Promise<TlsFacts> {
	const {host, port, address, proxy} = target;
	const way = proxy === undefined ? {address} : {};
	const made = await attempt(bounds, async signal =>
		network.handshake({host, port, address, ...(proxy === undefined ? {} : {proxy}), limitMs: bounds.limitMs, signal}),
	);
	if ('error' in made) {
		const refusal = made.error === 'EPROXY' ? {refusedBy: made.status ?? 0} : {};
		return {host, ...way, isTrusted: undefined, error: made.error, ...refusal, tookMs: made.tookMs};
	}

	const {issuer, root, protocol, error} = made.value;
	return {
		host,
		...way,
		isTrusted: made.value.isTrusted,
		...(error === undefined ? {} : {error: clean(error)}),
		...(issuer === undefined ? {} : {issuer: clean(issuer)}),
		...(root === undefined ? {} : {root: clean(root)}),
		...(protocol === undefined ? {} : {protocol}),
		tookMs: made.tookMs,
	};
}
