// The check `network.path`: the verdict on the whole way, judged against what the organization demands.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check, FactsById} from '../../core/check.ts';
import type {Evidence, Finding} from '../../core/finding.ts';
import {describeName} from './name.ts';
import {detailsOf, evidence, type Subject} from './subject.ts';
import {pathVerdict, type PathFacts, type PathLayers} from './verdict.ts';

export function pathCheck(subject: Subject): Check<PathFacts> {
	return {
		id: 'network.path',
		group: 'network',
		title: 'path',
		needs: [],
		after: ['network.proxy', 'network.dns', 'network.tcp', 'network.tls', 'network.http', 'network.endpoint', 'network.signed'],
		limitMs: 1000,
		run: async ({facts}) => pathVerdict(layersIn(facts, subject)),
		summarize: facts => `${facts.verdict}: ${facts.reason}`,
		judge: (facts, context) => judgePath(facts, subject, evidenceOf(facts, context.facts)),
	};
}

/** Gathers what the other checks have found. */
function layersIn(facts: FactsById, subject: Subject): PathLayers {
	return {
		host: subject.endpoint.host,
		service: subject.service,
		expectedAddresses: subject.expectedAddresses,
		proxy: facts['network.proxy'] as PathLayers['proxy'],
		dns: facts['network.dns'] as PathLayers['dns'],
		tcp: facts['network.tcp'] as PathLayers['tcp'],
		tls: facts['network.tls'] as PathLayers['tls'],
		http: facts['network.http'] as PathLayers['http'],
		endpoint: facts['network.endpoint'] as PathLayers['endpoint'],
		signed: facts['network.signed'] as PathLayers['signed'],
	};
}

/** Pure. One finding: a proof, a problem with where the way leads, or "not proven" because something below failed. */
export function judgePath(facts: PathFacts, subject: Subject, seen: readonly Evidence[]): readonly Finding[] {
	const {wantsPrivate} = subject;
	const details = {
		...detailsOf(subject, facts.addresses),
		reason: facts.reason,
		way: wayOf(facts, subject),
		privateOnes: facts.privateOnes.join(', '),
		publicOnes: facts.publicOnes.join(', '),
		exempt: subject.controlHost === undefined ? '' : `,${subject.controlHost}`,
		exemptVariable: (subject.environment['no_proxy'] ?? '') === '' ? 'NO_PROXY' : 'no_proxy',
	};
	const one = (code: keyof typeof networkFindings, severity?: Finding['severity']) => [
		raise(networkFindings, code, {check: 'network.path', details, evidence: seen, ...(severity === undefined ? {} : {severity})}),
	];
	if (facts.verdict === 'private') {
		return one('network.private');
	}

	if (facts.where === 'mixed') {
		return one('network.mixed-answers', wantsPrivate ? 'fail' : 'warn');
	}

	if (wantsPrivate && facts.where !== 'private' && facts.where !== 'nowhere') {
		return one(
			({public: 'network.public-path', local: 'network.local-forwarder', 'behind the proxy': 'network.proxy-on-path'} as const)[
				facts.where
			],
		);
	}

	return one(!wantsPrivate && facts.isAnswered && facts.where !== 'private' ? 'network.reachable' : 'network.path-unproven');
}

function wayOf(facts: PathFacts, subject: Subject): string {
	switch (facts.where) {
		case 'behind the proxy': {
			return `through the proxy ${subject.way.display ?? ''}`;
		}

		case 'local': {
			return `through this machine (${facts.addresses.join(', ')})`;
		}

		default: {
			return 'on the public path';
		}
	}
}

function evidenceOf(facts: PathFacts, all: FactsById): readonly Evidence[] {
	const dns = all['network.dns'] as PathLayers['dns'];
	return [
		...(dns === undefined ? [] : [evidence('name', describeName(dns.name))]),
		evidence('verdict', `${facts.verdict}: ${facts.reason}`),
	];
}
