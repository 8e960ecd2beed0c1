// The models that answers pin, the same for every cloud: which answers hold one, what they are called, which of them are distinct.

import {pinAnswers} from '../core/registered.ts';
import {valueOf, type Answers} from '../core/session.ts';

/** Families Claude Code has an alias for, in the order of its own list (code.claude.com/docs/en/model-config, read 2026-08-22). */
export const modelFamilies = ['opus', 'sonnet', 'haiku', 'fable'] as const;

export type ModelFamily = (typeof modelFamilies)[number];

/** A distinct model and the answers that pin it. */
export type PinnedModel = {readonly id: string; readonly pinnedBy: readonly string[]};

/** The id without Claude Code's `[1m]` suffix, which asks for the long context and which no cloud knows. */
export function withoutSuffix(id: string): string {
	return id.replace(/\[1m\]$/iu, '');
}

/** The distinct models that the answers pin; suffixes make no difference. */
export function pinsOf(answers: Answers): readonly PinnedModel[] {
	const pins = new Map<string, readonly string[]>();
	for (const answer of pinAnswers) {
		const id = withoutSuffix(valueOf(answers, answer) ?? '');
		if (id !== '') {
			pins.set(id, [...(pins.get(id) ?? []), answer]);
		}
	}

	return [...pins].map(([id, by]) => ({id, pinnedBy: by}));
}

/** Answers with these values; one that is the same keeps where it came from. */
export function withAnswers(answers: Answers, values: Readonly<Record<string, string>>): Answers {
	return {
		...answers,
		...Object.fromEntries(
			Object.entries(values).map(([id, value]) => [id, answers[id]?.value === value ? answers[id] : {value, origin: 'single' as const}]),
		),
	};
}
