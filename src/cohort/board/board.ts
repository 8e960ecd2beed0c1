// The board as a fold over the journal: where every person stands, since when, and what would help the most of them.

import type {Owner} from '../../core/finding.ts';
import type {PersonEvent, Recorded, TargetEvent} from '../event.ts';
import type {Person} from '../person.ts';

/** `waiting` is on somebody else's fix, `blocked` on the person's own or the help desk's; `under-way` has signed in. */
export type State = 'blocked' | 'waiting' | 'signing-in' | 'under-way' | 'invited' | 'ready';

/** From what needs attention to what needs none. */
export const states: readonly State[] = ['blocked', 'waiting', 'signing-in', 'under-way', 'invited', 'ready'];

export type Row = {
	readonly person: Person;
	readonly state: State;
	/** Whose fix they wait for; also `you` or `help-desk` when blocked. */
	readonly owner?: Owner;
	/** Id of the step they are at. */
	readonly step?: string;
	/** Open root findings, worst first. */
	readonly codes: readonly string[];
	/** Whether the codes come from the check of their target and not from their own laptop. */
	readonly isTargets: boolean;
	/** When this state began, milliseconds since the Unix epoch; undefined before anything happened. */
	readonly since?: number;
	/** First sign of life and the end of a ready run, milliseconds since the Unix epoch. */
	readonly startedAt?: number;
	readonly readyAt?: number;
};

/** One fix that several people need. */
export type Cause = {readonly code: string; readonly owner: Owner; readonly people: readonly Person[]};

export type Board = {
	/** In the roster's order. */
	readonly rows: readonly Row[];
	readonly counts: Readonly<Record<State, number>>;
	/** Open causes, the one that holds up the most people first. */
	readonly causes: readonly Cause[];
	/** People who are waiting or blocked, longest first. */
	readonly stuck: readonly Row[];
};

export type BoardInput = {
	readonly people: readonly Person[];
	readonly events: readonly Recorded[];
	/** Owner of a finding code; undefined for a code of a newer version. */
	ownerOf(code: string): Owner | undefined;
};

const beforeSignIn = new Set(['run', 'survey', 'provider', 'route', 'sign-in']);

/** Folds the journal. Events of people who are not in the roster are left out. */
export function boardOf(input: BoardInput): Board {
	const targets = new Map<string, TargetEvent>();
	const own = new Map<string, Array<PersonEvent & Recorded>>();
	for (const event of input.events) {
		if (event.kind === 'target') {
			targets.set(event.target, event);
		} else if (event.kind === 'person') {
			const known = own.get(event.person);
			if (known === undefined) {
				own.set(event.person, [event]);
			} else {
				known.push(event);
			}
		}
	}

	const rows = input.people.map(person => rowOf(person, own.get(person.id) ?? [], targets.get(person.target), input.ownerOf));
	const counts: Record<State, number> = {blocked: 0, waiting: 0, 'signing-in': 0, 'under-way': 0, invited: 0, ready: 0};
	for (const row of rows) {
		counts[row.state]++;
	}

	return {
		rows,
		counts,
		causes: causesOf(rows),
		stuck: rows
			.filter(row => row.state === 'waiting' || row.state === 'blocked')
			.toSorted((a, b) => (a.since ?? Infinity) - (b.since ?? Infinity)),
	};
}

function rowOf(
	person: Person,
	events: ReadonlyArray<PersonEvent & Recorded>,
	target: TargetEvent | undefined,
	ownerOf: BoardInput['ownerOf'],
): Row {
	const last = events.at(-1);
	if (last === undefined) {
		return untouched(person, target, ownerOf);
	}

	const startedAt = timeOf(events[0] ?? last);
	const state = stateOf(last, ownerOf);
	const first = events.findLastIndex(event => stateOf(event, ownerOf).state !== state.state || event.codes[0] !== last.codes[0]);
	const since = timeOf(events[first + 1] ?? last);
	return {
		person,
		...state,
		step: last.step,
		codes: last.codes,
		isTargets: false,
		since,
		startedAt,
		...(state.state === 'ready' ? {readyAt: timeOf(last)} : {}),
	};
}

/** Nobody began yet: what is known of their target tells whether they could succeed. */
function untouched(person: Person, target: TargetEvent | undefined, ownerOf: BoardInput['ownerOf']): Row {
	if (target?.state !== 'failed') {
		return {person, state: 'invited', codes: [], isTargets: false};
	}

	const owner = ownerOf(target.codes[0] ?? '') ?? 'help-desk';
	const isOwn = owner === 'you' || owner === 'help-desk';
	return {
		person,
		state: isOwn ? 'blocked' : 'waiting',
		owner,
		codes: target.codes,
		isTargets: true,
		since: Date.parse(target.at),
	};
}

function stateOf(event: PersonEvent, ownerOf: BoardInput['ownerOf']): {readonly state: State; readonly owner?: Owner} {
	if (event.state === 'finished') {
		return {state: 'ready'};
	}

	// A step that was left unproven goes on; a run that stopped there has stopped for that reason.
	if (event.state === 'failed' || (event.state === 'stopped' && event.codes.length > 0)) {
		const owner = ownerOf(event.codes[0] ?? '') ?? 'help-desk';
		return {state: owner === 'you' || owner === 'help-desk' ? 'blocked' : 'waiting', owner};
	}

	if (event.state === 'stopped') {
		return {state: 'invited'};
	}

	const isDoneSigningIn = event.step === 'sign-in' && event.state === 'proven';
	return {state: beforeSignIn.has(event.step) && !isDoneSigningIn ? 'signing-in' : 'under-way'};
}

function causesOf(rows: readonly Row[]): readonly Cause[] {
	const causes = new Map<string, {readonly code: string; readonly owner: Owner; readonly people: Person[]}>();
	for (const row of rows) {
		const [code] = row.codes;
		if (code !== undefined && row.owner !== undefined) {
			const known = causes.get(code) ?? {code, owner: row.owner, people: []};
			known.people.push(row.person);
			causes.set(code, known);
		}
	}

	return [...causes.values()].toSorted((a, b) => b.people.length - a.people.length || a.code.localeCompare(b.code));
}

/** A laptop's clock may be ahead: nothing happened after it was received. */
function timeOf(event: Recorded): number {
	return Math.min(Date.parse(event.at), Date.parse(event.received));
}
