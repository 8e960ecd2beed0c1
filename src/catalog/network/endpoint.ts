// Findings about the private endpoint itself, as the cloud describes it.

import {family} from '../declare.ts';

/** What keeps every read of the cloud from its answer. */
const unread = [
	'network.offline',
	'network.nothing-answers',
	'network.proxy-unusable',
	'network.proxy-unreachable',
	'network.proxy-refused',
	'network.intercepted',
	'network.captive-portal',
	'sign-in.needed',
	'sign-in.expired',
	'sign-in.credentials-expired',
	'sign-in.credentials-invalid',
] as const;

export const endpointFindings = family({
	'network.endpoint-visible': {
		severity: 'pass',
		owner: 'you',
		title: ({id}) => `The private endpoint ${id} is available`,
		cause: ({dns}) => `Private DNS is ${dns}.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'The cloud lists an endpoint of the right service and region in the state "available".',
	},
	'network.endpoint-not-visible': {
		severity: 'unknown',
		owner: 'network-team',
		title: ({wanted, region}) => `No private endpoint for ${wanted} in ${region} is visible from this account`,
		cause: () => 'It usually lives in a network account that this role cannot look into; it may also not exist.',
		fix: ({wanted, region, host}) => ({
			kind: 'ask',
			text: 'Nothing stops you if the path is proven private. To compare, ask the network team.',
			message: `Please send the id, the state, the private DNS setting and the addresses of the private endpoint for ${wanted} in ${region} that ${host} should lead to.`,
		}),
		detection: 'The cloud lists no endpoint of the service in the region.',
	},
	'network.endpoint-read-denied': {
		severity: 'unknown',
		owner: 'cloud-admin',
		title: () => 'Private endpoints could not be read with your role',
		cause: ({action}) => `The role does not allow the call ${action}, so the endpoint's own settings could not be compared.`,
		fix: ({action, host}) => ({
			kind: 'ask',
			text: 'Nothing stops you if the path is proven private. To compare, ask the cloud administrators.',
			message: `Please allow ${action} (read only) for developers, or send the id, state, private DNS setting and addresses of the private endpoint for ${host}.`,
		}),
		causedBy: unread,
		detection: 'Reading the endpoints was denied.',
	},
	'network.endpoint-unread': {
		severity: 'unknown',
		owner: 'you',
		title: () => 'The settings of the private endpoint could not be read',
		cause: ({reason}) => reason,
		fix: () => ({kind: 'do', text: 'Nothing stops you if the path is proven private. To compare, try again in a minute.'}),
		causedBy: [...unread, 'network.connect-dropped', 'network.connect-refused'],
		detection: 'Reading the endpoints was neither answered nor denied.',
	},
	'network.endpoint-not-available': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({id, state}) => `The private endpoint ${id} is in the state ${state}`,
		cause: ({state}) =>
			/pending/i.test(state)
				? 'It was created and nobody has accepted it yet, or it is still being made.'
				: 'It was rejected, has failed, or is being removed.',
		fix: ({id, state, wanted, region}) => ({
			kind: 'ask',
			text: 'Send this to the cloud administrators.',
			message: `The private endpoint ${id} (${wanted}, ${region}) is in the state ${state}. Please bring it to "available", or create a new one.`,
		}),
		detection: 'Every visible endpoint of the service and region is in a state other than "available".',
	},
	'network.private-dns-off': {
		severity: 'fail',
		owner: 'network-team',
		title: ({id}) => `The private endpoint ${id} exists, but private DNS is off`,
		cause: ({host}) => `${host} therefore keeps its public addresses, even on the VPN.`,
		fix: ({id, host, baseUrl, region}) => ({
			kind: 'ask',
			text: `Use the endpoint's own address as base URL: ${baseUrl}. Or have private DNS turned on.`,
			message: `The private endpoint ${id} in ${region} has private DNS turned off, so ${host} resolves to public addresses. Please turn private DNS on, or confirm that developers should use ${baseUrl}.`,
		}),
		detection: 'The endpoint is available with private DNS off, and the name resolves to public addresses.',
	},
	'network.wrong-region-endpoint': {
		severity: 'fail',
		owner: 'network-team',
		title: ({region, foundRegion}) => `The private endpoint is in ${foundRegion}, but you chose ${region}`,
		cause: ({host}) => `An endpoint serves its own region only, so ${host} stays public.`,
		fix: ({wanted, region, foundRegion, id, host}) => ({
			kind: 'ask',
			text: `Choose the region ${foundRegion} if its models suit you; otherwise send this to the network team.`,
			message: `The only private endpoint for ${wanted} that developers see is ${id} in ${foundRegion}. ${host} needs one in ${region}. Please create it, or tell developers to use ${foundRegion}.`,
		}),
		detection: 'Endpoints of the service exist in another region only, and the name of the chosen region is public.',
	},
	'network.security-group-closed': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({id}) => `The security group of ${id} lets nobody in on port 443`,
		cause: ({groups}) => `No inbound rule of ${groups} covers TCP 443, so every connection is dropped.`,
		fix: ({id, groups, region}) => ({
			kind: 'ask',
			text: 'Send this to the cloud administrators.',
			message: `The security groups ${groups} of the private endpoint ${id} in ${region} have no inbound rule for TCP 443. Please allow TCP 443 from the address range of the VPN clients.`,
		}),
		detection: 'No connection opens, and none of the readable inbound rules of the endpoint covers TCP 443.',
	},
});
