// What an account keeps of prompts, what a role may see of it, and a role that may see almost nothing.

import type {Fault, Scenario} from '../scenario.ts';
import {roleArn, scenario} from './base.ts';

const denied = (action: string): Fault => ({
	status: 403,
	type: action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDeniedException',
	message: `User: ${roleArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
});
const deny = (...operations: readonly string[]) => Object.fromEntries(operations.map(operation => [operation, denied(operation)]));
const logGroup = '/acme/bedrock/invocations';
const loggingOn = {
	logging: {logGroup},
	logGroups: [
		{name: logGroup, retentionDays: 30, kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-4b5a-4968-8776-655443322110'},
		{name: `${logGroup}-archive`},
	],
};

export const terms: readonly Scenario[] = [
	scenario('terms-retention-unknown', {
		title: 'The role may not read the account’s retention mode',
		expected: ['terms.retention-unknown'],
		aws: {faults: deny('bedrock:GetAccountDataRetention')},
	}),
	scenario('terms-retention-mode-unrecognized', {
		title: 'The account has a retention mode newer than this program',
		expected: ['terms.retention-mode-unrecognized'],
		aws: {retentionMode: 'sealed_review'},
	}),
	scenario('terms-provider-data-share', {
		title: 'The account shares data with the model’s provider',
		expected: ['terms.provider-data-share'],
		aws: {retentionMode: 'provider_data_share'},
	}),
	scenario('terms-logging-on', {title: 'Prompts are logged and kept for 30 days', expected: ['terms.logging-on'], aws: loggingOn}),
	scenario('terms-log-group-never-expires', {
		title: 'Prompts are logged and kept for ever',
		expected: ['terms.logging-on', 'terms.log-group-never-expires'],
		aws: {logging: {logGroup}, logGroups: [{name: logGroup}]},
	}),
	scenario('terms-log-retention-unknown', {
		title: 'Prompts are logged, and the role may not see for how long',
		expected: ['terms.logging-on', 'terms.log-retention-unknown'],
		aws: {...loggingOn, faults: deny('logs:DescribeLogGroups')},
	}),
	scenario('terms-log-bucket', {
		title: 'Prompts are logged to a bucket whose rules cannot be read from here',
		expected: ['terms.logging-on', 'terms.log-retention-unknown'],
		aws: {logging: {bucket: 'acme-bedrock-logs'}},
	}),
	scenario('terms-logging-unknown', {
		title: 'The role may not read whether prompts are logged',
		expected: ['terms.logging-unknown'],
		aws: {faults: deny('bedrock:GetModelInvocationLoggingConfiguration')},
	}),
	scenario('terms-trail-unknown', {
		title: 'The role may not list trails',
		expected: ['terms.trail-unknown'],
		aws: {faults: deny('cloudtrail:DescribeTrails')},
	}),
	scenario('narrow-role', {
		title: 'The role may invoke the models and read next to nothing',
		expected: [
			'network.endpoint-read-denied',
			'model.not-proven',
			'terms.retention-unknown',
			'terms.logging-unknown',
			'terms.trail-unknown',
		],
		aws: {
			faults: deny(
				'bedrock:ListFoundationModels',
				'bedrock:GetFoundationModelAvailability',
				'bedrock:ListFoundationModelAgreementOffers',
				'bedrock:GetUseCaseForModelAccess',
				'bedrock:GetModelInvocationLoggingConfiguration',
				'bedrock:GetAccountDataRetention',
				'ec2:DescribeVpcEndpoints',
				'ec2:DescribeVpcEndpointServices',
				'ec2:DescribeSecurityGroups',
				'ec2:DescribeNetworkInterfaces',
				'logs:DescribeLogGroups',
				'cloudtrail:DescribeTrails',
			),
		},
	}),
];
