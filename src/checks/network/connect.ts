// The check `network.tcp`: whether every address that may be used accepts a connection.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check, FactsById} from '../../core/check.ts';
import {kindOf} from '../../probes/address.ts';
import {connectAll, type ConnectFacts} from '../../probes/tcp.ts';
import {connectedName, type DnsFacts} from './name.ts';
import {boundsOf, detailsOf, evidence, proxyTarget, type Subject} from './subject.ts';

export type TcpFacts = {
	/** What was connected to. */
	readonly target: 'endpoint' | 'proxy';
	readonly port: number;
	readonly tries: readonly ConnectFacts[];
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
		limitMs: limitMs + 1000,
		async run({signal, say, facts}) {
			const {addresses} = connectedName(facts['network.dns'] as DnsFacts);
			say(`${host}:${port}`);
			return {target, port, tries: await connectAll(addresses, port, subject.ports.network, boundsOf(subject, limitMs, signal))};
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
