// The step that asks which cloud Claude Code should work through.

import type {Registration, Step} from '../../providers/provider.ts';

/** The `provider` step over the clouds that exist. */
export function providerStep(providers: readonly Registration[]): Step {
	return {
		id: 'provider',
		title: 'Provider',
		help: 'Your company pays for Claude through one of its clouds. If you do not know which, ask whoever sent you here.',
		owns: ['provider'],
		applies: () => true,
		asks: () => ['provider'],
		proves: false,
		questions: [
			{
				kind: 'choice',
				id: 'provider',
				title: 'Which cloud does your company use for Claude?',
				why: 'Sign-in, network path, models and data terms all follow from the cloud. If you do not know which, ask whoever sent you here.',
				flag: 'provider',
				label: 'Provider',
				env: 'ONBOARD_PROVIDER',
				skipSingle: false,
				options: async () => providers.map(provider => ({value: provider.id, label: provider.name, note: provider.tagline})),
				display: value => providers.find(provider => provider.id === value)?.name ?? value,
			},
		],
	};
}
