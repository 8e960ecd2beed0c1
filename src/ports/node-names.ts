// Look-ups by the operating system: one for all who ask for a name at the same time, and a slow answer is kept for a minute.

import dns from 'node:dns/promises';
import net, {type LookupFunction} from 'node:net';

/** Milliseconds from which an answer counts as slow: a name server was waited for in vain. */
const slowMs = 500;
const keptMs = 60_000;

export type Names = {
	/**
	 * Every address of a name, in the system's order.
	 *
	 * @param options.isFresh - A kept answer will not do.
	 * @throws The system's error; the signal's reason when aborted (the look-up itself cannot be stopped).
	 */
	lookup(host: string, options?: {readonly signal?: AbortSignal; readonly isFresh?: boolean}): Promise<readonly string[]>;
	/** The same for sockets. */
	readonly forSockets: LookupFunction;
};

/**
 * Where the first name server of a machine is silent, each look-up takes 5 seconds (resolv.conf(5), `timeout`), and Node makes two at a
 * time (libuv 1.51, half of its threads): asking anew for every connection would outlast every limit.
 */
export function systemNames(): Names {
	const running = new Map<string, Promise<readonly string[]>>();
	const kept = new Map<string, {readonly addresses: readonly string[]; readonly until: number}>();

	const ask = async (host: string): Promise<readonly string[]> => {
		const startedAt = performance.now();
		try {
			const found = await dns.lookup(host, {all: true, verbatim: true});
			const addresses = [...new Set(found.map(entry => entry.address))];
			if (performance.now() - startedAt >= slowMs) {
				kept.set(host, {addresses, until: performance.now() + keptMs});
			} else {
				kept.delete(host);
			}

			return addresses;
		} finally {
			running.delete(host);
		}
	};

	const shared = async (host: string, isFresh: boolean): Promise<readonly string[]> => {
		const known = kept.get(host);
		if (!isFresh && known !== undefined && known.until > performance.now()) {
			return known.addresses;
		}

		const asked = running.get(host) ?? ask(host);
		running.set(host, asked);
		return asked;
	};

	return {
		lookup: async (host, {signal, isFresh = false} = {}) => untilAborted(shared(host, isFresh), signal),
		forSockets: socketLookup(async host => shared(host, false)),
	};
}

/** Asks for each name once and remembers what was found. */
export function once(find: (host: string) => Promise<readonly string[]>): (host: string) => Promise<readonly string[]> {
	const found = new Map<string, readonly string[]>();
	return async host => {
		const addresses = found.get(host) ?? (await find(host));
		found.set(host, addresses);
		return addresses;
	};
}

/** A look-up as sockets want it. */
export function socketLookup(find: (host: string) => Promise<readonly string[]>): LookupFunction {
	return (host, options, callback) => {
		find(host).then(
			addresses => {
				const entries = addresses
					.map(address => ({address, family: net.isIP(address)}))
					.filter(({family}) => ![4, 6].includes(Number(options.family)) || family === options.family);
				const [first] = entries;
				if (first === undefined) {
					callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {code: 'ENOTFOUND', hostname: host}), '', 0);
				} else if (options.all === true) {
					callback(null, entries);
				} else {
					callback(null, first.address, first.family);
				}
			},
			(error: unknown) => {
				callback(error as NodeJS.ErrnoException, '', 0);
			},
		);
	};
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	signal?.throwIfAborted();
	let onAbort: (() => void) | undefined;
	const aborted = new Promise<never>((_resolve, reject) => {
		onAbort = () => {
			reject(signal?.reason as Error);
		};

		signal?.addEventListener('abort', onAbort, {once: true});
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		if (onAbort !== undefined) {
			signal?.removeEventListener('abort', onAbort);
		}
	}
}
