// Findings about which model is meant: ids that cannot work, models that are not offered here or no longer.

import {family} from '../declare.ts';
import {belowModels} from './access.ts';

export const identityFindings = family({
	'model.bare-id': {
		severity: 'fail',
		owner: 'you',
		title: ({model}) => `${model} is a bare model id, which Bedrock does not take on demand`,
		cause: ({instead}) => `Claude models are called through an inference profile, whose id has a region prefix in front${instead}.`,
		fix: ({suggestion, variables}) => ({kind: 'do', text: `Use ${suggestion} instead in ${variables}, or run onboard to pin it.`}),
		causedBy: belowModels,
		detection: 'The call answers that on-demand throughput is not supported, or the pin has no prefix and was not called.',
	},
	'model.invalid-id': {
		severity: 'fail',
		owner: 'you',
		title: ({model, region}) => `Bedrock in ${region} does not know ${model}`,
		cause: () => 'The prefix belongs to another region, the id has a typing error, or it carries an ending this model does not have.',
		fix: ({suggestion, variables}) => ({
			kind: 'do',
			text: `Use ${suggestion} instead in ${variables}, or run onboard to choose from what is offered.`,
		}),
		causedBy: belowModels,
		detection: 'The call answers "The provided model identifier is invalid."',
	},
	'model.not-listed': {
		severity: 'fail',
		owner: 'you',
		title: ({model, region}) => `${model} is not among the inference profiles of ${region}`,
		cause: () => 'The id belongs to another region or account, or the model is not offered here.',
		fix: ({suggestion, variables}) => ({
			kind: 'do',
			text: `Use ${suggestion} instead in ${variables}, or run onboard to choose from what is offered.`,
		}),
		causedBy: ['model.bare-id', 'model.invalid-id', 'model.end-of-life', ...belowModels],
		detection: 'ListInferenceProfiles does not name the pin, and no call showed that it answers.',
	},
	'model.listed': {
		severity: 'pass',
		owner: 'you',
		title: ({count, region}) => `${count} Claude inference profiles are offered in ${region}`,
		cause: () => 'ListInferenceProfiles answers.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'ListInferenceProfiles answers with Claude profiles.',
	},
	'model.legacy-blocked': {
		severity: 'fail',
		owner: 'you',
		title: ({name}) => `${name} is marked legacy and closed for accounts that stopped using it`,
		cause: () => 'AWS closes legacy models to accounts that have not called them in the last weeks.',
		fix: ({suggestion}) => ({kind: 'do', text: `Pin a newer model, for example ${suggestion}.`}),
		causedBy: belowModels,
		detection: 'The call answers that the model is marked by its provider as legacy.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html'],
	},
	'model.end-of-life': {
		severity: 'fail',
		owner: 'you',
		title: ({name}) => `${name} has reached the end of its life`,
		cause: () => 'AWS has switched this version off.',
		fix: ({suggestion}) => ({kind: 'do', text: `Pin a newer model, for example ${suggestion}.`}),
		causedBy: belowModels,
		detection: 'The call answers that the version has reached the end of its life.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html'],
	},
	'model.unsupported-country': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: () => 'Anthropic models may not be used from this country or region',
		cause: () =>
			'The country of the account, or the one this request seems to come from, is not supported by Anthropic. A VPN exit abroad can cause it.',
		fix: ({account, region}) => ({
			kind: 'ask',
			text: 'Check where your VPN comes out. If that is right, send this to your cloud administrators.',
			message: `Calls to Anthropic models from account ${account}, ${region}, are refused as coming from an unsupported country. Please check the country of the account and where the traffic of developers leaves.`,
		}),
		causedBy: belowModels,
		detection: 'The call answers that access is not allowed from unsupported countries, regions, or territories.',
		links: ['https://www.anthropic.com/supported-countries'],
	},
	'model.retention-mode-refused': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({name, mode}) => `${name} does not work under the account's data retention mode${mode}`,
		cause: () =>
			'Models of this class need a mode in which AWS keeps traffic for up to 30 days. Which mode applies is a decision of your organization.',
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Choose another model, or send this to your cloud administrators. onboard never changes this setting.',
			message: `${model} is refused in account ${account}, ${region}, because of the data retention mode. Should developers use another model, or will the mode be changed for this account and region?`,
		}),
		causedBy: belowModels,
		detection: 'The call answers that the data retention mode is not available for this model.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html'],
	},
});
