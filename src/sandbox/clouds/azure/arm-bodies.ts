// How the resource manager writes Foundry accounts, deployments, models, quotas and diagnostic settings (api-version 2025-09-01).

import {idOf} from './resources.ts';
import type {SimulatedDeployment, SimulatedResource} from './scenario.ts';
import {guidFor} from './tokens.ts';

/** Models of the catalogue with their versions: 1 is hosted on Anthropic, 2 on Azure (Microsoft, "Claude models", 2026-09-21). */
const catalogue: ReadonlyArray<readonly [string, readonly string[]]> = [
	['claude-opus-5-5', ['1', '2']],
	['claude-sonnet-5-5', ['1', '2']],
	['claude-haiku-5-5', ['1', '2']],
	['claude-opus-5', ['1', '2']],
	['claude-sonnet-5', ['1', '2']],
	['claude-haiku-4-5', ['1', '2']],
	['claude-fable-5-1', ['1']],
	['claude-sonnet-4-5', ['1']],
];

export function accountBody(resource: SimulatedResource): Readonly<Record<string, unknown>> {
	const {allowedAddresses} = resource;
	return {
		id: idOf(resource),
		name: resource.name,
		type: 'Microsoft.CognitiveServices/accounts',
		location: resource.location,
		kind: resource.kind ?? 'AIServices',
		sku: {name: 'S0'},
		etag: `"${guidFor(resource.name)}"`,
		identity: {type: 'SystemAssigned'},
		properties: {
			endpoint: `https://${resource.name}.cognitiveservices.azure.com/`,
			provisioningState: 'Succeeded',
			internalId: guidFor(`internal ${resource.name}`).replaceAll('-', ''),
			customSubDomainName: resource.name,
			networkAcls: {
				defaultAction: allowedAddresses === undefined ? 'Allow' : 'Deny',
				bypass: 'AzureServices',
				ipRules: (allowedAddresses ?? []).map(value => ({value})),
				virtualNetworkRules: [],
			},
			privateEndpointConnections: privateEndpointConnections(resource),
			publicNetworkAccess: resource.publicNetworkAccess,
			disableLocalAuth: resource.disableLocalAuth ?? false,
			allowProjectManagement: true,
			dateCreated: '2026-06-03T09:21:44.1034512Z',
			endpoints: {
				'AI Foundry API': `https://${resource.name}.services.ai.azure.com/`,
				'OpenAI Language Model Instance API': `https://${resource.name}.openai.azure.com/`,
				'Azure AI Model Inference API': `https://${resource.name}.services.ai.azure.com/`,
			},
			isMigrated: false,
		},
	};
}

export function privateEndpointConnections(resource: SimulatedResource): readonly unknown[] {
	const {privateEndpoint} = resource;
	if (privateEndpoint === undefined) {
		return [];
	}

	const state = privateEndpoint.state ?? 'Approved';
	const name = `${privateEndpoint.name}.${guidFor(privateEndpoint.name)}`;
	return [
		{
			id: `${idOf(resource)}/privateEndpointConnections/${name}`,
			name,
			type: 'Microsoft.CognitiveServices/accounts/privateEndpointConnections',
			location: resource.location,
			properties: {
				provisioningState: 'Succeeded',
				groupIds: ['account'],
				privateEndpoint: {
					id: `/subscriptions/${resource.subscription}/resourceGroups/rg-network/providers/Microsoft.Network/privateEndpoints/${privateEndpoint.name}`,
				},
				privateLinkServiceConnectionState: {
					status: state,
					description: state === 'Approved' ? 'Approved' : 'Please approve this connection.',
					actionsRequired: 'None',
				},
			},
		},
	];
}

export function deploymentBody(resource: SimulatedResource, deployment: SimulatedDeployment): Readonly<Record<string, unknown>> {
	const {capacity, sku = 'GlobalStandard', format = 'Anthropic', state = 'Succeeded'} = deployment;
	return {
		id: `${idOf(resource)}/deployments/${deployment.name}`,
		type: 'Microsoft.CognitiveServices/accounts/deployments',
		name: deployment.name,
		sku: {name: sku, capacity},
		properties: {
			model: {format, name: deployment.model, version: deployment.version},
			versionUpgradeOption: 'OnceNewDefaultVersionAvailable',
			currentCapacity: capacity,
			capabilities: {messages: 'true', maxContextToken: '200000', maxOutputToken: '64000'},
			provisioningState: state,
			rateLimits: [
				{key: 'request', renewalPeriod: 60, count: capacity},
				{key: 'token', renewalPeriod: 60, count: capacity * 1000},
			],
		},
		etag: `"${guidFor(`${resource.name} ${deployment.name}`)}"`,
	};
}

export function modelBodies(): readonly unknown[] {
	return catalogue.flatMap(([name, versions]) =>
		versions.map(version => ({
			kind: 'AIServices',
			skuName: 'S0',
			model: {
				format: 'Anthropic',
				name,
				version,
				isDefaultVersion: version === versions.at(-1),
				lifecycleStatus: name === 'claude-sonnet-4-5' ? 'Deprecating' : 'GenerallyAvailable',
				capabilities: {messages: 'true'},
				skus: [
					{name: 'GlobalStandard', usageName: `AIServices.GlobalStandard.${name}`, capacity: {default: 100, minimum: 1, maximum: 4000}},
					...(version === '2'
						? [
								{
									name: 'DataZoneStandard',
									usageName: `AIServices.DataZoneStandard.${name}`,
									capacity: {default: 100, minimum: 1, maximum: 4000},
								},
							]
						: []),
				],
			},
		})),
	);
}

/** Quota by model and SKU: what the deployments take of it. A deployment of capacity 0 stands for a limit of 0. */
export function usageBodies(resources: readonly SimulatedResource[]): readonly unknown[] {
	const used = new Map<string, number>();
	for (const {deployments} of resources) {
		for (const {model, sku = 'GlobalStandard', capacity} of deployments) {
			const name = `AIServices.${sku}.${model}`;
			used.set(name, (used.get(name) ?? 0) + capacity);
		}
	}

	return [...used].map(([value, currentValue]) => ({
		name: {value, localizedValue: `Tokens Per Minute (thousands) - ${value.split('.').slice(2).join('.')} - ${value.split('.')[1] ?? ''}`},
		currentValue,
		limit: currentValue === 0 ? 0 : 2000,
		unit: 'Count',
	}));
}

export function diagnosticBodies(resource: SimulatedResource): readonly unknown[] {
	return (resource.diagnostics ?? []).map(({name, workspace, groups}) => ({
		id: `${idOf(resource)}/providers/microsoft.insights/diagnosticSettings/${name}`,
		type: 'Microsoft.Insights/diagnosticSettings',
		name,
		location: null,
		kind: null,
		tags: null,
		identity: null,
		properties: {
			storageAccountId: null,
			serviceBusRuleId: null,
			workspaceId: `/subscriptions/${resource.subscription}/resourceGroups/rg-monitor/providers/Microsoft.OperationalInsights/workspaces/${workspace}`,
			eventHubAuthorizationRuleId: null,
			eventHubName: null,
			metrics: [],
			logs: groups.map(group =>
				group === 'allLogs' || group === 'audit'
					? {category: null, categoryGroup: group, enabled: true, retentionPolicy: {enabled: false, days: 0}}
					: {category: group, categoryGroup: null, enabled: true, retentionPolicy: {enabled: false, days: 0}},
			),
			logAnalyticsDestinationType: null,
		},
	}));
}
