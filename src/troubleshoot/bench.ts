// What troubleshooting is given to work with, and what one look at the machine tells it.

import type {CheckGroup, ProgressRow} from '../core/check.ts';
import type {Verdict} from '../core/finding.ts';
import type {Json} from '../core/redact.ts';
import type {Glyphs} from '../core/glyphs.ts';
import type {ReportedFinding} from '../core/report.ts';
import type {Answers} from '../core/session.ts';
import type {Ports} from '../ports/ports.ts';
import type {Provider, StepContext} from '../providers/provider.ts';
import type {Recognition} from '../explain/recognize.ts';
import type {SurveyFacts} from '../survey/facts.ts';
import type {Explained, Start} from './start.ts';

export type Looked = {
	/** Root findings, worst first, with what follows from each. */
	readonly findings: readonly ReportedFinding[];
	readonly verdict: Verdict;
	/** Whether every check ran, or one group only. */
	readonly isWhole: boolean;
	/** Codes that stop the work, folded ones included; all others that were raised are remarks. */
	readonly stopping: readonly string[];
	/** Id of the check that raised each code, folded ones included. */
	readonly raisedBy: Readonly<Record<string, string>>;
	/** Ids of the checks that did not come to their end; a cause is not gone while its check is among them. */
	readonly notDone: readonly string[];
	/** Facts of each check by its id; see `Report.facts`. */
	readonly facts: Readonly<Record<string, Json>>;
	/** Where it was seen, for a ticket: provider, account, region … */
	readonly target: Readonly<Record<string, string>>;
	/** Short code of all of it, to be read out; see `core/diagnostic-code.ts`. */
	readonly diagnosticCode?: string;
};

export type LookOptions = {readonly signal: AbortSignal; readonly only?: CheckGroup; onRows?(rows: readonly ProgressRow[]): void};

/** What is configured now: the cloud that wins, its answers, and the ports as Claude Code's own settings make them. */
export type Configured = {readonly provider: Provider; readonly answers: Answers; readonly ports: Ports};

export type Bench = {
	/** Version of the program, for tickets. */
	readonly version: string;
	readonly contacts: Readonly<Record<string, string>>;
	readonly glyphs: Glyphs;
	/** How this machine starts `onboard`. */
	readonly ownCommand: string;
	/** Where it all begins, when a report or a code was given instead of a symptom. */
	readonly start?: Start;
	/** Runs the checks. */
	look(options: LookOptions): Promise<Looked>;
	survey(): Promise<SurveyFacts>;
	configured(): Promise<Configured | undefined>;
	/** A context for the provider's own questions and proofs. */
	contextFor(configured: Configured, signal: AbortSignal): StepContext;
	/** What an error text may mean. */
	recognize(text: string): Recognition;
	/** Reads a diagnostic code that somebody types. */
	readCode(text: string): Explained;
};
