// The network checks end to end over a described network: every case gets exactly its root causes and its verdict.

import {describe, expect, test} from 'vitest';
import {bedrockRuntime} from '../../src/providers/bedrock/service.ts';
import {endpointCheck, type EndpointFacts} from '../../src/checks/network/endpoint.ts';
import type {PathFacts, SignedFacts} from '../../src/checks/network/verdict.ts';
import {networkChecks, type NetworkOptions} from '../../src/checks/network.ts';
import {runChecks} from '../../src/checks/runner.ts';
import type {Check, Outcome} from '../../src/core/check.ts';
import {fold, isProblem} from '../../src/core/finding.ts';
import {fakeNetwork, fakePorts, type Log, type Table} from './fake-ports.ts';

const host = 'bedrock-runtime.us-east-1.amazonaws.com';
const control = 'bedrock.us-east-1.amazonaws.com';
const mantle = 'bedrock-mantle.us-east-1.api.aws';
const both = ['10.20.4.17', '10.20.5.9'];
const privately = {[host]: both, [control]: ['10.20.4.20'], 'aws.amazon.com': ['52.84.0.1']};
const publicly = {...privately, [host]: ['52.94.0.17']};

type Case = {
	readonly table: Table;
	readonly env?: Readonly<Record<string, string>>;
	readonly route?: 'private' | 'direct' | 'gateway';
	readonly requirePrivatePath?: boolean;
	readonly url?: string;
	readonly endpoint?: EndpointFacts;
	readonly signed?: SignedFacts;
	readonly mantle?: boolean;
	readonly expectedAddresses?: readonly string[];
	readonly log?: Log;
};

async function run(given: Case): Promise<readonly Outcome[]> {
	const url = given.url ?? `https://${host}`;
	const {hostname, port, protocol} = new URL(url);
	const answers = {route: {value: given.route ?? 'private', origin: 'person'}, region: {value: 'us-east-1', origin: 'person'}} as const;
	const policy = {requirePrivatePath: given.requirePrivatePath ?? false, contacts: {}};
	const ports = fakePorts(fakeNetwork(given.table, given.log), given.env);
	const options: NetworkOptions = {
		endpoint: {host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port), url},
		service: bedrockRuntime,
		ports,
		answers,
		policy,
		control: {host: control},
		...(given.mantle === true ? {mantle: {host: mantle}} : {}),
		...(given.expectedAddresses === undefined ? {} : {expectedAddresses: given.expectedAddresses}),
	};
	const signed: Check = {
		id: 'network.signed',
		group: 'network',
		title: 'signed',
		needs: [],
		limitMs: 100,
		run: async () => given.signed,
		summarize: () => '',
		judge: () => [],
	};
	const checks = [
		...networkChecks(options),
		...(given.endpoint === undefined ? [] : [endpointCheck(options, [], async () => given.endpoint as EndpointFacts)]),
		...(given.signed === undefined ? [] : [signed]),
	];
	return runChecks({checks, context: {answers, policy}, clock: ports.clock, signal: new AbortController().signal});
}

function roots(outcomes: readonly Outcome[]): readonly string[] {
	return fold(outcomes.flatMap(outcome => outcome.findings))
		.map(({finding}) => finding)
		.filter(finding => isProblem(finding))
		.map(finding => `${finding.code} ${finding.severity}`)
		.toSorted();
}

function verdict(outcomes: readonly Outcome[]): string | undefined {
	return (outcomes.find(outcome => outcome.check === 'network.path')?.facts as PathFacts | undefined)?.verdict;
}

