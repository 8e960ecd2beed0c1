// Findings about how a model answers: proven, for now, throttled, not today, or not asked.

import {family} from '../declare.ts';
import {belowModels} from './access.ts';

export const answerFindings = family({
	'model.answers': {
		severity: 'pass',
		owner: 'you',
		title: ({name, milliseconds}) => `${name} answers (${milliseconds} ms)`,
		cause: ({model}) => `A streamed call with one token to ${model} worked: the call Claude Code makes.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'A streamed one-token call came back whole.',
	},
	'model.provisional': {
		severity: 'warn',
		owner: 'you',
		title: ({name}) => `${name} answers, but its agreement is not settled yet`,
		cause: ({status}) => `The agreement reads ${status}. For up to 15 minutes after a first use, calls may work and then fail.`,
		fix: () => ({kind: 'do', text: 'Run onboard doctor again in 15 minutes.'}),
		causedBy: ['model.agreement-pending', 'model.agreement-missing'],
		detection: 'The call works while the agreement reads another status than AVAILABLE.',
	},
	'model.throttled': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({name}) => `${name} is throttled right now; access itself is fine`,
		cause: () => "The account's requests or tokens per minute are used up, perhaps by colleagues.",
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Try again in a minute. If it happens often, send this to your cloud administrators.',
			message: `Calls to ${model} in account ${account}, ${region}, are throttled. Please raise the Bedrock quota for requests and tokens per minute (Service Quotas), or use a profile that spans more regions.`,
		}),
		causedBy: ['model.daily-quota', ...belowModels],
		detection: 'The call answers 429: only callers with access are throttled.',
	},
	'model.daily-quota': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({name}) => `The tokens of this day for ${name} are used up`,
		cause: () => 'A daily limit applies to the account. New accounts have very small ones, whatever the quota page shows.',
		fix: ({model, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `Calls to ${model} in account ${account}, ${region}, answer "Too many tokens per day". Please ask AWS to raise the daily token quota; for a new account, open a support case.`,
		}),
		causedBy: belowModels,
		detection: 'The call answers "Too many tokens per day".',
	},
	'model.service-unavailable': {
		severity: 'unknown',
		owner: 'provider',
		title: ({name}) => `Bedrock could not answer for ${name} just now`,
		cause: () => 'AWS was unavailable or too busy, or no answer came in time. Nothing points at your set-up.',
		fix: () => ({kind: 'do', text: 'Try again in a minute. If it stays, look at https://health.aws.amazon.com.'}),
		causedBy: [...belowModels, 'network.control-plane-unreachable', 'network.address-dead'],
		detection: 'The call answers 5xx, 408 or 424, or no answer arrived although the network checks passed.',
	},
	'model.not-proven': {
		severity: 'unknown',
		owner: 'you',
		title: ({name}) => `Nobody has tried ${name} yet`,
		cause: ({reason}) => reason,
		fix: () => ({
			kind: 'command',
			text: 'Allow the first call in the wizard, if accepting the terms is yours to decide.',
			command: 'onboard',
		}),
		causedBy: [
			'model.agreement-missing',
			'model.agreement-pending',
			'model.bare-id',
			'model.not-listed',
			...belowModels,
			'network.control-plane-unreachable',
		],
		detection: "A first call may accept the model's terms for the company, and nobody has agreed to that here.",
	},
});
