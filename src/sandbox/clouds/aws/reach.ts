// Whether a service could be reached at all in the scenario's network; keeps the loopback server true to the simulated DNS and TCP.

import type {Scenario} from '../../scenario.ts';
import type {ServiceName} from './call.ts';
import {hostOf} from './route.ts';

export type Reach = 'open' | 'refused' | 'dropped';

/**
 * Clients that come over loopback skip the simulated network, so the server asks here before it answers.
 *
 * @param region - Undefined when the request does not tell; the sign-in services then use the instance's region.
 */
export function reachOf(service: ServiceName, region: string | undefined, scenario: Scenario): Reach {
	const {network, aws, home} = scenario;
	const isSignIn = service === 'sso-oidc' || service === 'sso';
	const usedRegion = isSignIn ? aws.sso.region : region;
	if (usedRegion === undefined) {
		return 'open';
	}

	const baseUrl = service === 'bedrock-runtime' ? home.answers?.['baseUrl'] : undefined;
	const host = baseUrl === undefined ? hostOf(service, usedRegion) : new URL(baseUrl).hostname;
	const direct = directReach(host, scenario);
	const hasOpenProxy = Object.values(network.proxies).some(proxy => proxy.tunnel === 'open');
	return direct !== 'open' && hasOpenProxy ? 'open' : direct;
}

function directReach(host: string, scenario: Scenario): Reach {
	const {network} = scenario;
	const addresses = network.resolver === undefined ? network.hosts[host] : undefined;
	if (addresses === undefined || addresses.length === 0) {
		return 'refused';
	}

	const states = addresses.map(address => network.addresses[address]?.connect ?? 'open');
	return states.find(state => state === 'open') ?? states[0] ?? 'refused';
}
