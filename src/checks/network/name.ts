// The check `network.dns`: what the operating system's resolver says about the host that is connected to.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check} from '../../core/check.ts';
import {kindOf} from '../../probes/address.ts';
import {lookUp, nameLimitMs, type NameFacts} from '../../probes/dns.ts';
import {hostsEntryOf, type HostsEntry} from './hosts-file.ts';
import {boundsOf, detailsOf, evidence, proxyTarget, witnessesOf, type Subject} from './subject.ts';

export type DnsFacts = {
	/** The endpoint's name as this machine sees it; without meaning for the path when a proxy is on it. */
	readonly name: NameFacts;
	/** What the hosts file says of the endpoint's name, when no proxy looks it up. */
	readonly hostsEntry?: HostsEntry;
	/** The proxy's name, when one is on the path. */
	readonly proxy?: NameFacts;
	/** Other names, asked only after a failure: does the resolver work at all? */
	readonly witnesses: readonly NameFacts[];
};

/** Others are asked when the first one has failed; then a single silent name server may stand in the way. */
const witnessMs = 6000;

/** The name whose addresses are connected to. */
export function connectedName(facts: DnsFacts): NameFacts {
	return facts.proxy ?? facts.name;
}

export function nameCheck(subject: Subject): Check<DnsFacts> {
	const id = 'network.dns';
	const proxy = proxyTarget(subject);
	return {
		id,
		group: 'network',
		title: 'name',
		needs: ['network.proxy'],
		limitMs: nameLimitMs + witnessMs + 1500,
		async run({signal, say}) {
			say(proxy?.host ?? subject.endpoint.host);
			const {network} = subject.ports;
			const ask = async (host: string, limitMs = nameLimitMs) => lookUp(host, network, boundsOf(subject, limitMs, signal), true);
			const [name, proxyName] = await Promise.all([ask(subject.endpoint.host), proxy === undefined ? undefined : ask(proxy.host)]);
			const isMissing = (proxyName ?? name).addresses.length === 0;
			const witnesses = isMissing ? await Promise.all(witnessesOf(subject).map(async host => ask(host, witnessMs))) : [];
			const hostsEntry = proxyName === undefined ? await hostsEntryOf(subject.endpoint.host, subject.ports) : undefined;
			return {
				name,
				...(hostsEntry === undefined ? {} : {hostsEntry}),
				...(proxyName === undefined ? {} : {proxy: proxyName}),
				witnesses,
			};
		},
		summarize: facts => describeName(connectedName(facts)),
		isUsable: facts => connectedName(facts).addresses.some(address => kindOf(address) !== 'nowhere'),
		judge(facts) {
			const asked = connectedName(facts);
			const seen = [facts.name, facts.proxy, ...facts.witnesses]
				.filter(name => name !== undefined)
				.map(name => evidence('name', describeName(name)));
			const details = {...detailsOf(subject, asked.addresses), error: asked.error ?? 'no address'};
			const problem = (code: 'network.offline' | 'network.proxy-unreachable' | 'network.name-not-found' | 'network.name-blocked') => [
				raise(networkFindings, code, {check: id, details, evidence: seen}),
			];
			if (asked.addresses.length === 0) {
				const works = [...facts.witnesses, facts.name].some(name => name.addresses.length > 0);
				return works
					? problem(facts.proxy === undefined ? 'network.name-not-found' : 'network.proxy-unreachable')
					: problem('network.offline');
			}

			if (asked.addresses.every(address => kindOf(address) === 'nowhere')) {
				return problem('network.name-blocked');
			}

			const found = raise(networkFindings, 'network.name-found', {check: id, details: {...details, host: asked.host}, evidence: seen});
			const {hostsEntry} = facts;
			if (hostsEntry === undefined) {
				return [found];
			}

			const pinned = {...details, place: hostsEntry.place, addresses: hostsEntry.addresses.join(', ')};
			return [raise(networkFindings, 'network.hosts-entry', {check: id, details: pinned, evidence: seen}), found];
		},
	};
}

export function describeName(name: NameFacts): string {
	return name.addresses.length === 0 ? `${name.host}: ${name.error ?? 'no address'}` : `${name.host} → ${name.addresses.join(', ')}`;
}
