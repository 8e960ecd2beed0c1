// The table of steps and its one rule: the current step is the first one that applies and is not done.

import {digestOf, type Answers, type Session} from './session.ts';

/** The pure part of a step: which answers it owns and whether it must be proven. */
export type StepShape = {
	readonly id: string;
	applies(answers: Answers): boolean;
	/** Ids of the questions that must be answered now, in order, given the answers so far. */
	asks(answers: Answers): readonly string[];
	/** Every answer id this step may own; going back forgets them. */
	readonly owns: readonly string[];
	/** Whether the step ends in a proof. */
	readonly proves: boolean;
};

export type Position =
	| {readonly kind: 'ask'; readonly step: string; readonly question: string}
	| {readonly kind: 'prove'; readonly step: string}
	| {readonly kind: 'finished'};

/** Ids of the answers a step's proof stands on: its own and those of every step before it. */
export function groundOf(steps: readonly StepShape[], id: string): readonly string[] {
	const end = steps.findIndex(step => step.id === id);
	return steps.slice(0, end + 1).flatMap(step => step.owns);
}

function isProven(steps: readonly StepShape[], step: StepShape, session: Session): boolean {
	return session.proofs[step.id]?.digest === digestOf(session.answers, groundOf(steps, step.id));
}

/** Where the person is: the first step that applies and is not done. */
export function current(steps: readonly StepShape[], session: Session): Position {
	for (const step of steps.filter(candidate => candidate.applies(session.answers))) {
		const question = step.asks(session.answers).find(id => session.answers[id] === undefined);
		if (question !== undefined) {
			return {kind: 'ask', step: step.id, question};
		}

		if (step.proves && !isProven(steps, step, session)) {
			return {kind: 'prove', step: step.id};
		}
	}

	return {kind: 'finished'};
}

const chosen = new Set(['person', 'resumed']);
const fixed = new Set(['preset', 'flag', 'environment']);

/** The last answer that the person gave before where they are now; undefined when there is nothing they could change. */
export function lastChosen(steps: readonly StepShape[], session: Session): {readonly step: string; readonly answer: string} | undefined {
	return steps
		.filter(step => step.applies(session.answers))
		.flatMap(step => step.owns.map(answer => ({step: step.id, answer})))
		.findLast(({answer}) => chosen.has(session.answers[answer]?.origin ?? ''));
}

/**
 * One step back: forgets the last answer the person gave, everything that comes after it in the table, and the proofs that
 * stood on it. What a preset, a flag or the environment set stays.
 *
 * @returns The same session when there is nothing the person could change.
 */
export function back(steps: readonly StepShape[], session: Session): Session {
	const last = lastChosen(steps, session);
	if (last === undefined) {
		return session;
	}

	const order = steps.flatMap(step => step.owns);
	const later = new Set(order.slice(order.indexOf(last.answer)));
	const earlier = new Set(
		steps
			.slice(
				0,
				steps.findIndex(step => step.id === last.step),
			)
			.map(step => step.id),
	);
	return {
		answers: Object.fromEntries(Object.entries(session.answers).filter(([id, answer]) => !later.has(id) || fixed.has(answer.origin))),
		proofs: Object.fromEntries(Object.entries(session.proofs).filter(([id]) => earlier.has(id))),
	};
}
