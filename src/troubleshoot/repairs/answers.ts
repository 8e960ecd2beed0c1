// Repairs that ask one of the cloud's own questions again (which region, which model …) and save what changes by the new answer.

import type {Answers} from '../../core/session.ts';
import type {Option, Question, StepContext} from '../../providers/provider.ts';
import type {Configured} from '../bench.ts';
import type {Choice, Patient, RepairPlan} from './repair.ts';
import {list, settingsName, settingsRepair} from './settings.ts';

/**
 * A repair by another answer.
 *
 * @param id - Id of the question in the cloud's table, for example `region`.
 * @param also - Other answers that follow from the same choice, for example the models of a region are chosen anew by their own checks.
 */
export function reanswer(id: string, words: Pick<Choice, 'title' | 'why' | 'label'>): RepairPlan {
	return {
		choice: {
			...words,
			async options(patient) {
				const question = questionOf(id, patient.configured);
				if (patient.configured === undefined || question?.kind !== 'choice') {
					return [];
				}

				const now = patient.configured.answers[id]?.value;
				return (await optionsOf(question, patient.context)).filter(option => option.value !== now);
			},
		},
		async plan(patient, chosen) {
			const {configured} = patient;
			if (configured === undefined || chosen === undefined) {
				return undefined;
			}

			const before = exportsOf(configured, configured.answers, patient);
			const after = exportsOf(configured, {...configured.answers, [id]: {value: chosen, origin: 'person'}}, patient);
			const variables = Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
			return settingsRepair(patient, `Set ${list(Object.keys(variables))} to ${chosen} in ${settingsName(patient)}`, {variables});
		},
	};
}

function questionOf(id: string, configured: Configured | undefined): Question | undefined {
	return configured?.provider.steps.flatMap(step => step.questions).find(question => question.id === id);
}

/** A list that cannot be loaded offers nothing; the finding's own words then say what to do. */
async function optionsOf(question: Question & {readonly kind: 'choice'}, context: StepContext): Promise<readonly Option[]> {
	try {
		return await question.options(context);
	} catch {
		context.signal.throwIfAborted();
		return [];
	}
}

function exportsOf({provider}: Configured, answers: Answers, {facts, context}: Patient): Readonly<Record<string, string>> {
	const hasProviderTool = facts.tools.some(tool => tool.name === provider.tool && tool.path !== undefined);
	return provider.exports(answers, {hasProviderTool, ownCommand: 'onboard', home: context.ports.host.home}).variables;
}
