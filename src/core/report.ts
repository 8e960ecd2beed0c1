// A doctor's report as a value: facts, folded findings and the verdict, with every secret removed.

import type {Outcome} from './check.ts';
import {fold, verdictOf, type Finding, type Verdict} from './finding.ts';
import {redactValue, type Json, type Redaction} from './redact.ts';

/** The program that made the report. */
export type Tool = {readonly name: 'onboard'; readonly version: string; readonly node: string; readonly platform: string};

/** A root finding with what follows from it folded under it. */
export type ReportedFinding = Finding & {readonly consequences: readonly Finding[]};

export type Report = {
	readonly schema: 'onboard/report@1';
	readonly tool: Tool;
	/** When it was made, ISO 8601 in UTC. */
	readonly at: string;
	/** The cloud that is configured; null when none is. */
	readonly provider: string | null;
	/** The exact target that was checked, for example `{account, permissionSet, region, host, primaryModel}`. */
	readonly target: Readonly<Record<string, string>>;
	readonly verdict: Verdict;
	/** Facts of each check by its id; a key that is absent was not checked. */
	readonly facts: Readonly<Record<string, Json>>;
	/** Roots, worst first. */
	readonly findings: readonly ReportedFinding[];
	/** What `onboard explain` reads on any machine, to be dictated over the phone. */
	readonly diagnosticCode: string;
	/** How many secrets were removed, by kind. */
	readonly redactions: readonly Redaction[];
};

export type ReportInput = {
	readonly tool: Tool;
	/** Milliseconds since the Unix epoch. */
	readonly at: number;
	readonly provider: string | undefined;
	readonly target: Readonly<Record<string, string | undefined>>;
	readonly outcomes: readonly Outcome[];
	/** Findings that come from no check, for example of reading the configuration. */
	readonly findings?: readonly Finding[];
	/** Makes the diagnostic code of the finished report. */
	codeOf(report: Omit<Report, 'diagnosticCode'>): string;
	/** Whether an open question keeps the verdict from being `ready`; default: every one does. */
	needed?(finding: Finding): boolean;
};

/** Folds, judges and redacts. A check that was skipped without a word of its own leaves the verdict at `cannot-tell`, never `ready`. */
export function makeReport(input: ReportInput): Report {
	const findings = [...(input.findings ?? []), ...input.outcomes.flatMap(outcome => outcome.findings)];
	const verdict = verdictOf(findings, input.needed);
	const isIncomplete = input.outcomes.some(outcome => outcome.state !== 'done');
	const {value, redactions} = redactValue({
		target: input.target,
		facts: Object.fromEntries(input.outcomes.map(outcome => [outcome.check, outcome.facts])),
		findings: fold(findings).map(({finding, consequences}) => ({...finding, consequences})),
	});
	// Redaction keeps the shape: only text inside changes.
	const safe = value as unknown as Pick<Report, 'target' | 'facts' | 'findings'>;
	const report = {
		schema: 'onboard/report@1' as const,
		tool: input.tool,
		at: new Date(input.at).toISOString(),
		provider: input.provider ?? null,
		target: safe.target,
		verdict: verdict === 'ready' && (isIncomplete || findings.length === 0) ? ('cannot-tell' as const) : verdict,
		facts: safe.facts,
		findings: safe.findings,
		redactions,
	};
	return {...report, diagnosticCode: input.codeOf(report)};
}
