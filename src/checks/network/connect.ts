// The check `network.tcp`: whether every address that may be used accepts a connection.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check, FactsById} from '../../core/check.ts';
import {kindOf} from '../../probes/address.ts';
import {lookUp} from '../../probes/dns.ts';
import {connectAll, type ConnectFacts} from '../../probes/tcp.ts';
import {connectedName, type DnsFacts} from './name.ts';
import {boundsOf, detailsOf, evidence, proxyTarget, witnessesOf, type Subject} from './subject.ts';

export type TcpFacts = {
	/** What was connected to. */
	readonly target: 'endpoint' | 'proxy';
	readonly port: number;
	readonly tries: readonly ConnectFacts[];
	/** Other hosts, tried only after every address of the endpoint stayed silent: does anything answer at all? */
	readonly witnesses?: ReadonlyArray<{readonly host: string; readonly tries: readonly ConnectFacts[]}>;
};

const limitMs = 3000;

export function connectCheck(subject: Subject): Check<TcpFacts> {
	const id = 'network.tcp';
	const {host, port} = proxyTarget(subject) ?? subject.endpoint;
	const target = subject.way.proxy === undefined ? 'endpoint' : 'proxy';
	return {
		id,
		group: 'network',
		title: 'connect',
		needs: ['network.dns'],
		// The endpoint, then the witnesses' names and connections.
		limitMs: limitMs * 3 + 1000,
		async run({signal, say, facts}) {
			const {addresses} = connectedName(facts['network.dns'] as DnsFacts);
			const {network} = subject.ports;
			const bounds = boundsOf(subject, limitMs, signal);
			say(`${host}:${port}`);
			const tries = await connectAll(addresses, port, network, bounds);
			if (target === 'proxy' || tries.some(attempt => attempt.outcome === 'open' || attempt.outcome === 'refused')) {
				return {target, port, tries};
			}

			const others = witnessesOf(subject);
			say(`other hosts: ${others.join(', ')}`);
			const witnesses = others.map(async other => {
				const name = await lookUp(other, network, bounds);
				return {host: other, tries: await connectAll(name.addresses, 443, network, bounds)};
			});
			return {target, port, tries, witnesses: await Promise.all(witnesses)};
		},
		summarize: describe,
		isUsable: facts => openOnes(facts).length > 0,
		judge(facts) {
			const tries = countedOnes(facts);
			const open = openOnes(facts).map(attempt => attempt.address);
			const dead = tries.filter(attempt => attempt.outcome !== 'open');
			const seen = facts.tries.map(attempt => evidence('connect', describeTry(attempt)));
			const details = detailsOf(
				subject,
				facts.tries.map(attempt => attempt.address),
			);
			if (open.length > 0 && dead.length === 0) {
				return [
					raise(networkFindings, 'network.connects', {
						check: id,
						details: {...details, port: String(port), addresses: open.join(', ')},
						evidence: seen,
					}),
				];
			}

			if (open.length > 0) {
				const names = {dead: dead.map(attempt => attempt.address).join(', '), alive: open.join(', '), of: String(tries.length)};
				return [
					raise(networkFindings, 'network.address-dead', {
						check: id,
						details: {...details, host, port: String(port), ...names},
						evidence: seen,
					}),
				];
			}

			if (facts.target === 'proxy') {
				return [raise(networkFindings, 'network.proxy-unreachable', {check: id, details, evidence: seen})];
			}

			if (isCutOff(facts)) {
				const others = (facts.witnesses ?? []).filter(witness => witness.tries.length > 0);
				const silent = others.flatMap(witness =>
					witness.tries.map(attempt => evidence('connect', `${witness.host} at ${describeTry(attempt)}`)),
				);
				return [
					raise(networkFindings, 'network.nothing-answers', {
						check: id,
						details: {...details, others: others.map(witness => witness.host).join(' and ')},
						evidence: [...seen, ...silent],
					}),
				];
			}

			const isPrivate = facts.tries.every(
				attempt =>
					kindOf(attempt.address) === 'private' ||
					subject.service.privateWay?.(attempt.address) !== undefined ||
					subject.expectedAddresses.includes(attempt.address),
			)
				? 'yes'
				: 'no';
			const isRefused = facts.tries.every(attempt => attempt.outcome === 'refused');
			return [
				raise(networkFindings, isRefused ? 'network.connect-refused' : 'network.connect-dropped', {
					check: id,
					details: {...details, isPrivate},
					evidence: seen,
				}),
			];
		},
	};
}

/** Addresses that accepted a connection. */
export function openOnes(facts: TcpFacts): readonly ConnectFacts[] {
	return facts.tries.filter(attempt => attempt.outcome === 'open');
}

/** Nothing answers anywhere, and somebody else was asked: the endpoint alone is not to blame. */
function isCutOff(facts: TcpFacts): boolean {
	const others = (facts.witnesses ?? []).flatMap(witness => witness.tries);
	return others.length > 0 && others.every(attempt => attempt.outcome === 'dropped' || attempt.outcome === 'unreachable');
}

/** The facts of the check, when it has finished. */
export function tcpFacts(facts: FactsById): TcpFacts | undefined {
	return facts['network.tcp'] as TcpFacts | undefined;
}

/** An IPv6 address that this machine knows no way to says nothing, as long as another address works: the machine has no IPv6. */
function countedOnes(facts: TcpFacts): readonly ConnectFacts[] {
	return facts.tries.filter(attempt => !(attempt.outcome === 'unreachable' && attempt.address.includes(':')));
}

function describeTry(attempt: ConnectFacts): string {
	const where = `${attempt.address.includes(':') ? `[${attempt.address}]` : attempt.address}:${attempt.port}`;
	return attempt.outcome === 'open'
		? `${where} open, ${attempt.tookMs} ms`
		: `${where} ${attempt.outcome} (${attempt.error ?? 'no reply'})`;
}

function describe(facts: TcpFacts): string {
	const {tries, port} = facts;
	const open = openOnes(facts).length;
	const where = facts.target === 'proxy' ? ' of the proxy' : '';
	if (open === tries.length) {
		const which = tries.length === 1 ? 'the address' : tries.length === 2 ? 'both addresses' : `all ${tries.length} addresses`;
		return `${port} answers on ${which}${where}`;
	}

	return `${port} answers on ${open} of ${tries.length} addresses${where}`;
}
