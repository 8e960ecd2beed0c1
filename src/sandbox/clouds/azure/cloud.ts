// The simulated Microsoft cloud as one of the sandbox's clouds.

import type {Scenario} from '../../scenario.ts';
import {gatewayHosts, type SimulatedCloud} from '../cloud.ts';
import {azdProgram, azProgram} from './az-program.ts';
import {azVersion} from './az.ts';
import {emptyMemory, type World} from './call.ts';
import {armHost, dispatch, loginHost} from './dispatch.ts';
import {answersOf, azureHomeFiles, claudeSettings, type AzureScenario} from './home.ts';
import {zones} from './resources.ts';

export const azure: SimulatedCloud = {
	name: 'azure',
	provider: 'foundry',
	isIn: scenario => scenario.azure !== undefined,
	start(given, now) {
		const scenario = withAzure(given);
		const world: World = {scenario, azure: scenario.azure, memory: emptyMemory(), now};
		return {now, dispatch: request => dispatch(request, world)};
	},
	// By name and not by a base URL of the sandbox: Claude Code stops when it finds one beside a saved ANTHROPIC_FOUNDRY_RESOURCE
	// (2.1.330, observed 2026-11-22). Microsoft's client libraries refuse a directory without TLS.
	secureHosts: scenario => [loginHost, armHost, ...zones.map(zone => `*.${zone}`), ...gatewayHosts(withAzure(scenario).azure.gateway)],
	variables: ({url, secureUrl}) => ({
		ARM_ENDPOINT: `${url}/arm`,
		...(secureUrl === undefined ? {} : {AZURE_AUTHORITY_HOST: secureUrl}),
	}),
	// onboard itself reaches the simulated hosts by name, so that look-ups and proxies count there too.
	claudeVariables: ['ARM_ENDPOINT', 'AZURE_AUTHORITY_HOST'],
	answersOf: scenario => answersOf(withAzure(scenario)),
	settings: scenario => claudeSettings(withAzure(scenario)),
	plantedFiles: (scenario, now) => azureHomeFiles(withAzure(scenario), now),
	addressed: [],
	markers: ['.azure/azureProfile.json'],
	hints(scenario) {
		const [tenant] = withAzure(scenario).azure.tenants;
		return {tenant: tenant?.id ?? ''};
	},
	tools: {az: azVersion},
	programs: (_scenario, {url}) => ({az: azProgram(url), azd: azdProgram(url)}),
	issuerOf: host =>
		host === loginHost || host === armHost || zones.some(zone => host.endsWith(`.${zone}`))
			? {issuer: 'Microsoft Corporation', root: 'DigiCert Inc'}
			: undefined,
};

function withAzure(scenario: Scenario): AzureScenario {
	const {azure: simulated} = scenario;
	if (simulated === undefined) {
		throw new Error(`The scenario ${scenario.name} has no Azure.`);
	}

	return {...scenario, azure: simulated};
}
