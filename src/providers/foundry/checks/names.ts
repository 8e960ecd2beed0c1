// The check `foundry.names`: whether all names of the resource lead the same way, and what the door of the resource says to this network.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings, type FoundryCode} from '../../../catalog/foundry.ts';
import {describeName, type DnsFacts} from '../../../checks/network/name.ts';
import type {Check, FactsById, JudgeContext} from '../../../core/check.ts';
import type {Evidence, Finding} from '../../../core/finding.ts';
import {valueOf} from '../../../core/session.ts';
import {kindOf} from '../../../probes/address.ts';
import {lookUp, nameLimitMs, type NameFacts} from '../../../probes/dns.ts';
import type {HttpFacts} from '../../../probes/http.ts';
import type {StepContext} from '../../provider.ts';
import {classify} from '../classify.ts';
import {namesOf, privateLinkName, resourceOfHost} from '../names.ts';
import {endpointFrom, resourceOf} from '../target.ts';
import {resourceCheckId, type ResourceFacts} from './resource.ts';
import {wordsFor} from './words.ts';

export type NamesFacts = {
	/** The name that requests go to. */
	readonly own: NameFacts;
	/** The other names of the same resource. */
	readonly others: readonly NameFacts[];
	/** Exists only where there is a private endpoint, inside and outside its network. */
	readonly privateLink: NameFacts;
};

export const namesCheckId = 'foundry.names';

export function namesCheck(context: StepContext): Check<NamesFacts> {
	return {
		id: namesCheckId,
		group: 'network',
		title: 'names',
		needs: [],
		after: ['network.dns', 'network.http', resourceCheckId],
		limitMs: nameLimitMs + 1000,
		async run({signal}) {
			const {answers, ports} = context;
			const own = endpointFrom(answers).host;
			const resource = resourceOfHost(own) ?? resourceOf(answers);
			const look = async (host: string) => lookUp(host, ports.network, {clock: ports.clock, limitMs: nameLimitMs, signal});
			const [first, privateLink, ...others] = await Promise.all([
				look(own),
				look(privateLinkName(resource)),
				...namesOf(resource)
					.filter(host => host !== own)
					.map(async host => look(host)),
			]);
			return {own: first, privateLink, others};
		},
		summarize: facts => [facts.own, ...facts.others].map(name => `${name.host.split('.')[1] ?? name.host} ${whereOf(name)}`).join(', '),
		judge: judgeNames,
	};
}

/** Where a name leads; `nowhere` when it has no address. */
export function whereOf(name: NameFacts): 'private' | 'public' | 'mixed' | 'nowhere' {
	const kinds = new Set(name.addresses.map(address => (kindOf(address) === 'public' ? 'public' : 'private')));
	return kinds.size === 0 ? 'nowhere' : kinds.size === 2 ? 'mixed' : kinds.has('private') ? 'private' : 'public';
}

/** Where requests lead from here, by the facts of the network checks; undefined when that was not told. */
export function wayIn(facts: FactsById): {readonly way: 'private' | 'public' | undefined; readonly addresses: string} {
	const dns = facts['network.dns'] as DnsFacts | undefined;
	const name = dns?.proxy === undefined ? dns?.name : undefined;
	const where = name === undefined ? 'nowhere' : whereOf(name);
	return {
		way: where === 'private' ? 'private' : where === 'nowhere' ? undefined : 'public',
		addresses: name === undefined || name.addresses.length === 0 ? 'an address that a proxy looks up' : name.addresses.join(', '),
	};
}

