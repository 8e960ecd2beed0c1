// Set-ups of Vertex AI in which everything works, for the ways companies are set up.

import type {Scenario} from '../../scenario.ts';
import {
	endpointAddresses,
	gatewayUrl,
	networkWith,
	privateAddresses,
	privateZone,
	publicHosts,
	regionAnswers,
	restrictedAddresses,
	scenario,
} from './base.ts';

export const happy: readonly Scenario[] = [
	scenario('happy', {title: 'Everything works over the restricted addresses of a service perimeter', expected: []}),
	scenario('happy-private-access', {
		title: 'Everything works over Private Google Access',
		expected: [],
		network: networkWith(privateZone(privateAddresses)),
	}),
	scenario('happy-endpoint', {
		title: 'Everything works over a Private Service Connect endpoint',
		expected: [],
		network: networkWith(privateZone(endpointAddresses)),
	}),
	scenario('happy-multi-region', {
		title: 'Everything works in the US multi-region, over a regional Private Service Connect endpoint',
		expected: [],
		network: networkWith({...privateZone(restrictedAddresses), 'aiplatform.us.rep.googleapis.com': ['10.10.0.7']}),
		home: {answers: {location: 'us'}},
	}),
	scenario('happy-region', {
		title: 'Everything works in one region, with the models that regions serve',
		expected: [],
		home: {answers: regionAnswers},
	}),
	scenario('happy-direct', {
		title: 'Everything works over the internet, and the organization allows that',
		expected: [],
		requirePrivatePath: false,
		network: networkWith({}),
		home: {answers: {route: 'direct'}},
	}),
	scenario('happy-gateway', {
		title: 'Everything works through the organization’s own gateway',
		expected: [],
		requirePrivatePath: false,
		google: {gateway: gatewayUrl},
		network: {
			hosts: {...publicHosts, 'llm-gateway.acme.example': ['10.30.0.5']},
			certificates: {'llm-gateway.acme.example': {issuer: 'Acme Corporation', root: 'Acme Corporation', isTrusted: true}},
		},
		home: {signIn: 'none', answers: {route: 'gateway', baseUrl: gatewayUrl}, settings: {CLAUDE_CODE_SKIP_VERTEX_AUTH: '1'}},
	}),
	scenario('happy-google-account', {
		title: 'Everything works for somebody who signs in with a Google account',
		expected: [],
		google: {adc: 'user'},
	}),
	scenario('happy-service-account', {
		title: 'Everything works with the key file of a service account',
		expected: [],
		google: {adc: 'service-account'},
	}),
	scenario('happy-workload', {
		title: 'Everything works for a workload that exchanges its own token',
		expected: [],
		google: {adc: 'external-account'},
	}),
];
