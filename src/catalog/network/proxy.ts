// Findings about the proxy on the way: none needed, unusable, unreachable, refusing.

import {family} from '../declare.ts';

export const proxyFindings = family({
	'network.no-proxy': {
		severity: 'pass',
		owner: 'you',
		title: ({host}) => `No proxy is on the way to ${host}`,
		cause: ({reason}) => reason,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'No proxy variable is set, or NO_PROXY covers the host, read as Claude Code reads them.',
	},
	'network.proxied': {
		severity: 'pass',
		owner: 'you',
		title: ({host, proxy}) => `${host} is reached through the proxy ${proxy}`,
		cause: ({variable}) => `${variable} names it and NO_PROXY does not cover this host.`,
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'A proxy variable is set and NO_PROXY does not cover the host. Says nothing about where the path leads.',
	},
	'network.proxy-unusable': {
		severity: 'fail',
		owner: 'you',
		title: ({variable}) => `The proxy in ${variable} cannot be used`,
		cause: ({problem}) => `${problem}.`,
		fix: ({variable}) => ({kind: 'do', text: `Set ${variable} to an address such as http://proxy.example.com:8080, or unset it.`}),
		detection: 'The proxy variable that wins is not an address, or has a scheme other than http and https.',
		links: ['https://code.claude.com/docs/en/network-config'],
	},
	'network.proxy-unreachable': {
		severity: 'fail',
		owner: 'network-team',
		title: ({proxy}) => `The proxy ${proxy} does not answer`,
		cause: ({variable}) => `${variable} names it, and it is often reachable only in the office or on the VPN.`,
		fix: ({proxy, host, variable}) => ({
			kind: 'ask',
			text: `Connect the VPN and try again, or unset ${variable} where no proxy is needed. Otherwise send this to the network team.`,
			message: `The proxy ${proxy} cannot be reached from a developer machine. It is needed for ${host}:443. Please say which proxy to use here, or whether this host may pass it by.`,
		}),
		causedBy: ['network.offline'],
		detection: 'The name of the proxy is not found, or no connection to it opens.',
	},
	'network.proxy-refused': {
		severity: 'fail',
		owner: 'network-team',
		title: ({proxy, host, status}) => `The proxy ${proxy} refuses ${host} (${status})`,
		cause: ({isCredentials}) =>
			isCredentials === 'yes'
				? 'It wants a user name and password, and those in the proxy variable are missing or wrong. NTLM and Kerberos are not supported by Claude Code.'
				: 'The host is not on its allow list.',
		fix: ({proxy, host, port}) => ({
			kind: 'ask',
			text: `If your company has a private path, add ${host} to NO_PROXY. Otherwise send this to the network team.`,
			message: `The proxy ${proxy} refuses CONNECT ${host}:${port}. Please allow this host without changing its traffic (long-lived streamed answers, content type application/vnd.amazon.eventstream), or tell us to bypass the proxy for it.`,
		}),
		detection: 'The proxy answers CONNECT with a status other than 2xx.',
	},
});
