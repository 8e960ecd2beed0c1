// The check `network.tcp`: whether every address that may be used accepts a connection.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check, FactsById} from '../../core/check.ts';
import {kindOf} from '../../probes/address.ts';
import {lookUp} from '../../probes/dns.ts';
import {connectAll, type ConnectFacts} from '../../probes/tcp.ts';
import {connectedName, type DnsFacts} from './name.ts';
import {portalBefore} from './portal.ts';
import {boundsOf, detailsOf, evidence, proxyTarget, witnessesOf, type Subject} from './subject.ts';

export type TcpFacts = {
	/** What was connected to. */
	readonly target: 'endpoint' | 'proxy';
	readonly port: number;
	readonly tries: readonly ConnectFacts[];
	/** Other hosts, tried only after every address of the endpoint stayed silent: does anything answer at all? */
	readonly witnesses?: readonly Witness[];
	/** Where the network sends web pages instead, when it does. */
	readonly portal?: string;
};

export type Witness = {
	readonly host: string;
	readonly tries: readonly ConnectFacts[];
	/** The resolver's code when the name was not found. */
	readonly error?: string;
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
		// The endpoint, then the witnesses' names and connections, then a page.
		limitMs: limitMs * 4 + 1000,
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
				const witness = {host: other, tries: await connectAll(name.addresses, 443, network, bounds)};
				return name.error === undefined ? witness : {...witness, error: name.error};
			});
			const seen: TcpFacts = {target, port, tries, witnesses: await Promise.all(witnesses)};
			const portal = isCutOff(seen) ? await portalBefore(subject, bounds) : undefined;
			return portal === undefined ? seen : {...seen, portal};
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

			if (facts.portal !== undefined) {
				const told = {...details, portal: ` (${facts.portal})`};
				return [
					raise(networkFindings, 'network.captive-portal', {
						check: id,
						details: told,
						evidence: [...seen, evidence('portal', facts.portal)],
					}),
				];
			}

			if (isCutOff(facts)) {
				const others = (facts.witnesses ?? []).filter(witness => witness.tries.length > 0 || isSilence(witness));
				const silent = others.flatMap(witness => [
					...witness.tries.map(attempt => evidence('connect', `${witness.host} at ${describeTry(attempt)}`)),
					...(isSilence(witness) ? [evidence('name', `${witness.host}: ${witness.error}`)] : []),
				]);
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

/** Nothing answers anywhere, name servers included, and somebody else was asked: the endpoint alone is not to blame. */
function isCutOff(facts: TcpFacts): boolean {
	const witnesses = facts.witnesses ?? [];
	const others = witnesses.flatMap(witness => witness.tries);
	return (
		(others.length > 0 || (witnesses.length > 0 && witnesses.every(witness => isSilence(witness)))) &&
		others.every(attempt => attempt.outcome === 'dropped' || attempt.outcome === 'unreachable')
	);
}

/** No name server answered; a name that does not exist is an answer. */
function isSilence(witness: Witness): boolean {
	return witness.error === 'EAI_AGAIN' || witness.error === 'ETIMEDOUT';
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
