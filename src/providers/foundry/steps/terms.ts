// The step `terms`: the data-retention summary to read and acknowledge.

import {sourceLines, termsLines} from '../../../output/terms.ts';
import type {Step, StepContext} from '../../provider.ts';
import {placeOf, statementsVersion, termsFor} from '../terms.ts';

export const termsStep: Step = {
	id: 'terms',
	title: 'Terms',
	help: "What is measured comes from your resource a moment ago. What is stated is the provider's, with the date it was read. What is unknown names who knows.",
	owns: ['terms'],
	applies: () => true,
	asks: () => ['terms'],
	proves: false,
	questions: [
		{
			kind: 'review',
			id: 'terms',
			title: 'What happens to your prompts, with these choices',
			why: 'So that nobody has to guess. Acknowledging records which version of the statements you saw; it accepts nothing on behalf of your company.',
			flag: 'accept-terms',
			label: 'Terms read',
			confirm: 'I have read this',
			needsFlag: true,
			value: async () => statementsVersion,
			body: async context => review(context),
			display: value => `statements of ${value}`,
		},
	],
};

async function review(context: StepContext) {
	const summary = await context.memo.get('terms-summary', async () => termsFor(context));
	return {
		lines: termsLines(summary, {provider: 'Microsoft and Anthropic', place: placeOf(context)}),
		details: {key: 'o', label: 'sources', lines: sourceLines(summary)},
	};
}
