// Which targets a run looks at, and what the journal says of each of them so far.

import {UserError} from '../../core/errors.ts';
import type {Recorded, TargetEvent} from '../event.ts';
import type {Cohort} from '../folder.ts';
import type {Target} from '../person.ts';

/** What was recorded of one target: its last outcome, and how often it was looked at. */
export type Known = {readonly last: TargetEvent; readonly times: number};

/** Outcomes by target id. */
export function knownTargets(events: readonly Recorded[]): ReadonlyMap<string, Known> {
	const known = new Map<string, Known>();
	for (const event of events) {
		if (event.kind === 'target') {
			known.set(event.target, {last: event, times: (known.get(event.target)?.times ?? 0) + 1});
		}
	}

	return known;
}

export type Choice = {
	/** `failed`, `pending` (no result, or an unproven one), or the name of a team; absent means every target without a result. */
	readonly only?: string | undefined;
	/** Also those that have a result. */
	readonly again: boolean;
};

/**
 * The targets to look at, in the cohort's order.
 *
 * @throws UserError when `only` names no team.
 */
export function chosenTargets(
	{people, targets}: Pick<Cohort, 'people' | 'targets'>,
	known: ReadonlyMap<string, Known>,
	{only, again}: Choice,
): readonly Target[] {
	const stateOf = (target: Target) => known.get(target.id)?.last.state;
	if (only === 'failed') {
		return targets.filter(target => stateOf(target) === 'failed');
	}

	if (only === 'pending') {
		return targets.filter(target => stateOf(target) === undefined || stateOf(target) === 'unproven');
	}

	if (only === undefined) {
		return targets.filter(target => again || stateOf(target) === undefined);
	}

	const team = only.toLowerCase();
	const ofTeam = new Set(people.filter(person => person.team.toLowerCase() === team).map(person => person.target));
	if (ofTeam.size === 0) {
		const teams = [...new Set(people.map(person => person.team).filter(name => name !== ''))];
		throw new UserError(
			`Nobody in this cohort is in the team ${only}.`,
			`Name failed, pending or a team: ${teams.slice(0, 10).join(', ')}${teams.length > 10 ? ' …' : ''}.`,
		);
	}

	// A team is named to look at it now; a result that is there already does not say no to that.
	return targets.filter(target => ofTeam.has(target.id));
}