/** Pure. */
export function judgeNames(facts: NamesFacts, context: JudgeContext): readonly Finding[] {
	const {answers, policy} = context;
	const wantsPrivate = policy.requirePrivatePath || valueOf(answers, 'route') === 'private';
	const resource = (context.facts[resourceCheckId] as ResourceFacts | undefined)?.resource;
	const evidence: readonly Evidence[] = [
		...[facts.own, ...facts.others].map(name => ({label: 'name', value: describeName(name)})),
		{
			label: 'privatelink',
			value: facts.privateLink.addresses.length === 0 ? `${facts.privateLink.host}: none` : describeName(facts.privateLink),
		},
		...(resource?.publicAccess === undefined ? [] : [{label: 'public network access', value: resource.publicAccess}]),
	];
	const privateOthers = facts.others.filter(name => whereOf(name) === 'private');
	const one = (code: FoundryCode, own: Readonly<Record<string, string>> = {}) =>
		raise(foundryFindings, code, {
			check: namesCheckId,
			evidence,
			details: wordsFor(answers, {addresses: wayIn(context.facts).addresses, ...own}),
		});
	const found: Finding[] = [];
	if (
		wantsPrivate &&
		resource !== undefined &&
		resource.connections.length > 0 &&
		resource.connections.every(state => state === 'Pending')
	) {
		found.push(one('foundry.private-endpoint-pending'));
	}

	if (whereOf(facts.own) === 'nowhere') {
		return [...found, one('foundry.names-unread', {reason: `${facts.own.host} has no address.`})];
	}

	if (whereOf(facts.own) === 'public' && privateOthers.length > 0) {
		found.push(one('foundry.zone-missing', {others: privateOthers.map(name => name.host).join(' and ')}));
	} else if (whereOf(facts.own) === 'public' && whereOf(facts.privateLink) === 'private') {
		found.push(one('foundry.forwarder-misplaced'));
	}

	const door = doorOf(context.facts) ?? shutOf(facts, context.facts, resource?.publicAccess);
	if (door !== undefined) {
		found.push(one(door));
	}

	if (wantsPrivate && whereOf(facts.own) === 'private' && resource?.publicAccess === 'Enabled' && resource.defaultAction !== 'Deny') {
		found.push(one('foundry.public-access-open'));
	}

	// Names that agree are half of it: whether the public way is shut stands in the resource's settings.
	const isDoorTold = (context.facts['network.http'] as HttpFacts | undefined)?.status === 401;
	if (found.length === 0 && resource?.publicAccess === undefined && (wantsPrivate || !isDoorTold)) {
		return [one('foundry.names-unread', {reason: 'Azure could not be asked whether the resource is open to the public.'})];
	}

	// A firewall lets some addresses in; only the service itself tells whether this one is among them.
	if (found.length === 0 && resource?.defaultAction === 'Deny' && whereOf(facts.own) !== 'private' && !isDoorTold) {
		return [one('foundry.names-unread', {reason: "Whether the resource's firewall lets this network in was not told."})];
	}

	const link = facts.privateLink.addresses.length === 0 ? 'No private endpoint is known in DNS.' : 'A private endpoint is known in DNS.';
	return found.length > 0
		? found
		: [one('foundry.names-agree', {reason: `${facts.own.host} leads to a ${whereOf(facts.own)} address. ${link}`})];
}

/** Azure says that the public way is shut, the name leads that way, and nothing of the service said otherwise. */
function shutOf(names: NamesFacts, facts: FactsById, publicAccess: string | undefined): FoundryCode | undefined {
	const http = facts['network.http'] as HttpFacts | undefined;
	const isShut = publicAccess === 'Disabled' && whereOf(names.own) === 'public' && http?.status !== 401;
	return isShut ? 'foundry.public-access-disabled' : undefined;
}

/** What the call without credentials was told before anybody looked at credentials. */
function doorOf(facts: FactsById): FoundryCode | undefined {
	const http = facts['network.http'] as HttpFacts | undefined;
	if (http?.status !== 403) {
		return undefined;
	}

	const code = classify({status: 403, errorCode: '', text: http.body}, {isKey: false, way: wayIn(facts).way});
	return ['foundry.public-access-disabled', 'foundry.re-originated', 'foundry.firewall-denied'].includes(code) ? code : undefined;
}
