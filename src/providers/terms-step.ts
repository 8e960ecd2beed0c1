// The step `terms`: the data-retention summary to read and acknowledge, the same in every cloud.

import {sourceLines, termsLines} from '../output/terms.ts';
import type {TermsSummary} from '../core/terms.ts';
import type {Step, StepContext} from './provider.ts';

export type TermsStepOptions = {
	/** What the person would say it is measured in: `account`, `project`, `resource`. */
	readonly measuredIn: string;
	/** Version of the statements, recorded with the acknowledgement. */
	readonly version: string;
	summary(context: StepContext): Promise<TermsSummary>;
	/** Who states, for example `AWS and Anthropic`. */
	statedBy(context: StepContext): string;
	/** Where it was measured. */
	place(context: StepContext): string;
};

/** Makes the step for one cloud. */
export function makeTermsStep(options: TermsStepOptions): Step {
	return {
		id: 'terms',
		title: 'Terms',
		help: `What is measured comes from your ${options.measuredIn} a moment ago. What is stated is the provider's, with the date it was read. What is unknown names who knows.`,
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
				value: async () => options.version,
				body: async context => {
					const summary = await context.memo.get('terms-summary', async () => options.summary(context));
					return {
						lines: termsLines(summary, {provider: options.statedBy(context), place: options.place(context)}),
						details: {key: 'o', label: 'sources', lines: sourceLines(summary)},
					};
				},
				display: value => `statements of ${value}`,
			},
		],
	};
}
