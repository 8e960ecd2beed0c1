// What can be wrong with whoever answers at the end of the way, and with the private endpoint itself.

import type {Fault, Scenario} from '../scenario.ts';
import {endpointHosts} from '../clouds/aws/endpoint-names.ts';
import {
	controlEndpoint,
	endpointNames,
	gatewayHome,
	happyAws,
	invokeDenied,
	networkWith,
	opusProfileArn,
	roleArn,
	runtimeEndpoint,
	scenario,
} from './base.ts';

const runtime = 'bedrock-runtime.us-east-1.amazonaws.com';
const control = 'bedrock.us-east-1.amazonaws.com';
const plainGateway = 'http://llm-gateway.acme.example/bedrock';

const privateDnsOff = {...runtimeEndpoint, privateDns: false};
const pending = {...runtimeEndpoint, state: 'pendingAcceptance', privateDns: false};
const elsewhere = {...runtimeEndpoint, id: 'vpce-0e5f6a7b8c9d01234', region: 'us-west-2'};
const stream = (fault: Fault) => ({faults: {'bedrock-runtime:InvokeModelWithResponseStream': fault}});
const [vpceHost = ''] = endpointHosts(privateDnsOff);
const [controlVpceHost = ''] = endpointHosts(controlEndpoint);

const answers: readonly Scenario[] = [
	scenario('gateway-not-encrypted', {
		title: 'The organization’s gateway is reached without TLS',
		expected: ['network.not-encrypted'],
		requirePrivatePath: false,
		aws: {endpoints: [], securityGroups: [], gateway: plainGateway},
		network: {hosts: {...networkWith([]).hosts, 'llm-gateway.acme.example': ['10.30.0.5']}},
		home: gatewayHome(plainGateway),
	}),
	scenario('captive-portal', {
		title: 'A login page answers in the service’s place',
		expected: ['network.captive-portal'],
		network: {
			pages: Object.fromEntries(
				[runtime, control].map(host => [
					host,
					{
						status: 200,
						contentType: 'text/html; charset=utf-8',
						body: '<!doctype html><title>Acme Guest Wi-Fi</title><h1>Sign in to the network</h1>',
					},
				]),
			),
		},
	}),
	scenario('captive-portal-certificate', {
		title: 'A guest network takes every connection: a certificate of its own, and its login page where no TLS is asked for',
		expected: ['network.captive-portal'],
		network: {
			certificates: Object.fromEntries(
				[runtime, control].map(host => [
					host,
					{issuer: 'Guest Wi-Fi', root: 'Guest Wi-Fi', isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN'},
				]),
			),
			pages: {
				'aws.amazon.com': {status: 302, contentType: 'text/html', body: '', headers: {location: 'http://login.guest.example/?for=laptop'}},
			},
		},
	}),
	scenario('not-the-service', {
		title: 'Some other server answers in the service’s place',
		expected: ['network.not-the-service'],
		network: {pages: {[runtime]: {status: 404, contentType: 'text/plain; charset=utf-8', body: 'default backend - 404'}}},
	}),
	scenario('no-reply', {
		title: 'The connection opens and the call gets no reply',
		expected: ['network.no-reply'],
		network: {pages: {[runtime]: {status: 504, contentType: 'text/plain', body: '', isSilent: true}}},
	}),
	scenario('stream-rewritten', {
		title: 'A gateway turns the event stream into server-sent events',
		expected: ['network.stream-rewritten'],
		aws: stream({
			status: 200,
			type: '',
			message: '',
			raw: {contentType: 'text/event-stream', body: 'event: message_start\ndata: {"type":"message_start"}\n\n'},
		}),
	}),
	scenario('stalls', {
		title: 'Streams start and then fall silent: idle connections are dropped on the way',
		expected: ['network.stalls'],
		aws: {
			models: Object.fromEntries(
				['opus-5-5', 'sonnet-5-5', 'haiku-5-5', 'fable-5-1'].map(name => [`anthropic.claude-${name}`, {stalls: true}]),
			),
		},
	}),
	scenario('source-condition-denied', {
		title: 'The role may only call through the private endpoint, and this call came over the internet',
		expected: ['network.source-condition-denied'],
		requirePrivatePath: false,
		aws: {
			...stream(
				invokeDenied(opusProfileArn, 'with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/OnlyThroughVpce'),
			),
			endpoints: [],
			securityGroups: [],
		},
		network: networkWith([]),
		home: {answers: {route: 'direct'}},
	}),
];

const endpoints: readonly Scenario[] = [
	scenario('private-dns-off', {
		title: 'The endpoint exists with private DNS off, so the name stays public',
		expected: ['network.private-dns-off'],
		aws: {endpoints: [privateDnsOff, controlEndpoint]},
		network: networkWith([privateDnsOff, controlEndpoint]),
	}),
	scenario('private-dns-off-base-url', {
		title: 'Private DNS is off and Claude Code uses the endpoint’s own address',
		expected: [],
		aws: {endpoints: [privateDnsOff, controlEndpoint]},
		network: networkWith([privateDnsOff, controlEndpoint]),
		home: {answers: {baseUrl: `https://${vpceHost}`}},
	}),
	scenario('endpoint-policy-denied', {
		title: 'The endpoint’s policy is too narrow; that it answers proves the private path',
		expected: ['network.endpoint-policy-denied'],
		aws: stream(invokeDenied(opusProfileArn, 'because no VPC endpoint policy allows the bedrock:InvokeModelWithResponseStream action')),
	}),
	scenario('endpoint-not-visible', {
		title: 'The endpoint lives in a network account this role cannot see',
		expected: ['network.endpoint-not-visible'],
		aws: {endpoints: happyAws.endpoints.map(endpoint => ({...endpoint, owner: '999988887777'}))},
	}),
	scenario('endpoint-read-denied', {
		title: 'The role may not describe VPC endpoints',
		expected: ['network.endpoint-read-denied'],
		aws: {
			faults: {
				'ec2:DescribeVpcEndpoints': {
					status: 403,
					type: 'UnauthorizedOperation',
					message:
						'You are not authorized to perform this operation. User: ' +
						roleArn +
						' is not authorized to perform: ec2:DescribeVpcEndpoints because no identity-based policy allows the ec2:DescribeVpcEndpoints action',
				},
			},
		},
	}),
	scenario('endpoint-unread', {
		title: 'The service that knows about endpoints has a bad hour',
		expected: ['network.endpoint-unread'],
		aws: {faults: {'ec2:DescribeVpcEndpoints': {status: 503, type: 'Unavailable', message: 'Server is overloaded'}}},
	}),
	scenario('endpoint-not-available', {
		title: 'Nobody has accepted the endpoint yet',
		expected: ['network.endpoint-not-available'],
		aws: {endpoints: [pending, controlEndpoint]},
		network: networkWith([pending, controlEndpoint]),
	}),
	scenario('wrong-service-endpoint', {
		title: 'The endpoint was made for the control plane instead of the runtime',
		expected: ['network.wrong-service-endpoint'],
		aws: {endpoints: [controlEndpoint]},
		network: networkWith([controlEndpoint]),
	}),
	scenario('wrong-service-base-url', {
		title: 'The base URL leads to the control plane’s endpoint',
		expected: ['network.wrong-service-endpoint'],
		home: {answers: {baseUrl: `https://${controlVpceHost}`}},
	}),
	scenario('wrong-region-endpoint', {
		title: 'The endpoint was made in another region',
		expected: ['network.wrong-region-endpoint'],
		aws: {endpoints: [elsewhere]},
		network: {...networkWith([]), hosts: {...networkWith([]).hosts, ...endpointNames([elsewhere])}},
	}),
];

export const endpointScenarios: readonly Scenario[] = [...answers, ...endpoints];
