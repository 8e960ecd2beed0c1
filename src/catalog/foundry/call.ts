// Findings about calling a deployment: what the misleading refusals of Foundry really mean.

import {family} from '../declare.ts';
import {act, ask, belowNetwork, command} from './words.ts';

const roles = 'https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry';
const privateLink = 'https://learn.microsoft.com/azure/ai-foundry/how-to/configure-private-link';
const models = 'https://learn.microsoft.com/azure/ai-foundry/how-to/use-foundry-models-claude';

export const foundryCallFindings = family({
	'foundry.model-answers': {
		severity: 'pass',
		owner: 'you',
		title: ({model}) => `The deployment ${model} answers`,
		cause: ({took}) => `A call of one token was answered in ${took} ms.`,
		fix: () => act('Nothing to do.'),
		detection: 'POST /anthropic/v1/messages with max_tokens 1 is answered with a message.',
	},
	'foundry.key-invalid': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The key is not accepted by this resource',
		cause: () =>
			'The key was replaced or belongs to another resource. A private-only resource reached by a public name gives the same text.',
		fix: ({resource}) =>
			act(
				`Compare the key in ANTHROPIC_FOUNDRY_API_KEY with the ones of ${String(resource)} in the portal, or use \`az login\` instead of a key.`,
			),
		causedBy: belowNetwork,
		detection: '401 "Access denied due to invalid subscription key or wrong API endpoint" to a call with a key.',
	},
	'foundry.private-name-missing': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `${host} is reached by its public name, and the resource is private`,
		cause: () => 'The text speaks of a wrong key, but a private-only resource says the same when its private name does not exist.',
		fix: ({host}) =>
			ask(
				`${host} answers 401 "invalid subscription key or wrong API endpoint" although no wrong key is in use. The zone privatelink.services.ai.azure.com has no record for it, or is not linked. Please add all three zones (services.ai, openai, cognitiveservices).`,
				'Send this to your network team.',
			),
		causedBy: belowNetwork,
		detection: 'That same 401 to a call without a key, or of a resource with publicNetworkAccess Disabled from a public address.',
		links: [privateLink, 'https://github.com/anthropics/claude-code/issues/91842'],
	},
	'foundry.key-auth-disabled': {
		severity: 'fail',
		owner: 'you',
		title: ({resource}) => `The resource ${resource} does not accept keys`,
		cause: () => 'Key authentication is turned off (disableLocalAuth); only Entra sign-ins are let in.',
		fix: ({command: line}) => command(String(line), 'Remove ANTHROPIC_FOUNDRY_API_KEY and sign in.'),
		causedBy: belowNetwork,
		detection: 'AuthenticationTypeDisabled, or Azure Resource Manager says disableLocalAuth and a key is in use.',
	},
	'foundry.token-rejected': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The resource rejects the token of this sign-in',
		cause: () => 'The token has expired, is meant for another service, or comes from another cloud.',
		fix: ({command: line}) => command(String(line), 'Sign in again.'),
		causedBy: [...belowNetwork, 'foundry.sign-in-expired'],
		detection: '401 "Access token is missing, invalid, audience is incorrect, or have expired".',
	},
	'foundry.wrong-tenant': {
		severity: 'fail',
		owner: 'you',
		title: () => 'The sign-in belongs to another tenant than the resource',
		cause: () => 'You are signed in, but to a tenant that the resource does not trust.',
		fix: ({command: line}) => command(String(line), 'Sign in to the tenant of the resource; your platform team knows it.'),
		causedBy: belowNetwork,
		detection: 'The answer says that the tenant of the token does not match the one of the resource.',
	},
	'foundry.role-missing': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({who, resource}) => `${who} may not call models of ${resource}`,
		cause: () => 'The role for it is missing. Owner and Contributor manage a resource; they do not call its models.',
		fix: ({who, resource}) =>
			ask(
				`Please give ${who} the role Foundry User (or Cognitive Services User) on the Foundry resource ${resource}. Owner or Contributor is not enough. It takes up to 5 minutes.`,
			),
		causedBy: belowNetwork,
		detection: '401 or 403 PermissionDenied, "lacks the required data action".',
		links: [roles],
	},
	'foundry.public-access-disabled': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `${host} accepts private connections only, and this one came on the public path`,
		cause: ({addresses}) => `From here the name leads to ${String(addresses)}.`,
		fix: ({host}) =>
			ask(
				`${host} must resolve to its private endpoint from developer machines. Please forward services.ai.azure.com (the public zone, not privatelink) to an Azure DNS Private Resolver whose network has all three privatelink zones linked.`,
				'Connect to the VPN and try again. If it stays, send this to your network team.',
			),
		causedBy: [...belowNetwork, 'network.proxy-on-path'],
		detection: '403 "Public access is disabled. Please configure private endpoint" on a public address or through a proxy.',
		links: [privateLink],
	},
	'foundry.re-originated': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `Something on the way sends requests to ${host} on from a public address`,
		cause: ({addresses}) =>
			`From here the name leads to the private ${String(addresses)}, yet the resource sees a public caller: a proxy or an Azure Firewall application rule made a connection of its own.`,
		fix: ({host}) =>
			ask(
				`Requests to ${host} leave our machines for a private address and reach Foundry from a public one. Please let them through without an application rule or proxy in between.`,
				'Send this to your network team.',
			),
		causedBy: [...belowNetwork, 'network.proxy-on-path'],
		detection: '403 "Public access is disabled" although every address of the name is private and no proxy is set.',
		links: [privateLink],
	},
	'foundry.firewall-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({resource}) => `The firewall of ${resource} does not accept this network`,
		cause: () => 'The resource lets in chosen networks and addresses only, and this one is not among them.',
		fix: ({resource}) =>
			ask(
				`Requests to the Foundry resource ${resource} are refused with "Virtual Network/Firewall rules". Please allow our network, or tell us which VPN to use.`,
				'Connect to the VPN and try again. If it stays, send this to your administrators.',
			),
		causedBy: belowNetwork,
		detection: '403 "Access denied due to Virtual Network/Firewall rules".',
	},
	'foundry.deployment-not-found': {
		severity: 'fail',
		owner: 'you',
		title: ({model, resource}) => `${resource} has no deployment named ${model}`,
		cause: ({has}) => `Claude Code has to be given the names of deployments, not of models. ${String(has)}`.trim(),
		fix: ({variables, suggestion}) => act(`Pin ${String(suggestion)} in ${String(variables)}. A deployment made just now needs 5 minutes.`),
		causedBy: [...belowNetwork, 'foundry.no-deployments', 'foundry.deployment-not-ready', 'foundry.deployment-not-claude'],
		detection: '404 DeploymentNotFound. Claude Code then tries claude-sonnet-4 and names that model instead.',
	},
	'foundry.rate-limited': {
		severity: 'warn',
		owner: 'platform-team',
		title: ({model, limit}) =>
			limit === 'unread'
				? `The deployment ${model} answers 429: its rate limit is used up, or it has none above zero`
				: `The deployment ${model} is busy: its rate limit is used up`,
		cause: ({limit}) =>
			limit === 'unread'
				? 'Everybody who uses this deployment shares the limit. How high it is could not be read.'
				: 'Everybody who uses this deployment shares the limit.',
		fix: ({model, resource}) =>
			ask(
				`The deployment ${model} in ${resource} reaches its rate limit. Please raise its capacity or the quota.`,
				'Wait a minute. If it happens often, send this to your platform team.',
			),
		detection: '429 with a limit above zero, or without saying which.',
	},
	'foundry.quota-zero': {
		severity: 'fail',
		owner: 'platform-team',
		title: ({model}) => `The deployment ${model} has a capacity of zero`,
		cause: () =>
			'Claude has no quota in subscriptions other than Enterprise Agreement and MCA-E until it is asked for; free, student, credit and CSP ones get none.',
		fix: ({resource}) =>
			ask(
				`The Claude deployment in ${resource} has no quota. Is our subscription an Enterprise Agreement or MCA-E, and could you request quota (24 to 48 hours)?`,
				'Send this to your platform team.',
			),
		detection: '429, and Azure Resource Manager or the text names a limit of zero.',
		links: [models],
	},
	'foundry.feature-not-supported': {
		severity: 'fail',
		owner: 'platform-team',
		title: ({model}) => `The deployment ${model} does not support what the call asks for`,
		cause: () => 'A model hosted on Azure has fewer features than one hosted by Anthropic.',
		fix: ({model, resource}) =>
			ask(
				`Claude Code needs a feature that the deployment ${model} in ${resource} (hosted on Azure) does not have. Is there another deployment?`,
				'Send this to your platform team.',
			),
		causedBy: belowNetwork,
		detection: '400 that says a feature is not supported.',
	},
	'foundry.service-unavailable': {
		severity: 'unknown',
		owner: 'provider',
		title: ({host}) => `${host} did not answer properly`,
		cause: () => 'Whether the deployment works could not be found out; what came back is below.',
		fix: () => act('Try again in a few minutes; https://azure.status.microsoft shows known problems.'),
		causedBy: belowNetwork,
		detection: '5xx, or no answer to the call.',
	},
	'foundry.unrecognized-denial': {
		severity: 'unknown',
		owner: 'help-desk',
		title: ({model, status}) => `A call to ${model} is refused (${status})`,
		cause: () => 'None of the known reasons fits what the resource said.',
		fix: ({model, raw}) => ask(`A call to the Foundry deployment ${model} is refused: ${String(raw)}`, 'Send this to your help desk.'),
		causedBy: belowNetwork,
		detection: 'Any other refusal.',
	},
});
