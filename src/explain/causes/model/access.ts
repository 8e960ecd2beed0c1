// Signs that an account or a role may not call a model.

import type {Signals} from '../../clue.ts';

const because =
	'The words after "because" or "with" decide: the role itself, a service control policy, or the policy of a VPC endpoint. If they are missing, ask for the whole text.';

export const accessCauses: Readonly<Record<string, Signals>> = {
	'model.role-denied': {
		certain: [
			'no identity-based policy allows … bedrock:',
			'no session policy allows … bedrock:',
			'no permissions boundary allows … bedrock:',
			'no resource-based policy allows … bedrock:',
			'explicit deny in an identity-based policy & bedrock:',
			'explicit deny in a permissions boundary & bedrock:',
			'explicit deny in a session policy & bedrock:',
			'explicit deny in a resource-based policy & bedrock:',
		],
		likely: [
			'not authorized to perform: bedrock:InvokeModel',
			'not authorized to perform: bedrock:Converse',
			'not authorized to perform bedrock:InvokeModel',
			'not authorized to perform: bedrock:CallWithBearerToken',
			'not authorized to perform: bedrock:GetInferenceProfile',
			'no InvokeModel permission',
			'policy lists the model',
			'AccessDeniedException although',
			'does not have permission to … bedrock:InvokeModel',
			'AccessDenied & bedrock:InvokeModel',
			'Your account is not authorized to invoke this API operation',
			'not authorized to perform: bedrock: & !bedrock:List',
			'$denied ~ bedrock:invoke|bedrock:converse',
			'bedrock ~ permission|permissions|iam policy ~ $denied|$missing',
		],
		possible: [
			'AWS authentication failed',
			'check AWS permissions and model access',
			'AccessDeniedException & @bedrock',
			'AccessDenied & @bedrock',
			'@403 & @bedrock',
			'@403 & @aws & !@azure & !@google',
			'@403 & @claude & !@google & !@azure & !@installing & !/login & !Request not allowed & !<html',
			'is not authorized to perform & @bedrock',
		],
		tellApart: because,
	},
	'model.scp-denied': {
		certain: ['service control policy', 'resource control policy', 'service control policies & bedrock'],
		possible: ['not authorized to perform: bedrock:InvokeModel', 'with an explicit deny & bedrock:'],
		tellApart: because,
	},
	'model.not-enabled': {
		likely: [
			"don't have access to the model with the specified model ID",
			'do not have access to the model with the specified model ID',
			"don't have access to the model & @aws",
			'model access is not enabled',
			'not enabled in this account',
			'Model access denied',
			'permission_error & @bedrock & !@mantle',
			'request access to the model & @bedrock',
			'not have access to the model & @bedrock',
			'model access ~ $denied|$missing|not granted|not enabled & @aws',
			'model ~ not enabled|not granted|not been granted & @aws',
		],
		possible: [
			'AWS authentication failed',
			'is not available on your bedrock deployment',
			'@403 & @bedrock',
			'@403 & @claude & !@aws & !@google & !@azure & !@installing & !/login & !Request not allowed & !<html',
			'AccessDeniedException & @bedrock',
			'check AWS permissions and model access',
			"You don't have access to the model",
			'Your account is not authorized to invoke this API operation',
		],
		tellApart:
			'Check the account and the region first (aws sts get-caller-identity, onboard status); then the model catalog of that account and region.',
	},
	'model.other-region': {
		likely: [
			"don't have access to the model with the specified model ID & console shows",
			'access to the model & console shows access',
			"don't have access to the model with the specified model ID & granted",
		],
		possible: [
			"don't have access to the model with the specified model ID",
			'running in another Region',
			'do not have access to the model with the specified model ID',
			'Your account is not authorized to invoke this API operation',
		],
		tellApart: 'Compare the region in `onboard status` with the one in the console.',
	},
	'model.marketplace-denied': {
		certain: ['required AWS Marketplace actions', 'not authorized to perform: aws-marketplace:'],
		likely: [
			'aws-marketplace:Subscribe',
			'aws-marketplace:ViewSubscriptions',
			'Marketplace subscription for this model cannot be completed',
			'not subscribed to … model & @aws',
			'AWS Marketplace & @bedrock & !@host:install',
		],
		tellApart: 'An administrator calls the model once, or gives the role both aws-marketplace actions.',
	},
	'model.payment-instrument': {
		certain: ['INVALID_PAYMENT_INSTRUMENT', 'valid payment instrument must be provided'],
		likely: ['payment method|payment instrument & @bedrock & !@azure'],
		tellApart: 'An administrator looks at the payment methods of the account.',
	},
	'model.use-case-form-missing': {
		certain: [
			'use case details have not been submitted',
			'have not filled out the request form',
			'Anthropic use case details form',
			'FTUFormNotFilled',
		],
		likely: [
			'is not available on your bedrock deployment',
			'use case details',
			'use-case form|use case form|usecase form|use-case details|use case details|use case submission|first-time use form|ftu form',
		],
		tellApart:
			'Read the text of AWS with aws bedrock-runtime invoke-model: Claude Code shows the same sentence for a form that was not sent, a legacy and a switched-off model.',
	},
	'model.account-not-eligible': {
		certain: ['is not available for this account & !@google & !@azure'],
		likely: ['contact AWS Sales', 'BadCScoreException'],
		possible: ['account is not authorized to access this model'],
		tellApart: 'Another model in the same account answers.',
	},
	'model.account-not-verified': {
		certain: ['account is currently being verified', 'account is being verified & @aws'],
		likely: [
			'Operation not allowed & @bedrock',
			'Operation not allowed & ValidationException',
			'ValidationException & Operation not allowed',
			'account ~ not verified|being verified|under review|on hold & @aws',
		],
		possible: ['Operation not allowed'],
		tellApart: 'Every model answers the same in this account.',
	},
	'model.agreement-pending': {
		certain: ['subscription for this model is still being processed', 'MPAgreementBeingCreated'],
		tellApart: 'Wait 15 minutes.',
	},
	'model.agreement-missing': {
		likely: ['agreement … not … accepted & @bedrock', 'accept the EULA & @bedrock', 'CreateFoundationModelAgreement'],
		tellApart: 'The model catalog of the account shows whether the agreement was accepted.',
	},
	'model.list-denied': {
		certain: [
			'not authorized to perform: bedrock:ListInferenceProfiles',
			'needs bedrock:ListInferenceProfiles',
			'not authorized to perform: bedrock:ListFoundationModels',
			'not authorized to perform: bedrock:GetFoundationModel',
		],
		likely: [
			'bedrock:ListInferenceProfiles & denied',
			'bedrock:ListInferenceProfiles & authorized',
			'bedrock:ListInferenceProfiles & permission',
			'AccessDenied … ListInferenceProfiles',
			'AccessDeniedException … ListFoundationModels',
		],
		tellApart: 'Call a pinned model: this permission is only for lists.',
	},
};
