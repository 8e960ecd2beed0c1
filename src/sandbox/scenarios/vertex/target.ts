// What can be wrong with the project and the location.

import {consumerInvalid, quotaProjectDenied, quotaProjectMissing} from '../../clouds/google/errors.ts';
import type {Scenario} from '../../scenario.ts';
import {everyApi, projectId, scenario} from './base.ts';

export const target: readonly Scenario[] = [
	scenario('switch-missing', {
		title: 'Project and location are set, and nothing turns Vertex AI on',
		expected: ['config.switch-missing'],
		home: {settings: {CLAUDE_CODE_USE_VERTEX: ''}},
	}),
	scenario('bedrock-left-on', {
		title: 'Everything is set up for Vertex AI, and an old Bedrock switch wins',
		// Claude Code looks for Amazon Bedrock, and here neither its sign-in nor its hosts exist.
		expected: ['config.stale-provider', 'sign-in.needed', 'network.offline'],
		home: {settings: {CLAUDE_CODE_USE_BEDROCK: '1'}},
	}),
	scenario('project-missing', {
		title: 'No project is set',
		expected: ['vertex.project-missing'],
		home: {answers: {project: ''}},
	}),
	scenario('project-shadowed', {
		title: 'Another project in GOOGLE_CLOUD_PROJECT gets in front of the one that is set',
		expected: ['vertex.project-shadowed'],
		home: {env: {GOOGLE_CLOUD_PROJECT: 'acme-web'}},
	}),
	scenario('region-of-older-models', {
		title: 'A region is set that serves older models only',
		expected: ['vertex.location-not-served'],
		home: {answers: {location: 'us-east5'}},
	}),
	scenario('location-missing', {
		title: 'No location is set, and Claude Code falls back to us-east5',
		expected: ['vertex.location-invalid'],
		home: {answers: {location: ''}},
	}),
	scenario('location-malformed', {
		title: 'The location is not one, and Claude Code falls back to us-east5',
		expected: ['vertex.location-invalid'],
		home: {answers: {location: 'us/east5'}},
	}),
	scenario('quota-project-missing', {
		title: 'The credentials have no quota project',
		expected: ['vertex.quota-project-missing'],
		google: {quotaProject: '', faults: everyApi(quotaProjectMissing())},
	}),
	scenario('quota-project-denied', {
		title: 'The person may not use the quota project',
		expected: ['vertex.quota-project-denied'],
		google: {faults: everyApi(quotaProjectDenied(projectId))},
	}),
	scenario('project-invalid', {
		title: 'There is no project of this name',
		expected: ['vertex.project-invalid'],
		google: {faults: everyApi(consumerInvalid('acme-cluade'))},
		home: {answers: {project: 'acme-cluade'}},
	}),
	scenario('role-denied', {
		title: 'The person lacks the role Agent Platform User',
		expected: ['vertex.role-denied'],
		google: {permissions: ['resourcemanager.projects.get', 'serviceusage.services.use']},
	}),
	scenario('project-unread', {
		title: 'Which permissions the person has cannot be asked',
		expected: ['vertex.project-unread'],
		google: {
			faults: {'cloudresourcemanager:*': {status: 403, type: 'PERMISSION_DENIED', message: 'The caller does not have permission'}},
		},
	}),
];
