// The three clouds that the lab's world holds: what is simulated, under whose certificate, at which public and private addresses.

import {azureHosts} from '../../src/sandbox/clouds/azure/dns.ts';
import {endpointHosts} from '../../src/sandbox/clouds/aws/endpoint-names.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {controlEndpoint, endpointNames, runtimeEndpoint, scenario as awsScenario} from '../../src/sandbox/scenarios/base.ts';
import {foundryScenario, mainResource} from '../../src/sandbox/scenarios/foundry-base.ts';
import {restrictedAddresses, scenario as googleScenario} from '../../src/sandbox/scenarios/vertex/base.ts';

export type CloudName = 'aws' | 'google' | 'azure';

export type LabCloud = {
	readonly scenario: Scenario;
	/** Where Claude Code's requests go when nothing else is set. */
	readonly modelHost: string;
	/** Organization that issues the certificates. */
	readonly issuer: string;
	/** Names in the certificate, wildcards allowed. */
	readonly certified: readonly string[];
	/** Where the internet finds it. */
	readonly publicAddress: string;
	readonly suffixes: readonly string[];
	/** Addresses inside the private network. */
	readonly privateAddresses: readonly string[];
	/** Names as the private network's name server answers them. */
	readonly privateNames: Readonly<Record<string, readonly string[]>>;
	/** Every name below a suffix, as that name server answers it. */
	readonly privateBelow: Readonly<Record<string, readonly string[]>>;
	/** Names that anybody on the internet can look up. */
	readonly publicNames: Readonly<Record<string, readonly string[]>>;
};

export const runtime = 'bedrock-runtime.us-east-1.amazonaws.com';
export const control = 'bedrock.us-east-1.amazonaws.com';
/** The runtime's private addresses, one in each of three zones. */
export const zones = ['10.20.4.17', '10.20.5.9', '10.20.6.3'] as const;
/** Inside the private range of the same endpoint, IPv6. */
export const zoneOfSix = 'fd00:20::17';
export const modelOnGoogle = 'aiplatform.googleapis.com';
export const modelOnAzure = 'acme-claude.services.ai.azure.com';

const runtimeInThree = {...runtimeEndpoint, addresses: zones};
const controlInOne = {...controlEndpoint, addresses: ['10.20.4.21']};
/** An endpoint in another region, with private DNS off. */
const withoutPrivateDns = {
	...runtimeEndpoint,
	id: 'vpce-0c3d4e5f6a7b89012',
	region: 'eu-west-1',
	privateDns: false,
	addresses: ['10.21.4.17', '10.21.5.9'],
};

/** The own name of the endpoint whose private DNS is off. */
export const [ownName = ''] = endpointHosts(withoutPrivateDns);

const awsZones = ['us-east-1', 'us-east-2', 'eu-west-1'].flatMap(region => [
	`*.${region}.amazonaws.com`,
	`*.sso.${region}.amazonaws.com`,
	`*.bedrock-runtime.${region}.vpce.amazonaws.com`,
]);
const foundry = foundryScenario('lab', {title: 'The lab', expected: []});
const azureNames = Object.entries(azureHosts([mainResource]));
const azurePrivate = azureNames.filter(([, addresses]) => addresses.every(address => address.startsWith('10.')));

export const clouds: Readonly<Record<CloudName, LabCloud>> = {
	aws: {
		scenario: awsScenario('lab', {title: 'The lab', expected: [], aws: {endpoints: [runtimeInThree, controlInOne, withoutPrivateDns]}}),
		modelHost: runtime,
		issuer: 'Amazon',
		certified: [...awsZones, '*.amazon.com', '*.amazonaws.com'],
		publicAddress: '52.94.9.9',
		suffixes: ['amazonaws.com', 'amazon.com', 'awsapps.com'],
		privateAddresses: [...zones, zoneOfSix, ...controlInOne.addresses, ...withoutPrivateDns.addresses],
		privateNames: {[runtime]: zones, [control]: controlInOne.addresses},
		privateBelow: {},
		publicNames: endpointNames([withoutPrivateDns]),
	},
	google: {
		scenario: googleScenario('lab', {title: 'The lab', expected: []}),
		modelHost: modelOnGoogle,
		issuer: 'Google Trust Services',
		certified: ['*.googleapis.com', '*.google.com', '*.cloud.google', 'auth.cloud.google'],
		publicAddress: '142.250.9.9',
		suffixes: ['googleapis.com', 'google.com', 'cloud.google'],
		privateAddresses: restrictedAddresses,
		privateNames: {},
		privateBelow: {'googleapis.com': restrictedAddresses},
		publicNames: {},
	},
	azure: {
		scenario: foundry,
		modelHost: modelOnAzure,
		issuer: 'Microsoft Corporation',
		certified: [
			'*.services.ai.azure.com',
			'*.openai.azure.com',
			'*.cognitiveservices.azure.com',
			'*.azure.com',
			'*.microsoftonline.com',
			'*.microsoft.com',
		],
		publicAddress: '20.62.58.5',
		suffixes: ['azure.com', 'microsoftonline.com', 'microsoft.com'],
		privateAddresses: ['10.60.4.20'],
		privateNames: Object.fromEntries(azurePrivate),
		privateBelow: {},
		publicNames: {},
	},
};
