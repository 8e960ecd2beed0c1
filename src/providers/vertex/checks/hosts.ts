// Checks of the ways to Google beside the shared ones: its private address ranges, further model hosts, the host that renews sign-ins.

import {raise} from '../../../catalog/declare.ts';
import {vertexFindings, type VertexCode} from '../../../catalog/vertex.ts';
import {networkFindings} from '../../../catalog/network.ts';
import {googleAgentPlatform, googlePrivateRange} from '../service.ts';
import type {Check} from '../../../core/check.ts';
import type {Finding} from '../../../core/finding.ts';
import {kindOf} from '../../../probes/address.ts';
import {lookUp, nameLimitMs} from '../../../probes/dns.ts';
import {resolveProxy} from '../../../probes/proxy.ts';
import {connectAll} from '../../../probes/tcp.ts';
import {shakeHands} from '../../../probes/tls.ts';
import type {StepContext} from '../../provider.ts';

export type HostFacts = {
	readonly host: string;
	readonly addresses: readonly string[];
	/** Addresses that accepted a connection. */
	readonly open: readonly string[];
	/** The proxy that this host is reached through; then nothing else is known. */
	readonly proxy?: string;
	readonly isReached: boolean;
	readonly reason: string;
};

const limitMs = 3000;

async function look(context: StepContext, host: string, port: number, signal: AbortSignal): Promise<HostFacts> {
	const {network, clock, env} = context.ports;
	const bounds = {clock, limitMs, signal};
	const way = resolveProxy(`https://${host}:${port}`, env);
	if (way.proxy !== undefined) {
		const tls = await shakeHands({host, port, address: host, proxy: way.proxy}, network, bounds);
		const isReached = tls.isTrusted !== undefined;
		return {
			host,
			addresses: [],
			open: [],
			proxy: way.display ?? 'a proxy',
			isReached,
			reason: isReached ? 'The proxy opens the way' : 'The proxy does not open the way',
		};
	}

	const name = await lookUp(host, network, {...bounds, limitMs: nameLimitMs});
	const tries = name.addresses.length === 0 ? [] : await connectAll(name.addresses, port, network, bounds);
	const open = tries.filter(attempt => attempt.outcome === 'open').map(attempt => attempt.address);
	const reason =
		name.addresses.length === 0
			? `The name is not found (${name.error ?? 'no address'})`
			: `Port ${port} ${open.length > 0 ? 'answers' : 'does not answer'}`;
	return {host, addresses: name.addresses, open, isReached: open.length > 0, reason};
}

/** The private way that all addresses of a name stand for; undefined when one of them is public. */
export function privatePath(addresses: readonly string[]): string | undefined {
	const ways = addresses.map(
		address =>
			googlePrivateRange(address)?.name ??
			(kindOf(address) === 'private' ? 'Private Service Connect (an address of your own network)' : undefined),
	);
	return ways.length === 0 || ways.includes(undefined) ? undefined : [...new Set(ways)].join(' and ');
}

/** Pure. What only Google's private ranges explain; undefined when they explain nothing. */
function explained(facts: HostFacts, check: string): Finding | undefined {
	const ranges = facts.addresses.map(address => googlePrivateRange(address));
	const [first] = ranges;
	if (first === undefined || ranges.includes(undefined)) {
		return undefined;
	}

	const details = {host: facts.host, addresses: facts.addresses.join(', '), path: first.name, range: first.range};
	const evidence = [{label: 'name', value: `${facts.host} → ${details.addresses}`}];
	const code: VertexCode | undefined = facts.host.endsWith('.rep.googleapis.com')
		? 'vertex.multi-region-not-private'
		: facts.isReached
			? undefined
			: 'vertex.private-route-missing';
	return code === undefined ? undefined : raise(vertexFindings, code, {check, details, evidence});
}

/** The check `vertex.path` for the main host (already judged by the shared checks), or `vertex.host.<host>` for a further one. */
export function hostCheck(
	context: StepContext,
	host: string,
	options: {readonly isMain: boolean; readonly wantsPrivate: boolean},
): Check<HostFacts> {
	const id = options.isMain ? 'vertex.path' : `vertex.host.${host}`;
	return {
		id,
		group: 'network',
		title: options.isMain ? 'google' : host.split('.')[0]!.slice(0, 12),
		needs: [],
		limitMs: nameLimitMs + limitMs + 1500,
		run: async ({signal}) => look(context, host, 443, signal),
		summarize: facts => `${host}: ${privatePath(facts.addresses) ?? facts.reason.toLowerCase()}`,
		judge(facts) {
			const path = privatePath(facts.addresses);
			const details = {
				host,
				path: path ?? 'the public path',
				addresses: facts.proxy === undefined ? facts.addresses.join(', ') || 'no address' : 'the proxy',
			};
			const special = explained(facts, id);
			if (special !== undefined) {
				return [special];
			}

			// The shared checks tell about the main host; repeating them here would say things twice.
			if (options.isMain || facts.isReached) {
				return options.wantsPrivate && !options.isMain && path === undefined
					? [
							raise(networkFindings, facts.proxy === undefined ? 'network.public-path' : 'network.proxy-on-path', {
								check: id,
								details: {
									...details,
									service: googleAgentPlatform.name,
									region: host.split('-aiplatform')[0] ?? host,
									forwarding: googleAgentPlatform.forwarding(host),
									proxy: facts.proxy ?? 'none',
									variable: 'HTTPS_PROXY',
									exempt: '',
									exemptVariable: 'NO_PROXY',
								},
							}),
						]
					: facts.isReached
						? [raise(vertexFindings, path === undefined ? 'vertex.host-reached' : 'vertex.host-private', {check: id, details})]
						: [raise(networkFindings, 'network.path-unproven', {check: id, details: {host, reason: `${facts.reason}.`}})];
			}

			return [
				raise(networkFindings, facts.addresses.length === 0 ? 'network.name-not-found' : 'network.connect-dropped', {
					check: id,
					details: {
						...details,
						error: 'no address',
						service: googleAgentPlatform.name,
						region: host,
						forwarding: googleAgentPlatform.forwarding(host),
						port: '443',
						isPrivate: path === undefined ? 'no' : 'yes',
					},
				}),
			];
		},
	};
}

/** The check `vertex.token-host`: whether the sign-in can be renewed from here. */
export function tokenHostCheck(context: StepContext, place: string): Check<HostFacts> {
	const id = 'vertex.token-host';
	const {hostname, port, protocol} = new URL(place);
	return {
		id,
		group: 'network',
		title: 'renewal',
		needs: [],
		limitMs: nameLimitMs + limitMs + 1500,
		run: async ({signal}) => look(context, hostname, port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port), signal),
		summarize: facts => `${hostname}: ${facts.reason.toLowerCase()}`,
		judge: facts => [
			raise(vertexFindings, facts.isReached ? 'vertex.token-host-reached' : 'vertex.token-host-unreachable', {
				check: id,
				details: {host: hostname, reason: facts.reason},
				evidence: [{label: 'name', value: `${hostname} → ${facts.addresses.join(', ') || facts.proxy || 'no address'}`}],
			}),
		],
	};
}
