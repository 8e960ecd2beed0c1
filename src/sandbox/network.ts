// The network of a scenario as a port: look-ups, connections, handshakes and requests by its tables, loopback for real.

import {isIP} from 'node:net';
import type {Clock, Handshake, HttpRequest, HttpResponse, Network} from '../ports/ports.ts';
import {cloudsOf} from './clouds/index.ts';
import type {Scenario} from './scenario.ts';

export type SimulatedNetworkOptions = {
	readonly scenario: Scenario;
	/** Address of the running sandbox. */
	readonly url: string;
	readonly real: Network;
	readonly clock: Clock;
	/** Factor on every simulated wait; below 1 makes tests quick. */
	readonly timeScale: number;
};

const connectMs = 12;
const handshakeMs = 31;

/** An error as the system raises it. */
export function systemError(code: string, message: string, more: Readonly<Record<string, unknown>> = {}): Error {
	return Object.assign(new Error(`${message} ${code}`), {code, ...more});
}

export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}

function portOf(url: URL): number {
	return url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
}

function certificateFacts(host: string, scenario: Scenario, authorities: string | undefined): Omit<Handshake, 'tookMs'> {
	const ofCloud = cloudsOf(scenario)
		.map(cloud => cloud.issuerOf(host))
		.find(issuer => issuer !== undefined);
	const {
		fails: _fails,
		trustedWith,
		error,
		...facts
	} = scenario.network.certificates[host] ?? {
		...(ofCloud ?? {issuer: 'Amazon', root: 'Amazon'}),
		isTrusted: true,
	};
	const isTrusted = facts.isTrusted || (trustedWith !== undefined && authorities?.includes(trustedWith) === true);
	return {protocol: 'TLSv1.3', ...facts, isTrusted, ...(error === undefined || isTrusted ? {} : {error})};
}

