// Whether a target bears its people: an estimate of what they will use in a minute, with what it assumes, beside what the cloud allows.

import type {Owner} from '../../core/finding.ts';
import type {Capacity} from '../../providers/provider.ts';
import type {Cohort} from '../folder.ts';
import type {Target} from '../person.ts';

/**
 * Tokens a minute to plan for each developer, by how many share a quota; it falls because fewer of many work at the same moment. The
 * upper ends of "Rate limit recommendations" in Claude Code's documentation, "Manage costs effectively" (read 2026-11-23), which
 * adds that a live session of a large group may need more.
 */
const tokensByGroup: ReadonlyArray<readonly [upTo: number, tokens: number]> = [
	[5, 300_000],
	[20, 150_000],
	[50, 75_000],
	[100, 35_000],
	[500, 20_000],
	[Number.POSITIVE_INFINITY, 15_000],
];

/** What the estimate stands on, in words. */
export const assumption =
	'Assumes what Claude Code recommends for a group of that size, all of it on the primary model, and nobody else in the account; --tokens-per-developer changes it.';

/** Answers that name the quota people share. */
const sharing = ['provider', 'account', 'subscription', 'project', 'resource', 'region', 'location', 'primaryModel'] as const;

/** Tokens a minute that these many developers will use together, as an estimate. */
export function expectedTokens(developers: number, perDeveloper?: number): number {
	const [, tokens = 0] = tokensByGroup.find(([upTo]) => developers <= upTo) ?? [];
	return developers * (perDeveloper ?? tokens);
}

/** People who share the quota of each target, by target id: also those of other targets in the same account and place. */
export function sharers({people, targets}: Pick<Cohort, 'people' | 'targets'>): ReadonlyMap<string, number> {
	const keyOf = (target: Target) => JSON.stringify(sharing.map(id => target.answers[id] ?? null));
	const keys = new Map(targets.map(target => [target.id, keyOf(target)]));
	const counts = new Map<string, number>();
	for (const {target} of people) {
		const key = keys.get(target) ?? '';
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	return new Map(targets.map(({id}) => [id, counts.get(keys.get(id) ?? '') ?? 0]));
}

export type Estimate = {
	/** Tokens a minute. */
	readonly expected: number;
	/** Tokens a minute; absent when unknown. */
	readonly allowed?: number;
	/** Why it is unknown, and who knows. */
	readonly unread?: string;
	readonly owner?: Owner;
};

/** The estimate for one target. */
export function estimateOf(developers: number, capacity: Capacity | undefined, perDeveloper?: number): Estimate {
	const expected = expectedTokens(developers, perDeveloper);
	if (capacity === undefined) {
		return {expected, unread: 'onboard does not read the quotas of this cloud', owner: 'cloud-admin'};
	}

	return 'tokensPerMinute' in capacity
		? {expected, allowed: capacity.tokensPerMinute}
		: {expected, unread: capacity.unread, owner: capacity.owner};
}
