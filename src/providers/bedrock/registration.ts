// Amazon Bedrock as it registers itself: what the program knows of it before it is chosen.

import type {Registration} from '../provider.ts';

const region = {pattern: /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/u, words: 'a region, for example us-east-1'};
const webPage = /^https:\/\/[^\s/@"'<>]+(?:\/[^\s"'<>]*)?$/u;

export const bedrockRegistration: Registration = {
	id: 'bedrock',
	name: 'Amazon Bedrock',
	shortName: 'Bedrock',
	vendor: 'AWS',
	tagline: "Claude through your company's AWS accounts",
	tool: 'aws',
	pin: 'inference profile',
	switches: ['CLAUDE_CODE_USE_BEDROCK'],
	variables: [
		'ANTHROPIC_BEDROCK_*',
		'ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION',
		'AWS_BEARER_TOKEN_BEDROCK',
		'CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS',
		'CLAUDE_CODE_SKIP_AWS_CRED_CACHE',
		'CLAUDE_CODE_SKIP_BEDROCK_AUTH',
		'CLAUDE_CODE_SKIP_MANTLE_AUTH',
	],
	toolVariables: ['AWS_*'],
	renamedVariables: {ENABLE_PROMPT_CACHING_1H_BEDROCK: 'ENABLE_PROMPT_CACHING_1H'},
	settings: ['awsAuthRefresh', 'awsCredentialExport'],
	answers: {
		signIn: {
			value: 'HOW',
			text: 'sso or profile:NAME',
			description: '`sso` for IAM Identity Center, or `profile:NAME` for an AWS profile that works already',
			kinds: ['sso', 'profile:NAME'],
			shared: {insteadOf: /^session:/u, value: 'sso'},
			preset: {pattern: /^(?:sso|profile:[^\s\]]+)$/u, words: '"sso" or "profile:NAME"'},
		},
		startUrl: {
			value: 'URL',
			text: 'Start URL of your IAM Identity Center',
			preset: {pattern: webPage, words: 'an address that starts with https://'},
		},
		ssoRegion: {value: 'REGION', text: 'Region of your IAM Identity Center', preset: region},
		account: {
			value: 'ID',
			text: 'AWS account that pays, 12 digits',
			description: 'AWS account that pays, 12 digits in quotes',
			preset: {pattern: /^\d{12}$/u, words: 'an AWS account id: 12 digits'},
		},
		permissionSet: {
			value: 'NAME',
			text: 'Permission set to use in that account',
			preset: {pattern: /^[\w+=,.@-]{1,32}$/u, words: 'the name of a permission set'},
		},
		region: {value: 'REGION', text: 'Region that Bedrock is called in', env: 'AWS_REGION', preset: region},
		profileName: {
			value: 'NAME',
			text: 'Name of the AWS profile that is written (claude-code)',
			description: 'Name of the AWS profile that is written; default `claude-code`',
			preset: {pattern: /^[\w.-]{1,64}$/u, words: 'made of letters, digits, dots, dashes and underscores'},
		},
	},
	target: ['account', 'permissionSet', 'region'],
	ownHosts: /^(?:[\w-]+\.)?bedrock(?:-[a-z]+)*\.[a-z\d-]+\.(?:vpce\.)?amazonaws\.com(?:\.cn)?$/u,
	example: {
		file: 'presets/acme.json',
		load: async () => import('../../../assets/presets/acme.json', {with: {type: 'json'}}),
	},
	load: async () => (await import('./index.ts')).bedrock,
	signIns: async (variables, ports) => (await import('./sign-ins.ts')).signIns(variables, ports),
};
