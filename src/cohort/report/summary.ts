// What a cohort came to: success rate, time to ready, causes and teams, folded from its board; and two cohorts side by side.

import type {Board, Row, State} from '../board/board.ts';
import {states} from '../board/board.ts';
import type {Owner} from '../../core/finding.ts';

export type Group = {
	readonly people: number;
	readonly counts: Readonly<Record<State, number>>;
	/** Share of people who are ready, 0 to 1; undefined for nobody. */
	readonly readyShare?: number;
	/** Median milliseconds from first sign of life to ready, over those who are ready; undefined when nobody is. */
	readonly medianMs?: number;
};

export type Summary = Group & {
	readonly cohort: string;
	/** When it was made, milliseconds since the Unix epoch. */
	readonly at: number;
	readonly teams: ReadonlyArray<Group & {readonly team: string}>;
	readonly causes: ReadonlyArray<{readonly code: string; readonly owner: Owner; readonly people: number}>;
	/** Events in the journal that the fold is made of. */
	readonly events: number;
};

/** Folds a board once more. */
export function summaryOf(board: Board, about: {readonly cohort: string; readonly at: number; readonly events: number}): Summary {
	const teams = new Map<string, Row[]>();
	for (const row of board.rows) {
		const rows = teams.get(row.person.team);
		if (rows === undefined) {
			teams.set(row.person.team, [row]);
		} else {
			rows.push(row);
		}
	}

	return {
		...about,
		...groupOf(board.rows),
		teams: [...teams].map(([team, rows]) => ({team, ...groupOf(rows)})).toSorted((a, b) => a.team.localeCompare(b.team)),
		causes: board.causes.map(({code, owner, people}) => ({code, owner, people: people.length})),
	};
}

function groupOf(rows: readonly Row[]): Group {
	const counts = Object.fromEntries(states.map(state => [state, rows.filter(row => row.state === state).length])) as Record<State, number>;
	const times = rows.flatMap(row => (row.readyAt === undefined || row.startedAt === undefined ? [] : [row.readyAt - row.startedAt]));
	const middle = median(times);
	return {
		people: rows.length,
		counts,
		...(rows.length === 0 ? {} : {readyShare: counts.ready / rows.length}),
		...(middle === undefined ? {} : {medianMs: middle}),
	};
}

/** The middle of the values; the mean of the two middle ones for an even number. */
export function median(values: readonly number[]): number | undefined {
	const sorted = values.toSorted((a, b) => a - b);
	const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
	return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

export type Change<Value> = {readonly before?: Value; readonly now?: Value};

export type Comparison = {
	readonly before: Summary;
	readonly now: Summary;
	readonly readyShare: Change<number>;
	readonly medianMs: Change<number>;
	/** Causes of either, by how many people they held up in the later one, then in the earlier one. */
	readonly causes: ReadonlyArray<{readonly code: string; readonly owner: Owner; readonly before: number; readonly now: number}>;
};

/** Two cohorts side by side; shares and medians compare, counts of people only beside the size of each. */
export function compare(before: Summary, now: Summary): Comparison {
	const owners = new Map([...before.causes, ...now.causes].map(cause => [cause.code, cause.owner]));
	const count = (summary: Summary, code: string) => summary.causes.find(cause => cause.code === code)?.people ?? 0;
	return {
		before,
		now,
		readyShare: change(before.readyShare, now.readyShare),
		medianMs: change(before.medianMs, now.medianMs),
		causes: [...owners]
			.map(([code, owner]) => ({code, owner, before: count(before, code), now: count(now, code)}))
			.toSorted((a, b) => b.now - a.now || b.before - a.before || a.code.localeCompare(b.code)),
	};
}

function change<Value>(before: Value | undefined, now: Value | undefined): Change<Value> {
	return {...(before === undefined ? {} : {before}), ...(now === undefined ? {} : {now})};
}
