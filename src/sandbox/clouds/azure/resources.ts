// Finds what a request names among the simulated resources: hosts, ids, deployments, the path it came by.

import type {SimulatedDeployment, SimulatedResource, ZoneName} from './scenario.ts';
import type {World} from './call.ts';

/** The zones a Foundry resource has names in; private endpoints need all three. */
export const zones: readonly ZoneName[] = ['services.ai.azure.com', 'openai.azure.com', 'cognitiveservices.azure.com'];

/** The resource of a data-plane host name. */
export function resourceOfHost(host: string, world: World): SimulatedResource | undefined {
	const [name = '', ...rest] = host.toLowerCase().split('.');
	return zones.some(zone => zone === rest.join('.')) ? world.azure.resources.find(resource => resource.name === name) : undefined;
}

/** ARM id of an account. */
export function idOf(resource: SimulatedResource): string {
	return `/subscriptions/${resource.subscription}/resourceGroups/${resource.group}/providers/Microsoft.CognitiveServices/accounts/${resource.name}`;
}

export function deploymentNamed(resource: SimulatedResource, name: string): SimulatedDeployment | undefined {
	return resource.deployments.find(deployment => deployment.name.toLowerCase() === name.toLowerCase());
}

/** Whether an IPv4 address is one of RFC 1918. */
function isPrivate(address: string): boolean {
	return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/u.test(address);
}

/**
 * How a call reached the resource. A proxy resolves and sends on by itself, from a public address; otherwise the first open
 * address of the name decides, as for a client that tries them in turn.
 */
export function arrivalOf(resource: SimulatedResource, host: string, world: World): 'private' | 'public' {
	const {network, home} = world.scenario;
	const variables = {...home.env, ...home.settings};
	const hasProxy = ['HTTPS_PROXY', 'https_proxy'].some(name => (variables[name] ?? '') !== '');
	const isExcluded = `${variables['NO_PROXY'] ?? ''},${variables['no_proxy'] ?? ''}`
		.split(',')
		.some(part => part.trim() !== '' && host.endsWith(part.trim().replace(/^\*?\./u, '')));
	if (resource.isReoriginated === true || (hasProxy && !isExcluded)) {
		return 'public';
	}

	const addresses = network.hosts[host] ?? [];
	const used = addresses.find(address => (network.addresses[address]?.connect ?? 'open') === 'open') ?? addresses[0] ?? '';
	const isApproved = (resource.privateEndpoint?.state ?? 'Approved') === 'Approved';
	return isPrivate(used) && resource.privateEndpoint !== undefined && isApproved ? 'private' : 'public';
}
