// Azure Resource Manager: who may read, subscriptions and groups, and everything below a Foundry account.

import type {Reply} from '../cloud.ts';
import {belowAccount} from './arm-account.ts';
import {accountBody, modelBodies, usageBodies} from './arm-bodies.ts';
import {listReply, type Names} from './arm-list.ts';
import {AzureError, jsonReply, type Call, type World} from './call.ts';
import {armResource, read, type Claims} from './tokens.ts';

const cognitive = '/providers/microsoft\\.cognitiveservices';
const account = `^/subscriptions/(?<subscription>[^/]+)/resourcegroups/(?<group>[^/]+)${cognitive}/accounts/(?<account>[^/]+)`;

const routes: ReadonlyArray<readonly [string, RegExp, string]> = (
	[
		['GET', '^/metadata/endpoints$', 'GetEndpoints'],
		['GET', '^/tenants$', 'ListTenants'],
		['GET', '^/subscriptions$', 'ListSubscriptions'],
		['GET', '^/subscriptions/(?<subscription>[^/]+)$', 'GetSubscription'],
		['GET', '^/subscriptions/(?<subscription>[^/]+)/resourcegroups$', 'ListGroups'],
		['GET', `^/subscriptions/(?<subscription>[^/]+)${cognitive}$`, 'GetProvider'],
		['GET', `^/subscriptions/(?<subscription>[^/]+)${cognitive}/accounts$`, 'ListAccounts'],
		['GET', `^/subscriptions/(?<subscription>[^/]+)${cognitive}/locations/(?<location>[^/]+)/usages$`, 'ListLocationUsages'],
		['GET', `^/subscriptions/(?<subscription>[^/]+)${cognitive}/locations/(?<location>[^/]+)/models$`, 'ListLocationModels'],
		['GET', `^/subscriptions/(?<subscription>[^/]+)/resourcegroups/(?<group>[^/]+)${cognitive}/accounts$`, 'ListAccounts'],
		['GET', `${account}$`, 'GetAccount'],
		['GET', `${account}/deployments$`, 'ListDeployments'],
		['GET', `${account}/deployments/(?<deployment>[^/]+)$`, 'GetDeployment'],
		['GET', `${account}/models$`, 'ListModels'],
		['GET', `${account}/usages$`, 'ListUsages'],
		['GET', `${account}/privatelinkresources$`, 'ListPrivateLinkResources'],
		['GET', `${account}/privateendpointconnections$`, 'ListPrivateEndpointConnections'],
		['POST', `${account}/listkeys$`, 'ListKeys'],
		['GET', `${account}/providers/microsoft\\.insights/diagnosticsettings$`, 'ListDiagnosticSettings'],
		['GET', `${account}/providers/microsoft\\.authorization/permissions$`, 'ListPermissions'],
		['GET', `${account}/providers/microsoft\\.authorization/roleassignments$`, 'ListRoleAssignments'],
	] as const
).map(([method, pattern, operation]) => [method, new RegExp(pattern, 'iu'), operation]);

/** Actions by operation; listing what one has a role in needs none. */
export const actions: Readonly<Record<string, string>> = {
	ListAccounts: 'Microsoft.CognitiveServices/accounts/read',
	GetAccount: 'Microsoft.CognitiveServices/accounts/read',
	ListDeployments: 'Microsoft.CognitiveServices/accounts/deployments/read',
	GetDeployment: 'Microsoft.CognitiveServices/accounts/deployments/read',
	ListModels: 'Microsoft.CognitiveServices/accounts/models/read',
	ListUsages: 'Microsoft.CognitiveServices/accounts/usages/read',
	ListKeys: 'Microsoft.CognitiveServices/accounts/listKeys/action',
	ListDiagnosticSettings: 'Microsoft.Insights/diagnosticSettings/read',
	ListPermissions: 'Microsoft.Authorization/permissions/read',
	ListRoleAssignments: 'Microsoft.Authorization/roleAssignments/read',
};

function matched(method: string, path: string): {readonly operation: string; readonly names: Names} | undefined {
	for (const [wanted, form, operation] of routes) {
		const match = method === wanted ? form.exec(path.replace(/\/+$/u, '')) : null;
		if (match !== null) {
			return {operation, names: match.groups ?? {}};
		}
	}

	return undefined;
}

/** Operation of a path of the resource manager. */
export function armOperation(method: string, path: string): string | undefined {
	return matched(method, path)?.operation;
}

/** The denial ARM words when no role allows an action. */
export function authorizationFailed(operation: string, scope: string, world: World): AzureError {
	const {user} = world.azure;
	return new AzureError(
		403,
		'AuthorizationFailed',
		`The client '${user.name}' with object id '${user.objectId}' does not have authorization to perform action '${actions[operation] ?? 'Microsoft.Resources/subscriptions/read'}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
	);
}

function authenticate(call: Call, world: World): Claims {
	const header = call.headers['authorization'];
	if (header === undefined) {
		throw new AzureError(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
	}

	const claims = read('access', header.replace(/^Bearer\s+/iu, ''));
	if (claims === undefined) {
		throw new AzureError(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
	}

	if (claims['aud'] !== armResource) {
		throw new AzureError(
			401,
			'InvalidAuthenticationTokenAudience',
			`The access token has been obtained for wrong audience or resource '${String(claims['aud'])}'. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'.`,
		);
	}

	const expires = Number(claims['exp']) * 1000;
	if (expires <= world.now()) {
		throw new AzureError(
			401,
			'ExpiredAuthenticationToken',
			`The access token expiry UTC time '${new Date(expires).toISOString()}' is earlier than current UTC time '${new Date(world.now()).toISOString()}'.`,
		);
	}

	return claims;
}

