// Everything the resource manager tells below one Foundry account.

import type {Reply} from '../cloud.ts';
import {accountBody, deploymentBody, diagnosticBodies, modelBodies, privateEndpointConnections, usageBodies} from './arm-bodies.ts';
import {listReply, type Names} from './arm-list.ts';
import {AzureError, jsonReply, type Call, type World} from './call.ts';
import {idOf, zones} from './resources.ts';
import type {SimulatedResource} from './scenario.ts';
import {guidFor} from './tokens.ts';

/** @throws AzureError when there is no such account or deployment. */
export function belowAccount(operation: string, names: Names, candidates: readonly SimulatedResource[], call: Call, world: World): Reply {
	const resource = candidates.find(candidate => candidate.name === names['account']?.toLowerCase());
	if (resource === undefined) {
		throw new AzureError(
			404,
			'ResourceNotFound',
			`The Resource 'Microsoft.CognitiveServices/accounts/${names['account'] ?? ''}' under resource group '${names['group'] ?? ''}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
		);
	}

	switch (operation) {
		case 'GetAccount':
			return jsonReply(accountBody(resource));
		case 'ListDeployments':
			return listReply(
				resource.deployments.map(deployment => deploymentBody(resource, deployment)),
				call,
			);
		case 'GetDeployment': {
			const deployment = resource.deployments.find(candidate => candidate.name.toLowerCase() === names['deployment']?.toLowerCase());
			if (deployment === undefined) {
				throw new AzureError(404, 'DeploymentNotFound', `The deployment '${names['deployment'] ?? ''}' could not be found.`);
			}

			return jsonReply(deploymentBody(resource, deployment));
		}

		case 'ListModels':
			return listReply(modelBodies(), call, 50);
		case 'ListUsages':
			return listReply(usageBodies([resource]), call, 50);
		case 'ListPrivateLinkResources':
			return jsonReply({
				value: [
					{
						id: `${idOf(resource)}/privateLinkResources/account`,
						name: 'account',
						type: 'Microsoft.CognitiveServices/accounts/privateLinkResources',
						properties: {
							groupId: 'account',
							displayName: 'Cognitive Service',
							requiredMembers: ['default', 'secondary', 'third'],
							requiredZoneNames: zones.toSorted().map(zone => `privatelink.${zone}`),
						},
					},
				],
			});
		case 'ListPrivateEndpointConnections':
			return jsonReply({value: privateEndpointConnections(resource)});
		case 'ListKeys':
			return jsonReply({key1: resource.key ?? 'CANARY-foundry-key-1', key2: 'CANARY-foundry-key-2'});
		case 'ListDiagnosticSettings':
			return jsonReply({value: diagnosticBodies(resource)});
		case 'ListPermissions':
			return jsonReply({
				value: [
					{
						actions: ['*/read', 'Microsoft.CognitiveServices/accounts/listkeys/action'],
						notActions: [],
						dataActions: world.azure.hasDataRole ? ['Microsoft.CognitiveServices/*'] : [],
						notDataActions: [],
					},
				],
			});
		default:
			return jsonReply({value: roleAssignments(resource, world)});
	}
}

/** Role definitions by their well-known ids: Foundry User (was Azure AI User) and Owner. */
function roleAssignments(resource: SimulatedResource, world: World): readonly unknown[] {
	const {hasDataRole, user} = world.azure;
	const role = hasDataRole ? '53ca6127-db72-4b80-b1b0-d745d6d5456d' : '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
	const name = guidFor(`${resource.name} ${user.objectId}`);
	return [
		{
			id: `${idOf(resource)}/providers/Microsoft.Authorization/roleAssignments/${name}`,
			type: 'Microsoft.Authorization/roleAssignments',
			name,
			properties: {
				roleDefinitionId: `/subscriptions/${resource.subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
				principalId: user.objectId,
				principalType: 'User',
				scope: idOf(resource),
			},
		},
	];
}
