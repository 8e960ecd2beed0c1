// The happy company on Microsoft's cloud that every Foundry scenario starts from: its tenant, resources, deployments and names.

import {azureHosts} from '../clouds/azure/dns.ts';
import type {AzureScenario} from '../clouds/azure/home.ts';
import type {SimulatedAzure, SimulatedDeployment, SimulatedResource} from '../clouds/azure/scenario.ts';
import type {SimulatedHome, SimulatedNetwork} from '../scenario.ts';

export const tenant = {id: '7c1e5a90-3b52-4f0e-9d64-2a8f1c0b7e35', domain: 'acme.example', name: 'Acme'};
const partner = {id: '2f94d6b1-08c7-4ad3-b5e0-61d7a3c9f842', domain: 'partner.example', name: 'Partner Labs'};

export const subscription = 'c41d7a52-6e0b-4c93-8f2a-90b5e1d3a7f6';
const platform = '5b8e2f17-d490-4a6c-b3e1-7f0c9a24d865';

export const opus: SimulatedDeployment = {
	name: 'opus-main',
	model: 'claude-opus-5-5',
	version: '2',
	sku: 'DataZoneStandard',
	capacity: 400,
};
export const sonnet: SimulatedDeployment = {...opus, name: 'sonnet-main', model: 'claude-sonnet-5-5', capacity: 800};
export const haiku: SimulatedDeployment = {...opus, name: 'haiku-main', model: 'claude-haiku-5-5', capacity: 800};
const embeddings: SimulatedDeployment = {
	name: 'embeddings',
	model: 'text-embedding-3-large',
	format: 'OpenAI',
	version: '1',
	capacity: 120,
};

export const deployments: readonly SimulatedDeployment[] = [opus, sonnet, haiku, embeddings];

/** A key that the resource takes when keys are allowed. */
export const resourceKey = 'CANARY-foundry-key-9f41c07be2d64a58a3';

/** The resource that everybody is set up for: reachable through its private endpoint alone. */
export const mainResource: SimulatedResource = {
	name: 'acme-claude',
	subscription,
	group: 'rg-claude',
	location: 'eastus2',
	publicNetworkAccess: 'Disabled',
	privateEndpoint: {name: 'pe-acme-claude', addresses: ['10.60.4.20']},
	key: resourceKey,
	deployments,
};

/** The same without a private endpoint and open to the internet. */
export const openResource: SimulatedResource = withoutEndpoint({...mainResource, publicNetworkAccess: 'Enabled'});

const others: readonly SimulatedResource[] = [
	{
		name: 'acme-claude-eu',
		subscription,
		group: 'rg-claude-eu',
		location: 'swedencentral',
		publicNetworkAccess: 'Enabled',
		deployments: [{name: 'claude-sonnet-5', model: 'claude-sonnet-5', version: '1', capacity: 200}],
	},
	{
		name: 'acme-vision',
		subscription,
		group: 'rg-vision',
		location: 'westeurope',
		kind: 'ComputerVision',
		publicNetworkAccess: 'Enabled',
		deployments: [],
	},
];

export const happyAzure: SimulatedAzure = {
	tenants: [tenant, partner],
	user: {name: 'dana@acme.example', objectId: 'b6f0a8d3-51c2-4e97-a4d8-3c7e9f215b60'},
	subscriptions: [
		{id: subscription, name: 'Acme Claude', tenant: tenant.id},
		{id: platform, name: 'Acme Platform', tenant: tenant.id},
		{id: '91a6c3e8-2d7f-45b0-9e14-c8f35d0b72a9', name: 'Acme Sandbox', tenant: tenant.id},
	],
	resources: [mainResource, ...others],
	hasDataRole: true,
	intervalSeconds: 1,
	faults: {},
};

export function withoutEndpoint({privateEndpoint: _endpoint, ...resource}: SimulatedResource): SimulatedResource {
	return resource;
}

/** The happy cloud with another resource in the place of the main one. */
export function azureWith(resource: SimulatedResource): Pick<SimulatedAzure, 'resources'> {
	return {resources: [resource, ...others]};
}

/** The main resource with one of its deployments changed. */
export function deploymentChanged(name: string, change: Partial<SimulatedDeployment>, resource = mainResource): SimulatedResource {
	return {
		...resource,
		deployments: resource.deployments.map(deployment => (deployment.name === name ? {...deployment, ...change} : deployment)),
	};
}

/** What a scenario changes of the happy one; groups are merged one level deep. */
export type FoundryChange = {
	readonly title: string;
	readonly expected: readonly string[];
	readonly wizard?: readonly string[];
	readonly requirePrivatePath?: boolean;
	readonly azure?: Partial<SimulatedAzure>;
	/** Replaces the main resource; its names follow. */
	readonly resource?: SimulatedResource;
	/** Names on top of those of the resources; `undefined` takes one away. */
	readonly hosts?: Readonly<Record<string, readonly string[] | undefined>>;
	readonly network?: Partial<Omit<SimulatedNetwork, 'hosts'>>;
	readonly home?: SimulatedHome;
};

/** A Foundry scenario: the happy one with some things changed. */
export function foundryScenario(what: string, change: FoundryChange): AzureScenario {
	const azure: SimulatedAzure = {...happyAzure, ...(change.resource === undefined ? {} : azureWith(change.resource)), ...change.azure};
	const hosts = Object.entries({...azureHosts(azure.resources), ...change.hosts});
	const known = Object.fromEntries(hosts.filter((entry): entry is [string, readonly string[]] => entry[1] !== undefined));
	const isOpen = azure.resources[0]?.privateEndpoint === undefined;
	return {
		name: `foundry/${what}`,
		provider: 'foundry',
		title: change.title,
		expected: change.expected,
		...(change.wizard === undefined ? {} : {wizard: change.wizard}),
		requirePrivatePath: change.requirePrivatePath ?? !isOpen,
		azure,
		network: {hosts: known, addresses: {}, certificates: {}, proxies: {}, pages: {}, ...change.network},
		home: change.home ?? {},
	};
}
