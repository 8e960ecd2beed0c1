// Findings about the name, the connection and TLS.

import type {NextStep} from '../../core/finding.ts';
import {family} from '../declare.ts';

/** The next step where a connection that was there a moment ago does not open any more. */
export const reconnect: NextStep = {
	owner: 'you',
	fix: {kind: 'do', text: 'Reconnect to the network and the company VPN, then try again.'},
};

const pathCauses = [
	'network.offline',
	'network.nothing-answers',
	'vertex.private-route-missing',
	'vertex.multi-region-not-private',
	'network.endpoint-not-available',
	'network.security-group-closed',
	'network.private-dns-off',
	'network.wrong-region-endpoint',
	'network.wrong-service-endpoint',
	'network.public-path',
	'network.hosts-entry',
];

export const connectionFindings = family({
	'network.name-found': {
		severity: 'pass',
		owner: 'you',
		title: ({host, addresses}) => `${host} resolves to ${addresses}`,
		cause: () => "The operating system's resolver answers.",
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: "The name (or the proxy's, when one is on the way) has at least one usable address.",
	},
	'network.hosts-entry': {
		severity: 'warn',
		owner: 'you',
		title: ({host, place}) => `${host} has a fixed address in ${place}`,
		cause: ({addresses}) =>
			`The line there sends it to ${addresses}, whatever the name servers say. Such a line is often left over, and nobody changes it when the address moves.`,
		fix: ({host, place}) => ({
			kind: 'do',
			text: `Remove the line with ${host} from ${place} (it takes administrator rights), unless your company's instructions ask for it, and try again.`,
		}),
		detection: 'The hosts file of this machine names the host that requests go to, and no proxy looks it up instead.',
	},
	'network.offline': {
		severity: 'fail',
		owner: 'you',
		title: () => 'This machine is offline: no name can be looked up',
		cause: () => 'There is no network, or the name servers of the VPN cannot be reached.',
		fix: () => ({kind: 'do', text: 'Connect to a network and the company VPN, then try again.'}),
		detection: 'The look-up of the endpoint failed, and so did every other name tried.',
	},
	'network.name-not-found': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host}) => `The name ${host} is not found`,
		cause: ({error}) =>
			`The name servers work but answer ${error} for this name: a forwarder that leads nowhere, a private zone without this record, or a wrong region or base URL.`,
		fix: ({host, region, service, error, forwarding}) => ({
			kind: 'ask',
			text: 'Check the region and, if you set one, the base URL. If they are right, send this to the network team.',
			message: `From a developer machine, ${host} cannot be resolved (${error}), while other names can. It is the host of ${service} in ${region}. Please check the forwarder (${forwarding}) and the private zone for this name.`,
		}),
		causedBy: ['network.offline'],
		detection: 'The look-up fails while another name is found.',
	},
	'network.name-blocked': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, addresses}) => `A DNS filter blocks ${host} (it answers ${addresses})`,
		cause: () => 'The unspecified address is how DNS filters say no.',
		fix: ({host}) => ({
			kind: 'ask',
			text: 'Send this to the network team.',
			message: `The DNS filter for developer machines answers ${host} with the unspecified address. Please allow this name.`,
		}),
		detection: 'Every address of the name is 0.0.0.0 or ::.',
	},
	'network.connects': {
		severity: 'pass',
		owner: 'you',
		title: ({port, addresses}) => `Port ${port} answers on ${addresses}`,
		cause: () => 'A TCP connection opened on every address.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'A TCP connection opens on every address of the name.',
	},
	'network.nothing-answers': {
		severity: 'fail',
		owner: 'you',
		title: ({others}) => `No connection leaves this machine: neither the endpoint nor ${others} answers`,
		cause: () => 'The VPN is not connected or only half, or this network lets nothing out except through its proxy.',
		fix: () => ({
			kind: 'do',
			text: "Reconnect the company VPN, or set HTTPS_PROXY to this network's proxy; then try again.",
		}),
		causedBy: ['network.offline'],
		detection: 'Names resolve, but every address of the endpoint stays silent, and so does every other host of the provider that is tried.',
	},
	'network.connect-dropped': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, port}) => `Nothing answers on port ${port} of ${host}`,
		cause: ({isPrivate}) =>
			isPrivate === 'yes'
				? 'The name is right but packets are dropped: no route from here into the private network, or a firewall or the security group of the endpoint does not let this network in.'
				: 'A firewall on the way drops the packets without a word.',
		fix: ({host, port, addresses, region, service}) => ({
			kind: 'ask',
			text: 'Connect the company VPN and try again. If it stays, send this to the network team.',
			message: `From a developer machine, TCP ${port} to ${host} (${addresses}) gets no answer within the time limit; the name resolves. It is ${service} in ${region}. Please check the route from the VPN, the firewalls and the inbound rule for TCP ${port} on the endpoint.`,
		}),
		causedBy: pathCauses,
		detection: 'No address accepts a TCP connection, at least one does not answer at all, and another host does answer.',
	},
	'network.connect-refused': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, port}) => `Port ${port} of ${host} refuses connections`,
		cause: () => 'Something answers at these addresses with a reset: a firewall that rejects, or a machine that is not the endpoint.',
		fix: ({host, port, addresses, region, service}) => ({
			kind: 'ask',
			text: 'Send this to the network team.',
			message: `From a developer machine, TCP ${port} to ${host} (${addresses}) is refused at once. It is ${service} in ${region}. Please check whether a firewall rejects it and whether these addresses still belong to the endpoint.`,
		}),
		causedBy: pathCauses,
		detection: 'Every address answers a TCP connection with a reset.',
	},
	'network.address-dead': {
		severity: 'warn',
		owner: 'network-team',
		title: ({dead, of}) => `${dead} does not answer, one of ${of} addresses`,
		cause: () =>
			'One zone of the endpoint is down or no longer exists, or a route or firewall covers only some of its subnets. Requests stall whenever they are sent there.',
		fix: ({host, port, dead, alive, region, service}) => ({
			kind: 'ask',
			text: 'It works, with stalls. Send this to the network team.',
			message: `${host} (${service} in ${region}) resolves to several addresses. TCP ${port} works on ${alive} and fails on ${dead}. Please check the route and firewall to that subnet and whether the address still belongs to the endpoint.`,
		}),
		detection:
			'A TCP connection opens on some addresses of the name and not on others. IPv6 addresses do not count where this machine has no IPv6.',
	},
	'network.trusted': {
		severity: 'pass',
		owner: 'you',
		title: ({host, by}) => `TLS to ${host} is not intercepted (issued by ${by})`,
		cause: () => 'The certificate is trusted and comes from whom it should.',
		fix: () => ({kind: 'do', text: 'Nothing to do.'}),
		detection: 'The handshake succeeds, the chain is trusted, and the issuer is the one the service uses.',
	},
	'network.intercepted': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, by}) => `TLS to ${host} is intercepted by ${by}`,
		cause: ({isTrusted, error}) =>
			isTrusted === 'yes'
				? 'A company inspection device opens the connection. Its authority is trusted here, so calls work, but the device sees prompts and answers.'
				: `A company inspection device opens the connection, and its authority is not trusted here (${error}). Claude Code may still trust it if it is in the system's store.`,
		fix: ({host, port, by, isTrusted}) =>
			isTrusted === 'yes'
				? {
						kind: 'ask',
						text: 'Send this to the network team if prompts must not be inspected.',
						message: `TLS from a developer machine to ${host}:${port} is decrypted by ${by}. Please exempt this host from TLS inspection: prompts and source code pass through it, and streamed answers must arrive unchanged.`,
					}
				: {
						kind: 'ask',
						text: 'Get the authority as a PEM file and set NODE_EXTRA_CA_CERTS to it before starting Claude Code. Never turn verification off.',
						message: `TLS from a developer machine to ${host}:${port} is decrypted by ${by}. Please exempt this host from TLS inspection, or send the inspecting authority's certificates as one PEM file for NODE_EXTRA_CA_CERTS.`,
					},
		detection: 'The certificate was not issued by the authority the service uses. A warning when it is trusted here.',
	},
	'network.certificate-untrusted': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, error}) => `The certificate of ${host} is not accepted (${error})`,
		cause: () => 'It belongs to another name, has run out (or this clock is wrong), or its authority is unknown here.',
		fix: ({host, by, error}) => ({
			kind: 'ask',
			text: "Check this machine's clock and the base URL; for a company authority set NODE_EXTRA_CA_CERTS to its PEM file.",
			message: `The certificate served for ${host} (issued by ${by}) is rejected: ${error}. Please check its names, its dates and that the whole chain is sent.`,
		}),
		detection: 'The handshake ends, the issuer is the expected one or any is allowed, and the chain is rejected.',
	},
	'network.handshake-broken': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, error}) => `The connection to ${host} broke during the TLS handshake (${error})`,
		cause: ({isGone}) =>
			isGone === 'yes'
				? 'The port opened, and a moment later it does not open any more: the VPN or the network went away.'
				: 'The port opens, and then the connection breaks before a certificate came: the VPN drops it or does not carry packets of full size, or a firewall or proxy cuts off names that it does not let through.',
		fix: ({host, port, addresses, error}) => ({
			kind: 'ask',
			text: 'Reconnect the company VPN and try again. If it breaks each time, send this to the network team.',
			message: `From a developer machine, TCP ${port} to ${addresses} opens, but the connection breaks during the TLS handshake for ${host} (${error}), before a certificate arrives. Please check filters that look at the server name (SNI), and the maximum packet size (MTU) on the VPN.`,
		}),
		causedBy: ['network.public-path'],
		detection: 'The TCP connection opens, and then it is reset, closed or silent before the TLS handshake brought a certificate.',
	},
	'network.tls-failed': {
		severity: 'fail',
		owner: 'network-team',
		title: ({host, error}) => `The TLS handshake with ${host} fails (${error})`,
		cause: () =>
			'What answers there does not speak TLS as the service does: another program on that port, a device in between, or no version that both sides know.',
		fix: ({host, port, addresses, error}) => ({
			kind: 'ask',
			text: 'Check the base URL and its port, if you set one. If they are right, send this to the network team.',
			message: `From a developer machine, TCP ${port} to ${addresses} opens, but the TLS handshake for ${host} fails (${error}). Please check what answers there, and devices in between that end or filter TLS.`,
		}),
		causedBy: ['network.public-path'],
		detection: 'The TCP connection opens, stays, and the TLS handshake ends with an error of the protocol, without a certificate.',
	},
	'network.not-encrypted': {
		severity: 'warn',
		owner: 'platform-team',
		title: ({host}) => `Prompts travel to ${host} without encryption`,
		cause: () => 'The base URL starts with http.',
		fix: ({host}) => ({
			kind: 'ask',
			text: 'Use the https address of the gateway.',
			message: `The gateway ${host} is configured with an http address. Please offer it over https.`,
		}),
		detection: 'The base URL has the scheme http and does not lead to this machine.',
	},
});
