// A run of a cohort: looks at every chosen target once, records each outcome as soon as it is known, and makes the kits of its people.

import type {Policy, ProgressRow} from '../../core/check.ts';
import {UserError} from '../../core/errors.ts';
import type {Finding, Owner} from '../../core/finding.ts';
import {createPace, type PaceFacts} from '../../ports/pace.ts';
import type {Ports} from '../../ports/ports.ts';
import type {Registration, StepContext} from '../../providers/provider.ts';
import {describe} from '../../catalog/describe.ts';
import type {CohortEvent, TargetEvent} from '../event.ts';
import {places, type Cohort} from '../folder.ts';
import type {Journal} from '../journal/journal.ts';
import type {Person, Target} from '../person.ts';
import {sharers, type Estimate} from './capacity.ts';
import {writeKits, writeMessages} from './kits.ts';
import {lookAt, type Looked} from './preflight.ts';
import {rowsOf} from './rows.ts';
import {chosenTargets, knownTargets, type Choice} from './select.ts';

export type RunOptions = {
	readonly cohort: Cohort;
	readonly journal: Journal;
	readonly ports: Ports;
	readonly providers: readonly Registration[];
	readonly policy: Policy;
	readonly organization?: StepContext['organization'];
	readonly choice: Choice;
	/** Targets looked at at the same time, at most. */
	readonly concurrency: number;
	/** Tokens a minute to plan for a developer; absent takes the usual ones. */
	readonly perDeveloper?: number;
	/** The lead agreed to two paid calls for each target. */
	readonly measuresCaching?: boolean;
	readonly signal: AbortSignal;
	/** Called at every change, with one row for each chosen target. */
	onRows?(rows: readonly ProgressRow[]): void;
};

/** What a target came to, now or in an earlier run. */
export type TargetResult = {
	readonly target: Target;
	/** Undefined while nobody looked. */
	readonly state?: TargetEvent['state'];
	readonly codes: readonly string[];
	readonly people: number;
	/** Whether this run looked at it. */
	readonly isNew: boolean;
	/** Root findings with the target's own details; only of this run. */
	readonly findings: readonly Finding[];
	/** Estimate of what its people use, beside what is allowed. */
	readonly load?: Estimate;
	readonly caching?: TargetEvent['caching'];
};

/** One open cause, by the code that decides about its targets. */
export type Cause = {
	readonly code: string;
	readonly owner: Owner;
	readonly people: number;
	readonly targets: number;
	/** Its targets failed; otherwise they only stay unproven. */
	readonly isBlocking: boolean;
};

export type RunSummary = {
	readonly results: readonly TargetResult[];
	/** People who have a kit, and those whose target failed. */
	readonly kits: number;
	readonly without: readonly Person[];
	/** What is open, what keeps people from their kit first, and of those what keeps the most of them. */
	readonly causes: readonly Cause[];
	readonly pace: PaceFacts;
};

/** Calls under way at the same time for each target that is looked at: about as many as a provider's checks make at once. */
const callsPerTarget = 4;

/**
 * Runs the cohort. May be stopped at any instant and called again: a target with a result in the journal is not looked at
 * again, one without is.
 *
 * @throws UserError with exit code 3 when the journal or the folder cannot be written; the signal's reason when aborted.
 */
