// Every cloud at once, and all of them work: for a rehearsal in which nobody has said yet which one it is.

import type {Scenario, SimulatedNetwork} from '../scenario.ts';

/** Name of that scenario. It is put together on demand, and no cloud's set-up is planted in its home. */
export const everyCloud = 'all/happy';

/** The happy scenarios of the three clouds as one; what they say of the home is the first one's. */
export function allHappy(scenarios: readonly Scenario[]): Scenario {
	const [first, ...others] = scenarios.filter(({name, provider}) => name === `${provider}/happy`);
	if (first === undefined) {
		throw new Error('No scenario is happy.');
	}

	return others.reduce<Scenario>((all, other) => ({...other, ...all, network: together(all.network, other.network)}), {
		...first,
		name: everyCloud,
		title: 'Every cloud works, over private endpoints',
	});
}

function together(one: SimulatedNetwork, other: SimulatedNetwork): SimulatedNetwork {
	return {
		hosts: {...one.hosts, ...other.hosts},
		addresses: {...one.addresses, ...other.addresses},
		certificates: {...one.certificates, ...other.certificates},
		proxies: {...one.proxies, ...other.proxies},
		pages: {...one.pages, ...other.pages},
	};
}
