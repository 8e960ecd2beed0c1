// What changed between two reports of one laptop: which problems are new, gone, still there, and which were not looked at again.

import {isProblem, type Finding, type Verdict} from '../core/finding.ts';
import type {Report} from '../core/report.ts';

export type ReportChanges = {
	readonly verdict: {readonly before: Verdict; readonly after: Verdict};
	readonly appeared: readonly Finding[];
	/** Problems whose check ran again and no longer finds them. */
	readonly gone: readonly Finding[];
	readonly stayed: readonly Finding[];
	/** Problems whose check did not run or found no answer the second time: nobody knows whether they are gone. */
	readonly unchecked: readonly Finding[];
	/** What the two reports are about, where it differs: `region: eu-west-1 → us-east-1`. */
	readonly differing: ReadonlyArray<{readonly label: string; readonly before: string; readonly after: string}>;
};

/** The two reports in the order they were made. */
export function inOrder(reports: readonly [Report, Report]): readonly [Report, Report] {
	const [first, second] = reports;
	return Date.parse(first.at) <= Date.parse(second.at) ? reports : [second, first];
}

/** Compares by finding code, whether it is a root cause or folded under one. */
export function changesBetween(before: Report, after: Report): ReportChanges {
	const [then, now] = [problemsOf(before), problemsOf(after)];
	const has = (findings: readonly Finding[], code: string) => findings.some(finding => finding.code === code);
	const left = then.filter(finding => !has(now, finding.code));
	const settled = settledChecks(after);
	return {
		verdict: {before: before.verdict, after: after.verdict},
		appeared: now.filter(finding => !has(then, finding.code)),
		gone: left.filter(finding => settled.has(finding.check)),
		stayed: now.filter(finding => has(then, finding.code)),
		unchecked: left.filter(finding => !settled.has(finding.check)),
		differing: differences(subjectOf(before), subjectOf(after)),
	};
}

/** Problems, each code once, roots first. */
function problemsOf(report: Report): readonly Finding[] {
	const all = allFindings(report).filter(finding => isProblem(finding));
	return all.filter((finding, index) => all.findIndex(other => other.code === finding.code) === index);
}

function allFindings(report: Report): readonly Finding[] {
	return [...report.findings, ...report.findings.flatMap(finding => finding.consequences)];
}

/** Checks that ran and left no question of theirs open; every check that ran to its end says at least one thing. */
function settledChecks(report: Report): ReadonlySet<string> {
	const all = allFindings(report);
	const open = new Set(all.filter(({severity}) => severity === 'unknown' || severity === 'skipped').map(finding => finding.check));
	return new Set(all.map(finding => finding.check).filter(check => !open.has(check)));
}

function subjectOf({provider, simulated, target, tool}: Report): Readonly<Record<string, string>> {
	return {
		provider: provider ?? 'none',
		'simulated cloud': simulated ?? 'none',
		...target,
		onboard: tool.version,
		node: tool.node,
		platform: tool.platform,
	};
}

function differences(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): ReportChanges['differing'] {
	return [...new Set([...Object.keys(before), ...Object.keys(after)])]
		.map(label => ({label, before: before[label] ?? 'none', after: after[label] ?? 'none'}))
		.filter(entry => entry.before !== entry.after);
}
