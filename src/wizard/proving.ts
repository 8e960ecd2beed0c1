// Runs the proof of one step and keeps its stage up to date: rows, what to do meanwhile, keys that work.

import type {Action, ProofResult, ProveContext, Step, StepContext} from '../providers/provider.ts';
import {findingsOf} from './failure.ts';
import type {ProveStage} from './view.ts';

export type ProvingOptions = {
	readonly step: Step;
	readonly stage: ProveStage;
	readonly context: StepContext;
	readonly isAttended: boolean;
	readonly isRequested: boolean;
	/** Called with every new state of the stage. */
	onStage(stage: ProveStage): void;
	/** Lends the terminal to a program; see ProveContext. */
	handOver: ProveContext['handOver'];
	/** Hands out what happens when one of the offered keys is pressed. */
	onActions(press: (id: string) => void): void;
};

/** Runs it to its end. A crash is a failed proof with a finding; an abort rejects or resolves, and the caller no longer listens. */
export async function runProof(options: ProvingOptions): Promise<ProofResult> {
	const {step, context} = options;
	let {stage} = options;
	const update = (part: Partial<ProveStage>): void => {
		stage = {...stage, ...part};
		options.onStage(stage);
	};

	if (step.prove === undefined) {
		throw new Error(`The step ${step.id} must be proven but has no proof.`);
	}

	try {
		return await step.prove({
			...context,
			isAttended: options.isAttended,
			isRequested: options.isRequested,
			handOver: options.handOver,
			onRows(rows) {
				update({rows});
			},
			onNotice(notice) {
				const {notice: _before, ...rest} = stage;
				stage = rest;
				update(notice === undefined ? {} : {notice});
			},
			onActions: async (actions: readonly Action[]) =>
				new Promise(resolve => {
					options.onActions(id => {
						// What was pressed works no more until it is offered again.
						update({actions: []});
						resolve(id);
					});
					update({actions: [...actions]});
				}),
		});
	} catch (error) {
		return {state: 'failed', summary: 'Could not be checked', findings: findingsOf(error, step.id)};
	}
}
