// The whole table of steps: the ones every cloud shares, with the chosen cloud's own in the middle.

import {valueOf, type Answers} from '../core/session.ts';
import type {Provider, Step} from '../providers/provider.ts';
import {providerStep} from './steps/provider.ts';
import {routeStep} from './steps/route.ts';
import {saveStep} from './steps/save.ts';
import {surveyStep} from './steps/survey.ts';

/** The provider that the answers name. */
export function providerOf(providers: readonly Provider[], answers: Answers): Provider | undefined {
	return providers.find(provider => provider.id === valueOf(answers, 'provider'));
}

/**
 * Returns the table for the answers so far. Until a cloud is chosen the first one's steps stand in, so that the count of
 * steps is about right from the start. Step objects are made once, so that positions stay comparable.
 */
export function stepTable(providers: readonly Provider[]): (answers: Answers) => readonly Step[] {
	const opening = [surveyStep(), providerStep(providers), routeStep()];
	const saving = saveStep(answers => providerOf(providers, answers));
	return answers => [...opening, ...((providerOf(providers, answers) ?? providers[0])?.steps ?? []), saving];
}
