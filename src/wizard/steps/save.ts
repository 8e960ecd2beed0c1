// The last step that asks: where to save, with the exact changes shown first; its proof applies them and reads them back.

import type {Registered} from '../../core/registered.ts';
import type {Answers} from '../../core/session.ts';
import type {Option, Provider, Step} from '../../providers/provider.ts';

const destinations: readonly Option[] = [
	{value: 'shell', label: 'shell profile', note: 'every terminal, and the tools you start from one'},
	{value: 'claude', label: 'Claude Code settings', note: 'wins over the shell; also reaches VS Code'},
];

/** The `save` step for the chosen provider. */
export function saveStep(providerOf: (answers: Answers) => Provider | undefined, providers: readonly Registered[]): Step {
	const need = (answers: Answers): Provider => {
		const provider = providerOf(answers);
		if (provider === undefined) {
			throw new Error('The save step needs a provider.');
		}

		return provider;
	};

	return {
		id: 'save',
		title: 'Saved',
		proving: 'Saving, then reading it back from a fresh shell',
		help: 'Nothing is written before you agree. Every write keeps the old bytes, and `onboard undo` puts them back.',
		owns: ['destinations'],
		applies: () => true,
		asks: () => ['destinations'],
		proves: true,
		isSkippable: false,
		questions: [
			{
				kind: 'checklist',
				id: 'destinations',
				title: 'Where should this be saved?',
				why: "The shell profile reaches every terminal. Claude Code's own settings win over the shell and also reach VS Code and other programs that never read a profile. Both is right for most people.",
				flag: 'destinations',
				label: 'Save to',
				confirm: 'save',
				options: async () => destinations,
				preferred: async () => 'shell,claude',
				display: value =>
					value
						.split(',')
						.map(part => destinations.find(option => option.value === part)?.label ?? part)
						.join(' and ') || 'nothing',
				body: async (context, value) => {
					const {planFor, review} = await import('../saving.ts');
					return review(await planFor(need(context.answers), context, value, providers), context.ports);
				},
			},
		],
		prove: async context => (await import('../saving.ts')).save(need(context.answers), context, providers),
	};
}
