// What can be wrong on the way to the model endpoint: its name, the connection, TLS, the proxy.

import type {Scenario, SimulatedNetwork} from '../scenario.ts';
import {inspectionAuthority} from './authority.ts';
import {happyNetwork, publicAddress, runtimeEndpoint, scenario} from './base.ts';

const runtime = 'bedrock-runtime.us-east-1.amazonaws.com';
const control = 'bedrock.us-east-1.amazonaws.com';
const mantle = 'bedrock-mantle.us-east-1.api.aws';
const proxyUrl = 'http://proxy.acme.example:8080';

const withHosts = (hosts: Readonly<Record<string, readonly string[]>>) => ({hosts: {...happyNetwork.hosts, ...hosts}});
const without = (...names: readonly string[]) => ({
	hosts: Object.fromEntries(Object.entries(happyNetwork.hosts).filter(([host]) => !names.includes(host))),
});
const addresses = (
	connect: 'refused' | 'dropped',
	list: readonly string[] = runtimeEndpoint.addresses,
): Pick<SimulatedNetwork, 'addresses'> => ({addresses: Object.fromEntries(list.map(address => [address, {connect}]))});
const zscaler = {issuer: 'Zscaler Inc.', root: 'Zscaler Inc.', isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN'};

const names: readonly Scenario[] = [
	scenario('public-path', {
		title: 'The name resolves to public addresses: no forwarder, or the VPN is off',
		expected: ['network.public-path'],
		network: withHosts({[runtime]: [publicAddress(runtime)]}),
	}),
	scenario('mixed-answers', {
		title: 'The name has private and public addresses',
		expected: ['network.mixed-answers'],
		network: withHosts({[runtime]: ['10.20.4.17', publicAddress(runtime)]}),
	}),
	scenario('name-not-found', {
		title: 'The resolver does not know the endpoint',
		expected: ['network.name-not-found'],
		network: without(runtime),
	}),
	scenario('name-blocked', {
		title: 'A DNS filter answers 0.0.0.0',
		expected: ['network.name-blocked'],
		network: withHosts({[runtime]: ['0.0.0.0']}),
	}),
	scenario('offline', {title: 'No name resolves at all', expected: ['network.offline'], network: {resolver: 'EAI_AGAIN'}}),
	scenario('local-forwarder', {
		title: 'The name leads to a link-local address of this machine',
		expected: ['network.local-forwarder'],
		network: withHosts({[runtime]: ['169.254.10.20']}),
	}),
	scenario('control-plane-unreachable', {
		title: 'Only the runtime is reachable: the control plane has no endpoint',
		expected: ['network.control-plane-unreachable'],
		aws: {endpoints: [runtimeEndpoint]},
		network: without(control),
	}),
	scenario('mantle-public-path', {
		title: 'The second model endpoint is in use and stays public',
		expected: ['network.mantle-public-path'],
		network: withHosts({[mantle]: [publicAddress(mantle)]}),
		home: {settings: {CLAUDE_CODE_USE_MANTLE: '1'}},
	}),
];

const connections: readonly Scenario[] = [
	scenario('connect-dropped', {
		title: 'Packets to the endpoint vanish: no route, or a firewall',
		expected: ['network.connect-dropped'],
		network: addresses('dropped'),
	}),
	scenario('connect-refused', {
		title: 'The endpoint’s addresses refuse connections',
		expected: ['network.connect-refused'],
		network: addresses('refused'),
	}),
	scenario('address-dead', {
		title: 'One of the endpoint’s addresses does not answer',
		expected: ['network.address-dead'],
		network: addresses('dropped', ['10.20.5.9']),
	}),
	scenario('security-group-closed', {
		title: 'The endpoint’s security group does not let port 443 in',
		expected: ['network.security-group-closed'],
		aws: {securityGroups: [{id: 'sg-0f3a9c1d2e4b58677', inbound: [{protocol: 'tcp', from: 22, to: 22, cidr: '10.0.0.0/8'}]}]},
		network: addresses('dropped'),
	}),
	scenario('intercepted', {
		title: 'TLS inspection opens the connection, and its authority is unknown here',
		expected: ['network.intercepted'],
		network: {certificates: {[runtime]: zscaler, [control]: zscaler}},
	}),
	scenario('intercepted-authority-here', {
		title: 'TLS inspection opens the connection, and its authority lies on this machine, unused',
		expected: ['network.intercepted'],
		requirePrivatePath: false,
		network: {
			certificates: {[runtime]: {...zscaler, trustedWith: inspectionAuthority}, [control]: {...zscaler, trustedWith: inspectionAuthority}},
		},
		home: {files: {'certs/company-root.pem': inspectionAuthority}},
	}),
	scenario('intercepted-trusted', {
		title: 'TLS inspection opens the connection, and this machine trusts it',
		expected: ['network.intercepted'],
		requirePrivatePath: false,
		network: {certificates: {[runtime]: {issuer: 'Zscaler Inc.', root: 'Zscaler Inc.', isTrusted: true}}},
	}),
	scenario('certificate-untrusted', {
		title: 'The certificate has expired',
		expected: ['network.certificate-untrusted'],
		network: {certificates: {[runtime]: {issuer: 'Amazon', root: 'Amazon', isTrusted: false, error: 'CERT_HAS_EXPIRED'}}},
	}),
	scenario('handshake-broken', {
		title: 'A firewall cuts the TLS handshake',
		expected: ['network.handshake-broken'],
		network: {certificates: {[runtime]: {issuer: '', root: '', isTrusted: false, fails: 'ECONNRESET'}}},
	}),
	scenario('tls-failed', {
		title: 'What answers does not speak TLS',
		expected: ['network.tls-failed'],
		network: {certificates: {[runtime]: {issuer: '', root: '', isTrusted: false, fails: 'EPROTO'}}},
	}),
];

const proxies: readonly Scenario[] = [
	scenario('proxy-on-path', {
		title: 'Claude Code’s requests go through a proxy, so local DNS proves nothing',
		expected: ['network.proxy-on-path'],
		network: {...withHosts({'proxy.acme.example': ['10.9.0.8']}), proxies: {[proxyUrl]: {tunnel: 'open'}}},
		home: {env: {HTTPS_PROXY: proxyUrl}},
	}),
	scenario('proxy-exempt', {
		title: 'A proxy is set and NO_PROXY covers the endpoint',
		expected: [],
		network: {...withHosts({'proxy.acme.example': ['10.9.0.8']}), proxies: {[proxyUrl]: {tunnel: 'open'}}},
		home: {env: {HTTPS_PROXY: proxyUrl, NO_PROXY: '.amazonaws.com'}},
	}),
	scenario('proxy-refused', {
		title: 'The proxy does not let the endpoint through',
		expected: ['network.proxy-refused'],
		network: {...withHosts({'proxy.acme.example': ['10.9.0.8']}), proxies: {[proxyUrl]: {tunnel: 'refused'}}},
		home: {env: {HTTPS_PROXY: proxyUrl}},
	}),
	scenario('proxy-authenticate', {
		title: 'The proxy wants a user name and password',
		expected: ['network.proxy-refused'],
		network: {...withHosts({'proxy.acme.example': ['10.9.0.8']}), proxies: {[proxyUrl]: {tunnel: 'authenticate'}}},
		home: {env: {HTTPS_PROXY: proxyUrl}},
	}),
	scenario('proxy-intercepts', {
		title: 'The proxy opens TLS connections',
		expected: ['network.intercepted'],
		network: {...withHosts({'proxy.acme.example': ['10.9.0.8']}), proxies: {[proxyUrl]: {tunnel: 'open', intercepts: 'Acme Web Gateway'}}},
		home: {env: {HTTPS_PROXY: proxyUrl}},
	}),
	scenario('proxy-unreachable', {
		title: 'The proxy’s name is not found',
		expected: ['network.proxy-unreachable'],
		home: {env: {HTTPS_PROXY: proxyUrl}},
	}),
	scenario('proxy-unusable', {
		title: 'The proxy variable holds a SOCKS address',
		expected: ['network.proxy-unusable'],
		home: {env: {HTTPS_PROXY: 'socks5://proxy.acme.example:1080'}},
	}),
];

export const network: readonly Scenario[] = [...names, ...connections, ...proxies];
