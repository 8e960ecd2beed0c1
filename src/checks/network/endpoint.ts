// The check `network.endpoint`: what the cloud says about the private endpoint, compared with what the name says.

import {raise} from '../../catalog/declare.ts';
import {networkFindings} from '../../catalog/network.ts';
import type {Check, FactsById, RunContext} from '../../core/check.ts';
import type {Finding, NextStep} from '../../core/finding.ts';
import {isSameAddress, kindOf} from '../../probes/address.ts';
import {openOnes, tcpFacts, type TcpFacts} from './connect.ts';
import type {DnsFacts} from './name.ts';
import {detailsOf, evidence, subjectOf, type NetworkOptions, type Subject} from './subject.ts';

export type PrivateEndpoint = {
	readonly id: string;
	/** Short name of the service, for example `bedrock-runtime`. */
	readonly service: string;
	readonly region: string;
	/** As the cloud spells it; `available` (any case) is the only good one. */
	readonly state: string;
	/** Undefined when it was not read. */
	readonly privateDns: boolean | undefined;
	/** The endpoint's own names, the regional one first. */
	readonly dnsNames: readonly string[];
	readonly addresses: readonly string[];
	/** Ids of its security groups. */
	readonly groups?: readonly string[];
};

export type InboundRule = {
	/** `tcp`, a protocol number, or `-1` for all. */
	readonly protocol: string;
	readonly from: number;
	readonly to: number;
	/** Where from: an address range, a group or a list. */
	readonly source: string;
};

/** What could be read about private endpoints, in words that fit every cloud. */
export type EndpointFacts = {
	/** `empty` means that the cloud listed none, which is not the same as "none exists". */
	readonly endpoints: readonly PrivateEndpoint[] | 'denied' | 'unread' | 'empty';
	/** The call that was denied. */
	readonly denied?: string;
	/** Why nothing could be read, as a sentence. */
	readonly reason?: string;
	/** The next step when it is another one than to try again. */
	readonly instead?: NextStep | undefined;
	readonly region: string;
	/** Inbound rules by group id; `denied` or absent when they could not be read. */
	readonly groups?: Readonly<Record<string, readonly InboundRule[]>> | 'denied';
};

/** What the endpoint is compared with. */
export type Seen = {readonly dns?: DnsFacts | undefined; readonly tcp?: TcpFacts | undefined};

/**
 * Makes the check. It waits for the name and the connection but runs without them.
 *
 * @param options - The same as for `networkChecks`.
 * @param needs - Ids of checks that have to succeed first, such as the sign-in.
 * @param read - Asks the cloud. A denied read is `endpoints: 'denied'` and one without an answer `'unread'`; neither is an error.
 */
export function endpointCheck(
	options: NetworkOptions,
	needs: readonly string[],
	read: (context: RunContext) => Promise<EndpointFacts>,
): Check<EndpointFacts> {
	const subject = subjectOf(options);
	return {
		id: 'network.endpoint',
		group: 'network',
		title: 'endpoint',
		needs,
		after: ['network.dns', 'network.tcp'],
		limitMs: 15_000,
		run: read,
		summarize: describe,
		judge: (facts, context) => judgeEndpoint(facts, subject, seenIn(context.facts)),
	};
}

function seenIn(facts: FactsById): Seen {
	return {dns: facts['network.dns'] as DnsFacts | undefined, tcp: tcpFacts(facts)};
}

/** Pure. What the endpoint's own settings explain about the way to it. */
export function judgeEndpoint(facts: EndpointFacts, subject: Subject, seen: Seen): readonly Finding[] {
	const {region} = facts;
	const wanted = subject.service.endpointService;
	const base = {...detailsOf(subject), region, wanted};
	const found = (code: Parameters<typeof raise<keyof typeof networkFindings>>[1], details: Record<string, string>) => [
		raise(networkFindings, code, {
			check: 'network.endpoint',
			details: {...base, ...details},
			evidence: evidenceOf(facts),
			instead: facts.instead,
		}),
	];
	if (facts.endpoints === 'denied') {
		return found('network.endpoint-read-denied', {action: facts.denied ?? 'reading private endpoints'});
	}

	if (facts.endpoints === 'unread') {
		return found('network.endpoint-unread', {reason: facts.reason ?? 'Nothing came back.'});
	}

	const all = facts.endpoints === 'empty' ? [] : facts.endpoints;
	const here = all.filter(endpoint => endpoint.service === wanted && endpoint.region === region);
	const isPublic = leadsPublic(subject, seen, here);
	if (here.length === 0) {
		const elsewhere = all.find(endpoint => endpoint.service === wanted);
		const sibling = all.find(endpoint => endpoint.region === region);
		if (isPublic && elsewhere !== undefined) {
			return found('network.wrong-region-endpoint', {id: elsewhere.id, foundRegion: elsewhere.region});
		}

		return isPublic && sibling !== undefined
			? found('network.wrong-service-endpoint', {found: `${sibling.id} for ${sibling.service}`})
			: found('network.endpoint-not-visible', {});
	}

	const available = here.filter(endpoint => endpoint.state.toLowerCase() === 'available');
	const [first] = available;
	if (first === undefined) {
		return found('network.endpoint-not-available', {id: here[0]?.id ?? '', state: here[0]?.state ?? ''});
	}

	if (isPublic && available.every(endpoint => endpoint.privateDns === false)) {
		return found('network.private-dns-off', {id: first.id, baseUrl: baseUrlOf(first) ?? 'its own https address'});
	}

	const groups = facts.groups === 'denied' ? undefined : facts.groups;
	const nothingAnswers = seen.tcp?.target === 'endpoint' && openOnes(seen.tcp).length === 0;
	if (nothingAnswers && available.every(endpoint => isClosed(endpoint, facts.groups))) {
		return found('network.security-group-closed', {id: first.id, groups: (first.groups ?? []).join(', ')});
	}

	if (nothingAnswers && available.some(endpoint => (endpoint.groups ?? []).some(id => groups?.[id] === undefined))) {
		return found('network.endpoint-unread', {
			reason: 'Nothing answers at its addresses, and what its security groups let in could not be read.',
		});
	}

	return found('network.endpoint-visible', {
		id: first.id,
		dns: first.privateDns === undefined ? 'not readable' : first.privateDns ? 'on' : 'off',
	});
}

