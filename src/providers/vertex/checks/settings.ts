// The check `vertex.settings`: whether a project and a usable location are set; needs no sign-in and no network.

import {raise} from '../../../catalog/declare.ts';
import {vertexFindings} from '../../../catalog/vertex.ts';
import type {Check} from '../../../core/check.ts';
import type {Finding} from '../../../core/finding.ts';
import type {StepContext} from '../../provider.ts';
import {isLocation} from '../names.ts';
import {locationOf, projectOf} from '../target.ts';

export type TargetFacts = {readonly project: string; readonly location: string};

const id = 'vertex.settings';

export function settingsCheck({answers}: StepContext): Check<TargetFacts> {
	return {
		id,
		group: 'configuration',
		title: 'target',
		needs: [],
		limitMs: 1000,
		run: async () => ({project: projectOf(answers), location: locationOf(answers)}),
		summarize: facts => `${facts.project === '' ? 'no project' : facts.project}, ${facts.location}`,
		judge(facts) {
			const problems = targetProblems(facts, id);
			return problems.length > 0 ? problems : [raise(vertexFindings, 'vertex.settings-fit', {check: id, details: facts})];
		},
	};
}

/** Pure. What is wrong with the project and the location as they are set; nothing gives an empty list. */
export function targetProblems({project, location}: TargetFacts, check: string): readonly Finding[] {
	return [
		...(project === '' ? [raise(vertexFindings, 'vertex.project-missing', {check})] : []),
		...(isLocation(location) ? [] : [raise(vertexFindings, 'vertex.location-invalid', {check, details: {location}})]),
	];
}
