// A network described by a table, and ports that have nothing but it, a clock and variables.

import type {Environment, Network, Ports} from '../../src/ports/ports.ts';

export type Table = {
	/** By name: addresses, or the code that its look-up fails with. Names that are missing fail with ENOTFOUND. */
	readonly names: Readonly<Record<string, readonly string[] | string>>;
	/** By address: code that a connection fails with; absent means open. */
	readonly connect?: Readonly<Record<string, string>>;
	/** How many connections open before every further one meets silence; default: all. */
	readonly opens?: number;
	/** Certificate at the other end, or the code that every handshake fails with; default: trusted, by Amazon. */
	readonly certificate?: {readonly issuer: string; readonly root?: string; readonly isTrusted: boolean; readonly error?: string} | string;
	/** Status with which the proxy refuses a tunnel. */
	readonly refuses?: number;
	/** The answer to the call, or the code it fails with; default: an answer of the service. */
	readonly reply?: {readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string} | string;
	/** Names whose look-up never ends. */
	readonly hangs?: readonly string[];
};

/** What the network was asked, in order. */
export type Log = string[];

function failure(code: string, more: object = {}): Error {
	return Object.assign(new Error(code), {code, ...more});
}

export function fakeNetwork(table: Table, log: Log = []): Network {
	const refuse = (proxy: string | undefined) => {
		if (proxy !== undefined && table.refuses !== undefined) {
			throw failure('EPROXY', {status: table.refuses});
		}
	};

	return {
		async lookup(host) {
			log.push(`lookup ${host}`);
			if (table.hangs?.includes(host) === true) {
				return new Promise(() => {});
			}

			const found = table.names[host] ?? 'ENOTFOUND';
			if (typeof found === 'string') {
				throw failure(found);
			}

			return found;
		},
		async connect({address, port}) {
			log.push(`connect ${address}:${port}`);
			const isGone = log.filter(entry => entry.startsWith('connect ')).length > (table.opens ?? Infinity);
			const code = isGone ? 'ETIMEDOUT' : table.connect?.[address];
			if (code !== undefined) {
				throw failure(code);
			}

			return 12;
		},
		async handshake({host, address, proxy}) {
			log.push(`handshake ${host} ${proxy === undefined ? address : `through ${proxy}`}`);
			refuse(proxy);
			const certificate = table.certificate ?? {issuer: 'Amazon', root: 'Amazon', isTrusted: true};
			if (typeof certificate === 'string') {
				throw failure(certificate);
			}

			return {...certificate, protocol: 'TLSv1.3', tookMs: 31};
		},
		async request({url, method, proxy}) {
			log.push(`${method} ${url}${proxy === undefined ? '' : ` through ${proxy}`}`);
			refuse(proxy);
			const reply = table.reply ?? {
				status: 403,
				headers: {'x-amzn-requestid': '1', 'x-amzn-errortype': 'MissingAuthenticationTokenException'},
				body: '{}',
			};
			if (typeof reply === 'string') {
				throw failure(reply);
			}

			return {headers: {}, body: '', tookMs: 40, ...reply};
		},
	};
}

export function fakePorts(network: Network, env: Environment = {}): Ports {
	const absent = () => {
		throw new Error('Not part of this test.');
	};
	const nothing = new Proxy({}, {get: absent});
	return {
		clock: {
			now: () => Date.now(),
			elapsed: () => performance.now(),
			sleep: async (milliseconds, signal) =>
				new Promise((resolve, reject) => {
					// A hundred times faster, so that limits are reached within a test.
					const timer = setTimeout(resolve, milliseconds / 100);
					signal?.addEventListener(
						'abort',
						() => {
							clearTimeout(timer);
							reject(signal.reason as Error);
						},
						{once: true},
					);
				}),
		},
		env,
		network,
		files: nothing as Ports['files'],
		processes: nothing as Ports['processes'],
		browser: nothing as Ports['browser'],
		host: {platform: 'linux', home: '/home/dana', folder: '/home/dana', nodeVersion: '24.0.0'},
		random: size => new Uint8Array(size),
	};
}
