// Set-ups in which everything works, for the ways companies are set up.

import type {Scenario} from '../scenario.ts';
import {gatewayHome, gatewayUrl, networkWith, runtimeEndpoint, scenario} from './base.ts';

const pins = (prefix: string, models: Readonly<Record<string, string>>) =>
	Object.fromEntries(Object.entries(models).map(([answer, model]) => [answer, model === '' ? '' : `${prefix}.anthropic.claude-${model}`]));
const euEndpoint = {...runtimeEndpoint, id: 'vpce-0c3d4e5f6a7b89012', region: 'eu-west-1', addresses: ['10.40.4.17', '10.40.5.9']};
const euControl = {...euEndpoint, id: 'vpce-0d4e5f6a7b8c90123', service: 'bedrock', addresses: ['10.40.4.21', '10.40.5.23']};

export const happy: readonly Scenario[] = [
	scenario('happy', {title: 'Everything works over a private endpoint', expected: []}),
	scenario('happy-direct', {
		title: 'Everything works over the internet, and the organization allows that',
		expected: [],
		requirePrivatePath: false,
		aws: {endpoints: [], securityGroups: []},
		network: networkWith([]),
		home: {answers: {route: 'direct'}},
	}),
	scenario('happy-gateway', {
		title: 'Everything works through the organization’s own gateway',
		expected: [],
		requirePrivatePath: false,
		aws: {endpoints: [], securityGroups: [], gateway: gatewayUrl},
		network: {
			hosts: {...networkWith([]).hosts, 'llm-gateway.acme.example': ['10.30.0.5']},
			certificates: {'llm-gateway.acme.example': {issuer: 'Acme Corporation', root: 'Acme Corporation', isTrusted: true}},
		},
		home: gatewayHome(gatewayUrl),
	}),
	scenario('happy-eu', {
		title: 'Everything works in Europe, with EU profiles and a private endpoint there',
		expected: [],
		aws: {endpoints: [euEndpoint, euControl]},
		network: networkWith([euEndpoint, euControl]),
		home: {
			answers: {
				region: 'eu-west-1',
				...pins('eu', {primaryModel: 'opus-5-5', opusModel: 'opus-5-5', sonnetModel: 'sonnet-5-5', haikuModel: 'haiku-5-5'}),
				fableModel: 'global.anthropic.claude-fable-5-1',
			},
		},
	}),
	scenario('happy-ap', {
		title: 'Everything works in Singapore, where only global profiles exist',
		expected: [],
		requirePrivatePath: false,
		aws: {endpoints: [], securityGroups: []},
		network: networkWith([]),
		home: {
			answers: {
				route: 'direct',
				region: 'ap-southeast-1',
				...pins('global', {
					primaryModel: 'opus-5-5',
					opusModel: 'opus-5-5',
					sonnetModel: 'sonnet-5-5',
					haikuModel: 'haiku-5-5',
					fableModel: 'fable-5-1',
				}),
			},
		},
	}),
];
