// The check `network.http`: whether the service itself answers, asked with a call that needs no credentials and costs nothing.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check} from '../../core/check.ts';
import {call, isPage, type HttpFacts} from '../../probes/http.ts';
import {refusal} from './tls.ts';
import {boundsOf, detailsOf, evidence, type Subject} from './subject.ts';

const limitMs = 8000;

export function callCheck(subject: Subject): Check<HttpFacts> {
	const id = 'network.http';
	const {service, endpoint} = subject;
	const {path, ...request} = service.probe;
	return {
		id,
		group: 'network',
		title: 'call',
		needs: ['network.tls'],
		limitMs: limitMs + 1000,
		async run({signal, say}) {
			say('a call without credentials');
			const url = `${endpoint.url.replace(/\/+$/, '')}${path}`;
			return call({url, ...request, proxy: subject.way.proxy}, subject.ports.network, boundsOf(subject, limitMs, signal));
		},
		summarize: facts => describe(facts, subject),
		isUsable: facts => isAnsweredBy(facts, subject),
		judge(facts) {
			const status = facts.status === undefined ? 'no status' : `HTTP ${facts.status}`;
			const details = {
				...detailsOf(subject, [endpoint.host]),
				error: facts.error ?? 'no reply',
				status,
				wanted: service.endpointService,
				found: 'an endpoint that does not know model calls',
				portal: facts.headers['location'] === undefined ? '' : ` (${facts.headers['location'].replace(/[?#].*$/, '')})`,
			};
			const seen = [evidence('call', describe(facts, subject))];
			if (facts.refusedBy !== undefined || (facts.status === 407 && subject.way.proxy !== undefined)) {
				return [refusal(facts.refusedBy ?? 407, id, subject)];
			}

			const options = {check: id, details, evidence: seen};
			if (facts.status === undefined) {
				return [raise(networkFindings, 'network.no-reply', options)];
			}

			if (isPortal(facts)) {
				return [raise(networkFindings, 'network.captive-portal', options)];
			}

			const answerer = service.recognize(facts);
			const codes = {service: 'network.answers', sibling: 'network.wrong-service-endpoint'} as const;
			return [raise(networkFindings, answerer === undefined ? 'network.not-the-service' : codes[answerer], options)];
		},
	};
}

/** Whether the reply proves that the service answered. */
export function isAnsweredBy(facts: HttpFacts, subject: Pick<Subject, 'service'>): boolean {
	return facts.status !== undefined && !isPortal(facts) && subject.service.recognize(facts) === 'service';
}

function isPortal(facts: HttpFacts): boolean {
	const {status = 0} = facts;
	// Whoever is asked for patience or told of a breakdown in a page stands before a server in trouble, not before a sign-in.
	const isTrouble = status === 429 || (status >= 500 && status !== 511);
	return (isPage(facts) && !isTrouble) || status === 511 || (status >= 300 && status < 400);
}

function describe(facts: HttpFacts, subject: Subject): string {
	if (facts.status === undefined) {
		return `no reply (${facts.error ?? 'no reason given'})`;
	}

	if (isAnsweredBy(facts, subject)) {
		return `${subject.service.name} answers (${facts.status}; no credentials were sent)`;
	}

	const what = isPage(facts) ? 'a web page' : (facts.headers['content-type'] ?? 'no content type');
	return `HTTP ${facts.status}, ${what}, not from ${subject.service.name}`;
}
