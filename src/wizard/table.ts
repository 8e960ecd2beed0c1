// The whole table of steps: the ones every cloud shares, with the chosen cloud's own in the middle once its code is loaded.

import {UserError} from '../core/errors.ts';
import {valueOf, type Answers} from '../core/session.ts';
import type {Provider, Registration, Step} from '../providers/provider.ts';
import {providerStep} from './steps/provider.ts';
import {routeStep} from './steps/route.ts';
import {saveStep} from './steps/save.ts';
import {surveyStep} from './steps/survey.ts';

export type StepTable = {
	/**
	 * The table for the answers so far. Until a cloud is chosen and loaded, outlines of the usual steps stand in, so that the
	 * count of steps is about right from the start. Step objects are made once, so that positions stay comparable.
	 */
	steps(answers: Answers): readonly Step[];
	/**
	 * Loads what the table needs for these answers; undefined when all of it is there.
	 *
	 * @throws UserError when the answers name a cloud that does not exist.
	 */
	prepare(answers: Answers): Promise<void> | undefined;
	/** The provider that the answers name, once it is loaded. */
	providerOf(answers: Answers): Provider | undefined;
};

/** The table over the clouds that exist. */
export function stepTable(registrations: readonly Registration[]): StepTable {
	const loaded = new Map<string, Provider>();
	const providerOf = (answers: Answers) => loaded.get(valueOf(answers, 'provider') ?? '');
	const opening = [surveyStep(registrations), providerStep(registrations), routeStep()];
	const outlines = ['sign-in', 'target', 'network', 'models', 'terms'].map(id => outline(id));
	const saving = saveStep(providerOf, registrations);
	return {
		providerOf,
		steps: answers => [...opening, ...(providerOf(answers)?.steps ?? outlines), saving],
		prepare(answers) {
			const id = valueOf(answers, 'provider');
			return id === undefined || loaded.has(id) ? undefined : load(id);
		},
	};

	async function load(id: string): Promise<void> {
		const registration = registrations.find(candidate => candidate.id === id);
		if (registration === undefined) {
			throw new UserError(`There is no provider ${id}.`, `Choose one of ${registrations.map(candidate => candidate.id).join(', ')}.`);
		}

		loaded.set(id, await registration.load());
	}
}

/** A step that is only counted: nobody comes to it before the cloud's own steps have taken its place. */
function outline(id: string): Step {
	return {id, title: id, help: '', owns: [], applies: () => true, asks: () => [], proves: true, questions: []};
}
