// What can be wrong with the resource that is meant: its settings here, what Azure says of it, its deployments.

import type {Scenario} from '../scenario.ts';
import {azureWith, deploymentChanged, foundryScenario, happyAzure, mainResource, openResource, resourceKey} from './foundry-base.ts';

const {resources} = happyAzure;
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
const direct = {route: 'direct'};

const settings: readonly Scenario[] = [
	foundryScenario('not-configured', {
		title: 'Nothing is set up yet',
		expected: ['config.not-configured'],
		home: {signIn: 'none', files: {'.claude/settings.json': undefined}},
	}),
	foundryScenario('both-places', {
		title: 'The resource and a base URL are both set',
		expected: ['foundry.both-places'],
		home: {settings: {ANTHROPIC_FOUNDRY_BASE_URL: 'https://acme-claude.services.ai.azure.com/anthropic'}},
	}),
	foundryScenario('no-place', {
		title: 'Foundry is switched on, but no resource is named',
		expected: ['foundry.no-place'],
		home: {answers: {resource: ''}},
	}),
	foundryScenario('resource-is-url', {
		title: 'The resource is given as a host name',
		expected: ['foundry.resource-is-url'],
		home: {answers: {resource: 'acme-claude.services.ai.azure.com'}},
	}),
	foundryScenario('project-url', {
		title: 'The project’s address was pasted from the portal',
		expected: ['foundry.project-url'],
		home: {answers: {baseUrl: 'https://acme-claude.services.ai.azure.com/api/projects/coding'}},
	}),
	foundryScenario('base-url-path', {
		title: 'The base URL lacks /anthropic',
		expected: ['foundry.base-url-path'],
		home: {answers: {baseUrl: 'https://acme-claude.services.ai.azure.com'}},
	}),
	foundryScenario('base-url-unknown-path', {
		title: 'The base URL has another path than /anthropic',
		expected: ['foundry.base-url-path'],
		home: {answers: {baseUrl: 'https://acme-claude.services.ai.azure.com/claude'}},
	}),
	foundryScenario('settings-override-shell', {
		title: 'The shell exports another resource than the Claude Code settings, which win',
		expected: ['config.settings-override-shell'],
		home: {env: {ANTHROPIC_FOUNDRY_RESOURCE: 'acme-claude-eu'}},
	}),
	foundryScenario('managed-settings-override', {
		title: 'Managed settings pin another deployment than the person chose',
		expected: ['config.managed-settings-override'],
		home: {files: {'.sandbox/managed/managed-settings.json': json({env: {ANTHROPIC_MODEL: 'sonnet-main'}})}},
	}),
	foundryScenario('stale-provider', {
		title: 'An old Vertex switch is still on beside Foundry',
		expected: ['config.stale-provider'],
		home: {settings: {CLAUDE_CODE_USE_VERTEX: '1', CLOUD_ML_REGION: 'us-east5', ANTHROPIC_VERTEX_PROJECT_ID: 'acme-trial'}},
	}),
];

const described: readonly Scenario[] = [
	foundryScenario('no-resource', {
		title: 'The subscriptions hold no Foundry resource',
		expected: ['foundry.resource-not-found'],
		wizard: ['foundry.no-resource'],
		azure: {resources: resources.filter(resource => resource.kind !== undefined)},
	}),
	foundryScenario('resource-not-found', {
		title: 'Azure lists resources, but not the configured one',
		expected: ['foundry.resource-not-found'],
		home: {answers: {resource: 'acme-cluade'}},
	}),
	foundryScenario('resource-read-denied', {
		title: 'The role allows calls, but not to read the resource’s settings',
		expected: ['foundry.resource-read-denied'],
		azure: {faults: {'arm:*': {status: 403, type: 'AuthorizationFailed', message: ''}}},
	}),
	foundryScenario('management-unreachable', {
		title: 'Azure Resource Manager is out of order',
		expected: ['foundry.management-unreachable'],
		azure: {faults: {'arm:*': {status: 503, type: 'ServiceUnavailable', message: 'The service is temporarily unavailable.'}}},
	}),
	foundryScenario('no-deployments', {
		title: 'The resource has no Claude deployment',
		expected: ['foundry.no-deployments'],
		resource: {...mainResource, deployments: mainResource.deployments.filter(deployment => deployment.format !== undefined)},
	}),
	foundryScenario('deployment-not-claude', {
		title: 'The pinned deployment is of another maker’s model',
		expected: ['foundry.deployment-not-claude'],
		home: {answers: {primaryModel: 'embeddings'}},
	}),
	foundryScenario('deployment-not-ready', {
		title: 'The pinned deployment is still being made',
		expected: ['foundry.deployment-not-ready'],
		resource: deploymentChanged('opus-main', {state: 'Creating'}),
	}),
	foundryScenario('model-retiring', {
		title: 'A pinned deployment is of a model that ends this month',
		expected: ['foundry.model-retiring'],
		resource: deploymentChanged('sonnet-main', {model: 'claude-sonnet-4-5'}),
	}),
	foundryScenario('public-access-open', {
		title: 'The path is private, but the resource also answers the internet',
		expected: ['foundry.public-access-open'],
		resource: {...mainResource, publicNetworkAccess: 'Enabled'},
	}),
	foundryScenario('hosted-on-anthropic', {
		title: 'A pinned deployment is hosted on Anthropic’s infrastructure',
		expected: ['foundry.hosted-on-anthropic'],
		resource: deploymentChanged('opus-main', {version: '1', sku: 'GlobalStandard'}),
	}),
	foundryScenario('diagnostics-on', {
		title: 'Requests are logged to the company’s own workspace',
		expected: ['foundry.diagnostics-on'],
		resource: {...mainResource, diagnostics: [{name: 'to-security', workspace: 'log-security', groups: ['allLogs']}]},
	}),
	foundryScenario('diagnostics-unknown', {
		title: 'The role may not read the diagnostic settings',
		expected: ['foundry.diagnostics-unknown'],
		azure: {faults: {'arm:ListDiagnosticSettings': {status: 403, type: 'AuthorizationFailed', message: ''}}},
	}),
	foundryScenario('hosting-unknown', {
		title: 'The role may read the resource, but not its deployments',
		expected: ['foundry.hosting-unknown'],
		azure: {faults: {'arm:ListDeployments': {status: 403, type: 'AuthorizationFailed', message: ''}}},
	}),
];

