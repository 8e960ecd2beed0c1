// Findings about models on Google Cloud: each gate that a one-token call can meet, by Google's own reason.

import {family} from '../declare.ts';
import {networkRoots} from '../network/roots.ts';
import {vertexProjectRoots, vertexRoots, vertexSignInRoots} from './roots.ts';

const below = [
	...networkRoots,
	'vertex.private-route-missing',
	'vertex.multi-region-not-private',
	...vertexSignInRoots,
	'vertex.project-missing',
];
const claudePage = 'https://code.claude.com/docs/en/google-vertex-ai';
const modelsPage = 'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude';

export const vertexModelFindings = family({
	'vertex.model-answers': {
		severity: 'pass',
		owner: 'you',
		title: ({name, location}) => `${name} answers in ${location}`,
		cause: ({milliseconds}) => `A call of one token was answered in ${milliseconds} ms.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'streamRawPredict with max_tokens 1, the call Claude Code makes, answers in the location of this model.',
	},
	'vertex.catalogue-listed': {
		severity: 'pass',
		owner: 'you',
		title: ({count}) => `Google lists ${count} Claude models`,
		cause: () => 'The list is what exists, not what this project may use.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'The publisher catalogue answers.',
	},
	'vertex.catalogue-unread': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: () => 'The list of Claude models could not be read',
		cause: ({reason}) => reason,
		fix: () => ({kind: 'do', text: 'Nothing to do when the pinned models answer: only the list to choose from is missing.'}),
		causedBy: vertexRoots,
		detection: 'The publisher catalogue is denied or does not answer.',
	},
	'vertex.service-disabled': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({project}) => `The Agent Platform API (Vertex AI) is off in ${project}`,
		cause: () => 'A project has to switch on each Google API once.',
		fix: ({project}) => ({
			kind: 'command',
			command: `gcloud services enable aiplatform.googleapis.com --project ${project}`,
			text: 'Have somebody who may change the project run this, then wait a few minutes.',
		}),
		causedBy: below,
		detection: 'A call is denied with the reason SERVICE_DISABLED.',
		links: [claudePage],
	},
	'vertex.billing-disabled': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({project}) => `The project ${project} has no billing account`,
		cause: () => 'Google answers calls that cost money only in a project with an active billing account.',
		fix: ({project}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `Please link a billing account to the project ${project}; Google refuses Claude calls without one (BILLING_DISABLED).`,
		}),
		causedBy: [...below, 'vertex.service-disabled'],
		detection: 'A call is denied with the reason BILLING_DISABLED.',
	},
	'vertex.perimeter-refused': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({project, uid}) => `The security perimeter around ${project} refused the call (id ${uid})`,
		cause: () =>
			"The network answered; your organization's VPC Service Controls refuse this identity, this device or this network. A changed perimeter takes up to 30 minutes to arrive.",
		fix: ({uid, project, host}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators: the id leads them to the rule.',
			message: `VPC Service Controls refused a call from a developer machine to ${host}, project ${project}. vpcServiceControlsUniqueIdentifier: ${uid}. Please look it up in the troubleshooter and allow this identity from this network.`,
		}),
		causedBy: below,
		detection: 'A call is denied with SECURITY_POLICY_VIOLATED or a VPC_SERVICE_CONTROLS violation.',
		links: ['https://cloud.google.com/vpc-service-controls/docs/troubleshooter'],
	},
	'vertex.data-sharing-required': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name}) => `${name} is served only where the organization has agreed to share data with Anthropic`,
		cause: () =>
			'Models of this kind are kept for 30 days and shared with Anthropic; an administrator has to consent per project and location.',
		fix: ({model, project, location}) => ({
			kind: 'ask',
			text: 'Choose another model, or ask your cloud administrators.',
			message: `${model} in ${project}, ${location}, is refused until data sharing with Anthropic is agreed to. Is that intended for developers' prompts?`,
		}),
		causedBy: below,
		detection: 'A call is denied 403 with a text about data sharing.',
	},
	'vertex.model-not-enabled': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, project}) => `${name} is not enabled in ${project}`,
		cause: () =>
			'Each Claude model has to be enabled once per project in Model Garden, with a form and terms. Approval can take 24 to 48 hours.',
		fix: ({model, project}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `Please enable ${model} for the project ${project} in Model Garden: https://console.cloud.google.com/vertex-ai/publishers/anthropic/model-garden/${model.replace(/@.*$/u, '')}?project=${project}`,
		}),
		causedBy: [...below, 'vertex.service-disabled', 'vertex.billing-disabled'],
		detection: 'A call is answered 400 "is not allowed to use Publisher Model".',
		links: [modelsPage],
	},
	'vertex.location-not-served': {
		severity: 'fail',
		owner: 'you',
		title: ({name, location}) => `${name} is not served in ${location}`,
		cause: () => 'Single regions serve Sonnet 4.6 and older only; newer models are in global, us and eu.',
		fix: () => ({kind: 'command', command: 'onboard', text: 'Run onboard and choose the location global, us or eu, or another model.'}),
		causedBy: below,
		detection: 'A call is answered 400 "is not servable in region".',
		links: [modelsPage],
	},
	'vertex.org-policy-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name}) => `Your organization's policy does not allow ${name}`,
		cause: () => 'An organization policy limits which models may be used in this project, and does not let this one through.',
		fix: ({model, project}) => ({
			kind: 'ask',
			text: 'Choose an allowed model, or send this to your cloud administrators.',
			message: `The policy vertexai.allowedModels does not allow ${model} in ${project}. Please add publishers/anthropic/models/${model.replace(/@.*$/u, '')}:predict, or tell me which Claude models are allowed.`,
		}),
		causedBy: below,
		detection: 'A call is answered 400 naming the constraint vertexai.allowedModels or vertexai.allowedGenAIModels.',
	},
	'vertex.model-not-found': {
		severity: 'fail',
		owner: 'you',
		title: ({model}) => `Google does not know the model ${model}`,
		cause: ({listed}) => `The call was answered "not found"; ${listed}.`,
		fix: ({suggestion}) => ({kind: 'command', command: 'onboard', text: `Run onboard and choose from the list. ${suggestion}`}),
		causedBy: below,
		detection: 'A call is answered 404 and the catalogue does not hold the id, or could not be read.',
		links: [modelsPage],
	},
	'vertex.model-not-accessible': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, project, location}) => `${name} exists, but ${project} has no access to it in ${location}`,
		cause: () =>
			'The catalogue has the model. It is not enabled for this project, or not offered in this location; Google answers both alike.',
		fix: ({model, project, location}) => ({
			kind: 'ask',
			text: 'Try the location global. If that is refused too, send this to your cloud administrators.',
			message: `${model} is answered 404 in ${project}, ${location}, although the catalogue lists it. Please check in Model Garden whether it is enabled for this project and offered in this location.`,
		}),
		causedBy: [...below, 'vertex.location-not-served', 'vertex.model-not-enabled'],
		detection: 'A call is answered 404 and the catalogue holds the id.',
	},
	'vertex.quota-zero': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, location}) => `The quota for ${name} in ${location} is zero or used up`,
		cause: () =>
			'One call of one token was refused for quota. In a new project that means a quota of 0, not a rate limit: waiting does not help.',
		fix: ({model, project, location, raw}) => ({
			kind: 'ask',
			text: 'Wait a minute and try once more. Refused again? Send this to your cloud administrators.',
			message: `Please request quota for ${model} in ${project}, ${location}. A single one-token call is refused: ${raw}`,
		}),
		causedBy: below,
		detection: 'The first call is answered 429 naming the quota per base model.',
	},
	'vertex.rate-limited': {
		severity: 'warn',
		owner: 'you',
		title: ({name}) => `${name} is rate limited at the moment`,
		cause: () => 'Many requests came in a short time, perhaps from colleagues, or Google is short of capacity. Access itself is fine.',
		fix: () => ({kind: 'do', text: 'Wait a minute and try again.'}),
		causedBy: below,
		detection: 'A call is answered 429 without naming a quota per base model.',
	},
	'vertex.overloaded': {
		severity: 'unknown',
		owner: 'provider',
		title: ({name}) => `${name} is overloaded at the moment`,
		cause: () => 'Google says that it is overloaded or unavailable. Nothing points at your set-up.',
		fix: () => ({kind: 'do', text: 'Try again in a few minutes; nothing here is wrong.'}),
		causedBy: below,
		detection: 'A call is answered 529 or 503.',
	},
	'vertex.unrecognized-refusal': {
		severity: 'unknown',
		owner: 'help-desk',
		title: ({name}) => `${name} was refused for a reason this version does not know`,
		cause: () => 'None of the known reasons fits what Google said.',
		fix: ({raw, project, location, model}) => ({
			kind: 'ask',
			text: 'Send this to your help desk.',
			message: `A one-token call to ${model} in ${project}, ${location}, was refused: ${raw}`,
		}),
		causedBy: [...below, ...vertexProjectRoots],
		detection: 'A call is refused with a text that matches none of the known ones.',
	},
	'vertex.model-not-proven': {
		severity: 'unknown',
		owner: 'you',
		title: ({name}) => `Whether ${name} answers could not be proven`,
		cause: ({reason}) => reason,
		fix: () => ({kind: 'do', text: 'Settle the finding above it first, then try again.'}),
		causedBy: [...vertexRoots, 'vertex.token-host-unreachable'],
		detection: 'The call got no answer.',
	},
});
