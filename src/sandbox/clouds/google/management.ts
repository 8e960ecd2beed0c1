// The APIs around a project: resource manager, service usage, log buckets, organization policy.

import {jsonBody, jsonReply} from '../cloud.ts';
import type {Call, Cloud, Operation} from './call.ts';
import {GoogleError} from './errors.ts';

export const managementOperations: Readonly<Record<string, Operation>> = {
	'cloudresourcemanager:testIamPermissions': (call, cloud) => {
		const {id} = ownProject(call, cloud);
		const {permissions: asked} = jsonBody(call.body);
		const held = id === cloud.scenario.google.project.id ? cloud.scenario.google.permissions : [];
		const granted = (Array.isArray(asked) ? asked : []).filter(permission => held.includes(String(permission)));
		// None held is an answer without the member.
		return jsonReply(granted.length === 0 ? {} : {permissions: granted});
	},
	'cloudresourcemanager:getIamPolicy': (call, cloud) => {
		ownProject(call, cloud);
		return jsonReply({version: 1, etag: 'BwY=', bindings: [], auditConfigs: []});
	},
	'cloudresourcemanager:listProjects': (call, cloud) => {
		const size = Number(call.query.get('pageSize')) || 500;
		const start = Number(call.query.get('pageToken') ?? 0) || 0;
		const all = projectsOf(cloud);
		const projects = all
			.slice(start, start + size)
			.map(({id, number, name}) => ({projectNumber: number, projectId: id, name, lifecycleState: 'ACTIVE'}));
		return jsonReply({projects, ...(start + size < all.length ? {nextPageToken: String(start + size)} : {})});
	},
	'cloudresourcemanager:searchProjects': (_call, cloud) =>
		jsonReply({
			projects: projectsOf(cloud).map(({id, number, name}) => ({
				name: `projects/${number}`,
				projectId: id,
				displayName: name,
				state: 'ACTIVE',
			})),
		}),
	'cloudresourcemanager:getProject': (call, cloud) => {
		const {id, number, name} = ownProject(call, cloud);
		return jsonReply(
			call.path.startsWith('/v3/')
				? {name: `projects/${number}`, projectId: id, displayName: name, state: 'ACTIVE'}
				: {projectNumber: number, projectId: id, name, lifecycleState: 'ACTIVE'},
		);
	},
	'serviceusage:getService': (call, cloud) => {
		const {number} = ownProject(call, cloud);
		const name = call.named['name'] ?? '';
		const isEnabled = cloud.scenario.google.services.includes(name) || cloud.memory.enabled.has(name);
		return jsonReply({
			name: `projects/${number}/services/${name}`,
			config: {name},
			state: isEnabled ? 'ENABLED' : 'DISABLED',
			parent: `projects/${number}`,
		});
	},
	'serviceusage:enableService': (call, cloud) => {
		ownProject(call, cloud);
		cloud.memory.enabled.add(call.named['name'] ?? '');
		return jsonReply({name: 'operations/acf.sandbox', done: true});
	},
	'logging:getBucket': (call, cloud) => {
		const {id} = ownProject(call, cloud);
		const {place = '', name = ''} = call.named;
		return jsonReply({
			name: `projects/${id}/locations/${place}/buckets/${name}`,
			description: 'Default bucket',
			retentionDays: name === '_Required' ? 400 : cloud.scenario.google.logDays,
			lifecycleState: 'ACTIVE',
		});
	},
	'orgpolicy:getEffectivePolicy': (call, cloud) => {
		const {number} = ownProject(call, cloud);
		return jsonReply({name: `projects/${number}/policies/${call.named['name'] ?? ''}`, spec: {rules: [{allowAll: true}]}});
	},
};

function projectsOf(cloud: Cloud) {
	const {project, otherProjects = []} = cloud.scenario.google;
	return [project, ...otherProjects];
}

function ownProject(call: Call, cloud: Cloud) {
	const asked = call.named['project'] ?? '';
	const found = projectsOf(cloud).find(({id, number}) => id === asked || number === asked);
	if (found === undefined) {
		throw new GoogleError({status: 403, type: 'PERMISSION_DENIED', message: 'The caller does not have permission'});
	}

	return found;
}
