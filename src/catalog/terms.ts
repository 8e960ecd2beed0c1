// Findings about what is kept of prompts and answers, by the provider and in the account: measured, or not readable.

import {family} from './declare.ts';
import {networkRoots} from './network/roots.ts';
import {signInRoots} from './sign-in.ts';

const below = [...networkRoots, ...signInRoots, 'network.control-plane-unreachable'];

const askToRead =
	(action: string, what: string) =>
	({account, region}: {readonly account: string; readonly region: string}) =>
		({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `Please tell me ${what} in account ${account}, ${region}, or allow ${action} (read only) to developers.`,
		}) as const;

const detailsOf = (details: Readonly<Record<string, string>>) => ({account: details['account'] ?? '', region: details['region'] ?? ''});

export const termsFindings = family({
	'terms.measured': {
		severity: 'pass',
		owner: 'you',
		title: ({what, value}) => `${what}: ${value}`,
		cause: ({region}) => `Read from this account in ${region}.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'The setting could be read.',
	},
	'terms.retention-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({region}) => `The data retention mode in ${region} could not be read`,
		cause: ({reason}) => reason,
		fix: details => askToRead('bedrock:GetAccountDataRetention', 'the Bedrock data retention mode')(detailsOf(details)),
		causedBy: below,
		detection: 'GetAccountDataRetention is denied or does not answer.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html'],
	},
	'terms.retention-mode-unrecognized': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({mode}) => `The data retention mode is "${mode}", which this version does not know`,
		cause: () => 'AWS has added a mode since this version was made. What it keeps is not claimed here.',
		fix: ({mode, account, region}) => ({
			kind: 'ask',
			text: 'Read what AWS says about it, or send this to your cloud administrators.',
			message: `Account ${account}, ${region}, has the Bedrock data retention mode "${mode}". What does it keep, and is that intended for developers' prompts?`,
		}),
		detection: 'GetAccountDataRetention answers with a mode other than default, none, inherit, aws_review and provider_data_share.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html'],
	},
	'terms.provider-data-share': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({region}) => `The data retention mode in ${region} is provider_data_share`,
		cause: () =>
			"In this older mode AWS may keep prompts and answers. AWS's own pages have said different things about sharing them with the model's maker, so the careful reading is: they may be.",
		fix: ({account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `Account ${account}, ${region}, has the Bedrock data retention mode provider_data_share. Is that intended for developers' prompts, or should it be "none" or "default"?`,
		}),
		detection: 'GetAccountDataRetention answers provider_data_share.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html'],
	},
	'terms.logging-on': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({region, destination}) => `Model invocation logging is on in ${region}: prompts and answers are kept in ${destination}`,
		cause: () => 'Somebody in your company turned it on. It records the full text of requests through bedrock-runtime.',
		fix: ({account, region, destination}) => ({
			kind: 'ask',
			text: 'Nothing is broken. Know it, or ask who may read it.',
			message: `Model invocation logging is on in account ${account}, ${region}, to ${destination}. Who may read it, and how long is it kept?`,
		}),
		detection: 'GetModelInvocationLoggingConfiguration names a destination.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html'],
	},
	'terms.logging-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({region}) => `Whether model invocation logging is on in ${region} could not be read`,
		cause: ({reason}) => reason,
		fix: details =>
			askToRead(
				'bedrock:GetModelInvocationLoggingConfiguration',
				'whether Bedrock model invocation logging is on, and where it goes',
			)(detailsOf(details)),
		causedBy: below,
		detection: 'GetModelInvocationLoggingConfiguration is denied or does not answer.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html'],
	},
	'terms.log-group-never-expires': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({group}) => `The log group ${group} keeps prompts for ever`,
		cause: () => 'No retention is set on it, and CloudWatch then never deletes.',
		fix: ({group, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `The log group ${group} in account ${account}, ${region}, receives the text of developers' prompts and has no retention. Please set one that fits our rules.`,
		}),
		detection: 'DescribeLogGroups shows the destination without retentionInDays.',
	},
	'terms.log-retention-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({destination}) => `How long ${destination} keeps prompts could not be read`,
		cause: ({reason}) => reason,
		fix: ({destination, account, region}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `Model invocation logging in account ${account}, ${region}, goes to ${destination}. How long is it kept (log group retention or bucket lifecycle), and with which key is it encrypted?`,
		}),
		causedBy: [...below, 'terms.logging-unknown'],
		detection: "The destination's retention is denied or not readable from here.",
	},
	'terms.trail-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({region}) => `Which CloudTrail trails exist in ${region} could not be read`,
		cause: ({reason}) => `${reason} Trails hold who called which model and when, never the text of prompts.`,
		fix: details =>
			askToRead('cloudtrail:DescribeTrails', 'which CloudTrail trails record Bedrock calls and how long they are kept')(detailsOf(details)),
		causedBy: below,
		detection: 'DescribeTrails is denied or does not answer.',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html'],
	},
});