const visible = {
	id: 'vpce-0a1b',
	service: 'bedrock-runtime',
	region: 'us-east-1',
	state: 'available',
	privateDns: true,
	dnsNames: ['vpce-0a1b-x.bedrock-runtime.us-east-1.vpce.amazonaws.com'],
	addresses: both,
	groups: ['sg-1'],
} as const;
const open = {'sg-1': [{protocol: 'tcp', from: 443, to: 443, source: '10.0.0.0/8'}]};
const proxyEnv = {HTTPS_PROXY: 'http://dana:hunter2secret@proxy.corp:3128'};
const proxied = {...privately, 'proxy.corp': ['10.1.1.5']};
const certificate = {issuer: 'Zscaler Inc.', root: 'Zscaler Root CA', isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN'};

const cases: Readonly<Record<string, Case & {readonly verdict: string; readonly roots: readonly string[]}>> = {
	private: {table: {names: privately}, verdict: 'private', roots: []},
	'private, NO_PROXY covers the host': {
		table: {names: privately},
		env: {...proxyEnv, NO_PROXY: '.amazonaws.com'},
		verdict: 'private',
		roots: [],
	},
	'private through a public range that is the endpoint’s': {
		table: {names: publicly},
		endpoint: {endpoints: [{...visible, addresses: ['52.94.0.17']}], region: 'us-east-1'},
		verdict: 'private',
		roots: [],
	},
	'private through a public range that the preset knows': {
		table: {names: publicly},
		expectedAddresses: ['52.94.0.17'],
		verdict: 'private',
		roots: [],
	},
	'private, the endpoint’s own name': {
		table: {names: {...privately, [visible.dnsNames[0]]: both}},
		url: `https://${visible.dnsNames[0]}`,
		verdict: 'private',
		roots: [],
	},
	'private, endpoint visible': {
		table: {names: privately},
		endpoint: {endpoints: [visible], region: 'us-east-1', groups: open},
		verdict: 'private',
		roots: [],
	},
	'private, endpoint not visible': {
		table: {names: privately},
		endpoint: {endpoints: 'empty', region: 'us-east-1'},
		verdict: 'private',
		roots: ['network.endpoint-not-visible unknown'],
	},
	'private, endpoint read denied': {
		table: {names: privately},
		endpoint: {endpoints: 'denied', denied: 'ec2:DescribeVpcEndpoints', region: 'us-east-1'},
		verdict: 'private',
		roots: ['network.endpoint-read-denied unknown'],
	},
	'private, endpoint not answered about': {
		table: {names: privately},
		endpoint: {endpoints: 'unread', reason: 'AWS answered 503 Unavailable.', region: 'us-east-1'},
		verdict: 'private',
		roots: ['network.endpoint-unread unknown'],
	},
	'private although not demanded': {table: {names: privately}, route: 'direct', verdict: 'private', roots: []},
	'public, demanded by the route': {table: {names: publicly}, verdict: 'public', roots: ['network.public-path fail']},
	'public, demanded by policy': {
		table: {names: publicly},
		route: 'direct',
		requirePrivatePath: true,
		verdict: 'public',
		roots: ['network.public-path fail'],
	},
	'public, not demanded': {table: {names: publicly}, route: 'direct', verdict: 'public', roots: []},
	'public and blocked': {
		table: {names: publicly, connect: {'52.94.0.17': 'ETIMEDOUT'}},
		verdict: 'blocked',
		roots: ['network.public-path fail'],
	},
	'public, private DNS off': {
		table: {names: publicly},
		endpoint: {endpoints: [{...visible, privateDns: false}], region: 'us-east-1'},
		verdict: 'public',
		roots: ['network.private-dns-off fail'],
	},
	'public, endpoint pending': {
		table: {names: publicly},
		endpoint: {endpoints: [{...visible, state: 'pendingAcceptance'}], region: 'us-east-1'},
		verdict: 'public',
		roots: ['network.endpoint-not-available fail'],
	},
	'public, wrong region': {
		table: {names: publicly},
		endpoint: {endpoints: [{...visible, region: 'eu-west-1'}], region: 'us-east-1'},
		verdict: 'public',
		roots: ['network.wrong-region-endpoint fail'],
	},
	'public, wrong service': {
		table: {names: publicly},
		endpoint: {endpoints: [{...visible, service: 'bedrock'}], region: 'us-east-1'},
		verdict: 'public',
		roots: ['network.wrong-service-endpoint fail'],
	},
	'public, forwarder missing, endpoint visible': {
		table: {names: publicly},
		endpoint: {endpoints: [visible], region: 'us-east-1'},
		verdict: 'public',
		roots: ['network.public-path fail'],
	},
	'mixed, demanded': {
		table: {names: {...privately, [host]: ['10.20.4.17', '52.94.0.17']}},
		verdict: 'public',
		roots: ['network.mixed-answers fail'],
	},
	'mixed, not demanded': {
		table: {names: {...privately, [host]: ['10.20.4.17', '52.94.0.17']}},
		route: 'direct',
		verdict: 'public',
		roots: ['network.mixed-answers warn'],
	},
	'one address dead, dropped': {
		table: {names: privately, connect: {'10.20.5.9': 'ETIMEDOUT'}},
		verdict: 'private',
		roots: ['network.address-dead warn'],
	},
	'one address dead, refused': {
		table: {names: privately, connect: {'10.20.5.9': 'ECONNREFUSED'}},
		verdict: 'private',
		roots: ['network.address-dead warn'],
	},
	'IPv6 answer on a machine without IPv6': {
		table: {names: {...privately, [host]: ['10.20.4.17', 'fd00::17']}, connect: {'fd00::17': 'ENETUNREACH'}},
		verdict: 'private',
		roots: [],
	},
	'all dropped': {
		table: {names: privately, connect: {'10.20.4.17': 'ETIMEDOUT', '10.20.5.9': 'ETIMEDOUT'}},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'no route': {
		table: {names: privately, connect: {'10.20.4.17': 'EHOSTUNREACH', '10.20.5.9': 'ENETUNREACH'}},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'all refused': {
		table: {names: privately, connect: {'10.20.4.17': 'ECONNREFUSED', '10.20.5.9': 'ECONNREFUSED'}},
		verdict: 'blocked',
		roots: ['network.connect-refused fail'],
	},
	'dropped by the security group': {
		table: {names: privately, connect: {'10.20.4.17': 'ETIMEDOUT', '10.20.5.9': 'ETIMEDOUT'}},
		endpoint: {endpoints: [visible], region: 'us-east-1', groups: {'sg-1': [{protocol: 'tcp', from: 22, to: 22, source: '0.0.0.0/0'}]}},
		verdict: 'blocked',
		roots: ['network.security-group-closed fail'],
	},
	'dropped although the security group is open': {
		table: {names: privately, connect: {'10.20.4.17': 'ETIMEDOUT', '10.20.5.9': 'ETIMEDOUT'}},
		endpoint: {endpoints: [visible], region: 'us-east-1', groups: open},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'one refused, one dropped': {
		table: {names: privately, connect: {'10.20.4.17': 'ETIMEDOUT', '10.20.5.9': 'ECONNREFUSED'}},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'dropped although the security group lets every protocol in': {
		table: {names: privately, connect: {'10.20.4.17': 'ETIMEDOUT', '10.20.5.9': 'ETIMEDOUT'}},
		endpoint: {endpoints: [visible], region: 'us-east-1', groups: {'sg-1': [{protocol: '-1', from: 0, to: 65_535, source: 'sg-2'}]}},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'dropped, and the security group is unreadable': {
		table: {names: privately, connect: {'10.20.4.17': 'ETIMEDOUT', '10.20.5.9': 'ETIMEDOUT'}},
		endpoint: {endpoints: [visible], region: 'us-east-1', groups: 'denied'},
		verdict: 'blocked',
		roots: ['network.connect-dropped fail'],
	},
	'public, private DNS off on one endpoint and on for another': {
		table: {names: publicly},
		endpoint: {
			endpoints: [
				{...visible, privateDns: false},
				{...visible, id: 'vpce-2'},
			],
			region: 'us-east-1',
		},
		verdict: 'public',
		roots: ['network.public-path fail'],
	},
	'public, private DNS unread': {
		table: {names: publicly},
		endpoint: {endpoints: [{...visible, privateDns: undefined}], region: 'us-east-1'},
		verdict: 'public',
		roots: ['network.public-path fail'],
	},
	'proxy name not found, the endpoint is the only name that is': {
		table: {names: {[host]: both}},
		env: {...proxyEnv, NO_PROXY: control},
		verdict: 'cannot tell',
		roots: ['network.proxy-unreachable fail'],
	},
	offline: {
		table: {names: {[host]: 'EAI_AGAIN', [control]: 'EAI_AGAIN', 'aws.amazon.com': 'EAI_AGAIN'}},
		verdict: 'blocked',
		roots: ['network.offline fail'],
	},
	'offline as macOS says it': {table: {names: {}}, verdict: 'blocked', roots: ['network.offline fail']},
	'name not found': {table: {names: {...privately, [host]: 'ENOTFOUND'}}, verdict: 'blocked', roots: ['network.name-not-found fail']},
	'forwarder that leads nowhere': {
		table: {names: {...privately, [host]: 'EAI_AGAIN'}},
		verdict: 'blocked',
		roots: ['network.name-not-found fail'],
	},
	'look-up that never ends': {table: {names: privately, hangs: [host]}, verdict: 'blocked', roots: ['network.name-not-found fail']},
	'DNS filter': {table: {names: {...privately, [host]: ['0.0.0.0']}}, verdict: 'blocked', roots: ['network.name-blocked fail']},
	'hosts entry to this machine': {
		table: {names: {...privately, [host]: ['127.0.0.1']}},
		verdict: 'cannot tell',
		roots: ['network.local-forwarder unknown'],
	},
	'proxy on the path, private demanded': {
		table: {names: proxied},
		env: proxyEnv,
		verdict: 'cannot tell',
		roots: ['network.proxy-on-path unknown'],
	},
	'proxy on the path, not demanded': {table: {names: proxied}, env: proxyEnv, route: 'direct', verdict: 'cannot tell', roots: []},
	'proxy on the path, name known to the proxy only': {
		table: {names: {'proxy.corp': ['10.1.1.5']}},
		env: proxyEnv,
		route: 'direct',
		verdict: 'cannot tell',
		roots: [],
	},
	'proxy refuses the host': {
		table: {names: proxied, refuses: 403},
		env: proxyEnv,
		verdict: 'blocked',
		roots: ['network.proxy-refused fail'],
	},
	'proxy wants credentials': {
		table: {names: proxied, refuses: 407},
		env: proxyEnv,
		route: 'direct',
		verdict: 'blocked',
		roots: ['network.proxy-refused fail'],
	},
	'proxy name not found': {table: {names: privately}, env: proxyEnv, verdict: 'cannot tell', roots: ['network.proxy-unreachable fail']},
	'proxy down': {
		table: {names: proxied, connect: {'10.1.1.5': 'ETIMEDOUT'}},
		env: proxyEnv,
		verdict: 'blocked',
		roots: ['network.proxy-unreachable fail'],
	},
	'offline behind a proxy': {table: {names: {}}, env: proxyEnv, verdict: 'cannot tell', roots: ['network.offline fail']},
	'SOCKS proxy': {
		table: {names: privately},
		env: {HTTPS_PROXY: 'socks5://proxy.corp:1080'},
		verdict: 'blocked',
		roots: ['network.proxy-unusable fail'],
	},
	'intercepted, not trusted': {table: {names: privately, certificate}, verdict: 'cannot tell', roots: ['network.intercepted fail']},
	'intercepted, trusted': {
		table: {names: privately, certificate: {...certificate, isTrusted: true}},
		verdict: 'cannot tell',
		roots: ['network.intercepted warn'],
	},
	'intercepted, trusted, public path': {
		table: {names: publicly, certificate: {...certificate, isTrusted: true}},
		route: 'direct',
		verdict: 'public',
		roots: ['network.intercepted warn'],
	},
	'certificate of another name': {
		table: {names: privately, certificate: {issuer: 'Amazon', isTrusted: false, error: 'ERR_TLS_CERT_ALTNAME_INVALID'}},
		verdict: 'cannot tell',
		roots: ['network.certificate-untrusted fail'],
	},
	'handshake cut': {table: {names: privately, certificate: 'ECONNRESET'}, verdict: 'blocked', roots: ['network.handshake-broken fail']},
	'handshake silent': {table: {names: privately, certificate: 'ETIMEDOUT'}, verdict: 'blocked', roots: ['network.handshake-broken fail']},
	'no TLS there': {table: {names: privately, certificate: 'EPROTO'}, verdict: 'blocked', roots: ['network.tls-failed fail']},
	'handshake cut by a guest network’s portal': {
		table: {
			names: publicly,
			certificate: 'ECONNRESET',
			reply: {status: 302, headers: {location: 'https://portal.hotel.example/login'}},
		},
		route: 'direct',
		verdict: 'blocked',
		roots: ['network.captive-portal fail'],
	},
	'a guest network’s portal that speaks no TLS': {
		table: {
			names: publicly,
			certificate: 'EPROTO',
			reply: {status: 302, headers: {location: 'https://portal.hotel.example/login'}},
		},
		route: 'direct',
		verdict: 'blocked',
		roots: ['network.captive-portal fail'],
	},
	'handshake through the proxy cut': {
		table: {names: proxied, certificate: 'ECONNRESET'},
		env: proxyEnv,
		route: 'direct',
		verdict: 'blocked',
		roots: ['network.control-plane-unreachable warn', 'network.handshake-broken fail'],
	},
	'captive portal page': {
		table: {names: publicly, reply: {status: 200, headers: {'content-type': 'text/html; charset=utf-8'}, body: '<html>sign in</html>'}},
		route: 'direct',
		verdict: 'cannot tell',
		roots: ['network.captive-portal fail'],
	},
	'captive portal redirect': {
		table: {names: publicly, reply: {status: 302, headers: {location: 'https://portal.hotel.example/login?token=1'}}},
		route: 'direct',
		verdict: 'cannot tell',
		roots: ['network.captive-portal fail'],
	},
	'wrong service answers': {
		table: {names: privately, reply: {status: 404, headers: {'content-type': 'text/xml'}, body: '<UnknownOperationException/>'}},
		verdict: 'cannot tell',
		roots: ['network.wrong-service-endpoint fail'],
	},
	'something else answers': {
		table: {names: privately, reply: {status: 200, headers: {'content-type': 'text/plain'}, body: 'hello'}},
		verdict: 'cannot tell',
		roots: ['network.not-the-service fail'],
	},
	'no reply': {table: {names: privately, reply: 'ETIMEDOUT'}, verdict: 'blocked', roots: ['network.no-reply fail']},
	'control plane not found': {
		table: {names: {...privately, [control]: 'ENOTFOUND'}},
		verdict: 'private',
		roots: ['network.control-plane-unreachable warn'],
	},
	'control plane dropped': {
		table: {names: privately, connect: {'10.20.4.20': 'ETIMEDOUT'}},
		verdict: 'private',
		roots: ['network.control-plane-unreachable warn'],
	},
	'control plane through a proxy that does not know it': {
		table: {names: proxied, refuses: 403},
		env: {...proxyEnv, NO_PROXY: 'amazonaws.com'},
		verdict: 'private',
		roots: ['network.control-plane-unreachable warn'],
	},
	'mantle public': {
		table: {names: {...privately, [mantle]: ['52.94.1.1']}},
		mantle: true,
		verdict: 'private',
		roots: ['network.mantle-public-path fail'],
	},
	'mantle private': {table: {names: {...privately, [mantle]: ['10.20.6.1']}}, mantle: true, verdict: 'private', roots: []},
	'mantle missing': {table: {names: privately}, mantle: true, verdict: 'private', roots: ['network.name-not-found fail']},
	'mantle behind a proxy': {
		table: {names: proxied},
		env: {...proxyEnv, NO_PROXY: `${host},${control}`},
		mantle: true,
		verdict: 'private',
		roots: ['network.proxy-on-path unknown'],
	},
	'endpoint policy denies behind a proxy': {
		table: {names: proxied},
		env: proxyEnv,
		signed: {provesPrivate: true, text: 'no VPC endpoint policy allows'},
		verdict: 'private',
		roots: [],
	},
	gateway: {
		table: {
			names: {...privately, 'gw.corp': ['10.9.9.9']},
			certificate: {issuer: 'Acme CA', isTrusted: true},
			reply: {status: 404, headers: {'content-type': 'application/json'}, body: '{}'},
		},
		route: 'gateway',
		url: 'https://gw.corp/bedrock',
		verdict: 'private',
		roots: [],
	},
	'gateway with a sign-in page': {
		table: {
			names: {...privately, 'gw.corp': ['10.9.9.9']},
			certificate: {issuer: 'Acme CA', isTrusted: true},
			reply: {status: 200, headers: {'content-type': 'text/html'}},
		},
		route: 'gateway',
		url: 'https://gw.corp/bedrock',
		verdict: 'cannot tell',
		roots: ['network.captive-portal fail'],
	},
	'gateway without encryption': {
		table: {names: {...privately, 'gw.corp': ['10.9.9.9']}, reply: {status: 404}},
		route: 'gateway',
		url: 'http://gw.corp',
		verdict: 'private',
		roots: ['network.not-encrypted warn'],
	},
	'gateway on this machine': {
		table: {names: privately, reply: {status: 404}},
		route: 'gateway',
		url: 'http://127.0.0.1:4000',
		verdict: 'cannot tell',
		roots: [],
	},
};

describe('cases', () => {
	test.each(Object.entries(cases))('%s', async (_name, given) => {
		const outcomes = await run(given);
		expect(outcomes.filter(outcome => outcome.state === 'crashed' || outcome.state === 'timed-out')).toEqual([]);
		expect(roots(outcomes)).toEqual(given.roots);
		expect(verdict(outcomes)).toBe(given.verdict);
		expect(JSON.stringify(outcomes)).not.toContain('hunter2secret');
	});

	test.each(Object.entries(cases))('%s: nothing is a pass beside a failing layer above it', async (_name, given) => {
		const outcomes = await run(given);
		const codes = outcomes.flatMap(outcome => outcome.findings).map(finding => finding.code);
		expect(codes.includes('network.private')).toBe(given.verdict === 'private');
	});
});

describe('what is sent', () => {
	test('an unsigned call to the exact endpoint, straight', async () => {
		const log: Log = [];
		await run({table: {names: privately}, log});
		expect(log).toContain(`POST https://${host}/model/x/invoke`);
		expect(log).toContain('connect 10.20.4.17:443');
		expect(log).toContain('connect 10.20.5.9:443');
		expect(log.filter(entry => entry.includes('aws.amazon.com'))).toEqual([]);
	});

	test('through the proxy when that is Claude Code’s way', async () => {
		const log: Log = [];
		await run({table: {names: proxied}, env: proxyEnv, log});
		expect(log).toContain('connect 10.1.1.5:3128');
		expect(log.some(entry => entry.startsWith('connect 10.20.4.17'))).toBe(false);
		expect(log).toContain(`handshake ${host} through ${proxyEnv.HTTPS_PROXY}/`);
		expect(log).toContain(`POST https://${host}/model/x/invoke through ${proxyEnv.HTTPS_PROXY}/`);
	});

	test('below the base URL’s path, with its port', async () => {
		const log: Log = [];
		await run({table: {names: {...privately, 'gw.corp': ['10.9.9.9']}}, route: 'gateway', url: 'https://gw.corp:8443/bedrock/', log});
		expect(log).toContain('POST https://gw.corp:8443/bedrock/model/x/invoke');
		expect(log).toContain('connect 10.9.9.9:8443');
	});
});

describe('words', () => {
	test('an interceptor is named', async () => {
		const outcomes = await run({table: {names: privately, certificate}});
		const finding = outcomes.flatMap(outcome => outcome.findings).find(({code}) => code === 'network.intercepted');
		expect(finding?.title).toBe(`TLS to ${host} is intercepted by Zscaler`);
	});

	test('a handshake that breaks off tells a lost VPN from a device that cuts it', async () => {
		const broken = async (opens?: number) => {
			const table = {names: {[host]: ['10.20.4.17']}, certificate: 'ECONNRESET', ...(opens === undefined ? {} : {opens})};
			const outcomes = await run({table, route: 'gateway'});
			return outcomes.flatMap(outcome => outcome.findings).find(({code}) => code === 'network.handshake-broken');
		};

		expect(await broken()).toMatchObject({
			owner: 'network-team',
			cause: expect.stringMatching(/firewall or proxy cuts off names/) as string,
			fix: {kind: 'ask', message: expect.stringContaining('MTU') as string},
		});
		expect(await broken(1)).toMatchObject({
			owner: 'you',
			cause: expect.stringMatching(/does not open any more: the VPN or the network went away/) as string,
			fix: {kind: 'do', text: 'Reconnect to the network and the company VPN, then try again.'},
		});
	});

	test('a portal is named without its query', async () => {
		const outcomes = await run({
			table: {names: publicly, reply: {status: 302, headers: {location: 'https://portal.hotel.example/login?token=1'}}},
			route: 'direct',
		});
		const finding = outcomes.flatMap(outcome => outcome.findings).find(({code}) => code === 'network.captive-portal');
		expect(finding?.cause).toContain('https://portal.hotel.example/login)');
		expect(finding?.cause).not.toContain('token');
	});

	test('private DNS off offers the endpoint’s own address', async () => {
		const outcomes = await run({table: {names: publicly}, endpoint: {endpoints: [{...visible, privateDns: false}], region: 'us-east-1'}});
		const finding = outcomes.flatMap(outcome => outcome.findings).find(({code}) => code === 'network.private-dns-off');
		expect(finding?.fix.text).toContain(`https://${visible.dnsNames[0]}`);
	});

	test('a request to the network team names host, addresses, port and region', async () => {
		for (const name of ['all dropped', 'all refused', 'public, demanded by the route'] as const) {
			const outcomes = await run(cases[name] as Case);
			const fix = outcomes.flatMap(outcome => outcome.findings).find(finding => finding.severity === 'fail')?.fix;
			const message = fix?.kind === 'ask' ? fix.message : '';
			for (const part of [host, 'us-east-1', '443', name.startsWith('public') ? '52.94.0.17' : '10.20.4.17, 10.20.5.9']) {
				expect(message).toContain(part);
			}
		}
	});
});
