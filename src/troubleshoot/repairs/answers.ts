// Repairs that ask one of the cloud's own questions again (which region, which model …) and save what changes by the new answer.

import type {Answers} from '../../core/session.ts';
import type {Option, Question, StepContext} from '../../providers/provider.ts';
import type {Configured} from '../bench.ts';
import type {Choice, Patient, Repair, RepairPlan} from './repair.ts';
import {settingsName, settingsRepair} from './settings.ts';

/**
 * A repair by another answer.
 *
 * @param id - Id of the question in the cloud's table, for example `region`.
 */
export function reanswer(id: string, words: Pick<Choice, 'title' | 'why' | 'label'>): RepairPlan {
	return {
		choice: {...words, options: async patient => otherAnswers(id, patient)},
		async plan(patient, chosen) {
			const {configured} = patient;
			return configured === undefined || chosen === undefined
				? undefined
				: saveAnswers(patient, {...configured.answers, [id]: {value: chosen, origin: 'person'}}, chosen);
		},
	};
}

/** The answers that the cloud's own question offers now, without the one in use. */
export async function otherAnswers(id: string, patient: Patient): Promise<readonly Option[]> {
	const question = questionOf(id, patient.configured);
	if (question?.kind !== 'choice') {
		return [];
	}

	const now = patient.configured?.answers[id]?.value;
	return (await optionsOf(question, patient.context)).filter(option => option.value !== now);
}

/** A repair that saves what these answers change of the set-up. */
export async function saveAnswers(patient: Patient, answers: Answers, chosen: string): Promise<Repair | undefined> {
	const {configured} = patient;
	if (configured === undefined) {
		return undefined;
	}

	const before = exportsOf(configured, configured.answers, patient);
	const after = exportsOf(configured, answers, patient);
	const variables = Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
	const names = Object.keys(variables);
	const title = names.length === 1 ? `Set ${names[0]} to ${chosen}` : `Set ${chosen} and what goes with it`;
	return settingsRepair(patient, `${title} in ${settingsName(patient)}`, {variables});
}

/** A question of the configured cloud's table. */
export function questionOf(id: string, configured: Configured | undefined): Question | undefined {
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