export async function runCohort(options: RunOptions): Promise<RunSummary> {
	const {cohort, journal, ports, choice, signal} = options;
	if (!(await ports.files.isWritable(places(cohort.folder).journal))) {
		throw stoppedBy(cohort.folder, 'you may not write there, or it is read-only');
	}

	const known = knownTargets(await journal.read());
	const chosen = chosenTargets(cohort, known, choice);
	const stop = new AbortController();
	const own = AbortSignal.any([signal, stop.signal]);
	const pace = createPace(ports.clock, options.concurrency * callsPerTarget, () => (ports.random(1)[0] ?? 0) / 255);
	const looked = new Map<string, Looked>();
	const peopleOf = byTarget(cohort.people);
	const rows = rowsOf(chosen, options);
	const record = async (events: readonly CohortEvent[]) => saved(cohort, async () => journal.append(events));
	let making = Promise.resolve();
	/** One target's kits after the other's, while the clouds take their time for the next targets. */
	const makeKits = (people: readonly Person[]) => {
		making = making.then(async () => {
			await record(await saved(cohort, async () => writeKits(cohort, people, {...ports, signal: own})));
		});
		making.catch((error: unknown) => {
			stop.abort(error);
		});
	};

	const looking = {...options, pace, signal: own, sharers: sharers(cohort), measuresCaching: options.measuresCaching === true};
	const left = chosen[Symbol.iterator]();
	const work = async () => {
		for (const target of left) {
			await pace.room(own);
			const result = await rows.during(target, async onRows => lookAt(target, looking, onRows));
			const attempt = (known.get(target.id)?.times ?? 0) + 1;
			const {state, codes, load, caching} = result;
			// The same attempt is the same event, whoever else runs at this moment.
			const at = new Date(ports.clock.now()).toISOString();
			await record([
				{
					id: `target-${target.id}-${attempt}`,
					at,
					kind: 'target',
					target: target.id,
					state,
					codes,
					...loadOf(load),
					...(caching === undefined ? {} : {caching}),
				},
			]);
			looked.set(target.id, result);
			rows.settle(target, result);
			if (state !== 'failed') {
				makeKits(peopleOf.get(target.id) ?? []);
			}
		}
	};

	const workers = Array.from({length: Math.min(options.concurrency, chosen.length)}, work);
	try {
		await Promise.all(workers);
		await making;
	} catch (error) {
		const reason: unknown = stop.signal.aborted ? stop.signal.reason : error;
		stop.abort(error);
		// Nobody writes any more when the caller closes the journal.
		await Promise.allSettled([...workers, making]);
		throw reason;
	}

	// What an earlier run recorded, and was stopped before it had made the kits.
	const results = resultsOf(cohort, knownTargets(await journal.read()), looked);
	const ready = new Set(results.filter(({state}) => state === 'proven' || state === 'unproven').map(({target}) => target.id));
	const done = new Set([...looked].filter(([, {state}]) => state !== 'failed').map(([id]) => id));
	const served = cohort.people.filter(person => ready.has(person.target));
	makeKits(served.filter(person => !done.has(person.target)));
	await making;
	await saved(cohort, async () => writeMessages(cohort, served, ports.files));
	const failed = new Set(results.filter(({state}) => state === 'failed').map(({target}) => target.id));
	return {
		results,
		kits: served.length,
		without: cohort.people.filter(person => failed.has(person.target)),
		causes: causesOf(results),
		pace: pace.facts(),
	};
}

/** What of an estimate the journal keeps. */
function loadOf(load: Estimate | undefined): Pick<TargetEvent, 'load'> {
	return load === undefined ? {} : {load: withoutUndefined(load)};
}

function withoutUndefined({expected, allowed}: {readonly expected: number; readonly allowed?: number | undefined}) {
	return allowed === undefined ? {expected} : {expected, allowed};
}

function byTarget(people: readonly Person[]): ReadonlyMap<string, readonly Person[]> {
	const groups = new Map<string, Person[]>();
	for (const person of people) {
		const group = groups.get(person.target);
		if (group === undefined) {
			groups.set(person.target, [person]);
		} else {
			group.push(person);
		}
	}

	return groups;
}

function resultsOf(
	{people, targets}: Cohort,
	known: ReturnType<typeof knownTargets>,
	looked: ReadonlyMap<string, Looked>,
): readonly TargetResult[] {
	const peopleOf = byTarget(people);
	return targets.map(target => {
		const last = known.get(target.id)?.last;
		return {
			target,
			...(last === undefined ? {} : {state: last.state}),
			codes: last?.codes ?? [],
			people: peopleOf.get(target.id)?.length ?? 0,
			isNew: looked.has(target.id),
			findings: looked.get(target.id)?.findings ?? [],
			...(last?.load === undefined ? {} : {load: looked.get(target.id)?.load ?? withoutUndefined(last.load)}),
			...(last?.caching === undefined ? {} : {caching: last.caching}),
		};
	});
}

function causesOf(results: readonly TargetResult[]): readonly Cause[] {
	const causes = new Map<string, Cause>();
	for (const {state, codes, people} of results) {
		const [code] = codes;
		if (code !== undefined && (state === 'failed' || state === 'unproven')) {
			const isBlocking = state === 'failed';
			const key = `${code} ${isBlocking}`;
			const cause = causes.get(key) ?? {code, owner: describe(code)?.owner ?? 'help-desk', people: 0, targets: 0, isBlocking};
			causes.set(key, {...cause, people: cause.people + people, targets: cause.targets + 1});
		}
	}

	return [...causes.values()].toSorted(
		(a, b) => Number(b.isBlocking) - Number(a.isBlocking) || b.people - a.people || a.code.localeCompare(b.code),
	);
}

/** A disk that is full or read-only stops the run; what was recorded before stays as it is. */
async function saved<T>({folder}: Cohort, write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (error) {
		if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/u.test(error.code)) {
			throw stoppedBy(folder, error.message);
		}

		throw error;
	}
}

function stoppedBy(folder: string, reason: string): UserError {
	return new UserError(
		`The run stopped: ${folder} cannot be written (${reason}).`,
		'Nothing recorded so far is lost. Free some space or make the folder writable, and run the same command again.',
		3,
	);
}