const fault = (status: number, type: string, message: string) => ({faults: {'foundry:Messages': {status, type, message}}});

const calls: readonly Scenario[] = [
	foundryScenario('key-invalid', {
		title: 'The API key is wrong',
		expected: ['foundry.key-invalid'],
		resource: openResource,
		home: {env: {ANTHROPIC_FOUNDRY_API_KEY: 'CANARY-foundry-key-old'}, answers: {...direct, signIn: 'api-key'}},
	}),
	foundryScenario('key-auth-disabled', {
		title: 'The resource takes no API keys',
		expected: ['foundry.key-auth-disabled'],
		resource: {...openResource, disableLocalAuth: true},
		home: {env: {ANTHROPIC_FOUNDRY_API_KEY: resourceKey}, answers: {...direct, signIn: 'api-key'}},
	}),
	foundryScenario('token-rejected', {
		title: 'The resource does not take the token',
		expected: ['foundry.token-rejected'],
		resource: openResource,
		home: {env: {ANTHROPIC_FOUNDRY_AUTH_TOKEN: 'CANARY-foundry-token-old'}, answers: {...direct, signIn: 'auth-token'}},
	}),
	foundryScenario('role-missing', {
		title: 'The person owns the resource, which gives no right to call models',
		expected: ['foundry.role-missing'],
		azure: {hasDataRole: false},
	}),
	foundryScenario('role-missing-forbidden', {
		title: 'The role to call models is missing, and the resource answers 403',
		expected: ['foundry.role-missing'],
		azure: fault(
			403,
			'PermissionDenied',
			'The principal `b6f0a8d3-51c2-4e97-a4d8-3c7e9f215b60` lacks the required data action `Microsoft.CognitiveServices/accounts/MaaS/messages/action` to perform `POST /anthropic/v1/messages` operation.',
		),
	}),
	foundryScenario('deployment-not-found', {
		title: 'The pinned name is a model’s, and no deployment has it',
		expected: ['foundry.deployment-not-found'],
		home: {answers: {primaryModel: 'claude-opus-5-5'}},
	}),
	foundryScenario('rate-limited', {
		title: 'The deployment’s limit is used up right now',
		expected: ['foundry.rate-limited'],
		resource: deploymentChanged('opus-main', {
			answer: {
				status: 429,
				type: '429',
				message:
					'Requests to the Messages_Create Operation under Anthropic API have exceeded token rate limit of your current AIServices S0 pricing tier. Please retry after 38 seconds.',
			},
		}),
	}),
	foundryScenario('rate-limited-by-model', {
		title: 'The model itself says that its limit is used up',
		expected: ['foundry.rate-limited'],
		resource: deploymentChanged('opus-main', {
			answer: {status: 429, type: 'rate_limit_error', message: 'This request would exceed the rate limit. Please try again later.'},
		}),
	}),
	foundryScenario('quota-zero', {
		title: 'The subscription’s type has no quota for Claude',
		expected: ['foundry.quota-zero'],
		azure: {
			...azureWith(
				deploymentChanged(
					'opus-main',
					{capacity: 0},
					deploymentChanged('sonnet-main', {capacity: 0}, deploymentChanged('haiku-main', {capacity: 0})),
				),
			),
			subscriptions: happyAzure.subscriptions.map(each => ({...each, quotaId: 'CSP_2015-05-01'})),
		},
	}),
	foundryScenario('feature-not-supported', {
		title: 'The deployment is hosted on Azure, where the feature is missing',
		expected: ['foundry.feature-not-supported'],
		azure: fault(400, 'invalid_request_error', 'This feature is not supported for deployments Hosted on Azure.'),
	}),
	foundryScenario('service-unavailable', {
		title: 'The resource answers 503',
		expected: ['foundry.service-unavailable'],
		azure: fault(503, 'ServiceUnavailable', 'The service is temporarily unable to process your request. Please try again later.'),
	}),
	foundryScenario('stream-breaks', {
		title: 'The model is overloaded in the middle of its answer',
		expected: ['foundry.service-unavailable'],
		resource: deploymentChanged('opus-main', {midStream: {type: 'overloaded_error', message: 'Overloaded'}}),
	}),
	foundryScenario('unrecognized-denial', {
		title: 'The resource refuses in words nobody knows yet',
		expected: ['foundry.unrecognized-denial'],
		azure: fault(403, 'Forbidden', 'This operation is not available to you at this time.'),
	}),
];

export const foundryResources: readonly Scenario[] = [...settings, ...described, ...calls];
