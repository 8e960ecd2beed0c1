// Findings about who answers the call, and what happens to answers on the way back.

import {family} from '../declare.ts';

export const callFindings = family({
	'network.answers': {
		severity: 'pass',
		owner: 'you',
		title: ({service, host}) => `${service} itself answers at ${host}`,
		cause: () => 'A call without credentials got an answer in the form only the service uses.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'An unsigned call gets a reply with the marks of the service.',
	},
	'network.no-reply': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, error}) => `${host} connects but never replies (${error})`,
		cause: () => 'A device on the way accepts the connection and then loses the request.',
		fix: ({host, addresses}) => ({
			kind: 'ask',
			text: 'Try again once. If it stays, send this to the network team.',
			message: `From a developer machine, TLS to ${host} (${addresses}) opens, but an HTTP request gets no reply. Please check inspection devices and the maximum packet size (MTU) on the VPN.`,
		}),
		causedBy: ['network.public-path'],
		detection: 'TCP and TLS work and the HTTP request has no answer within its limit.',
	},
	'network.captive-portal': {
		severity: 'fail',
		owner: 'you',
		title: ({host}) => `A web page answers instead of ${host}`,
		cause: ({portal}) => `A sign-in or block page of the network is in the way${portal}.`,
		fix: () => ({kind: 'do', text: 'Open any web page in a browser, sign in to the network (guest Wi-Fi, VPN or proxy), then try again.'}),
		detection:
			'The call is answered with HTML or a redirect; or its certificate is not trusted or nothing answers, and a page asked for without TLS is sent on to another site.',
	},
	'network.not-the-service': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, service}) => `Something other than ${service} answers at ${host}`,
		cause: ({status}) => `The reply (${status}) has none of the marks of the service: a gateway, a block page or another server.`,
		fix: ({host, addresses, status, service}) => ({
			kind: 'ask',
			text: 'Check the base URL if you set one; otherwise send this to the network team.',
			message: `From a developer machine, ${host} (${addresses}) answers with ${status}, which does not come from ${service}. Please say what answers there.`,
		}),
		detection: 'The call is answered without the marks of the service and without being a web page.',
	},
	'network.wrong-service-endpoint': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `The private endpoint behind ${host} belongs to another service`,
		cause: ({wanted}) => `Model calls need the endpoint of the service ${wanted}; what exists is for another one with a similar name.`,
		fix: ({host, wanted, found, region}) => ({
			kind: 'ask',
			text: 'Send this to the network team.',
			message: `${host} has to lead to a private endpoint of ${wanted} in ${region}. What exists is ${found}. Please create one for ${wanted} with private DNS on, and point this name at it.`,
		}),
		causedBy: ['network.offline'],
		detection:
			'A model call is answered "unknown operation", or the only visible endpoints in the region are for another service and the name is public.',
	},
	'network.endpoint-policy-denied': {
		severity: 'fail',
		owner: 'cloud-admin',
		title: ({action}) => `The policy of the private endpoint does not allow ${action}`,
		cause: () => 'The call took the private path and was stopped by the policy attached to the endpoint.',
		fix: ({host, action}) => ({
			kind: 'ask',
			text: 'Send this to whoever manages the private endpoint.',
			message: `Calls to ${host} reach the private endpoint, whose policy does not allow ${action}. Please add that action for the models we use; streaming (…WithResponseStream) is needed as well.`,
		}),
		detection: 'A signed call is denied with "no VPC endpoint policy allows"; this proves the private path.',
	},
	'network.source-condition-denied': {
		severity: 'fail',
		owner: 'you',
		title: ({service}) => `${service} accepts your role on the private path only`,
		cause: () => 'The role or the organization demands calls through the private endpoint, and this call came another way.',
		fix: ({host}) => ({
			kind: 'ask',
			text: 'Connect the company VPN and try again. If it stays, send this to the network team.',
			message: `Calls to ${host} are denied because they do not come through the private endpoint (a condition on the source). Please check that developer machines on the VPN reach it privately.`,
		}),
		causedBy: ['network.public-path', 'network.mixed-answers', 'network.proxy-on-path'],
		detection: 'A signed call is denied by an explicit deny while the path is public.',
	},
	'network.stream-rewritten': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `Streamed answers from ${host} are rewritten on the way`,
		cause: ({contentType}) =>
			`The answer arrives as ${contentType} instead of the service's own stream format: a gateway or proxy re-encodes it.`,
		fix: ({host, contentType, streamType}) => ({
			kind: 'ask',
			text: 'Send this to whoever runs the gateway or proxy.',
			message: `Streamed answers from ${host} arrive with the content type ${contentType}; they have to be passed through byte for byte as ${streamType}.`,
		}),
		detection: 'The streamed call answers with another content type than the service uses.',
	},
	'network.stalls': {
		severity: 'unknown',
		owner: 'network-team',
		title: ({host, seconds}) => `The answer from ${host} stops in the middle (nothing for ${seconds} s)`,
		cause: () => 'A device on the way forgets quiet connections, or the service itself was slow; the two look alike from here.',
		fix: ({host}) => ({
			kind: 'ask',
			text: 'Try again. If it happens often, send this to the network team.',
			message: `Streamed answers from ${host} stop in the middle. Please check the idle time limit for TCP on NAT, firewalls and load balancers on this path (350 s or more), and that they send resets instead of dropping.`,
		}),
		causedBy: ['network.address-dead'],
		detection: 'The stream starts and then says nothing until the time limit.',
	},
	'network.signature-untold': {
		severity: 'unknown',
		owner: 'provider',
		title: ({host, status}) => `${host} answers a signed call with ${status}, which says nothing about the signature`,
		cause: () =>
			'The service is in trouble or asks for patience and may not have looked at the credentials, or something on the way refused the call in its place.',
		fix: () => ({kind: 'command', text: 'Try again in some minutes.', command: 'onboard doctor --only network'}),
		causedBy: ['model.service-unavailable', 'model.throttled'],
		detection:
			'A signed call for a model that does not exist answers 408, 424, 429 or 5xx, or refuses without an error name of the service.',
	},
	'network.control-plane-reachable': {
		severity: 'pass',
		owner: 'you',
		title: ({host}) => `${host} can be reached`,
		cause: () => 'Models can be listed.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'The name of the control plane resolves and a connection opens.',
	},
	'network.control-plane-unreachable': {
		severity: 'warn',
		owner: 'network-team',
		title: ({host}) => `${host} cannot be reached, so models cannot be listed`,
		cause: ({reason}) =>
			`${reason}. Often only the model endpoint has a private endpoint. Claude Code works with pinned models all the same.`,
		fix: ({host, region}) => ({
			kind: 'ask',
			text: 'Pin the models by id, or send this to the network team.',
			message: `Developer machines cannot reach ${host}:443 in ${region} (listing models). Please create a private endpoint for this service as well, or allow the host through the proxy.`,
		}),
		causedBy: [
			'network.offline',
			'network.nothing-answers',
			'network.proxy-unusable',
			'network.proxy-unreachable',
			'network.proxy-refused',
			'network.connect-dropped',
			'network.connect-refused',
			'network.captive-portal',
		],
		detection: 'The name of the control plane is not found, or no connection to it opens.',
	},
});
