// Findings about whether the account and the role may use a model: enablement, agreement, form, permission.

import {family} from '../declare.ts';
import {networkRoots} from '../network/roots.ts';
import {signInRoots} from '../sign-in.ts';

/** Problems under which nothing a model says is its own fault. */
export const belowModels: readonly string[] = [...networkRoots, ...signInRoots];

export const accessFindings = family({
	'model.not-enabled': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, account}) => `${name} is not enabled in account ${account}`,
		cause: ({region}) => `Nobody has used this model in the account yet, or not in ${region}, and your role may not be the first.`,
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Choose another model, or send this to your cloud administrators.',
			message: `Please enable ${model} in account ${account}, ${region}: open it once in the Amazon Bedrock console with a role that has aws-marketplace:Subscribe and ViewSubscriptions.`,
		}),
		causedBy: belowModels,
		detection: 'The call is denied with "You don\'t have access to the model with the specified model ID".',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html'],
	},
	'model.marketplace-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, account}) => `${name} has no subscription in account ${account}, and your role may not make one`,
		cause: () =>
			'The first call subscribes the account through AWS Marketplace; this role lacks that permission. An expired payment method has been seen to give the same answer.',
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators, and try again two minutes after they are done.',
			message: `Please call ${model} once in account ${account}, ${region}, with a role that has aws-marketplace:ViewSubscriptions and aws-marketplace:Subscribe, so that the account is subscribed. If that fails as well, check the account's payment method.`,
		}),
		causedBy: belowModels,
		detection: 'The call is denied because of the aws-marketplace actions.',
	},
	'model.payment-instrument': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({account}) => `Account ${account} has no valid payment method for AWS Marketplace`,
		cause: () => 'Models of other companies are billed through AWS Marketplace, which refuses the payment method on file.',
		fix: ({model, account}) => ({
			kind: 'ask',
			text: 'Send this to whoever manages billing of the account.',
			message: `Calls to ${model} in account ${account} are denied with INVALID_PAYMENT_INSTRUMENT. Please set a payment method that AWS Marketplace accepts for this account or its payer.`,
		}),
		causedBy: belowModels,
		detection: 'The call is denied with INVALID_PAYMENT_INSTRUMENT.',
	},
	'model.use-case-form-missing': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({account}) => `Account ${account} has not sent Anthropic's use case form`,
		cause: () =>
			'Anthropic models need this form once per account, or once for the whole organization. After it is sent it takes up to 15 minutes.',
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators, and try again 15 minutes after they are done.',
			message: `Please submit the Anthropic use case details for account ${account} (Bedrock console, model catalog, any Claude model), or once in the organization's management account. Calls to ${model} in ${region} wait for it.`,
		}),
		causedBy: belowModels,
		detection: 'The call answers 404 "Model use case details have not been submitted", and the form is not known to be filled.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html'],
	},
	'model.account-not-eligible': {
		severity: 'fail',
		owner: 'provider',
		title: ({name, account}) => `AWS does not offer ${name} to account ${account}`,
		cause: () => 'Some accounts need additional access that only AWS can give, although every setting reads as available.',
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Choose another model, or have your cloud administrators send this to AWS.',
			message: `Account ${account} is told that ${model} is not available for it in ${region}. Please give the account access (AWS Sales: https://aws.amazon.com/contact-us/sales-support/).`,
		}),
		causedBy: belowModels,
		detection: 'The call is denied with "is not available for this account".',
	},
	'model.account-not-verified': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({account}) => `AWS has not finished verifying account ${account}`,
		cause: () => 'New accounts may not call models until AWS has verified them.',
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `Calls to ${model} in account ${account}, ${region}, are refused because the account is not verified. Please finish the verification, or open a support case with AWS.`,
		}),
		causedBy: belowModels,
		detection: 'The call answers "Your account is currently being verified" or "Operation not allowed".',
	},
	'model.agreement-pending': {
		severity: 'fail',
		owner: 'you',
		title: ({name}) => `The agreement for ${name} is still being processed`,
		cause: () => 'It was accepted a moment ago. This takes up to 15 minutes, in which calls may work and then fail again.',
		fix: () => ({kind: 'do', text: 'Wait 15 minutes and try again.'}),
		causedBy: belowModels,
		detection: 'The agreement reads PENDING, or the call says that the subscription is still being processed.',
	},
	'model.agreement-missing': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, account}) => `Account ${account} has not accepted the agreement for ${name}`,
		cause: () => "The first call accepts the model's terms for the whole company and starts billing, so nobody should make it by accident.",
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators, or allow the first call yourself in the wizard if that is yours to decide.',
			message: `Please accept the agreement for ${model} in account ${account}, ${region} (Bedrock console, model catalog), or confirm that developers may.`,
		}),
		causedBy: belowModels,
		detection: 'GetFoundationModelAvailability reads another agreement status than AVAILABLE or PENDING.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html'],
	},
	'model.role-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({role, name}) => `The role ${role} may not call ${name}`,
		cause: ({resource}) =>
			`Its policy does not allow the streamed call${resource}. A profile that spans regions needs the permission on the profile and on the model in every region it leads to.`,
		fix: ({role, model, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `The role ${role} in account ${account} may not call ${model} from ${region}. It needs bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream on arn:aws:bedrock:*:*:inference-profile/*, arn:aws:bedrock:*:*:foundation-model/* and arn:aws:bedrock:::foundation-model/*.`,
		}),
		causedBy: [...belowModels, 'network.source-condition-denied'],
		detection:
			'The call is denied because no identity-based or session policy or permissions boundary allows it, or one of them denies it.',
	},
	'model.scp-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, where}) => `Your organization's policy denies ${name}${where}`,
		cause: () =>
			'A service control policy stops the call in one of the regions that the profile leads to. One denied region stops all of them.',
		fix: ({model, account, region, resource}) => ({
			kind: 'ask',
			text: 'Choose a profile of another geography, or send this to your cloud administrators.',
			message: `A service control policy denies calls to ${model} from account ${account}, ${region}${resource}. Please allow Bedrock inference in every region of this profile (for global profiles also arn:aws:bedrock:::foundation-model/*).`,
		}),
		causedBy: [...belowModels, 'network.source-condition-denied'],
		detection: 'The call is denied with an explicit deny in a service control policy.',
	},
	'model.unrecognized-denial': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({name}) => `${name} refuses the call for a reason this version does not know`,
		cause: () => 'None of the known reasons fits what AWS said.',
		fix: ({model, account, region, raw}) => ({
			kind: 'ask',
			text: 'Read what AWS says; if it does not help, send this to your cloud administrators.',
			message: `Calls to ${model} in account ${account}, ${region}, are refused: ${raw}`,
		}),
		causedBy: belowModels,
		detection: 'The call is refused with a text that no other finding recognizes.',
	},
	'model.list-denied': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({role}) => `The role ${role} may not list inference profiles`,
		cause: () => 'Claude Code then cannot see which models there are; pinned models work all the same.',
		fix: ({role, account}) => ({
			kind: 'ask',
			text: 'Pin the models by id, or send this to your cloud administrators.',
			message: `Please allow bedrock:ListInferenceProfiles and bedrock:GetInferenceProfile (read only) to the role ${role} in account ${account}.`,
		}),
		causedBy: belowModels,
		detection: 'ListInferenceProfiles is denied.',
	},
});
