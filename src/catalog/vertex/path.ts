// Findings about the ways to Google that only Google has: its two private address ranges and the hosts that renew sign-ins.

import {family} from '../declare.ts';

const privateAccess = 'https://cloud.google.com/vpc/docs/configure-private-google-access-hybrid';

export const vertexPathFindings = family({
	'vertex.host-private': {
		severity: 'pass',
		owner: 'you',
		title: ({host, path}) => `${host} is reached by ${path}`,
		cause: ({addresses}) => `A connection to ${addresses} opens.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: "Every address of a second model host is private or one of Google's private ranges, and accepts a connection.",
	},
	'vertex.host-reached': {
		severity: 'pass',
		owner: 'you',
		title: ({host}) => `${host} can be reached`,
		cause: ({addresses}) => `A connection to ${addresses} opens.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'A second model host accepts a connection and no private path was asked for.',
	},
	'vertex.private-route-missing': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, path}) => `${host} resolves to ${path}, and nothing answers there`,
		cause: ({range}) =>
			`The name servers are set up for the private path, but this network has no route to ${range}. Google does not announce that range to the internet.`,
		fix: ({host, addresses, range}) => ({
			kind: 'ask',
			text: 'Connect the company VPN and try again. If it stays, send this to the network team.',
			message: `From a developer machine, ${host} resolves to ${addresses}, and TCP 443 there does not answer. Please route ${range} over the VPN or Interconnect to Google Cloud and advertise it on the Cloud Router (custom route advertisement).`,
		}),
		causedBy: ['network.offline', 'network.nothing-answers'],
		detection: 'Every address of the name lies in 199.36.153.8/30 or 199.36.153.4/30 and none accepts a connection.',
		links: [privateAccess],
	},
	'vertex.multi-region-not-private': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `${host} is sent to an address that does not serve it`,
		cause: ({path}) =>
			`A private zone for *.googleapis.com also catches this name and sends it to ${path}. Names that end in rep.googleapis.com are served by a Private Service Connect endpoint of their own.`,
		fix: ({host, addresses}) => ({
			kind: 'ask',
			text: 'Choose another location, or send this to the network team.',
			message: `From a developer machine, ${host} resolves to ${addresses}, one of Google's shared private addresses, which do not serve this name. Please create a Private Service Connect endpoint for the multi-region endpoint and a DNS record of its own for ${host}, so that the wildcard zone does not catch it.`,
		}),
		causedBy: ['network.offline', 'network.nothing-answers'],
		detection: 'A name that ends in rep.googleapis.com resolves into 199.36.153.8/30 or 199.36.153.4/30.',
		links: ['https://cloud.google.com/vpc/docs/about-accessing-regional-google-apis-endpoints'],
	},
	'vertex.token-host-reached': {
		severity: 'pass',
		owner: 'you',
		title: ({host}) => `${host} can be reached`,
		cause: () => 'Sign-ins can be renewed.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'The host that renews tokens answers.',
	},
	'vertex.token-host-unreachable': {
		severity: 'warn',
		owner: 'network-team',
		title: ({host}) => `${host} cannot be reached, so the sign-in cannot be renewed`,
		cause: ({reason}) => `${reason}. Access tokens last an hour; Claude Code stops when the one it has ends.`,
		fix: ({host}) => ({
			kind: 'ask',
			text: 'Connect the company VPN and try again. If it stays, send this to the network team.',
			message: `Developer machines cannot reach ${host}:443, which renews Google sign-ins for Claude Code. Please let it through, by the private path or the proxy.`,
		}),
		causedBy: [
			'network.offline',
			'network.nothing-answers',
			'network.proxy-unusable',
			'network.proxy-unreachable',
			'network.proxy-refused',
			'network.captive-portal',
			'vertex.private-route-missing',
		],
		detection: 'The name of the token host is not found, or no connection to it opens.',
	},
});
