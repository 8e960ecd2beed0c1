// Findings about what is kept of prompts and answers on Google Cloud: measured per project, location and model, or not readable.

import {family} from '../declare.ts';
import {vertexRoots} from './roots.ts';

const askToRead = (what: string, permission: string, project: string) =>
	({
		kind: 'ask',
		text: 'Send this to your cloud administrators.',
		message: `Please tell me ${what} in the project ${project}, or allow ${permission} (read only) to developers.`,
	}) as const;

export const vertexTermsFindings = family({
	'vertex.terms-measured': {
		severity: 'pass',
		owner: 'you',
		title: ({what, value}) => `${what}: ${value}`,
		cause: ({project}) => `Read from the project ${project} a moment ago.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'The setting could be read.',
	},
	'vertex.prompt-logging-on': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({model, destination}) => `Request-response logging is on for ${model}: prompts and answers are kept in ${destination}`,
		cause: () => 'Somebody in your company turned it on for this project, location and model.',
		fix: ({model, project, location, destination}) => ({
			kind: 'ask',
			text: 'Nothing is broken. Know it, or ask who may read it.',
			message: `Request-response logging is on for ${model} in ${project}, ${location}, to ${destination}. Who may read it, and how long is it kept?`,
		}),
		detection: 'fetchPublisherModelConfig answers with logging enabled.',
	},
	'vertex.data-shared': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({model}) => `Prompts to ${model} are shared with Anthropic`,
		cause: () => 'An administrator agreed to data sharing for this project, location and model. It is kept for 30 days.',
		fix: ({model, project, location}) => ({
			kind: 'ask',
			text: 'Know it, or choose another model.',
			message: `Data sharing with Anthropic is on for ${model} in ${project}, ${location}. Is that intended for developers' prompts?`,
		}),
		detection: 'fetchPublisherModelConfig answers with dataSharingEnabledProvider ANTHROPIC.',
	},
	'vertex.publisher-config-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({model}) => `Whether prompts to ${model} are logged or shared could not be read`,
		cause: ({reason}) => reason,
		fix: ({project}) =>
			askToRead('whether request-response logging or data sharing is on for Claude models', 'aiplatform.endpoints.get', project),
		causedBy: vertexRoots,
		detection: 'fetchPublisherModelConfig is denied or does not answer.',
	},
	'vertex.log-days-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({project}) => `How long ${project} keeps its logs could not be read`,
		cause: ({reason}) => `${reason} Logs of calls hold no prompts unless Data Access logs are on.`,
		fix: ({project}) => askToRead('how many days the log bucket _Default keeps its entries', 'roles/logging.viewer', project),
		causedBy: vertexRoots,
		detection: 'Reading the log bucket _Default is denied or does not answer.',
	},
	'vertex.cache-unknown': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({project}) => `Whether ${project} has switched off Google's cache could not be read`,
		cause: ({reason}) => `${reason} Google documents this 24 hour cache for its own models, not for Claude.`,
		fix: ({project}) => askToRead("whether Google's cache is off (cacheConfig)", 'aiplatform.cacheConfigs.get', project),
		causedBy: vertexRoots,
		detection: 'Reading cacheConfig is denied or does not answer.',
	},
	'vertex.anthropic-managed': {
		severity: 'unknown',
		owner: 'platform-team',
		title: () => 'What Anthropic keeps of prompts cannot be read from here',
		cause: () =>
			'Claude Code is set up for Claude Models on Google Cloud, which Anthropic runs and processes. Its retention follows the contract of your organization with Anthropic.',
		fix: () => ({
			kind: 'ask',
			text: 'Ask whoever holds that contract.',
			message: 'We use Claude Models on Google Cloud (managed by Anthropic). Which retention does our contract with Anthropic agree to?',
		}),
		detection: 'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD is on.',
		links: ['https://code.claude.com/docs/en/claude-models-on-google-cloud-anthropic-managed'],
	},
});
