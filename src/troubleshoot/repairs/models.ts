// Repair of pins that do not exist where they are called: another main model, and whatever else the cloud's own step pins with it.

import type {Answers} from '../../core/session.ts';
import type {Step, StepContext} from '../../providers/provider.ts';
import {keep} from '../flow.ts';
import {otherAnswers, questionOf, saveAnswers} from './answers.ts';
import type {Patient, RepairPlan} from './repair.ts';

const models = ['primaryModel', 'fastModel'] as const;

export const otherModel: RepairPlan = {
	choice: {
		title: 'Which model should do the main work instead?',
		why: 'These are the models that the cloud offers to you where you call it now. If the models are right, it is the place of the calls that is wrong.',
		label: 'Model',
		async options(patient) {
			const offered = await otherAnswers('primaryModel', patient);
			const isRegional = questionOf('region', patient.configured) !== undefined;
			return offered.length === 0 || !isRegional
				? offered
				: [...offered, {value: keep, label: 'The models are right; it calls the wrong region'}];
		},
	},
	async plan(patient, chosen) {
		const step = patient.configured?.provider.steps.find(candidate => candidate.owns.includes('primaryModel'));
		return chosen === undefined || step === undefined ? undefined : saveAnswers(patient, await pinned(chosen, step, patient), chosen);
	},
};

/** The answers with this main model: the fast one and the aliases are found by the cloud's own step, which calls each of them once. */
async function pinned(chosen: string, step: Step, {context}: Patient): Promise<Answers> {
	const others = Object.fromEntries(Object.entries(context.answers).filter(([id]) => !step.owns.includes(id)));
	const main: Answers = {...others, primaryModel: {value: chosen, origin: 'person'}};
	const question = step.questions.find(candidate => candidate.id === models[1]);
	const fast = question?.kind === 'choice' ? await question.preferred?.({...context, answers: main}) : undefined;
	const answers: Answers = fast === undefined ? main : {...main, fastModel: {value: fast, origin: 'found'}};
	const found = await proven(step, {...context, answers});
	return {...answers, ...Object.fromEntries(Object.entries(found).map(([id, value]) => [id, {value, origin: 'found' as const}]))};
}

async function proven(step: Step, context: StepContext): Promise<Readonly<Record<string, string>>> {
	const result = await step.prove?.({
		...context,
		isAttended: false,
		isRequested: false,
		handOver: async (_command, run) => run(),
		onRows() {},
		onNotice() {},
		onActions: async () => new Promise<never>(() => {}),
	});
	return result?.answers ?? {};
}
