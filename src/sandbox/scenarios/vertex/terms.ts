// What a project on Vertex AI records or shares, and what cannot be read about it; the other offering.

import type {Scenario} from '../../scenario.ts';
import {projectId, scenario} from './base.ts';

const denied = (permission: string) => ({
	status: 403,
	type: 'PERMISSION_DENIED',
	message: `Permission '${permission}' denied on resource '//aiplatform.googleapis.com/projects/${projectId}' (or it may not exist).`,
	reason: 'IAM_PERMISSION_DENIED',
});

export const terms: readonly Scenario[] = [
	scenario('prompt-logging-on', {
		title: 'Requests and answers of the primary model are logged to BigQuery',
		expected: ['vertex.prompt-logging-on'],
		google: {
			behaviour: {
				'claude-opus-5-5': {
					config: {
						loggingConfig: {enabled: true, samplingRate: 1, bigqueryDestination: {outputUri: `bq://${projectId}.claude_logs.requests`}},
						dataSharingEnabledProvider: 'MODEL_PROVIDER_UNSPECIFIED',
					},
				},
			},
		},
	}),
	scenario('data-shared', {
		title: 'Data of a pinned model is shared with Anthropic, as that model wants',
		expected: ['vertex.data-shared'],
		google: {behaviour: {'claude-fable-5-1': {config: {dataSharingEnabledProvider: 'ANTHROPIC'}}}},
		home: {answers: {fableModel: 'claude-fable-5-1'}},
	}),
	scenario('publisher-config-unknown', {
		title: 'Whether requests are logged cannot be read',
		expected: ['vertex.publisher-config-unknown'],
		google: {faults: {'aiplatform:fetchPublisherModelConfig': denied('aiplatform.endpoints.fetchPublisherModelConfig')}},
	}),
	scenario('log-days-unknown', {
		title: 'How long logs are kept cannot be read',
		expected: ['vertex.log-days-unknown'],
		google: {faults: {'logging:getBucket': denied('logging.buckets.get')}},
	}),
	scenario('cache-unknown', {
		title: 'Whether Google’s cache is on cannot be read',
		expected: ['vertex.cache-unknown'],
		google: {faults: {'aiplatform:getCacheConfig': denied('aiplatform.cacheConfigs.get')}},
	}),
	scenario('anthropic-managed', {
		title: 'The offering that Anthropic runs on Google Cloud is in use',
		expected: ['vertex.anthropic-managed'],
		home: {
			settings: {
				CLAUDE_CODE_USE_VERTEX: '',
				CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD: '1',
				ANTHROPIC_GOOGLE_CLOUD_PROJECT: projectId,
				ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID: 'wrkspc_01AcmeClaudeCode',
				ANTHROPIC_GOOGLE_CLOUD_LOCATION: 'global',
			},
		},
	}),
];
