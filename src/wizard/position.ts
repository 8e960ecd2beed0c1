// Finding things in the table of steps: a step, a question of it, and its place in the count that people see.

import type {Session} from '../core/session.ts';
import type {Question, Step} from '../providers/provider.ts';
import type {StepPosition} from './view.ts';

/** The step of this id. */
export function stepOf(steps: readonly Step[], id: string): Step {
	const step = steps.find(candidate => candidate.id === id);
	if (step === undefined) {
		throw new Error(`There is no step ${id}.`);
	}

	return step;
}

/** The question of this id. */
export function questionOf(step: Step, id: string): Question {
	const question = step.questions.find(candidate => candidate.id === id);
	if (question === undefined) {
		throw new Error(`The step ${step.id} asks ${id} but does not declare it.`);
	}

	return question;
}

/** `4 of 8`, counting the steps that apply. */
export function positionOf(steps: readonly Step[], session: Session, id: string): StepPosition {
	const applicable = steps.filter(step => step.applies(session.answers));
	return {step: id, index: applicable.findIndex(step => step.id === id) + 1, total: applicable.length};
}
