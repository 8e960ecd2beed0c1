// Microsoft Foundry as it registers itself: what the program knows of it before it is chosen.

import type {Registration} from '../provider.ts';

export const foundryRegistration: Registration = {
	id: 'foundry',
	name: 'Microsoft Foundry',
	shortName: 'Foundry',
	vendor: 'Microsoft and Anthropic',
	tagline: "Claude through a Foundry resource in your company's Azure",
	tool: 'az',
	otherTools: ['azd'],
	pin: 'deployment name',
	switches: ['CLAUDE_CODE_USE_FOUNDRY'],
	variables: ['ANTHROPIC_FOUNDRY_*', 'CLAUDE_CODE_SKIP_FOUNDRY_AUTH'],
	toolVariables: ['AZURE_*'],
	settings: [],
	answers: {
		signIn: {
			value: 'HOW',
			text: 'az or api-key',
			description: '`az` or `api-key`',
			kinds: ['az', 'api-key'],
			preset: {pattern: /^(?:az|api-key)$/u, words: '"az" or "api-key"'},
		},
		tenant: {
			value: 'ID',
			text: 'Microsoft Entra tenant to sign in to',
			env: 'AZURE_TENANT_ID',
			preset: {pattern: /^[\w.-]{3,120}$/u, words: 'a tenant id or domain'},
		},
		subscription: {
			value: 'ID',
			text: 'Azure subscription that pays',
			preset: {pattern: /^[\w-]{3,64}$/u, words: 'a subscription id'},
		},
		resource: {
			value: 'NAME',
			text: 'Microsoft Foundry resource',
			env: 'ANTHROPIC_FOUNDRY_RESOURCE',
			preset: {pattern: /^[a-zA-Z\d][a-zA-Z\d-]{1,63}$/u, words: 'the name of a resource'},
		},
	},
	target: ['tenant', 'subscription', 'resource'],
	ownHosts: /^[\w-]+\.(?:services\.ai|openai|cognitiveservices)\.azure\.(?:com|us|cn)$/u,
	example: {
		file: 'presets/acme-foundry.json',
		load: async () => import('../../../assets/presets/acme-foundry.json', {with: {type: 'json'}}),
	},
	load: async () => (await import('./index.ts')).foundry,
	signIns: async (variables, ports) => (await import('./sign-ins.ts')).signIns(variables, ports),
};
