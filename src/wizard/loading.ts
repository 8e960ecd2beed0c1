// Everything a question needs before it can be asked: its options, where the cursor starts, what there is to read.

import type {Option, Question, Review, StepContext} from '../providers/provider.ts';

export type Loaded = {
	readonly options?: readonly Option[];
	/** The only option of a choice that may answer itself. */
	readonly single?: Option;
	readonly preferred?: string;
	readonly body?: Review;
};

/**
 * Loads a question.
 *
 * @param suggestion - Value of an unlocked preset, a variable or the sandbox; used where it is one of the options.
 * @throws What the question's own look-ups throw.
 */
export async function loadQuestion(question: Question, context: StepContext, suggestion: string | undefined): Promise<Loaded> {
	const options = question.kind === 'choice' || question.kind === 'checklist' ? await question.options(context) : undefined;
	const [first, ...others] = options ?? [];
	if (question.kind === 'choice' && question.skipSingle !== false && first !== undefined && others.length === 0) {
		return {single: first};
	}

	const preferred = await preferredFor(question, options, context, suggestion);
	const body = await bodyOf(question, context, preferred ?? '');
	return {
		...(options === undefined ? {} : {options}),
		...(preferred === undefined ? {} : {preferred}),
		...(body === undefined ? {} : {body}),
	};
}

async function preferredFor(
	question: Question,
	options: readonly Option[] | undefined,
	context: StepContext,
	suggestion: string | undefined,
): Promise<string | undefined> {
	const isFree = options === undefined || question.kind === 'checklist';
	if (suggestion !== undefined && (isFree || options.some(option => option.value === suggestion))) {
		return suggestion;
	}

	return question.kind === 'review' ? undefined : question.preferred?.(context);
}

async function bodyOf(question: Question, context: StepContext, value: string): Promise<Review | undefined> {
	switch (question.kind) {
		case 'review': {
			return question.body(context);
		}

		case 'checklist': {
			return question.body?.(context, value);
		}

		case 'choice':
		case 'text': {
			return undefined;
		}
	}
}
