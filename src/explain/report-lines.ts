// A report somebody sent, as a readable summary; and what changed against a second one.

import {line, type Line, type Tone} from '../core/document.ts';
import {isProblem, type Finding, type Verdict} from '../core/finding.ts';
import {glyphs} from '../core/glyphs.ts';
import type {Report} from '../core/report.ts';
import {headline} from '../output/finding.ts';
import {padTo} from '../output/lines.ts';
import {reportLines, type ReportOptions} from '../output/report.ts';
import {changesBetween, type ReportChanges} from './report-changes.ts';

const verdicts: Readonly<Record<Verdict, readonly [string, Tone]>> = {
	ready: ['ready', 'ok'],
	'not-ready': ['not ready', 'fail'],
	'cannot-tell': ['cannot tell yet', 'unknown'],
};

/** One report: when and with what it was made, then what doctor showed. */
export function summaryLines(report: Report, options: ReportOptions = {}): readonly Line[] {
	return [line([`Report ${madeBy(report, options)}`, 'muted']), ...reportLines(report, options)];
}

/** Two reports in the order they were made: the verdicts, then problems that are new, gone, still there or open, and the later one's findings. */
export function comparisonLines(before: Report, after: Report, options: ReportOptions = {}): readonly Line[] {
	const changes = changesBetween(before, after);
	const signs = options.glyphs ?? glyphs(true);
	const arrow = ` ${signs.arrow} `;
	const isUnchanged = changes.appeared.length + changes.gone.length + changes.unchecked.length === 0;
	return [
		line([`Before  ${madeBy(before, options)}`, 'muted']),
		line([`After   ${madeBy(after, options)}`, 'muted']),
		line(['Verdict  ', 'muted'], verdicts[before.verdict], arrow, verdicts[after.verdict]),
		...(isUnchanged ? [line('The same problems in both.')] : []),
		...section('New', changes.appeared, options),
		...section('Gone', changes.gone, options),
		...section('Still there', changes.stayed, options),
		...section('Not settled this time', changes.unchecked, options),
		...differences(changes, arrow),
		...(changes.appeared.length + changes.stayed.length === 0
			? []
			: [line(''), line(['What to do about them: ', 'muted'], ['onboard explain', 'accent'], ' with the later report alone.')]),
	];
}

function madeBy({at, tool}: Report, options: ReportOptions): string {
	const dot = ` ${(options.glyphs ?? glyphs(true)).dot} `;
	return [`${at.slice(0, 16).replace('T', ' ')} UTC`, `onboard ${tool.version}`, `Node ${tool.node}`, tool.platform].join(dot);
}

function section(title: string, findings: readonly Finding[], options: ReportOptions): readonly Line[] {
	return findings.length === 0
		? []
		: [line(''), line([title, 'strong']), ...findings.map(finding => headline(finding, options.glyphs ?? glyphs(true)))];
}

function differences({differing}: ReportChanges, arrow: string): readonly Line[] {
	const width = Math.max(0, ...differing.map(({label}) => label.length));
	return differing.length === 0
		? []
		: [
				line(''),
				line(['Not the same in both', 'strong']),
				...differing.map(({label, before, after}) => line([`  ${padTo(label, width)}  `, 'muted'], `${before}${arrow}${after}`)),
			];
}

/** One or two reports as JSON (`onboard/report-summary@1`); two in the order they were made. */
export function summaryJson(reports: readonly Report[]) {
	const [before, after] = reports;
	const changes = before === undefined || after === undefined ? undefined : changesBetween(before, after);
	return {
		schema: 'onboard/report-summary@1',
		reports: reports.map(({at, tool, provider, target, verdict, diagnosticCode, findings}) => ({
			at,
			tool,
			provider,
			target,
			verdict,
			diagnosticCode,
			problems: findings
				.filter(finding => isProblem(finding))
				.map(finding => ({...short(finding), explains: finding.consequences.map(other => other.code)})),
		})),
		...(changes === undefined
			? {}
			: {
					changes: {
						verdict: changes.verdict,
						new: changes.appeared.map(finding => short(finding)),
						gone: changes.gone.map(finding => short(finding)),
						still: changes.stayed.map(finding => short(finding)),
						unsettled: changes.unchecked.map(finding => short(finding)),
						differing: changes.differing,
					},
				}),
	};
}

function short({code, severity, title, owner}: Finding) {
	return {code, severity, title, owner};
}
