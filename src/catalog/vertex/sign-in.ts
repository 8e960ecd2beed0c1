// Findings about Application Default Credentials: the sign-in that Claude Code reads, and what keeps it from working.

import {family} from '../declare.ts';
import {networkRoots} from '../network/roots.ts';

const adcPage = 'https://cloud.google.com/docs/authentication/application-default-credentials';
const claudePage = 'https://code.claude.com/docs/en/google-vertex-ai';
const again = ({command}: {readonly command: string}, text: string) => ({kind: 'command', command, text}) as const;

export const vertexSignInFindings = family({
	'vertex.signed-in': {
		severity: 'pass',
		owner: 'you',
		title: ({who}) => `Signed in as ${who}`,
		cause: ({proof}) => proof,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'Google hands out an access token for the Application Default Credentials.',
	},
	'vertex.adc-missing': {
		severity: 'fail',
		owner: 'you',
		title: () => 'There is no sign-in that Claude Code can read',
		cause: ({place}) => `Claude Code reads Application Default Credentials, and ${place} does not exist.`,
		fix: ({command}) => again({command}, 'Sign in.'),
		detection: 'GOOGLE_APPLICATION_CREDENTIALS is not set and the well-known file is not there.',
		links: [adcPage, claudePage],
	},
	'vertex.gcloud-missing': {
		severity: 'fail',
		owner: 'you',
		title: () => 'There is no sign-in for Google Cloud, and gcloud is not installed',
		cause: ({place}) => `${place} does not exist, and the program that makes it is not on PATH.`,
		fix: () => ({
			kind: 'do',
			text: 'Install the Google Cloud CLI (https://cloud.google.com/sdk/docs/install) and run onboard again, or get a service-account or external-account file and pass it with --sign-in file:PATH.',
		}),
		detection: 'No Application Default Credentials and no gcloud on PATH.',
		links: ['https://cloud.google.com/sdk/docs/install'],
	},
	'vertex.cli-sign-in-only': {
		severity: 'fail',
		owner: 'you',
		title: ({account}) => `gcloud is signed in as ${account}, but Claude Code cannot use that`,
		cause: () =>
			'"gcloud auth login" signs in the gcloud program only. Claude Code reads Application Default Credentials, a separate sign-in.',
		fix: ({command}) => again({command}, 'Sign in once more, for other programs this time.'),
		detection: 'gcloud names an active account and there are no Application Default Credentials.',
		links: [claudePage],
	},
	'vertex.adc-file-missing': {
		severity: 'fail',
		owner: 'you',
		title: ({place}) => `GOOGLE_APPLICATION_CREDENTIALS names ${place}, which does not exist`,
		cause: () => 'The file was moved or deleted, or the variable is a leftover. While it is set, no other sign-in is looked for.',
		fix: () => ({kind: 'do', text: 'Put the file back, or take GOOGLE_APPLICATION_CREDENTIALS out of the place that sets it.'}),
		detection: 'The variable is set and there is no such file.',
		links: [adcPage],
	},
	'vertex.adc-unreadable': {
		severity: 'fail',
		owner: 'you',
		title: ({place}) => `${place} is not a credentials file that Claude Code can use`,
		cause: ({reason}) => reason,
		fix: ({command}) => again({command}, 'Sign in again, which replaces it; or ask whoever gave you the file for a new one.'),
		detection: 'The file is not JSON, its type is unknown, or a field that its type needs is missing.',
		links: [adcPage],
	},
	'vertex.sign-in-expired': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The Google sign-in has expired or was revoked',
		cause: ({raw}) => `Google refuses to renew it: ${raw}`,
		fix: ({command}) => again({command}, 'Sign in again.'),
		detection: 'The token endpoint answers invalid_grant, or a file that signs in by itself is refused.',
	},
	'vertex.reauthentication-needed': {
		severity: 'fail',
		owner: 'you',
		title: () => 'Your organization asks for a fresh Google sign-in',
		cause: () => 'A session length is set for Google Cloud, and it has passed. Every renewal is refused until you sign in again.',
		fix: ({command}) => again({command}, 'Sign in again.'),
		detection: 'The token endpoint answers invalid_grant with the subtype invalid_rapt.',
		links: ['https://support.google.com/a/answer/9368756'],
	},
	'vertex.token-refused': {
		severity: 'fail',
		owner: 'you',
		title: () => 'Google does not accept the token of this sign-in',
		cause: () =>
			'The sign-in handed out a token and the APIs do not take it: it was revoked meanwhile, or something on the way changes the call.',
		fix: ({command}) => again({command}, 'Sign in again.'),
		causedBy: ['vertex.sign-in-expired', 'vertex.reauthentication-needed'],
		detection: 'A call with a fresh token is answered 401 UNAUTHENTICATED.',
	},
	'vertex.sign-in-unproven': {
		severity: 'unknown',
		owner: 'you',
		title: ({place}) => `Whether the sign-in in ${place} works could not be proven`,
		cause: ({reason}) => reason,
		fix: () => ({
			kind: 'command',
			command: 'gcloud auth application-default print-access-token > /dev/null && echo works',
			text: 'Try it by hand.',
		}),
		causedBy: [...networkRoots, 'vertex.token-host-unreachable'],
		detection: 'The token endpoint does not answer, or only a program that is not installed can exchange this kind of credential.',
	},
	'vertex.credentials-shadowed': {
		severity: 'warn',
		owner: 'you',
		title: ({path}) => `GOOGLE_APPLICATION_CREDENTIALS hides your own sign-in: ${path} wins`,
		cause: ({hidden}) => `Claude Code reads the file that the variable names and never looks at ${hidden}, however often you sign in.`,
		fix: () => ({kind: 'do', text: 'If that is not meant, take GOOGLE_APPLICATION_CREDENTIALS out of the place that sets it.'}),
		detection: 'The variable is set and the well-known file exists too.',
		links: [adcPage],
	},
	'vertex.project-shadowed': {
		severity: 'warn',
		owner: 'you',
		title: ({winner, value, project}) => `${winner} says ${value}, while Claude Code is set up for ${project}`,
		cause: ({winner}) =>
			`Claude Code's documentation says that ${winner} wins over ANTHROPIC_VERTEX_PROJECT_ID, so requests may be billed to the other project.`,
		fix: ({winner, project}) => ({
			kind: 'do',
			text: `Make them agree: set ${winner} to ${project}, or take it out of the place that sets it.`,
		}),
		detection:
			'GCLOUD_PROJECT, GOOGLE_CLOUD_PROJECT or the project of the credentials file GOOGLE_APPLICATION_CREDENTIALS differs from the configured project.',
		links: [claudePage],
	},
});