/** @throws AzureError as the resource manager words it. */
export function answerArm(call: Call, world: World): Reply {
	const found = matched(call.method, call.path);
	if (found === undefined) {
		throw new AzureError(404, 'NotFound', 'The requested resource does not exist.');
	}

	if (found.operation === 'GetEndpoints') {
		return endpoints(call);
	}

	const claims = authenticate(call, world);
	if (call.query.get('api-version') === null) {
		throw new AzureError(
			400,
			'MissingApiVersionParameter',
			'The api-version query parameter (?api-version=) is required for all requests.',
		);
	}

	const action = actions[found.operation];
	if (action !== undefined && world.azure.role?.actions.includes(action) === false) {
		throw authorizationFailed(found.operation, call.path, world);
	}

	return answer(found.operation, found.names, call, world, claims);
}

function answer(operation: string, names: Names, call: Call, world: World, claims: Claims): Reply {
	const {tenants, resources} = world.azure;
	const visible = world.azure.subscriptions.filter(subscription => subscription.tenant === claims['tid']);
	const subscriptionBody = (subscription: (typeof visible)[number]) => ({
		id: `/subscriptions/${subscription.id}`,
		authorizationSource: 'RoleBased',
		managedByTenants: [],
		subscriptionId: subscription.id,
		tenantId: subscription.tenant,
		displayName: subscription.name,
		state: subscription.state ?? 'Enabled',
		subscriptionPolicies: {
			locationPlacementId: 'Public_2014-09-01',
			quotaId: subscription.quotaId ?? 'EnterpriseAgreement_2014-09-01',
			spendingLimit: 'Off',
		},
	});
	if (operation === 'ListTenants') {
		return listReply(
			tenants.map(tenant => ({
				id: `/tenants/${tenant.id}`,
				tenantId: tenant.id,
				displayName: tenant.name,
				defaultDomain: tenant.domain,
				tenantCategory: 'Home',
			})),
			call,
		);
	}

	if (operation === 'ListSubscriptions') {
		return listReply(visible.map(subscriptionBody), call);
	}

	const subscription = visible.find(candidate => candidate.id === names['subscription']?.toLowerCase());
	if (subscription === undefined) {
		throw new AzureError(404, 'SubscriptionNotFound', `The subscription '${names['subscription'] ?? ''}' could not be found.`);
	}

	const own = resources.filter(resource => resource.subscription === subscription.id);
	const inGroup = own.filter(resource => names['group'] === undefined || resource.group.toLowerCase() === names['group'].toLowerCase());
	switch (operation) {
		case 'GetSubscription':
			return jsonReply(subscriptionBody(subscription));
		case 'ListGroups':
			return listReply(
				[...new Set(own.map(resource => resource.group))].map(name => ({
					id: `/subscriptions/${subscription.id}/resourceGroups/${name}`,
					name,
					type: 'Microsoft.Resources/resourceGroups',
					location: own.find(resource => resource.group === name)?.location ?? 'eastus2',
					properties: {provisioningState: 'Succeeded'},
				})),
				call,
			);
		case 'GetProvider':
			return jsonReply({
				id: `/subscriptions/${subscription.id}/providers/Microsoft.CognitiveServices`,
				namespace: 'Microsoft.CognitiveServices',
				registrationState: 'Registered',
				resourceTypes: [],
			});
		case 'ListAccounts':
			return listReply(
				inGroup.map(resource => accountBody(resource)),
				call,
			);
		case 'ListLocationUsages':
			return listReply(usageBodies(own.filter(resource => resource.location === names['location'])), call, 50);
		case 'ListLocationModels':
			return listReply(modelBodies(), call, 50);
		default:
			return belowAccount(operation, names, inGroup, call, world);
	}
}

/** What `az cloud register --endpoint-resource-manager` asks for. */
function endpoints(call: Call): Reply {
	const {origin} = new URL(call.baseUrl);
	return jsonReply([
		{
			name: 'OnboardSandbox',
			portal: 'https://portal.azure.com',
			resourceManager: `${call.baseUrl}/`,
			authentication: {
				loginEndpoint: `${origin}/`,
				audiences: ['https://management.core.windows.net/', `${armResource}/`],
				tenant: 'common',
				identityProvider: 'AAD',
			},
			graph: 'https://graph.windows.net/',
			graphAudience: 'https://graph.windows.net/',
			suffixes: {storage: 'core.windows.net', keyVaultDns: 'vault.azure.net'},
		},
	]);
}
