// What can stand between a role and a model: in the service's own words, collected from public reports up to 2026-11-22.

import type {Scenario} from '../scenario.ts';
import {invokeDenied, opusProfileArn, scenario} from './base.ts';
import {answering} from './model-answers.ts';
import {accessDenied, forAll, forOpus, invalid, notFound, opus, refusal} from './refusals.ts';

const tryAgain =
	'Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.';

const access: readonly Scenario[] = [
	scenario('model-not-enabled', {
		title: 'The account has no access to the primary model',
		expected: ['model.not-enabled'],
		aws: forOpus({invoke: accessDenied("You don't have access to the model with the specified model ID.")}),
	}),
	scenario('model-marketplace-denied', {
		title: 'The first use cannot subscribe: the role lacks the Marketplace actions',
		expected: ['model.marketplace-denied'],
		aws: forOpus({
			invoke: accessDenied(
				`Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. ${tryAgain}`,
			),
		}),
	}),
	scenario('model-payment-instrument', {
		title: 'The account has no valid payment method',
		expected: ['model.payment-instrument'],
		aws: forOpus({
			invoke: accessDenied(
				`Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. ${tryAgain}`,
			),
		}),
	}),
	scenario('model-use-case-form-missing', {
		title: 'Nobody has sent Anthropic’s use-case form for this account',
		expected: ['model.use-case-form-missing'],
		aws: {useCaseForm: 'missing'},
	}),
	scenario('model-account-not-eligible', {
		title: 'AWS does not offer the model to this account',
		expected: ['model.account-not-eligible'],
		aws: forOpus({
			invoke: accessDenied(
				'Claude Opus 5.5 is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
			),
		}),
	}),
	scenario('model-account-being-verified', {
		title: 'The account is still being verified',
		expected: ['model.account-not-verified'],
		aws: forAll({
			invoke: accessDenied(
				'Your account is currently being verified. Verification normally takes less than 2 hours. Until your account is verified, you may not be able to use all services.',
			),
		}),
	}),
	scenario('model-account-not-verified', {
		title: 'A new account may not invoke models yet',
		expected: ['model.account-not-verified'],
		aws: forAll({invoke: invalid('Operation not allowed')}),
	}),
	scenario('model-agreement-pending', {
		title: 'The agreement for the model is being made',
		expected: ['model.agreement-pending'],
		aws: forOpus({
			availability: {agreement: 'PENDING'},
			invoke: accessDenied(
				'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed',
			),
		}),
	}),
	scenario('model-agreement-missing', {
		title: 'Making the agreement for the model has failed',
		expected: ['model.agreement-missing'],
		aws: forOpus({availability: {agreement: 'ERROR'}}),
	}),
	scenario('model-first-use', {
		title: 'Nobody has used the primary model here yet, so a first call would accept its terms',
		expected: ['model.agreement-missing'],
		wizard: ['model.not-proven', 'model.provisional'],
		aws: forOpus({availability: {agreement: 'NOT_AVAILABLE'}}),
	}),
	scenario('model-provisional', {
		title: 'The model answers while its agreement is still being made',
		expected: ['model.provisional'],
		aws: forOpus({availability: {agreement: 'PENDING'}}),
	}),
	scenario('model-role-denied', {
		title: 'The role may not invoke the profile',
		expected: ['model.role-denied'],
		aws: forAll({
			invoke: invokeDenied(opusProfileArn, 'because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action'),
		}),
	}),
	scenario('model-boundary-denied', {
		title: 'A permissions boundary does not cover the models',
		expected: ['model.role-denied'],
		aws: forAll({
			invoke: invokeDenied(opusProfileArn, 'because no permissions boundary allows the bedrock:InvokeModelWithResponseStream action'),
		}),
	}),
	scenario('model-scp-denied', {
		title: 'A service control policy blocks one of the regions the profile leads to',
		expected: ['model.scp-denied'],
		aws: forOpus({
			invoke: invokeDenied(
				`arn:aws:bedrock:us-east-2::foundation-model/${opus}`,
				'with an explicit deny in a service control policy: arn:aws:organizations::999900001111:policy/o-a1b2c3d4e5/service_control_policy/p-0a1b2c3d',
			),
		}),
	}),
	scenario('model-unrecognized-denial', {
		title: 'The call is refused in words nobody has catalogued',
		expected: ['model.unrecognized-denial'],
		aws: forOpus({invoke: accessDenied('Access is denied for reason E-4711. Contact your administrator.')}),
	}),
];

const identity: readonly Scenario[] = [
	scenario('model-bare-id', {
		title: 'The primary model is pinned without a profile prefix',
		expected: ['model.bare-id'],
		home: {answers: {primaryModel: opus}},
	}),
	scenario('model-invalid-id', {
		title: 'The primary model is pinned with a prefix that does not exist here',
		expected: ['model.invalid-id'],
		home: {answers: {primaryModel: `apac.${opus}`}},
	}),
	scenario('model-not-listed', {
		title: 'The pinned profile is not offered in this region, and the call fails for another reason',
		expected: ['model.not-listed'],
		aws: {models: {[`eu.${opus}`]: {invoke: refusal(503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.')}}},
		home: {answers: {primaryModel: `eu.${opus}`}},
	}),
	scenario('model-legacy-blocked', {
		title: 'The primary model is legacy and was not used for 30 days',
		expected: ['model.legacy-blocked'],
		aws: {
			models: {
				'anthropic.claude-opus-4-8': {
					lifecycle: 'LEGACY',
					invoke: notFound(
						'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
					),
				},
			},
		},
		home: {answers: {primaryModel: 'us.anthropic.claude-opus-4-8'}},
	}),
	scenario('model-end-of-life', {
		title: 'The primary model has reached the end of its life',
		expected: ['model.end-of-life'],
		aws: {
			models: {
				'anthropic.claude-opus-4-8': {
					lifecycle: 'LEGACY',
					invoke: notFound('This model version has reached the end of its life. Please refer to the AWS documentation for more details.'),
				},
			},
		},
		home: {answers: {primaryModel: 'us.anthropic.claude-opus-4-8'}},
	}),
	scenario('model-unsupported-country', {
		title: 'The call comes from a country that Anthropic does not serve',
		expected: ['model.unsupported-country'],
		aws: forAll({invoke: invalid('Access to Anthropic models is not allowed from unsupported countries, regions, or territories.')}),
	}),
	scenario('model-retention-mode-refused', {
		title: 'The account’s retention mode shuts out the pinned Fable model',
		expected: ['model.retention-mode-refused'],
		aws: {retentionMode: 'default'},
	}),
	scenario('model-retention-none-refused', {
		title: 'The account keeps nothing, which the pinned Fable model refuses',
		expected: ['model.retention-mode-refused'],
		aws: {retentionMode: 'none'},
	}),
];

export const models: readonly Scenario[] = [...access, ...identity, ...answering];
