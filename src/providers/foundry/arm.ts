// Reads subscriptions, resources, deployments and diagnostic settings from Azure Resource Manager, page by page; writes nothing.

import type {StepContext} from '../provider.ts';
import {tokenFor} from './credentials.ts';
import type {SignInFailure} from './entra.ts';
import {at, describeReply, listAt, request, textAt, type Reply} from './request.ts';
import {managementUrl, resourceOf, subscriptionOf} from './target.ts';

export type Subscription = {readonly id: string; readonly name: string; readonly tenant: string};

export type Resource = {
	/** `/subscriptions/…/accounts/name` */
	readonly id: string;
	readonly name: string;
	readonly kind: string;
	readonly location: string;
	readonly subdomain: string;
	readonly publicAccess?: string;
	/** What networks that no rule names get: `Allow` or `Deny`. */
	readonly defaultAction?: string;
	readonly isKeyless: boolean;
	/** State of each private endpoint connection, for example `Approved`. */
	readonly connections: readonly string[];
};

export type Deployment = {
	readonly name: string;
	readonly format: string;
	readonly model: string;
	readonly version?: string;
	readonly sku: string;
	readonly capacity?: number;
	readonly state: string;
};

export type Diagnostic = {readonly name: string; readonly categories: readonly string[]; readonly destination: string};

/** A read that may be refused. */
export type Read<T> = {readonly value: T; readonly problem?: undefined} | {readonly value?: undefined; readonly problem: Problem};

/** `denied` says no, `signed-out` has no sign-in to ask with, `busy` may answer in a minute, `unread` could not be asked. */
export type Problem =
	| {readonly kind: 'denied' | 'unread' | 'busy' | 'missing'; readonly reason: string}
	| {readonly kind: 'signed-out'; readonly reason: string; readonly failure?: SignInFailure};

const accountsVersion = '2025-09-01';
const limitMs = 10_000;
/** A list that never ends must not keep anybody waiting. */
const mostPages = 50;

/** The subscriptions that the sign-in sees. */
export async function listSubscriptions(context: StepContext): Promise<Read<readonly Subscription[]>> {
	return list(context, '/subscriptions?api-version=2022-12-01', item => ({
		id: textAt(item, 'subscriptionId') ?? '',
		name: textAt(item, 'displayName') ?? '',
		tenant: textAt(item, 'tenantId') ?? '',
	}));
}

/** The Foundry resources of one subscription; other kinds of Azure AI account are left out. */
export async function listResources(context: StepContext, subscription: string): Promise<Read<readonly Resource[]>> {
	const path = `/subscriptions/${encodeURIComponent(subscription)}/providers/Microsoft.CognitiveServices/accounts?api-version=${accountsVersion}`;
	const read = await list(context, path, resourceFrom);
	return read.value === undefined ? read : {value: read.value.filter(resource => resource.kind === 'AIServices')};
}

/** The deployments of a resource, those of other makers included. */
export async function listDeployments(context: StepContext, resource: Resource): Promise<Read<readonly Deployment[]>> {
	return list(context, `${resource.id}/deployments?api-version=${accountsVersion}`, item => {
		const capacity = at(item, 'properties', 'currentCapacity') ?? at(item, 'sku', 'capacity');
		const version = textAt(item, 'properties', 'model', 'version');
		return {
			name: textAt(item, 'name') ?? '',
			format: textAt(item, 'properties', 'model', 'format') ?? 'unknown',
			model: textAt(item, 'properties', 'model', 'name') ?? '',
			...(version === undefined ? {} : {version}),
			sku: textAt(item, 'sku', 'name') ?? '',
			...(typeof capacity === 'number' ? {capacity} : {}),
			state: textAt(item, 'properties', 'provisioningState') ?? 'unknown',
		};
	});
}

/** Where the logs of a resource are sent; only settings with a log category turned on. */
export async function listDiagnostics(context: StepContext, resource: Resource): Promise<Read<readonly Diagnostic[]>> {
	const path = `${resource.id}/providers/microsoft.insights/diagnosticSettings?api-version=2021-05-01-preview`;
	const read = await list(context, path, item => ({
		name: textAt(item, 'name') ?? '',
		categories: listAt(item, 'properties', 'logs')
			.filter(log => at(log, 'enabled') === true)
			.map(log => textAt(log, 'category') ?? textAt(log, 'categoryGroup') ?? 'logs'),
		destination: destinationOf(item),
	}));
	return read.value === undefined ? read : {value: read.value.filter(setting => setting.categories.length > 0)};
}

export type Found = {readonly resource?: Resource; readonly subscription?: Subscription; readonly searched: number};

