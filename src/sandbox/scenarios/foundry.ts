// Every Foundry scenario, the set-ups in which everything works first.

import type {Scenario} from '../scenario.ts';
import {foundryScenario, openResource} from './foundry-base.ts';
import {foundryNetwork} from './foundry-network.ts';
import {foundryResources} from './foundry-resource.ts';
import {foundrySignIn} from './foundry-sign-in.ts';

const gateway = 'https://llm-gateway.acme.example/foundry';

const happy: readonly Scenario[] = [
	foundryScenario('happy', {title: 'Everything works over a private endpoint', expected: []}),
	foundryScenario('happy-direct', {
		title: 'Everything works over the internet, and the organization allows that',
		expected: [],
		resource: openResource,
		home: {answers: {route: 'direct'}},
	}),
	foundryScenario('happy-gateway', {
		title: 'Everything works through the organization’s own gateway',
		expected: [],
		resource: openResource,
		azure: {gateway},
		hosts: {'llm-gateway.acme.example': ['10.30.0.5']},
		network: {certificates: {'llm-gateway.acme.example': {issuer: 'Acme Corporation', root: 'Acme Corporation', isTrusted: true}}},
		home: {signIn: 'none', answers: {route: 'gateway', baseUrl: gateway, resource: ''}},
	}),
];

export const foundry: readonly Scenario[] = [...happy, ...foundrySignIn, ...foundryResources, ...foundryNetwork];
