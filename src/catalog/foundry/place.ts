// Findings about which Foundry resource is meant: the variables, the resource as Azure describes it, its deployments and its names.

import {family} from '../declare.ts';
import {networkRoots} from '../network/roots.ts';
import {act, ask, command} from './words.ts';

const docs = 'https://code.claude.com/docs/en/microsoft-foundry';
const privateLink = 'https://learn.microsoft.com/azure/ai-foundry/how-to/configure-private-link';

export const foundryPlaceFindings = family({
	'foundry.settings-fit': {
		severity: 'pass',
		owner: 'you',
		title: ({place}) => `Requests are meant for ${place}`,
		cause: () => 'Exactly one of ANTHROPIC_FOUNDRY_RESOURCE and ANTHROPIC_FOUNDRY_BASE_URL says so, in the form Claude Code takes.',
		fix: () => act('Nothing to do.'),
		detection: 'The variables are complete and do not contradict each other.',
	},
	'foundry.both-places': {
		severity: 'fail',
		owner: 'you',
		title: () => 'ANTHROPIC_FOUNDRY_RESOURCE and ANTHROPIC_FOUNDRY_BASE_URL are both set',
		cause: () => 'Claude Code takes one of them and stops when it finds both.',
		fix: () => act('Remove ANTHROPIC_FOUNDRY_BASE_URL unless a gateway is meant; then remove ANTHROPIC_FOUNDRY_RESOURCE.'),
		detection: 'Both variables have a value.',
		links: [docs],
	},
	'foundry.no-place': {
		severity: 'fail',
		owner: 'you',
		title: () => 'Neither ANTHROPIC_FOUNDRY_RESOURCE nor ANTHROPIC_FOUNDRY_BASE_URL is set',
		cause: () => 'Foundry is switched on, but nothing says where requests go.',
		fix: () => command('onboard', 'Set up Foundry again.'),
		detection: 'CLAUDE_CODE_USE_FOUNDRY is on and both variables are empty.',
		links: [docs],
	},
	'foundry.resource-is-url': {
		severity: 'fail',
		owner: 'you',
		title: ({given}) => `ANTHROPIC_FOUNDRY_RESOURCE is not a name: ${given}`,
		cause: () => 'It takes the bare name of the resource: 2 to 64 letters, digits and hyphens, no address and no host.',
		fix: ({suggestion}) => act(`Set ANTHROPIC_FOUNDRY_RESOURCE to ${String(suggestion)}.`),
		detection: 'The value holds a dot, a slash or a colon.',
		links: [docs],
	},
	'foundry.project-url': {
		severity: 'fail',
		owner: 'you',
		title: ({given}) => `ANTHROPIC_FOUNDRY_BASE_URL is the address of a project: ${given}`,
		cause: () => 'The portal shows that address, but models are called at the resource, below /anthropic.',
		fix: ({suggestion}) => act(`Set ANTHROPIC_FOUNDRY_RESOURCE to ${String(suggestion)} and remove ANTHROPIC_FOUNDRY_BASE_URL.`),
		detection: 'The address holds /api/projects/.',
		links: [docs],
	},
	'foundry.base-url-path': {
		severity: 'fail',
		owner: 'you',
		title: ({given}) => `Claude is not served at ${given}`,
		cause: () => 'The address of a resource has to end in /anthropic.',
		fix: ({suggestion}) => act(`Set ANTHROPIC_FOUNDRY_BASE_URL to ${String(suggestion)}, or set ANTHROPIC_FOUNDRY_RESOURCE instead.`),
		causedBy: ['foundry.project-url', 'foundry.deployment-not-claude', ...networkRoots],
		detection: 'The address of a resource lacks /anthropic, or a call is answered with 404 "Resource not found" or api_not_supported.',
		links: [docs],
	},
	'foundry.resource-seen': {
		severity: 'pass',
		owner: 'you',
		title: ({resource, location}) => `The resource ${resource} exists${location}`,
		cause: () => 'Azure Resource Manager describes it to this sign-in.',
		fix: () => act('Nothing to do.'),
		detection: 'Azure Resource Manager lists the resource and its deployments.',
	},
	'foundry.no-resource': {
		severity: 'fail',
		owner: 'platform-team',
		title: ({subscription}) => `There is no Foundry resource in the subscription ${subscription}`,
		cause: () => 'It has another one, or you have no Reader role on it.',
		fix: ({who}) =>
			ask(`Which subscription and Foundry resource should ${who} use for Claude Code? I see none.`, 'Send this to your platform team.'),
		detection: 'No account of the kind AIServices is listed.',
		raisedBy: 'wizard',
	},
	'foundry.resource-not-found': {
		severity: 'unknown',
		owner: 'platform-team',
		title: ({resource}) => `No resource named ${resource} is visible to this sign-in`,
		cause: ({reason}) => reason,
		fix: ({resource}) =>
			ask(
				`Is ${resource} the right name of our Foundry resource for Claude Code, in which tenant and subscription is it, and may I have Reader on it?`,
				'Compare the name with the one you were given. Send this to your platform team if it is right.',
			),
		causedBy: ['foundry.resource-is-url', 'foundry.no-place', 'foundry.both-places'],
		detection: 'Azure Resource Manager lists resources, and this one is not among them. It fails when the name has no address either.',
	},
	'foundry.resource-read-denied': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: ({resource}) => `Azure does not let this sign-in read the resource ${resource}`,
		cause: ({reason}) => reason,
		fix: ({who, resource}) =>
			ask(`Please give ${who} the role Reader on the Foundry resource ${resource}. Calls work without; checks of its settings do not.`),
		causedBy: ['foundry.sign-in-needed', 'foundry.wrong-tenant'],
		detection: 'Azure Resource Manager answers 401 or 403.',
	},
	'foundry.management-unreachable': {
		severity: 'unknown',
		owner: 'network-team',
		title: ({arm}) => `${arm} could not be asked about the resource`,
		cause: ({reason}) => reason,
		fix: () =>
			ask(
				'Please let developers reach management.azure.com and login.microsoftonline.com, directly or through the proxy. They stay public even with private endpoints.',
				'Calls may work all the same. Send this to your network team.',
			),
		causedBy: ['network.offline', 'network.nothing-answers', 'network.proxy-refused', 'network.captive-portal'],
		detection: 'Azure Resource Manager does not answer, or answers 429 or 5xx.',
	},
	'foundry.no-deployments': {
		severity: 'fail',
		owner: 'platform-team',
		title: ({resource}) => `The resource ${resource} has no deployment of a Claude model`,
		cause: () => 'Models are deployed one by one in Foundry; only then can they be called.',
		fix: ({resource}) =>
			ask(
				`Please deploy a Claude model for the main work and a fast one in the Foundry resource ${resource}.`,
				'Send this to your platform team.',
			),
		detection: 'No deployment has the format Anthropic.',
	},
	'foundry.deployment-not-claude': {
		severity: 'fail',
		owner: 'you',
		title: ({model, format}) => `The deployment ${model} is no Claude model but one of ${format}`,
		cause: () => 'Claude Code can only work with models of Anthropic.',
		fix: ({variables, suggestion}) => act(`Pin ${String(suggestion)} in ${String(variables)}.`),
		detection: "The deployment's format is not Anthropic.",
	},
	'foundry.deployment-not-ready': {
		severity: 'fail',
		owner: 'platform-team',
		title: ({model, state}) => `The deployment ${model} is not ready: ${state}`,
		cause: () => 'It is still being made, or making it failed.',
		fix: ({model, resource}) =>
			ask(
				`The deployment ${model} in ${resource} is not in the state Succeeded. Please have a look.`,
				'Wait five minutes. If it stays, send this to your platform team.',
			),
		detection: 'provisioningState is not Succeeded.',
	},
	'foundry.model-retiring': {
		severity: 'warn',
		owner: 'platform-team',
		title: ({model, name, when}) => `The deployment ${model} (${name}) ends on ${when}`,
		cause: () => 'Anthropic retires the model on that day, and calls fail from then on.',
		fix: ({resource}) =>
			ask(`Please deploy claude-sonnet-5-5 in ${resource}; claude-sonnet-4-5 ends on 2026-11-30.`, 'Send this to your platform team.'),
		detection: 'A pinned deployment is of a model whose end is announced.',
		links: ['https://platform.claude.com/docs/en/about-claude/model-deprecations'],
	},
	'foundry.names-agree': {
		severity: 'pass',
		owner: 'you',
		title: () => "The resource's names agree on the way",
		cause: ({reason}) => reason,
		fix: () => act('Nothing to do.'),
		detection: 'All names of the resource that exist lead to the same kind of network, and nothing at the door refuses it.',
	},
	'foundry.names-unread': {
		severity: 'skipped',
		owner: 'network-team',
		title: () => "The resource's names could not be compared",
		cause: ({reason}) => reason,
		fix: () => act('Solve the finding about the name, or about reading the resource, first.'),
		causedBy: [...networkRoots, 'foundry.resource-not-found', 'foundry.resource-read-denied', 'foundry.management-unreachable'],
		detection: 'The name that requests go to has no address, or the settings of the resource could not be read.',
	},
	'foundry.private-endpoint-pending': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({resource}) => `The private endpoint of ${resource} waits for approval`,
		cause: () => 'Until the connection is approved, the private address leads nowhere.',
		fix: ({resource}) => ask(`Please approve the pending private endpoint connection of the Foundry resource ${resource}.`),
		detection: 'Every privateEndpointConnection is Pending and a private path is wanted.',
		links: [privateLink],
	},
	'foundry.zone-missing': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, others}) => `${host} leads to a public address, ${others} to a private one`,
		cause: () =>
			'A private endpoint exists, but the zone privatelink.services.ai.azure.com is not linked or not forwarded. All three zones are needed.',
		fix: ({host}) =>
			ask(
				`${host} resolves to a public address from developer machines, although its private endpoint exists. Please link privatelink.services.ai.azure.com, privatelink.openai.azure.com and privatelink.cognitiveservices.azure.com to the network of the resolver, and forward the public zones services.ai.azure.com, openai.azure.com and cognitiveservices.azure.com to an Azure DNS Private Resolver.`,
				'Send this to your network team.',
			),
		causedBy: ['network.hosts-entry'],
		detection: 'services.ai.azure.com resolves publicly, while another name of the same resource resolves privately.',
		links: [privateLink],
	},
	'foundry.forwarder-misplaced': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `${host} leads to a public address, only its privatelink name to the private one`,
		cause: () =>
			'The name servers forward the privatelink zones to Azure. Whoever is asked for the public name follows it outside, and never gets there.',
		fix: ({host}) =>
			ask(
				`${host} resolves to a public address from developer machines, while its privatelink name resolves to the private endpoint. Please forward the public zones services.ai.azure.com, openai.azure.com and cognitiveservices.azure.com to the Azure DNS Private Resolver, not the zones that begin with privatelink.`,
				'Send this to your network team.',
			),
		causedBy: ['network.hosts-entry'],
		detection: 'services.ai.azure.com resolves publicly, while {resource}.privatelink.services.ai.azure.com resolves privately.',
		links: [privateLink],
	},
	'foundry.public-access-open': {
		severity: 'warn',
		owner: 'cloud-admin',
		title: ({resource}) => `The resource ${resource} also answers from the public internet`,
		cause: () => 'publicNetworkAccess is Enabled. Your way is private; other ways are open beside it.',
		fix: ({resource}) => ask(`Should the Foundry resource ${resource} have publicNetworkAccess Disabled? Developers reach it privately.`),
		detection: 'A private path is wanted, and Azure Resource Manager says publicNetworkAccess Enabled without a default of Deny.',
		links: [privateLink],
	},
});
