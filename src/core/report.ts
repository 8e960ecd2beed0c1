// A doctor's report as a value: facts, folded findings and the verdict, with every secret removed.

import {severityOf, type CheckGroup, type Outcome} from './check.ts';
import {fold, verdictOf, type Finding, type Severity, type Verdict} from './finding.ts';
import {redactValue, type Json, type SecretKind} from './redact.ts';
import type {IdentifierKind} from './share.ts';

/** The program that made the report. */
export type Tool = {readonly name: 'onboard'; readonly version: string; readonly node: string; readonly platform: string};

/** A root finding with what follows from it folded under it. */
export type ReportedFinding = Finding & {readonly consequences: readonly Finding[]};

/** One check as it ended. */
export type ReportedCheck = {
	readonly id: string;
	readonly group: CheckGroup;
	readonly title: string;
	readonly state: Severity;
	readonly summary: string;
	/** Milliseconds; 0 when it was not tried. */
	readonly tookMs: number;
};

/** What was taken out of a report: secrets always, names of people and places only for sharing. */
export type ReportedRedaction = {
	readonly kind: SecretKind | IdentifierKind;
	/** Places it stood in. */
	readonly count: number;
	/** Different values among them; only of what has tokens, for example `host-1` and `host-2`. */
	readonly distinct?: number;
};

export type Report = {
	readonly schema: 'onboard/report@1';
	readonly tool: Tool;
	/** When it was made, ISO 8601 in UTC. */
	readonly at: string;
	/** The cloud that is configured; null when none is. */
	readonly provider: string | null;
	/** Scenario of the simulated cloud that was checked instead of a real one. */
	readonly simulated?: string;
	/** The one group of checks that was asked for; what it needs was checked too, and the verdict is about no more than that. */
	readonly only?: CheckGroup;
	/** The exact target that was checked, for example `{account, permissionSet, region, host, primaryModel}`. */
	readonly target: Readonly<Record<string, string>>;
	readonly verdict: Verdict;
	/** Every check, in the order they are shown. */
	readonly checks: readonly ReportedCheck[];
	/** Facts of each check by its id; a key that is absent was not checked. */
	readonly facts: Readonly<Record<string, Json>>;
	/** Roots, worst first. */
	readonly findings: readonly ReportedFinding[];
	/** What `onboard explain` reads on any machine, to be dictated over the phone. */
	readonly diagnosticCode: string;
	/** What was removed or replaced, by kind. */
	readonly redactions: readonly ReportedRedaction[];
};

export type ReportInput = {
	readonly tool: Tool;
	/** Milliseconds since the Unix epoch. */
	readonly at: number;
	readonly provider: string | undefined;
	readonly simulated?: string | undefined;
	readonly only?: CheckGroup | undefined;
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
		checks: input.outcomes.map(outcome => ({
			id: outcome.check,
			group: outcome.group,
			title: outcome.title,
			state: severityOf(outcome),
			summary: outcome.summary,
			tookMs: Math.round(outcome.tookMs),
		})),
		facts: Object.fromEntries(input.outcomes.map(outcome => [outcome.check, outcome.facts])),
		findings: fold(findings).map(({finding, consequences}) => ({...finding, consequences})),
	});
	// Redaction keeps the shape: only text inside changes.
	const safe = value as unknown as Pick<Report, 'target' | 'checks' | 'facts' | 'findings'>;
	const report = {
		schema: 'onboard/report@1' as const,
		tool: input.tool,
		at: new Date(input.at).toISOString(),
		provider: input.provider ?? null,
		...(input.simulated === undefined ? {} : {simulated: input.simulated}),
		...(input.only === undefined ? {} : {only: input.only}),
		target: safe.target,
		verdict: verdict === 'ready' && (isIncomplete || findings.length === 0) ? ('cannot-tell' as const) : verdict,
		checks: safe.checks,
		facts: safe.facts,
		findings: safe.findings,
		redactions,
	};
	return {...report, diagnosticCode: input.codeOf(report)};
}
