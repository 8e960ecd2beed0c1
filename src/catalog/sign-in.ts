// Findings about being signed in: to the company's directory, in the role that was chosen, with credentials that work.

import {family} from './declare.ts';
import {networkRoots} from './network/roots.ts';

/** What is wrong with the settings that a sign-in is read from. */
const settings = ['config.profile-missing', 'config.aws-config-unreadable', 'config.credential-shadow'];

/** Codes that explain why anything that needs a sign-in fails; for `causedBy` of other families. */
export const signInRoots: readonly string[] = [
	'sign-in.needed',
	'sign-in.expired',
	'sign-in.wrong-region',
	'sign-in.denied',
	'sign-in.code-expired',
	'sign-in.not-finished',
	'sign-in.role-not-chosen',
	'sign-in.role-not-assigned',
	'sign-in.no-accounts',
	'sign-in.start-url-wrong',
	'sign-in.clock-skew',
	'sign-in.credentials-expired',
	'sign-in.credentials-invalid',
	'sign-in.throttled',
	'sign-in.unavailable',
];

const nothing = () => ({kind: 'do', text: 'Nothing to do.'}) as const;

export const signInFindings = family({
	'sign-in.ok': {
		severity: 'pass',
		owner: 'you',
		title: ({who, until}) => `Signed in as ${who}${until}`,
		cause: ({proof}) => proof,
		fix: nothing,
		detection: 'The cached sign-in is valid, or role credentials were handed out, or STS named the caller.',
	},
	'sign-in.credentials-untried': {
		severity: 'skipped',
		owner: 'you',
		title: ({who}) => `Credentials come from ${who}; no call has tried them yet`,
		cause: () => 'They are not made by a sign-in of onboard, so only the call that names the caller shows whether they work.',
		fix: nothing,
		detection: 'Keys in the environment or a profile of another kind were found; the check "identity" proves or refutes them.',
	},
	'sign-in.needed': {
		severity: 'fail',
		owner: 'you',
		title: ({what}) => `Nobody is signed in${what}`,
		cause: ({reason}) => reason,
		fix: ({command}) => ({kind: 'command', text: command === 'onboard' ? 'Run onboard; it sets the sign-in up.' : 'Sign in.', command}),
		causedBy: settings,
		detection: 'There is no cached sign-in for the session that the settings name.',
	},
	'sign-in.expired': {
		severity: 'fail',
		owner: 'you',
		title: ({when}) => `Your sign-in has ended${when}`,
		cause: ({reason}) => reason,
		fix: ({command}) => ({kind: 'command', text: 'Sign in again.', command}),
		causedBy: settings,
		detection: 'The cached sign-in is past its end and could not be renewed, or the access portal answers 401.',
	},
	'sign-in.wrong-region': {
		severity: 'fail',
		owner: 'you',
		title: ({region}) => `Your company's sign-in does not live in ${region}`,
		cause: ({reason}) => reason,
		fix: ({right}) => ({
			kind: 'do',
			text: `Set the sign-in region (sso_region)${right}. It is often another one than the region of the models.`,
		}),
		causedBy: settings,
		detection: 'A sign-in that is good where it was made is refused in the region that the settings name, or AWS names another region.',
	},
	'sign-in.denied': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The sign-in was refused in the browser',
		cause: () => 'Somebody pressed "Deny" or cancelled, or your directory does not let you use this application.',
		fix: () => ({kind: 'do', text: 'Try again and approve the request. If you never saw a button to approve, ask the help desk.'}),
		raisedBy: 'wizard',
		detection: 'The directory answers access_denied.',
	},
	'sign-in.code-expired': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The code was not confirmed in time',
		cause: () => 'A code is good for about ten minutes and for one use.',
		fix: () => ({kind: 'do', text: 'Try again; a fresh code is shown.'}),
		raisedBy: 'wizard',
		detection: 'The directory answers expired_token or invalid_grant, or the code ran out while waiting.',
	},
	'sign-in.not-finished': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The browser never came back from the sign-in',
		cause: () => 'The tab was closed, or the browser cannot reach this machine (a container, a remote shell, a policy of the browser).',
		fix: () => ({kind: 'do', text: 'Try again, and press d to use a code on any device instead.'}),
		raisedBy: 'wizard',
		detection: 'Nothing arrived on the callback address within ten minutes.',
	},
	'sign-in.not-kept': {
		severity: 'fail',
		owner: 'you',
		title: ({path}) => `The sign-in worked but could not be kept in ${path}`,
		cause: ({reason}) => `Writing there failed: ${reason}.`,
		fix: ({path}) => ({kind: 'do', text: `Make ${path} writable for your user, then sign in again.`}),
		raisedBy: 'wizard',
		detection: 'The file of the shared sign-in cache cannot be written.',
	},
	'sign-in.start-url-wrong': {
		severity: 'fail',
		owner: 'you',
		title: ({startUrl, region}) => `AWS in ${region} does not know the start URL ${startUrl}`,
		cause: () => "The address has a typing error, or your company's directory lives in another region.",
		fix: ({startUrl}) => ({
			kind: 'ask',
			text: 'Compare both with the AWS access portal bookmark, or send this to your cloud administrators.',
			message: `Which start URL and which region do we use for IAM Identity Center? I tried ${startUrl}.`,
		}),
		causedBy: settings,
		raisedBy: 'wizard',
		detection: 'RegisterClient or StartDeviceAuthorization answers invalid_request.',
	},
	'sign-in.no-accounts': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: () => 'You are signed in, but no AWS account is assigned to you',
		cause: () => 'The sign-in works. Nobody has given your user or one of your groups a permission set yet, or it was given a minute ago.',
		fix: ({startUrl}) => ({
			kind: 'ask',
			text: 'Send this to your cloud administrators.',
			message: `I can sign in at ${startUrl}, but no account is assigned to me. Please assign me the account and permission set that developers use for Claude Code on Amazon Bedrock.`,
		}),
		causedBy: settings,
		raisedBy: 'wizard',
		detection: 'The access portal lists no account.',
	},
	'sign-in.role-not-chosen': {
		severity: 'fail',
		owner: 'you',
		title: ({what}) => `No ${what} is chosen`,
		cause: ({what}) => `The sign-in works, but the settings name no ${what}, and AWS hands out credentials only for both together.`,
		fix: () => ({
			kind: 'command',
			text: 'Choose both in the wizard. For a group, name them in the preset or in the roster (permissionSet).',
			command: 'onboard',
		}),
		causedBy: settings,
		detection: 'The profile or the answers name a sign-in, but not both an account and a permission set.',
	},
	'sign-in.role-not-assigned': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({role, account}) => `The permission set ${role} in account ${account} is not assigned to you`,
		cause: ({has}) => `The sign-in works, but the portal hands out no credentials for this role. ${has}`,
		fix: ({role, account, startUrl}) => ({
			kind: 'ask',
			text: 'Choose a role you have, or send this to your cloud administrators.',
			message: `Please assign me the permission set ${role} in account ${account} (IAM Identity Center ${startUrl}). I need it for Claude Code on Amazon Bedrock.`,
		}),
		causedBy: [...settings, 'sign-in.no-accounts'],
		detection: 'GetRoleCredentials answers 403 "No access" or 404.',
	},
	'sign-in.throttled': {
		severity: 'unknown',
		owner: 'you',
		title: () => 'The AWS access portal asks for patience (429)',
		cause: () => 'Too many requests in a short time, often another tool that lists every account. It says nothing about your access.',
		fix: () => ({kind: 'do', text: 'Wait a minute and try again.'}),
		detection: 'The portal answers 429 more than once.',
	},
	'sign-in.clock-skew': {
		severity: 'fail',
		owner: 'you',
		title: ({minutes, direction}) => `The clock of this machine is ${minutes} minutes ${direction}`,
		cause: () => 'AWS refuses signed requests that are more than five minutes off.',
		fix: () => ({kind: 'do', text: 'Set the clock from the network (automatic time) and try again. On WSL, restart it: wsl --shutdown.'}),
		detection:
			"The date in AWS's answers differs by more than five minutes from this machine's clock, or AWS says a signature is expired or not yet current.",
	},
	'sign-in.credentials-expired': {
		severity: 'fail',
		owner: 'you',
		title: ({source}) => `The credentials ${source} have expired`,
		cause: () => 'They were copied or exported for a limited time, and that time is over.',
		fix: ({command}) => ({
			kind: 'command',
			text: 'Sign in again, and remove AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN where they are set; onboard status names the place.',
			command,
		}),
		causedBy: ['sign-in.expired', 'sign-in.clock-skew', ...settings],
		detection: 'AWS answers "The security token included in the request is expired".',
	},
	'sign-in.credentials-invalid': {
		severity: 'fail',
		owner: 'you',
		title: ({source}) => `AWS does not know the credentials ${source}`,
		cause: () =>
			'The key was deleted or mistyped, an old key in the environment wins over your profile, or it belongs to another AWS partition.',
		fix: () => ({
			kind: 'do',
			text: 'Remove AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN where they are set (onboard status names the place), then use a profile that signs in.',
		}),
		causedBy: ['sign-in.clock-skew', ...settings],
		detection: 'AWS answers UnrecognizedClientException, InvalidClientTokenId or that the signature does not match.',
	},
	'sign-in.unavailable': {
		severity: 'unknown',
		owner: 'network-team',
		title: ({host}) => `The AWS sign-in service at ${host} could not be asked`,
		cause: ({reason}) => `${reason} Signing in needs the internet or the proxy even where model calls are private.`,
		fix: ({host, reason}) => ({
			kind: 'ask',
			text: 'Open any web page to see that you are online, then try again. If it stays, send this to the network team.',
			message: `Developer machines cannot use ${host}:443 (${reason}). It is needed to sign in to AWS. There is no private endpoint for the access portal, so it has to be allowed through the proxy or firewall.`,
		}),
		causedBy: [...networkRoots, ...settings],
		detection: 'The sign-in service or the access portal does not answer, answers 5xx, or something else answers in its place.',
	},
});
