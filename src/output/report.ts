// A doctor's report in plain lines for people and as JSON for programs: the verdict, root causes first, then what was checked.

import type {CheckGroup} from '../core/check.ts';
import {line, type Line, type Tone} from '../core/document.ts';
import {isProblem, worstAmong, type Severity, type Verdict} from '../core/finding.ts';
import {glyphFor, glyphs, type Glyphs} from '../core/glyphs.ts';
import type {Report, ReportedCheck, ReportedFinding} from '../core/report.ts';
import {diagnosticCodeLines} from './diagnostic-code.ts';
import {findingLines, toneOf} from './finding.ts';
import {columnWidth, oneLine, padTo} from './lines.ts';

export type ReportOptions = {
	/** Contacts by owner, from the preset. */
	readonly contacts?: Readonly<Record<string, string>>;
	readonly glyphs?: Glyphs;
	/** Name of the provider in words, for example `Amazon Bedrock`. */
	readonly providerName?: string;
	/** Every check on a line of its own instead of one line per group. */
	readonly isVerbose?: boolean;
};

const severities = [
	{severity: 'fail', title: 'To fix'},
	{severity: 'unknown', title: 'Could not be told'},
	{severity: 'warn', title: 'Worth knowing'},
] as const;

const groups: ReadonlyArray<readonly [CheckGroup, string]> = [
	['configuration', 'settings'],
	['sign-in', 'sign-in'],
	['network', 'network'],
	['models', 'models'],
	['terms', 'terms'],
];

function groupName(group: CheckGroup): string {
	return groups.find(([id]) => id === group)?.[1] ?? group;
}

const groupWidth = Math.max(...groups.map(([, title]) => title.length));

/** The report as lines: verdict, root causes worst first with the text to send, then one line per group of checks. */
export function reportLines(report: Report, options: ReportOptions = {}): readonly Line[] {
	const signs = options.glyphs ?? glyphs(true);
	const target = [
		...(report.simulated === undefined ? [] : [`simulated cloud ${report.simulated}`]),
		options.providerName ?? report.provider ?? 'nothing configured',
		...Object.values(report.target),
	].join(` ${signs.dot} `);
	return [
		verdictLine(report, signs),
		line([`  ${oneLine(target)}`, 'muted']),
		...severities.flatMap(({severity, title}) => {
			const findings = report.findings.filter(finding => finding.severity === severity);
			return findings.length === 0
				? []
				: [line(''), line([title, 'strong']), ...findings.flatMap((finding, index) => block(finding, index, options, signs))];
		}),
		...checkedLines(report.checks, options, signs),
		...(report.findings.some(finding => isProblem(finding)) ? [line(''), ...diagnosticCodeLines(report.diagnosticCode)] : []),
	];
}

function block(finding: ReportedFinding, index: number, options: ReportOptions, signs: Glyphs): readonly Line[] {
	const lines = findingLines(finding, {...options, glyphs: signs, consequences: finding.consequences, withMessage: true});
	return index === 0 ? lines : [line(''), ...lines];
}

function checkedLines(checks: readonly ReportedCheck[], options: ReportOptions, signs: Glyphs): readonly Line[] {
	const lines = groups.flatMap(([group, title]) => {
		const own = checks.filter(check => check.group === group);
		return own.length === 0 ? [] : options.isVerbose === true ? everyCheck(title, own, signs) : [groupLine(title, own, signs)];
	});
	return lines.length === 0 ? [] : [line(''), line(['Checked', 'strong']), ...lines];
}

function groupLine(title: string, checks: readonly ReportedCheck[], signs: Glyphs): Line {
	const worst = worstAmong(checks.map(check => check.state));
	return line([`${glyphFor(worst, signs)} ${padTo(title, groupWidth)}  `, toneOf(worst)], oneLine(groupText(title, checks, worst, signs)));
}

