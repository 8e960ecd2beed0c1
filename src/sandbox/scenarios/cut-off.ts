// Machines that reach nothing at all, for every cloud: no name resolves, or every packet vanishes.

import type {Scenario, SimulatedNetwork} from '../scenario.ts';
import {happyNetwork, scenario} from './base.ts';
import {foundryScenario} from './foundry-base.ts';
import {happyNetwork as googleNetwork, scenario as vertexScenario} from './vertex/base.ts';

/** Every address of the network stays silent. */
const silent = (network: Pick<SimulatedNetwork, 'hosts'>): Pick<SimulatedNetwork, 'addresses'> => ({
	addresses: Object.fromEntries(
		Object.values(network.hosts)
			.flat()
			.map(address => [address, {connect: 'dropped'}]),
	),
});

const title = 'Names resolve, and no connection leaves this machine';
const expected = ['network.nothing-answers'];
const atHome = foundryScenario('nothing-answers', {title, expected});

export const cutOff: readonly Scenario[] = [
	scenario('nothing-answers', {title, expected, network: silent(happyNetwork)}),
	vertexScenario('nothing-answers', {title, expected, network: silent(googleNetwork)}),
	foundryScenario('nothing-answers', {title, expected, network: silent(atHome.network)}),
	vertexScenario('offline', {title: 'No name resolves at all', expected: ['network.offline'], network: {resolver: 'EAI_AGAIN'}}),
];
