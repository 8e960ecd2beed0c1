// The check of the configuration itself: what is set where, what wins, what competes. Reads files only.

import type {Check} from '../core/check.ts';
import type {SurveyFacts} from '../survey/facts.ts';
import {judgeSurvey, type JudgeOptions} from '../survey/judge.ts';

/**
 * Judges this machine's configuration for one provider, or for whichever is configured.
 *
 * @param read - The survey; whoever detected the provider has taken it already.
 */
export function configurationCheck(read: () => Promise<SurveyFacts>, options: JudgeOptions): Check<SurveyFacts> {
	return {
		id: 'configuration',
		group: 'configuration',
		title: 'settings',
		needs: [],
		limitMs: 5000,
		run: read,
		summarize(facts) {
			const count = facts.places.filter(place => place.state === 'read').length;
			return `${count} ${count === 1 ? 'place' : 'places'} read`;
		},
		judge: facts => judgeSurvey(facts, options),
	};
}
