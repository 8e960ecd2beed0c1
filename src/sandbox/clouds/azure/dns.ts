// The names of a Foundry resource as a person's resolver knows them: public ones, and the privatelink chains of a private endpoint.

import {zones} from './resources.ts';
import type {SimulatedResource} from './scenario.ts';

/** Public addresses of the gateways by zone, inside ranges that Microsoft announces (Azure service tags, CognitiveServicesManagement). */
const publicAddresses: Readonly<Record<string, string>> = {
	'services.ai.azure.com': '20.62.58.5',
	'openai.azure.com': '20.62.58.6',
	'cognitiveservices.azure.com': '20.62.58.7',
};

/** Sign-in and management stay public, whatever is private. */
export const sharedHosts: Readonly<Record<string, readonly string[]>> = {
	'login.microsoftonline.com': ['20.190.160.14'],
	'login.microsoft.com': ['20.190.160.15'],
	'management.azure.com': ['4.150.240.10'],
	'microsoft.com': ['13.107.246.45'],
	'portal.azure.com': ['13.107.246.46'],
	'ai.azure.com': ['13.107.246.47'],
};

/**
 * Every name of a resource with its addresses. With a private endpoint the name leads through `{name}.privatelink.{zone}`, which ends
 * at the endpoint's addresses where the zone is linked to the person's network and at the public ones elsewhere; the chain alone
 * proves nothing (Microsoft, "Configure private link for Foundry", read 2026-11-22).
 */
export function resourceNames(resource: SimulatedResource): Readonly<Record<string, readonly string[]>> {
	const {name, privateEndpoint} = resource;
	return Object.fromEntries(
		zones.flatMap(zone => {
			const isLinked = privateEndpoint !== undefined && (privateEndpoint.zones ?? zones).includes(zone);
			const isApproved = (privateEndpoint?.state ?? 'Approved') === 'Approved';
			const addresses = isLinked && isApproved ? privateEndpoint.addresses : [publicAddresses[zone] ?? '20.62.58.5'];
			const own: ReadonlyArray<readonly [string, readonly string[]]> = [[`${name}.${zone}`, addresses]];
			return privateEndpoint === undefined ? own : [...own, [`${name}.privatelink.${zone}`, addresses] as const];
		}),
	);
}

/** Names of all these resources and of the shared services. */
export function azureHosts(resources: readonly SimulatedResource[]): Readonly<Record<string, readonly string[]>> {
	return Object.assign({...sharedHosts}, ...resources.map(resource => resourceNames(resource))) as Readonly<
		Record<string, readonly string[]>
	>;
}
