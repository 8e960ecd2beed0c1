// Findings about where the way to the model endpoint leads: private, public, or not to be told.

import {family} from '../declare.ts';
import {networkRoots} from './roots.ts';

const endpointCauses = [
	'network.endpoint-not-available',
	'network.private-dns-off',
	'network.wrong-region-endpoint',
	'network.wrong-service-endpoint',
	'network.hosts-entry',
];

export const pathFindings = family({
	'network.private': {
		severity: 'pass',
		owner: 'you',
		title: ({service}) => `The path to ${service} is private`,
		cause: ({reason}) => reason,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection:
			'No proxy is on the way, every address of the name is private or belongs to the private endpoint, and the service itself answers there over TLS that nobody intercepts; or the service names its private endpoint in a denial.',
	},
	'network.reachable': {
		severity: 'pass',
		owner: 'you',
		title: ({service, way}) => `${service} answers ${way}`,
		cause: ({reason}) => reason,
		fix: () => ({kind: 'do', text: 'Nothing to do: nobody asked for a private path here.'}),
		detection: 'The service answers, no private path was asked for, and none is proven.',
	},
	'network.public-path': {
		severity: 'fail',
		owner: 'network-team',
		title: ({service}) => `The path to ${service} is public`,
		cause: () => 'You are not on the VPN, or its name servers do not send this name to the private endpoint.',
		fix: ({host, addresses, region, service, forwarding}) => ({
			kind: 'ask',
			text: 'Connect the company VPN and try again. Still public? Send this to the network team.',
			message: `From a developer machine, ${host} resolves to ${addresses}, which is public. It has to resolve to the addresses of our private endpoint for ${service} in ${region}. Please forward this name to the cloud's private DNS (${forwarding}) and allow TCP 443 to the endpoint.`,
		}),
		causedBy: [...endpointCauses, 'network.offline', 'network.nothing-answers', 'network.captive-portal'],
		detection: 'A private path is demanded, no proxy is on the way, and every address of the name is public.',
	},
	'network.mixed-answers': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `${host} has private and public addresses at once`,
		cause: () =>
			'Two name servers answer differently, or a hosts entry or a second endpoint is mixed in, so some requests leave on the public path.',
		fix: ({host, privateOnes, publicOnes, region, service, forwarding}) => ({
			kind: 'ask',
			text: 'Send this to the network team.',
			message: `From a developer machine, ${host} resolves to private (${privateOnes}) and public (${publicOnes}) addresses together. Every resolver on this path has to answer with the private endpoint for ${service} in ${region} only: please check each forwarder (${forwarding}) and any hosts entry.`,
		}),
		detection: 'The answer for the name holds private and public addresses. A warning when no private path is demanded.',
	},
	'network.proxy-on-path': {
		severity: 'unknown',
		owner: 'you',
		title: ({host, proxy}) => `${host} is reached through the proxy ${proxy}, so the path cannot be told`,
		cause: ({variable}) =>
			`${variable} is set and NO_PROXY does not cover this host. What this machine's name servers say then means nothing: the proxy decides where the request goes.`,
		fix: ({host, variable, exempt, exemptVariable}) => ({
			kind: 'do',
			text: `Add ${host}${exempt} to ${exemptVariable}, in the place that sets ${variable}, then open a new terminal.`,
		}),
		causedBy: ['network.proxy-unusable', 'network.proxy-unreachable', 'network.proxy-refused', 'network.offline', 'network.intercepted'],
		detection: 'A private path is demanded and the proxy variables, read as Claude Code reads them, send this host through a proxy.',
		links: ['https://code.claude.com/docs/en/network-config'],
	},
	'network.local-forwarder': {
		severity: 'unknown',
		owner: 'network-team',
		title: ({host, addresses}) => `${host} leads to this machine itself (${addresses})`,
		cause: () => 'A hosts entry, a tunnel or an agent on this machine takes the connection; where it goes from there cannot be seen.',
		fix: ({host, addresses}) => ({
			kind: 'ask',
			text: 'Remove the hosts entry if it is yours; otherwise send this to the network team.',
			message: `On a developer machine, ${host} resolves to ${addresses}. Please say what listens there and whether it forwards to the private endpoint.`,
		}),
		causedBy: ['network.connect-dropped', 'network.connect-refused'],
		detection: 'A private path is demanded and the name resolves to a loopback or link-local address.',
	},
	'network.path-unproven': {
		severity: 'skipped',
		owner: 'you',
		title: ({host}) => `Where the path to ${host} leads is not proven`,
		cause: ({reason}) => reason,
		fix: () => ({kind: 'do', text: 'Settle the finding above it first; this answers itself then.'}),
		causedBy: networkRoots,
		detection: 'Something under it did not work, so neither a private nor a public path could be proven.',
	},
	'network.mantle-public-path': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `The path to ${host} is public`,
		cause: () => 'This endpoint has a private endpoint service and a DNS zone of its own; those of the other endpoint do not cover it.',
		fix: ({host, addresses, region}) => ({
			kind: 'ask',
			text: 'Send this to the network team, or choose models that do not need this endpoint.',
			message: `From a developer machine, ${host} resolves to ${addresses}, which is public. Please create a private endpoint for it in ${region} and forward its zone as well; it is not part of the endpoint that exists for the other host.`,
		}),
		causedBy: ['network.public-path', 'network.offline', 'network.nothing-answers'],
		detection: 'A private path is demanded and the second model endpoint in use resolves to a public address.',
	},
});
