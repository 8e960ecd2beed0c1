// What a check is: one bounded look at the world that yields facts, and a pure judgement of those facts.

import {worstAmong, type Finding, type Severity} from './finding.ts';
import type {Answers} from './session.ts';

export type CheckGroup = 'configuration' | 'sign-in' | 'network' | 'models' | 'terms';

/** What the organization demands; from the preset. */
export type Policy = {
	/** A public path to the model endpoint is then a failure instead of a warning. */
	readonly requirePrivatePath: boolean;
	/** Contacts by owner, shown beside the fix, for example `{'network-team': '#netops'}`. */
	readonly contacts: Readonly<Record<string, string>>;
};

export const openPolicy: Policy = {requirePrivatePath: false, contacts: {}};

/** Facts of checks that have finished, by check id. */
export type FactsById = Readonly<Record<string, unknown>>;

export type JudgeContext = {
	readonly answers: Answers;
	readonly policy: Policy;
	/** Facts of every check this one needs, and of those it runs after that finished. */
	readonly facts: FactsById;
};

export type RunContext = JudgeContext & {
	readonly signal: AbortSignal;
	/** Says what is going on right now, for the progress row. */
	say(text: string): void;
};

/** Facts are plain data: tri-state where a thing can stay unread (`true | false | undefined = not checked`). */
export type Check<Facts = unknown> = {
	readonly id: string;
	readonly group: CheckGroup;
	/** One word for the progress row, for example `name`. */
	readonly title: string;
	/** Ids of checks that must have finished usably first. */
	readonly needs: readonly string[];
	/** Ids of checks to wait for whose facts are used when they are there; never a reason to skip this one. */
	readonly after?: readonly string[];
	/** Time limit in milliseconds, shown while it runs. */
	readonly limitMs: number;
	run(context: RunContext): Promise<Facts>;
	/** One line for the progress row. */
	summarize(facts: Facts): string;
	/** Pure. Returns at least one finding: a problem, an `unknown`, or a `pass` that the facts prove. */
	judge(facts: Facts, context: JudgeContext): readonly Finding[];
	/** Whether checks that need this one can run on these facts; absent means always. */
	isUsable?(facts: Facts): boolean;
};

export type Outcome = {
	readonly check: string;
	readonly group: CheckGroup;
	readonly title: string;
	readonly state: 'done' | 'timed-out' | 'crashed' | 'skipped';
	readonly facts?: unknown;
	readonly summary: string;
	readonly findings: readonly Finding[];
	/** Milliseconds from start to end of the check; 0 when skipped. */
	readonly tookMs: number;
};

/** What an outcome comes to: the worst of its findings, or that it was not tried. */
export function severityOf(outcome: Outcome): Severity {
	return outcome.state === 'skipped' ? 'skipped' : worstAmong(outcome.findings.map(finding => finding.severity));
}

export type RowState = 'waiting' | 'running' | Finding['severity'];

/** One line of live progress. */
export type ProgressRow = {
	readonly id: string;
	readonly title: string;
	readonly state: RowState;
	readonly text: string;
	/** Clock.elapsed() when it started, for "2 s of 10 s". */
	readonly startedAt?: number;
	readonly limitMs?: number;
	readonly tookMs?: number;
};