/** Simulates the network of the scenario. Errors carry the codes of the real port. */
export function simulateNetwork(options: SimulatedNetworkOptions): Network {
	const {scenario, real, clock, timeScale} = options;
	const {hosts, resolver, addresses, certificates, proxies, pages} = scenario.network;
	const wait = async (milliseconds: number, signal?: AbortSignal) => clock.sleep(milliseconds * timeScale, signal);

	const lookup: Network['lookup'] = async (host, given = {}) => {
		given.signal?.throwIfAborted();
		if (isLoopback(host)) {
			return real.lookup(host, given);
		}

		if (isIP(host) !== 0) {
			return [host];
		}

		const found = resolver === undefined ? hosts[host.toLowerCase()] : undefined;
		if (found === undefined || found.length === 0) {
			throw systemError(resolver ?? 'ENOTFOUND', `getaddrinfo ${resolver ?? 'ENOTFOUND'} ${host};`, {
				syscall: 'getaddrinfo',
				hostname: host,
			});
		}

		return found;
	};

	const connect: Network['connect'] = async given => {
		if (isLoopback(given.address)) {
			return real.connect(given);
		}

		const state = addresses[given.address];
		const milliseconds = state?.milliseconds ?? connectMs;
		if (state?.connect === 'dropped' || milliseconds > given.limitMs) {
			await wait(given.limitMs, given.signal);
			throw systemError('ETIMEDOUT', `connect ETIMEDOUT ${given.address}:${given.port};`);
		}

		await wait(milliseconds, given.signal);
		if (state?.connect === 'refused') {
			throw systemError('ECONNREFUSED', `connect ECONNREFUSED ${given.address}:${given.port};`);
		}

		return milliseconds;
	};

	/** Goes through a proxy as far as the scenario lets it; answers who intercepts, when somebody does. */
	const tunnel = async (proxy: string, limitMs: number, signal?: AbortSignal) => {
		const host = new URL(/^[a-z]+:\/\//iu.test(proxy) ? proxy : `http://${proxy}`).hostname;
		const [address = ''] = await lookup(host);
		await connect({address, port: 8080, limitMs, ...(signal === undefined ? {} : {signal})});
		const facts = Object.entries(proxies).find(([url]) => new URL(url).hostname === host)?.[1];
		if (facts === undefined) {
			throw systemError('ECONNREFUSED', `connect ECONNREFUSED ${host};`);
		}

		if (facts.tunnel !== 'open') {
			const status = facts.tunnel === 'authenticate' ? 407 : 403;
			throw systemError(
				'EPROXY',
				`The proxy answered: HTTP/1.1 ${status} ${status === 407 ? 'Proxy Authentication Required' : 'Forbidden'};`,
				{status},
			);
		}

		return facts.intercepts;
	};

	const certificateOf = (host: string, interceptor: string | undefined, authorities?: string): Omit<Handshake, 'tookMs'> => {
		if (interceptor !== undefined) {
			return {isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN', issuer: interceptor, root: interceptor, protocol: 'TLSv1.3'};
		}

		return certificateFacts(host, scenario, authorities);
	};

	const failHandshake = (host: string) => {
		const code = certificates[host]?.fails;
		if (code !== undefined) {
			throw systemError(code, 'The connection was closed during the TLS handshake.');
		}
	};

	const handshake: Network['handshake'] = async given => {
		if (isLoopback(given.host) && given.proxy === undefined) {
			return real.handshake(given);
		}

		const interceptor = given.proxy === undefined ? undefined : await tunnel(given.proxy, given.limitMs, given.signal);
		const took = given.proxy === undefined ? await connect(given) : connectMs;
		await wait(handshakeMs, given.signal);
		failHandshake(given.host);
		return {...certificateOf(given.host, interceptor, given.authorities), tookMs: took + handshakeMs};
	};

	/** Reaches the first open address of a host, as a client that tries them in turn. */
	const reach = async (host: string, port: number, given: HttpRequest) => {
		const found = await lookup(host, given);
		const open = found.find(address => (addresses[address]?.connect ?? 'open') === 'open') ?? found[0] ?? '';
		await connect({address: open, port, limitMs: given.limitMs, ...(given.signal === undefined ? {} : {signal: given.signal})});
	};

	/** The sandbox's own address stands for hosts of the cloud: the simulated proxy is passed, and only then loopback is used directly. */
	const throughProxy = async ({proxy, ...direct}: HttpRequest): Promise<HttpRequest> => {
		if (proxy !== undefined) {
			await tunnel(proxy, direct.limitMs, direct.signal);
		}

		return direct;
	};

	const request = async (given: HttpRequest): Promise<HttpResponse> => {
		const url = new URL(given.url);
		if (isLoopback(url.hostname)) {
			return real.request(url.origin === options.url ? await throughProxy(given) : given);
		}

		let interceptor: string | undefined;
		if (given.proxy === undefined) {
			await reach(url.hostname, portOf(url), given);
		} else {
			interceptor = await tunnel(given.proxy, given.limitMs, given.signal);
		}

		const certificate = certificateOf(url.hostname, interceptor, given.authorities);
		if (url.protocol === 'https:') {
			failHandshake(url.hostname);
		}

		if (url.protocol === 'https:' && !certificate.isTrusted) {
			throw systemError(certificate.error ?? 'SELF_SIGNED_CERT_IN_CHAIN', 'certificate not trusted;');
		}

		const page = pages[url.hostname];
		if (page?.isSilent === true) {
			await wait(given.limitMs, given.signal);
			throw systemError('ETIMEDOUT', `No answer within ${given.limitMs} ms.`);
		}

		if (page !== undefined) {
			await wait(connectMs, given.signal);
			return {
				status: page.status,
				headers: {...page.headers, 'content-type': page.contentType},
				body: page.body,
				tookMs: connectMs + handshakeMs,
			};
		}

		const {proxy: _proxy, ...direct} = given;
		return real.request({...direct, url: `${options.url}${url.pathname}${url.search}`, headers: {...given.headers, host: url.host}});
	};

	return {lookup, connect, handshake, request};
}
