// What can be wrong on the way to a Foundry resource: its names, the connection, TLS, the proxy, and who is let in at the door.

import {resourceNames} from '../clouds/azure/dns.ts';
import type {Scenario, SimulatedNetwork} from '../scenario.ts';
import {foundryScenario, mainResource, openResource, resourceKey, withoutEndpoint} from './foundry-base.ts';

const model = 'acme-claude.services.ai.azure.com';
const endpointAddress = '10.60.4.20';
const publicAddress = '20.62.58.5';
const proxyUrl = 'http://proxy.acme.example:8080';
/** The resource with a private endpoint as somebody outside its network sees it: the same chain, ending at public addresses. */
const outside = resourceNames({...mainResource, privateEndpoint: {name: 'pe-acme-claude', addresses: ['10.60.4.20'], zones: []}});
const addresses = (connect: 'refused' | 'dropped'): Pick<SimulatedNetwork, 'addresses'> => ({addresses: {[endpointAddress]: {connect}}});

const names: readonly Scenario[] = [
	foundryScenario('public-path', {
		title: 'The name leads to the internet: no forwarder, or the VPN is off',
		expected: ['network.public-path'],
		resource: {...mainResource, publicNetworkAccess: 'Enabled'},
		hosts: outside,
	}),
	foundryScenario('public-access-disabled', {
		title: 'The resource takes private calls only, and this one came from the internet',
		expected: ['foundry.public-access-disabled'],
		requirePrivatePath: false,
		hosts: outside,
		home: {answers: {route: 'direct'}},
	}),
	foundryScenario('zone-missing', {
		title: 'Only the older private DNS zones are linked',
		expected: ['foundry.zone-missing'],
		resource: {
			...mainResource,
			privateEndpoint: {name: 'pe-acme-claude', addresses: [endpointAddress], zones: ['openai.azure.com', 'cognitiveservices.azure.com']},
		},
	}),
	foundryScenario('forwarder-misplaced', {
		title: 'The company’s name servers forward the privatelink zones instead of the public ones',
		expected: ['foundry.forwarder-misplaced'],
		hosts: {
			...outside,
			...Object.fromEntries(
				Object.keys(outside)
					.filter(host => host.includes('.privatelink.'))
					.map(host => [host, [endpointAddress]]),
			),
		},
	}),
	foundryScenario('hosts-entry', {
		title: 'The laptop’s hosts file still names an address that the private endpoint had before',
		expected: ['network.hosts-entry'],
		hosts: {[model]: ['10.60.9.77']},
		network: {addresses: {'10.60.9.77': {connect: 'dropped'}}},
		home: {files: {'.sandbox/hosts': `127.0.0.1 localhost\n10.60.9.77 ${model} # until the zone is ready\n`}},
	}),
	foundryScenario('private-name-missing', {
		title: 'The private name is unknown here, and the door outside talks of a wrong key',
		expected: ['foundry.private-name-missing'],
		requirePrivatePath: false,
		resource: {...openResource, publicNetworkAccess: 'Disabled'},
		azure: {
			faults: {
				'foundry:*': {
					status: 401,
					type: '401',
					message: '',
					raw: {
						contentType: 'application/json',
						body: '{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}',
					},
				},
			},
		},
		home: {env: {ANTHROPIC_FOUNDRY_API_KEY: resourceKey}, answers: {route: 'direct', signIn: 'api-key'}},
	}),
	foundryScenario('private-endpoint-pending', {
		title: 'The private endpoint waits for the resource owner’s approval',
		expected: ['foundry.private-endpoint-pending'],
		resource: {...mainResource, privateEndpoint: {name: 'pe-acme-claude', addresses: [endpointAddress], state: 'Pending'}},
	}),
	foundryScenario('name-not-found', {
		title: 'The zone is linked, but the resource’s record is missing',
		expected: ['network.name-not-found'],
		hosts: {[model]: undefined, 'acme-claude.privatelink.services.ai.azure.com': undefined},
	}),
	foundryScenario('mixed-answers', {
		title: 'The name has private and public addresses',
		expected: ['network.mixed-answers'],
		hosts: {[model]: [endpointAddress, publicAddress]},
	}),
	foundryScenario('offline', {title: 'No name resolves at all', expected: ['network.offline'], network: {resolver: 'EAI_AGAIN'}}),
];

const connections: readonly Scenario[] = [
	foundryScenario('connect-dropped', {
		title: 'Packets to the private endpoint vanish: no route, or a firewall',
		expected: ['network.connect-dropped'],
		network: addresses('dropped'),
	}),
	foundryScenario('connect-refused', {
		title: 'The private endpoint’s address refuses connections',
		expected: ['network.connect-refused'],
		network: addresses('refused'),
	}),
	foundryScenario('intercepted', {
		title: 'TLS inspection opens the connection, and its authority is unknown here',
		expected: ['network.intercepted'],
		network: {
			certificates: {[model]: {issuer: 'Zscaler Inc.', root: 'Zscaler Inc.', isTrusted: false, error: 'SELF_SIGNED_CERT_IN_CHAIN'}},
		},
	}),
	foundryScenario('proxy-on-path', {
		title: 'A proxy stands on the path, so the resource sees the proxy’s public address',
		expected: ['network.proxy-on-path'],
		hosts: {'proxy.acme.example': ['10.9.0.8']},
		network: {proxies: {[proxyUrl]: {tunnel: 'open'}}},
		home: {env: {HTTPS_PROXY: proxyUrl}},
	}),
	foundryScenario('re-originated', {
		title: 'The name is private here, but a firewall sends calls on from a public address',
		expected: ['foundry.re-originated'],
		resource: {...mainResource, isReoriginated: true},
	}),
	foundryScenario('firewall-denied', {
		title: 'The resource’s firewall does not list this network',
		expected: ['foundry.firewall-denied'],
		resource: {...withoutEndpoint(openResource), allowedAddresses: ['203.0.113.0/24']},
		home: {answers: {route: 'direct'}},
	}),
	foundryScenario('stream-rewritten', {
		title: 'Something on the path turns the stream into a page',
		expected: ['network.stream-rewritten'],
		resource: {
			...mainResource,
			deployments: mainResource.deployments.map(deployment => ({
				...deployment,
				rewritten: {contentType: 'text/html', body: '<!doctype html><title>Inspected</title>'},
			})),
		},
	}),
	foundryScenario('stalls', {
		title: 'Streamed answers stop in the middle',
		expected: ['network.stalls'],
		resource: {...mainResource, deployments: mainResource.deployments.map(deployment => ({...deployment, stalls: true}))},
	}),
	foundryScenario('captive-portal', {
		title: 'A guest network’s page answers instead of the resource',
		expected: ['network.captive-portal'],
		network: {pages: {[model]: {status: 200, contentType: 'text/html', body: '<!doctype html><title>Welcome to Café Wi-Fi</title>'}}},
	}),
];

export const foundryNetwork: readonly Scenario[] = [...names, ...connections];
