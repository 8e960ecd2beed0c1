// The board as JSON: what the lead's page and other programs read.

import {describe} from '../../catalog/describe.ts';
import type {Cohort} from '../folder.ts';
import type {Board} from './board.ts';

/** Plain data of schema `onboard/board@1`; times are milliseconds since the Unix epoch. */
export function boardDocument(board: Board, cohort: Pick<Cohort, 'name' | 'targets'>) {
	const targets = new Map(cohort.targets.map(target => [target.id, target.label]));
	return {
		schema: 'onboard/board@1',
		cohort: cohort.name,
		counts: board.counts,
		rows: board.rows.map(({person, state, owner, step, codes, isTargets, since, readyAt, startedAt}) => ({
			id: person.id,
			name: person.name,
			team: person.team,
			target: targets.get(person.target) ?? '',
			state,
			...(owner === undefined ? {} : {owner}),
			...(step === undefined ? {} : {step}),
			codes,
			...(isTargets ? {isTargets} : {}),
			...(since === undefined ? {} : {since}),
			...(startedAt === undefined ? {} : {startedAt}),
			...(readyAt === undefined ? {} : {readyAt}),
		})),
		causes: board.causes.map(({code, owner, people}) => ({
			code,
			owner,
			title: describe(code)?.title ?? 'a finding of a newer version',
			people: people.map(person => person.id),
		})),
		stuck: board.stuck.map(row => row.person.id),
	} as const;
}

export type BoardDocument = ReturnType<typeof boardDocument>;