/** What a good group found out; of another one, how far it got. */
function groupText(group: string, checks: readonly ReportedCheck[], worst: Severity, signs: Glyphs): string {
	if (worst === 'pass') {
		// The verdict on the path says it all; elsewhere every check has something of its own to say.
		const verdict = checks.find(check => check.id === 'network.path') ?? (checks.length === 1 ? checks[0] : undefined);
		return (
			verdict?.summary ?? checks.map(check => `${check.title === group ? '' : `${check.title} `}${check.summary}`).join(` ${signs.dot} `)
		);
	}

	const inState = (state: Severity) => checks.filter(check => check.state === state);
	const named = (words: string, found: readonly ReportedCheck[]) =>
		found.length === 0 ? [] : [checks.length === 1 ? words : `${words}: ${found.map(({title}) => title).join(', ')}`];
	const [passed, skipped] = [inState('pass').length, inState('skipped').length];
	return [
		...(passed === 0 ? [] : [`${passed} of ${checks.length} good`]),
		...named('failed', inState('fail')),
		...named('unclear', inState('unknown')),
		...named('worth a look', inState('warn')),
		...(skipped === 0 ? [] : [`${skipped} not tried`]),
	].join(` ${signs.dot} `);
}

function everyCheck(title: string, checks: readonly ReportedCheck[], signs: Glyphs): readonly Line[] {
	const width = columnWidth(
		checks.map(check => check.title),
		20,
	);
	return [
		line([`  ${title}`, 'strong']),
		...checks.map(check =>
			line([`  ${glyphFor(check.state, signs)} ${padTo(check.title, width)}  `, toneOf(check.state)], oneLine(check.summary), [
				check.state === 'skipped' ? '' : `  ${check.tookMs} ms`,
				'muted',
			]),
		),
	];
}

/** `✖ Not ready: 2 to fix, 1 could not be told.` */
export function verdictLine(report: Report, signs: Glyphs = glyphs(true)): Line {
	const verdicts: Readonly<Record<Verdict, readonly [string, string, Tone]>> = {
		ready: [
			signs.ok,
			report.only === undefined ? 'Ready' : `Nothing in the way in ${groupName(report.only)}; the rest was not checked`,
			'ok',
		],
		'not-ready': [signs.fail, 'Not ready', 'fail'],
		'cannot-tell': [signs.unknown, 'Cannot tell yet', 'unknown'],
	};
	const [sign, words, tone] = verdicts[report.verdict];
	const counts = severities
		.map(({severity, title}) => ({title, count: report.findings.filter(finding => finding.severity === severity).length}))
		.filter(({count}) => count > 0)
		.map(({title, count}) => `${count} ${title.toLowerCase()}`);
	return line([`${sign} ${words}`, tone], counts.length === 0 ? '.' : `: ${counts.join(', ')}.`);
}

/** The report as JSON, ended by a newline. */
export function reportJson(report: Report): string {
	return `${JSON.stringify(report, undefined, '\t')}\n`;
}

/** What was taken out, in sentences: `Replaced: 2 host names in 14 places.` Nothing taken out gives an empty list. */
export function redactionTexts(report: Report): readonly string[] {
	const secrets = report.redactions.filter(({distinct}) => distinct === undefined);
	const names = report.redactions.filter(({distinct}) => distinct !== undefined);
	return [
		...(secrets.length === 0 ? [] : [`Removed secrets: ${secrets.map(({kind, count}) => `${count} × ${kind}`).join(', ')}.`]),
		...(names.length === 0
			? []
			: [
					`Replaced names, the same one by the same token everywhere: ${names
						.map(({kind, count, distinct = 0}) => `${distinct} × ${kind} (in ${count} ${count === 1 ? 'place' : 'places'})`)
						.join(', ')}.`,
				]),
	];
}

/** Findings that need somebody's attention, and the rest. */
export function splitFindings(report: Report): {
	readonly problems: readonly ReportedFinding[];
	readonly others: readonly ReportedFinding[];
} {
	return {
		problems: report.findings.filter(finding => isProblem(finding)),
		others: report.findings.filter(finding => !isProblem(finding)),
	};
}