/**
 * The endpoint's own address, to offer as base URL when private DNS is off.
 *
 * @returns Undefined unless an available endpoint of the service and region has private DNS off.
 */
export function suggestedBaseUrl(facts: EndpointFacts, service: string): string | undefined {
	if (typeof facts.endpoints === 'string') {
		return undefined;
	}

	const usable = facts.endpoints.find(
		endpoint =>
			endpoint.service === service &&
			endpoint.region === facts.region &&
			endpoint.state.toLowerCase() === 'available' &&
			endpoint.privateDns === false,
	);
	return usable === undefined ? undefined : baseUrlOf(usable);
}

function baseUrlOf(endpoint: PrivateEndpoint): string | undefined {
	const [name] = endpoint.dnsNames;
	return name === undefined ? undefined : `https://${name}`;
}

/** Whether the name leads straight to public addresses that are not the endpoint's. */
function leadsPublic(subject: Subject, {dns}: Seen, here: readonly PrivateEndpoint[]): boolean {
	if (dns === undefined || dns.proxy !== undefined || subject.service.isPrivateName(subject.endpoint.host)) {
		return false;
	}

	const known = here.flatMap(endpoint => endpoint.addresses);
	return dns.name.addresses.some(address => kindOf(address) === 'public' && !known.some(other => isSameAddress(address, other)));
}

/** Closed only when every group could be read and none has a rule for TCP 443; a rule for another source may still let us in. */
function isClosed(endpoint: PrivateEndpoint, groups: EndpointFacts['groups']): boolean {
	const ids = endpoint.groups ?? [];
	if (groups === undefined || groups === 'denied' || ids.length === 0) {
		return false;
	}

	return ids.every(id => groups[id]?.every(rule => !allowsHttps(rule)) === true);
}

function allowsHttps(rule: InboundRule): boolean {
	const isAll = rule.protocol === '-1';
	return isAll || (['tcp', '6'].includes(rule.protocol) && rule.from <= 443 && 443 <= rule.to);
}

function describe(facts: EndpointFacts): string {
	if (facts.endpoints === 'denied') {
		return 'your role may not read it';
	}

	if (facts.endpoints === 'unread') {
		return 'could not be read';
	}

	if (facts.endpoints === 'empty' || facts.endpoints.length === 0) {
		return 'none visible from this account';
	}

	const shown = facts.endpoints.map(endpoint => `${endpoint.id} ${endpoint.service} ${endpoint.region} ${endpoint.state}`);
	return shown.length > 2 ? `${shown.length} visible` : shown.join('; ');
}

function evidenceOf(facts: EndpointFacts): ReturnType<typeof evidence>[] {
	if (typeof facts.endpoints === 'string') {
		return [evidence('endpoint', describe(facts))];
	}

	const {groups} = facts;
	const shown = facts.endpoints.map(endpoint =>
		evidence(
			'endpoint',
			`${endpoint.id} ${endpoint.service} ${endpoint.region} ${endpoint.state}, private DNS ${endpoint.privateDns === undefined ? 'unread' : endpoint.privateDns ? 'on' : 'off'}, ${endpoint.addresses.join(', ') || 'addresses unread'}`,
		),
	);
	const rules =
		groups === undefined || groups === 'denied'
			? []
			: Object.entries(groups).map(([id, inbound]) =>
					evidence(
						'group',
						`${id} allows ${
							inbound
								.filter(rule => allowsHttps(rule))
								.map(rule => rule.source)
								.join(', ') || 'nobody'
						} on TCP 443`,
					),
				);
	return [...shown, ...rules];
}
