// Whether a host could be reached at all in the scenario's network; keeps the loopback server true to the simulated DNS and TCP.

import type {Scenario} from '../scenario.ts';

export type Reach = 'open' | 'refused' | 'dropped';

/** Clients that come over loopback skip the simulated network, so a cloud asks here before it answers. */
export function reachOfHost(host: string, scenario: Scenario): Reach {
	const direct = directReach(host, scenario);
	const hasOpenProxy = Object.values(scenario.network.proxies).some(proxy => proxy.tunnel === 'open');
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
