// Which permission each operation needs, where a scenario's person has exactly the permissions that it lists.

import type {Call, Cloud} from './call.ts';
import {GoogleError, permissionDenied} from './errors.ts';

/**
 * Permissions by operation, from the reference page of each method (docs.cloud.google.com, read 2026-11-23). Calls of models are judged
 * with their other gates; no page names a permission for `fetchPublisherModelConfig`.
 */
export const permissionOf: Readonly<Record<string, string>> = {
	'aiplatform:countTokens': 'aiplatform.endpoints.predict',
	'aiplatform:rawPredict': 'aiplatform.endpoints.predict',
	'aiplatform:streamRawPredict': 'aiplatform.endpoints.predict',
	'aiplatform:getCacheConfig': 'aiplatform.cacheConfigs.get',
	'cloudresourcemanager:getIamPolicy': 'resourcemanager.projects.getIamPolicy',
	'cloudresourcemanager:getProject': 'resourcemanager.projects.get',
	'cloudresourcemanager:listProjects': 'resourcemanager.projects.get',
	'cloudresourcemanager:searchProjects': 'resourcemanager.projects.get',
	'logging:getBucket': 'logging.buckets.get',
	'orgpolicy:getEffectivePolicy': 'orgpolicy.policy.get',
	'serviceusage:enableService': 'serviceusage.services.enable',
	'serviceusage:getService': 'serviceusage.services.get',
};

/** Counting a call against a project that the call names. */
export const usePermission = 'serviceusage.services.use';

/** @throws GoogleError when the scenario is exact and the person lacks what the call needs. */
export function permit(call: Call, {scenario}: Cloud): void {
	const {isExact, permissions, project} = scenario.google;
	if (isExact !== true) {
		return;
	}

	const needed = [
		...(call.headers['x-goog-user-project'] === undefined ? [] : [usePermission]),
		permissionOf[`${call.service}:${call.operation}`],
	].filter(permission => permission !== undefined);
	const missing = needed.find(permission => !permissions.includes(permission));
	if (missing !== undefined) {
		throw new GoogleError(permissionDenied(missing, `projects/${call.named['project'] ?? project.id}`));
	}
}
