// Findings about the project and the location: is it the right one, may it be used, does it pay.

import {family} from '../declare.ts';
import {networkRoots} from '../network/roots.ts';
import {vertexSignInRoots} from './roots.ts';

const below = [...networkRoots, 'vertex.private-route-missing', 'vertex.multi-region-not-private', ...vertexSignInRoots];
const claudePage = 'https://code.claude.com/docs/en/google-vertex-ai';

/** Stands for a location that is not set, so that it is judged and never guessed. */
export const locationNotSet = '(not set)';

export const vertexTargetFindings = family({
	'vertex.project-reached': {
		severity: 'pass',
		owner: 'you',
		title: ({project}) => `Your sign-in may call models in ${project}`,
		cause: () => 'The project grants aiplatform.endpoints.predict.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'testIamPermissions answers with aiplatform.endpoints.predict.',
	},
	'vertex.settings-fit': {
		severity: 'pass',
		owner: 'you',
		title: ({project, location}) => `Requests are meant for the project ${project}, location ${location}`,
		cause: () => 'Both are set, in a form that can be used.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'A project and a well-formed location are configured.',
	},
	'vertex.project-missing': {
		severity: 'fail',
		owner: 'you',
		title: () => 'No Google Cloud project is set',
		cause: () => 'ANTHROPIC_VERTEX_PROJECT_ID is missing, so requests have nobody to bill.',
		fix: () => ({kind: 'command', command: 'onboard', text: 'Run onboard and name the project.'}),
		detection: 'CLAUDE_CODE_USE_VERTEX is on and no project is configured.',
		links: [claudePage],
	},
	'vertex.location-invalid': {
		severity: 'fail',
		owner: 'you',
		title: ({location}) => (location === locationNotSet ? 'No location is set' : `The location ${location} cannot be used`),
		cause: () => 'CLOUD_ML_REGION is unset or malformed. Claude Code then silently uses us-east5, which does not serve the newer models.',
		fix: () => ({kind: 'command', command: 'onboard', text: 'Run onboard and choose a location, for example global.'}),
		detection: 'CLOUD_ML_REGION is unset, or is not made of letters, digits and dashes.',
		links: [claudePage],
	},
	'vertex.project-invalid': {
		severity: 'fail',
		owner: 'you',
		title: ({project}) => `Google does not know the project ${project}, or does not let you use it`,
		cause: () =>
			"A project's name or number was given in place of its id, or nobody has let you into the project; Google answers both alike.",
		fix: () => ({kind: 'command', command: 'gcloud projects list', text: 'Check the project id (not its name) and run onboard again.'}),
		causedBy: below,
		detection: 'A call is denied with the reason CONSUMER_INVALID.',
	},
	'vertex.role-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({project}) => `Your sign-in may not call models in ${project}`,
		cause: () =>
			'The permission aiplatform.endpoints.predict is missing. A wrong project id looks the same, and a role that was granted a minute ago takes time to arrive.',
		fix: ({project, who}) => ({
			kind: 'ask',
			text: 'Check the project id first. Is it right? Send this to your cloud administrators.',
			message: `Please grant ${who} the role roles/aiplatform.user (Agent Platform User) in the project ${project}. It holds aiplatform.endpoints.predict, which Claude Code needs.`,
		}),
		causedBy: [...below, 'vertex.project-invalid'],
		detection: 'testIamPermissions answers without aiplatform.endpoints.predict, or a call is denied with IAM_PERMISSION_DENIED.',
		links: [claudePage],
	},
	'vertex.quota-project-missing': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The sign-in names no quota project',
		cause: () => "Calls with a person's own sign-in have to name a project that is charged for them, and this sign-in names none.",
		fix: ({project}) => ({
			kind: 'command',
			command: `gcloud auth application-default set-quota-project ${project}`,
			text: 'Name the project that pays for the calls.',
		}),
		causedBy: below,
		detection: 'A call is denied because the API requires a quota project.',
	},
	'vertex.quota-project-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({quotaProject}) => `Your sign-in may not use ${quotaProject} as its quota project`,
		cause: () => 'The sign-in charges its calls to this project, and you lack the permission for that (serviceusage.services.use).',
		fix: ({quotaProject, who}) => ({
			kind: 'ask',
			text: 'Use a quota project of your own with: gcloud auth application-default set-quota-project PROJECT. Or send this to your cloud administrators.',
			message: `Please grant ${who} the role Service Usage Consumer (serviceusage.services.use) in the project ${quotaProject}, which their Google sign-in bills calls to.`,
		}),
		causedBy: below,
		detection: 'A call is denied with USER_PROJECT_DENIED.',
	},
	'vertex.project-unread': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({project}) => `What your sign-in may do in ${project} could not be read`,
		cause: ({reason}) => reason,
		fix: ({project}) => ({
			kind: 'ask',
			text: 'Nothing to do when the models answer. Otherwise send this to your cloud administrators.',
			message: `Does my Google account have roles/aiplatform.user in ${project}? cloudresourcemanager.googleapis.com does not tell me.`,
		}),
		causedBy: [
			...below,
			'vertex.project-invalid',
			'vertex.service-disabled',
			'vertex.perimeter-refused',
			'vertex.quota-project-missing',
			'vertex.quota-project-denied',
		],
		detection: 'testIamPermissions is denied or does not answer.',
	},
});
