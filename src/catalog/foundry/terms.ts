// Findings about what is kept of prompts and answers in Foundry, as far as it can be measured.

import {family} from '../declare.ts';
import {act, ask, belowNetwork} from './words.ts';

const hosting = 'https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/claude-models';
const unread = [
	...belowNetwork,
	'foundry.resource-read-denied',
	'foundry.management-unreachable',
	'foundry.sign-in-needed',
	'foundry.sign-in-unavailable',
	'foundry.az-missing',
	'foundry.no-deployments',
	'foundry.deployment-not-found',
	'foundry.deployment-not-claude',
];

export const foundryTermsFindings = family({
	'foundry.terms-measured': {
		severity: 'pass',
		owner: 'you',
		title: ({what, value}) => `${what}: ${value}`,
		cause: () => 'Read from the resource.',
		fix: () => act('Nothing to do.'),
		detection: 'The setting could be read.',
	},
	'foundry.hosted-on-anthropic': {
		severity: 'warn',
		owner: 'platform-team',
		title: ({models}) => `Hosted by Anthropic, not on Azure: ${models}`,
		cause: () => 'Deployments of version 1 are processed on the infrastructure of Anthropic, which may be outside Azure and its region.',
		fix: ({models, resource}) =>
			ask(
				`Is it intended that ${models} in ${resource} run hosted on Anthropic (version 1), or should they be deployed hosted on Azure (version 2)?`,
				'Nothing is broken. Know it, or ask your platform team.',
			),
		detection: 'The version of a pinned deployment is 1.',
		links: [hosting],
	},
	'foundry.hosting-unknown': {
		severity: 'unknown',
		owner: 'platform-team',
		title: () => 'Whether the models are hosted on Azure or by Anthropic could not be read',
		cause: ({reason}) => reason,
		fix: ({resource}) =>
			ask(
				`Are the Claude deployments in ${resource} version 1 (hosted on Anthropic) or version 2 (hosted on Azure), and Global Standard or Data Zone?`,
				'Send this to your platform team.',
			),
		causedBy: unread,
		detection: 'The deployments of the resource could not be read.',
		links: [hosting],
	},
	'foundry.diagnostics-on': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({resource, destination}) => `Requests to ${resource} are logged to ${destination}`,
		cause: () => 'A diagnostic setting of your company sends logs of the resource there.',
		fix: ({resource, destination}) =>
			ask(
				`The Foundry resource ${resource} logs requests to ${destination}. Who may read it, does it hold prompts, and how long is it kept?`,
				'Nothing is broken. Know it, or ask who may read it.',
			),
		detection: 'A diagnostic setting has RequestResponse, Trace or allLogs enabled.',
	},
	'foundry.diagnostics-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({resource}) => `Whether requests to ${resource} are logged could not be read`,
		cause: ({reason}) => reason,
		fix: ({resource}) =>
			ask(
				`Does the Foundry resource ${resource} have diagnostic settings, and where do they send its logs? Reader (or Monitoring Reader) would let me see it.`,
			),
		causedBy: unread,
		detection: 'The diagnostic settings are denied or do not answer.',
	},
});
