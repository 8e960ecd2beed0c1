// The simulated Microsoft cloud as one of the sandbox's clouds.

import type {Scenario} from '../../scenario.ts';
import type {SimulatedCloud} from '../cloud.ts';
import {azProgram} from './az-program.ts';
import {azVersion} from './az.ts';
import {emptyMemory, type World} from './call.ts';
import {loopbackCertificate} from './certificate.ts';
import {armHost, dispatch, loginHost} from './dispatch.ts';
import {answersOf, azureHomeFiles, claudeSettings, type AzureScenario} from './home.ts';
import {zones} from './resources.ts';

const certificateFile = '.sandbox/azure.pem';

export const azure: SimulatedCloud = {
	name: 'azure',
	provider: 'foundry',
	isIn: scenario => scenario.azure !== undefined,
	start(given, now) {
		const scenario = withAzure(given);
		const world: World = {scenario, azure: scenario.azure, memory: emptyMemory(), now};
		return {now, dispatch: request => dispatch(request, world)};
	},
	async certificate(scenario) {
		const {gateway} = withAzure(scenario).azure;
		const own = gateway === undefined ? [] : [new URL(gateway).hostname];
		return loopbackCertificate([loginHost, armHost, ...zones.map(zone => `*.${zone}`), ...own], Date.now());
	},
	// Clients tunnel through the sandbox to the hosts they are set up for. A base URL of its own would not do: Claude Code stops when
	// it finds one beside a saved ANTHROPIC_FOUNDRY_RESOURCE (2.1.330, observed 2026-11-22).
	variables: ({url, secureUrl, certificate}) => ({
		ARM_ENDPOINT: `${url}/arm`,
		HTTPS_PROXY: url,
		...(secureUrl === undefined ? {} : {AZURE_AUTHORITY_HOST: secureUrl}),
		// For Node programs, and for the Python of the real az.
		...(certificate === undefined ? {} : {NODE_EXTRA_CA_CERTS: `$HOME/${certificateFile}`, REQUESTS_CA_BUNDLE: `$HOME/${certificateFile}`}),
	}),
	// onboard itself reaches the simulated hosts by name, so that look-ups and proxies count there too.
	claudeVariables: ['ARM_ENDPOINT', 'AZURE_AUTHORITY_HOST', 'HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE'],
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
	programs: (_scenario, {url}) => ({az: azProgram(url)}),
	equipment: (_scenario, {certificate}) => (certificate === undefined ? {} : {[certificateFile]: {text: certificate}}),
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
