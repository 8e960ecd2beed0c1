// A trivial fourth cloud as it registers itself: the one line that a new cloud needs is its place in the list of clouds.

import type {Registration} from '../../../src/providers/provider.ts';

export const fourthRegistration: Registration = {
	id: 'acme',
	name: 'Acme Cloud',
	shortName: 'Acme',
	vendor: 'Acme Corporation',
	tagline: 'Claude in the cellar of Acme',
	tool: 'acme',
	pin: 'shelf',
	switches: ['CLAUDE_CODE_USE_ACME'],
	variables: ['ANTHROPIC_ACME_*'],
	toolVariables: ['ACME_*'],
	settings: ['acmeAuthRefresh'],
	answers: {
		team: {
			value: 'NAME',
			text: 'Team that pays',
			env: 'ACME_TEAM',
			preset: {pattern: /^[a-z]+$/u, words: 'the name of a team'},
		},
	},
	target: ['team'],
	load: async () => (await import('./index.ts')).fourth,
};