/** The chosen resource: in the chosen subscription, or in whichever visible one holds it. Once per run. */
export async function findResource(context: StepContext): Promise<Read<Found>> {
	const name = resourceOf(context.answers).toLowerCase();
	const wanted = subscriptionOf(context.answers);
	return remember<Found>(context, `azure-resource:${wanted ?? ''}:${name}`, async () => {
		const subscriptions = wanted === undefined ? await listSubscriptions(context) : {value: [{id: wanted, name: '', tenant: ''}]};
		if (subscriptions.value === undefined) {
			return subscriptions;
		}

		let problem: Problem | undefined;
		for (const subscription of subscriptions.value) {
			const resources = await listResources(context, subscription.id);
			const resource = resources.value?.find(candidate => [candidate.name.toLowerCase(), candidate.subdomain.toLowerCase()].includes(name));
			if (resource !== undefined) {
				return {value: {resource, subscription, searched: subscriptions.value.length}};
			}

			problem ??= resources.problem;
		}

		return problem === undefined ? {value: {searched: subscriptions.value.length}} : {problem};
	});
}

/** Reads every page of a list. */
async function list<T>(context: StepContext, path: string, make: (item: unknown) => T): Promise<Read<readonly T[]>> {
	return remember(context, `azure-list:${path}`, async () => {
		const outcome = await tokenFor(context, 'management');
		if (outcome.token === undefined) {
			const reason = `There is no sign-in to ask Azure with: ${outcome.failure.raw}`;
			return {
				problem:
					outcome.failure.code === 'foundry.sign-in-unavailable'
						? {kind: 'unread', reason}
						: {kind: 'signed-out', reason, failure: outcome.failure},
			};
		}

		const base = managementUrl(context.ports.env);
		const items: unknown[] = [];
		let next: string | undefined = `${base}${path}`;
		for (let page = 0; next !== undefined && page < mostPages; page += 1) {
			const reply = await request(
				context.ports,
				{url: next, headers: {authorization: `Bearer ${outcome.token.value}`}, limitMs},
				context.signal,
			);
			if (reply.status !== 200 || !Array.isArray(at(reply.json, 'value'))) {
				return {problem: problemOf(reply)};
			}

			items.push(...listAt(reply.json, 'value'));
			const link = textAt(reply.json, 'nextLink');
			next = link === undefined || link === '' ? undefined : link;
			if (next !== undefined && !isAzure(next, base)) {
				return {problem: {kind: 'unread', reason: 'The list goes on at an address that is not Azure Resource Manager.'}};
			}
		}

		return next === undefined
			? {value: items.map(item => make(item))}
			: {problem: {kind: 'unread', reason: `The list has more than ${mostPages} pages.`}};
	});
}

/** The token must not follow a link to anywhere else. */
function isAzure(link: string, base: string): boolean {
	return URL.canParse(link) && [new URL(base).origin, 'https://management.azure.com'].includes(new URL(link).origin);
}

/** Only the manager's own words count as its refusal: a page or a gateway on the way may say 403 as well. */
function problemOf(reply: Reply): Problem {
	const {status = 0} = reply;
	const code = textAt(reply.json, 'error', 'code');
	const reason = `Azure Resource Manager: ${describeReply(reply)}`;
	if (status === 429 || status >= 500) {
		return {kind: 'busy', reason};
	}

	if (code === undefined) {
		return {kind: 'unread', reason};
	}

	return {kind: status === 401 ? 'signed-out' : status === 403 ? 'denied' : status === 404 ? 'missing' : 'unread', reason};
}

async function remember<T>(context: StepContext, key: string, make: () => Promise<Read<T>>): Promise<Read<T>> {
	const read = await context.memo.get(key, make);
	if (read.problem !== undefined) {
		context.memo.forget(key);
	}

	return read;
}

function resourceFrom(item: unknown): Resource {
	const publicAccess = textAt(item, 'properties', 'publicNetworkAccess');
	const defaultAction = textAt(item, 'properties', 'networkAcls', 'defaultAction');
	return {
		id: textAt(item, 'id') ?? '',
		name: textAt(item, 'name') ?? '',
		kind: textAt(item, 'kind') ?? '',
		location: textAt(item, 'location') ?? '',
		subdomain: textAt(item, 'properties', 'customSubDomainName') ?? '',
		...(publicAccess === undefined ? {} : {publicAccess}),
		...(defaultAction === undefined ? {} : {defaultAction}),
		isKeyless: at(item, 'properties', 'disableLocalAuth') === true,
		connections: listAt(item, 'properties', 'privateEndpointConnections').map(
			connection => textAt(connection, 'properties', 'privateLinkServiceConnectionState', 'status') ?? 'unknown',
		),
	};
}

function destinationOf(item: unknown): string {
	const ids = ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId', 'marketplacePartnerId'].map(name =>
		textAt(item, 'properties', name),
	);
	const named = ids.filter(id => id !== undefined && id !== '').map(id => id?.split('/').at(-1) ?? '');
	return named.length === 0 ? 'a destination that is not named' : named.join(', ');
}
