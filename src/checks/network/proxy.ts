// The check `network.proxy`: which way Claude Code's requests will take, from the variables alone.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check} from '../../core/check.ts';
import {detailsOf, evidence, type Subject} from './subject.ts';

export type ProxyFacts = {
	/** Whether requests to the endpoint go through the proxy. */
	readonly isOnPath: boolean;
	/** The proxy with its password masked. */
	readonly display?: string;
	readonly variable?: string;
	readonly exemption?: {readonly variable: string; readonly entry: string};
	readonly problem?: string;
	/** Whether the proxy looks names up instead of this machine. */
	readonly resolvesHosts: boolean;
};

function proxyFacts(subject: Subject): ProxyFacts {
	const {proxy, ...shown} = subject.way;
	return {...shown, isOnPath: proxy !== undefined};
}

export function proxyCheck(subject: Subject): Check<ProxyFacts> {
	const id = 'network.proxy';
	return {
		id,
		group: 'network',
		title: 'proxy',
		needs: [],
		limitMs: 1000,
		run: async () => proxyFacts(subject),
		summarize: describe,
		isUsable: facts => facts.problem === undefined,
		judge(facts) {
			const details = {...detailsOf(subject), reason: `${describe(facts)}.`, problem: facts.problem ?? ''};
			const seen = [evidence('proxy', describe(facts))];
			if (facts.problem !== undefined) {
				return [raise(networkFindings, 'network.proxy-unusable', {check: id, details, evidence: seen})];
			}

			return [raise(networkFindings, facts.isOnPath ? 'network.proxied' : 'network.no-proxy', {check: id, details, evidence: seen})];
		},
	};
}

function describe(facts: ProxyFacts): string {
	if (facts.variable === undefined) {
		return 'no proxy variable is set';
	}

	if (facts.problem !== undefined) {
		return facts.problem;
	}

	if (facts.exemption !== undefined) {
		return `${facts.variable} is set; ${facts.exemption.variable} covers this host (${facts.exemption.entry})`;
	}

	return `through ${facts.display ?? 'a proxy'} (${facts.variable}${facts.resolvesHosts ? ', which looks names up' : ''})`;
}
