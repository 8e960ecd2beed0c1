// Light checks of the hosts beside the model endpoint: the control plane, and a second model endpoint in use.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check} from '../../core/check.ts';
import {kindOf} from '../../probes/address.ts';
import {lookUp, nameLimitMs, type NameFacts} from '../../probes/dns.ts';
import {resolveProxy} from '../../probes/proxy.ts';
import {connectAll, type ConnectFacts} from '../../probes/tcp.ts';
import {shakeHands} from '../../probes/tls.ts';
import {describeName} from './name.ts';
import {boundsOf, detailsOf, evidence, type Subject} from './subject.ts';
import {isBrokenOff, refusal} from './tls.ts';

export type OtherFacts = {
	readonly host: string;
	readonly name?: NameFacts;
	readonly tries?: readonly ConnectFacts[];
	/** Whether a handshake through the proxy ended; undefined when no proxy is on the way. */
	readonly throughProxy?: boolean;
	/** What ended the handshake through the proxy, and the status if the proxy refused the tunnel. */
	readonly error?: string;
	readonly refusedBy?: number;
	readonly isReached: boolean;
	readonly reason: string;
};

const limitMs = 3000;

type Place = {readonly host: string; readonly port: number};

async function look(place: Place, client: 'model' | 'control', subject: Subject, signal: AbortSignal): Promise<OtherFacts> {
	const {host, port} = place;
	const {network} = subject.ports;
	const bounds = boundsOf(subject, limitMs, signal);
	const way = resolveProxy(`https://${host}:${port}`, subject.environment, client);
	if (way.proxy !== undefined) {
		const tls = await shakeHands({host, port, address: host, proxy: way.proxy}, network, bounds);
		const throughProxy = tls.isTrusted !== undefined;
		return {
			host,
			throughProxy,
			...(throughProxy || tls.error === undefined ? {} : {error: tls.error}),
			...(tls.refusedBy === undefined ? {} : {refusedBy: tls.refusedBy}),
			isReached: throughProxy,
			reason: throughProxy
				? 'The proxy opens the way'
				: `The proxy does not open the way (${tls.refusedBy ?? tls.error ?? 'no reason given'})`,
		};
	}

	const name = await lookUp(host, network, {...bounds, limitMs: nameLimitMs});
	if (name.addresses.length === 0) {
		return {host, name, isReached: false, reason: `The name is not found (${name.error ?? 'no address'})`};
	}

	const tries = await connectAll(name.addresses, port, network, bounds);
	const isReached = tries.some(attempt => attempt.outcome === 'open');
	return {
		host,
		name,
		tries,
		isReached,
		reason: isReached ? `Port ${port} answers` : `Port ${port} does not answer (${tries[0]?.outcome ?? 'no address'})`,
	};
}

/** The check `network.control`: whether models can be listed from here. */
export function controlCheck(subject: Subject, place: Place): Check<OtherFacts> {
	const id = 'network.control';
	return {
		id,
		group: 'network',
		title: 'control',
		needs: [],
		limitMs: nameLimitMs + limitMs + 1500,
		run: async ({signal}) => look(place, 'control', subject, signal),
		summarize: facts => `${place.host}: ${facts.reason.toLowerCase()}`,
		isUsable: facts => facts.isReached,
		judge(facts) {
			const details = {...detailsOf(subject), host: place.host, reason: facts.reason};
			const seen = facts.name === undefined ? [] : [evidence('name', describeName(facts.name))];
			return [
				raise(networkFindings, facts.isReached ? 'network.control-plane-reachable' : 'network.control-plane-unreachable', {
					check: id,
					details,
					evidence: seen,
				}),
			];
		},
	};
}

/** The check `network.mantle`: whether the second model endpoint is reached, and privately where that is demanded. */
export function mantleCheck(subject: Subject, place: Place): Check<OtherFacts> {
	const id = 'network.mantle';
	return {
		id,
		group: 'network',
		title: 'second',
		needs: [],
		limitMs: nameLimitMs + limitMs + 1500,
		run: async ({signal}) => look(place, 'model', subject, signal),
		summarize: facts => `${place.host}: ${facts.reason.toLowerCase()}`,
		judge(facts) {
			const {name, isReached} = facts;
			const details = {
				...detailsOf(subject, name?.addresses),
				host: place.host,
				port: String(place.port),
				error: facts.error ?? name?.error ?? 'no address',
				reason: facts.reason,
				isPrivate: 'no',
				exempt: '',
				exemptVariable: 'NO_PROXY',
			};
			const options = {check: id, details, evidence: name === undefined ? [] : [evidence('name', describeName(name))]};
			if (facts.refusedBy !== undefined) {
				return [refusal(facts.refusedBy, id, subject, place)];
			}

			if (facts.throughProxy === false) {
				const code = isBrokenOff(facts.error) ? 'network.handshake-broken' : 'network.tls-failed';
				return [raise(networkFindings, code, {...options, details: {...details, isGone: 'no'}})];
			}

			if (facts.throughProxy === true) {
				return [raise(networkFindings, subject.wantsPrivate ? 'network.proxy-on-path' : 'network.proxied', options)];
			}

			if (name === undefined || name.addresses.length === 0) {
				return [raise(networkFindings, 'network.name-not-found', options)];
			}

			if (subject.wantsPrivate && name.addresses.some(address => kindOf(address) === 'public')) {
				return [raise(networkFindings, 'network.mantle-public-path', options)];
			}

			return [raise(networkFindings, isReached ? 'network.connects' : 'network.connect-dropped', options)];
		},
	};
}
