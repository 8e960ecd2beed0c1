// What the person may decide, and what each decision leads to.

import {digestOf, type Origin} from '../core/session.ts';
import {back, current, groundOf, lastChosen} from '../core/steps.ts';
import type {Option, ProofResult, Question, Step} from '../providers/provider.ts';
import type {WizardOptions} from './options.ts';
import type {WizardState} from './state.ts';
import type {Intent} from './view.ts';

/** How decisions move the wizard on. */
export type Moves = {
	/** Records an answer and goes on. */
	accept(question: Question, value: string, origin: Origin, option?: Option): void;
	/** Records a proof and goes on. */
	settle(step: Step, result: ProofResult, digest: string): void;
	/** Goes to wherever the session now stands. */
	advance(): void;
};

/** Takes intents and acts on those that fit the stage that is shown; others do nothing. */
export function decide(state: WizardState, options: WizardOptions, moves: Moves): (intent: Intent) => void {
	return intent => {
		switch (intent.kind) {
			case 'answer':
				void take(intent.value, state, moves);
				break;
			case 'preview':
				void preview(intent.value, state);
				break;
			case 'back':
				goBack(state, options, moves);
				break;
			case 'retry':
				retry(state, options, moves);
				break;
			case 'skip':
				skip(state, options, moves);
				break;
			case 'act':
				perform(intent.id, state);
				break;
			case 'quit':
				state.restart().abort();
				state.publish({kind: 'stopped'});
				break;
		}
	};
}

async function take(value: string, state: WizardState, moves: Moves): Promise<void> {
	const asked = state.stage();
	if (asked.kind !== 'ask') {
		return;
	}

	const {question} = asked;
	const controller = state.work();
	const context = state.contextFor(controller);
	switch (question.kind) {
		case 'choice': {
			const chosen = asked.options?.find(option => option.value === value) ?? question.typed?.(value, asked.options ?? []);
			if (chosen !== undefined) {
				moves.accept(question, value, 'person', chosen);
			}

			return;
		}

		case 'checklist':
			moves.accept(question, value, 'person');
			return;
		case 'review': {
			const given = value === '' ? await question.value(context) : value;
			if (asked.body !== undefined && state.isCurrent(controller)) {
				moves.accept(question, given, 'person');
			}

			return;
		}

		case 'text': {
			const tidy = question.normalize?.(value.trim()) ?? value.trim();
			const error = await question.validate(tidy, context);
			if (!state.isCurrent(controller)) {
				return;
			}

			if (error === undefined) {
				moves.accept(question, tidy, 'person');
			} else {
				state.publish({...asked, preferred: value, error});
			}
		}
	}
}

async function preview(value: string, state: WizardState): Promise<void> {
	const asked = state.stage();
	if (asked.kind !== 'ask' || asked.question.kind !== 'checklist' || asked.question.body === undefined) {
		return;
	}

	const controller = state.work();
	const body = await asked.question.body(state.contextFor(controller), value);
	if (state.isCurrent(controller) && state.stage() === asked) {
		state.publish({...asked, preferred: value, body});
	}
}

function goBack(state: WizardState, options: WizardOptions, moves: Moves): void {
	const session = state.session();
	const steps = options.steps(session.answers);
	const last = lastChosen(steps, session);
	if (last === undefined || state.stage().kind === 'finished') {
		return;
	}

	const label = steps.flatMap(step => step.questions).find(question => question.id === last.answer)?.label ?? last.answer;
	state.note({mark: 'muted', title: label, value: 'asked again'});
	state.remember(last.answer, session.answers[last.answer]?.value ?? '');
	options.memo.forget('');
	state.change(back(steps, session));
	moves.advance();
}

function retry(state: WizardState, options: WizardOptions, moves: Moves): void {
	if (state.stage().kind === 'failed') {
		options.memo.forget('');
		moves.advance();
	}
}

function skip(state: WizardState, options: WizardOptions, moves: Moves): void {
	const stage = state.stage();
	if (stage.kind !== 'failed' || !stage.canSkip) {
		return;
	}

	const session = state.session();
	const steps = options.steps(session.answers);
	const position = current(steps, session);
	const step = position.kind === 'prove' ? steps.find(candidate => candidate.id === position.step) : undefined;
	if (step !== undefined) {
		const result: ProofResult = {
			state: 'unproven',
			summary: `not proven: ${stage.title}`,
			findings: stage.findings,
		};
		moves.settle(step, result, digestOf(session.answers, groundOf(steps, step.id)));
	}
}

function perform(id: string, state: WizardState): void {
	const stage = state.stage();
	if (id === 'copy' && stage.kind === 'failed') {
		state.note({mark: 'muted', title: 'For the ticket', value: '', lines: stage.ticket});
		state.publish(stage);
	} else {
		state.press(id);
	}
}
