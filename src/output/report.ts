// A doctor's report in three forms: plain lines for people, JSON for programs, Markdown for a ticket.

import {line, type Line, type Tone} from '../core/document.ts';
import {isProblem, type Verdict} from '../core/finding.ts';
import {glyphs, type Glyphs} from '../core/glyphs.ts';
import type {Report, ReportedFinding} from '../core/report.ts';
import {diagnosticCodeLines} from './diagnostic-code.ts';
import {findingLines, headline, ownerName} from './finding.ts';
import {oneLine} from './lines.ts';

export type ReportOptions = {
	/** Contacts by owner, from the preset. */
	readonly contacts?: Readonly<Record<string, string>>;
	readonly glyphs?: Glyphs;
	/** Name of the provider in words, for example `Amazon Bedrock`. */
	readonly providerName?: string;
};

const groups = [
	{severity: 'fail', title: 'To fix'},
	{severity: 'unknown', title: 'Could not be told'},
	{severity: 'warn', title: 'Worth knowing'},
	{severity: 'skipped', title: 'Not tried'},
	{severity: 'pass', title: 'Proven'},
] as const;

/** The report as lines: verdict first, then findings grouped by severity, worst first. */
export function reportLines(report: Report, options: ReportOptions = {}): readonly Line[] {
	const signs = options.glyphs ?? glyphs(true);
	const target = [options.providerName ?? report.provider ?? 'nothing configured', ...Object.values(report.target)].join(` ${signs.dot} `);
	return [
		verdictLine(report, signs),
		line([`  ${oneLine(target)}`, 'muted']),
		...groups.flatMap(({severity, title}) => {
			const findings = report.findings.filter(finding => finding.severity === severity);
			return findings.length === 0
				? []
				: [line(''), line([title, 'strong']), ...findings.flatMap((finding, index) => block(finding, index, options, signs))];
		}),
		...(report.findings.some(finding => isProblem(finding)) ? [line(''), ...diagnosticCodeLines(report.diagnosticCode)] : []),
	];
}

function block(finding: ReportedFinding, index: number, options: ReportOptions, signs: Glyphs): readonly Line[] {
	if (finding.severity === 'pass' || finding.severity === 'skipped') {
		return [headline(finding, signs)];
	}

	const lines = findingLines(finding, {...options, glyphs: signs, consequences: finding.consequences});
	return index === 0 ? lines : [line(''), ...lines];
}

/** `✖ Not ready: 2 to fix, 1 could not be told.` */
export function verdictLine(report: Report, signs: Glyphs = glyphs(true)): Line {
	const verdicts: Readonly<Record<Verdict, readonly [string, string, Tone]>> = {
		ready: [signs.ok, 'Ready', 'ok'],
		'not-ready': [signs.fail, 'Not ready', 'fail'],
		'cannot-tell': [signs.unknown, 'Cannot tell yet', 'unknown'],
	};
	const [sign, words, tone] = verdicts[report.verdict];
	const counts = groups
		.filter(({severity}) => severity !== 'pass' && severity !== 'skipped')
		.map(({severity, title}) => ({title, count: report.findings.filter(finding => finding.severity === severity).length}))
		.filter(({count}) => count > 0)
		.map(({title, count}) => `${count} ${title.toLowerCase()}`);
	return line([`${sign} ${words}`, tone], counts.length === 0 ? '.' : `: ${counts.join(', ')}.`);
}

/** The report as JSON, ended by a newline. */
export function reportJson(report: Report): string {
	return `${JSON.stringify(report, undefined, '\t')}\n`;
}

/** The report as Markdown for a ticket: problems in full, the rest by title. */
export function reportMarkdown(report: Report, options: ReportOptions = {}): string {
	const problems = report.findings.filter(finding => finding.severity !== 'pass' && finding.severity !== 'skipped');
	const others = report.findings.filter(finding => !problems.includes(finding));
	const verdict = verdictLine(report)
		.map(span => span.text)
		.join('')
		.replace(/^\S+ /u, '');
	return [
		`# onboard: ${escapeMarkdown(verdict)}`,
		'',
		`- Made ${report.at} by onboard ${report.tool.version} (Node ${report.tool.node}, ${report.tool.platform})`,
		`- Provider: ${escapeMarkdown(options.providerName ?? report.provider ?? 'none configured')}`,
		...Object.entries(report.target).map(([label, value]) => `- ${escapeMarkdown(label)}: ${code(value)}`),
		`- Diagnostic code: ${code(report.diagnosticCode)} (read it with ${code(`onboard explain ${report.diagnosticCode}`)})`,
		...problems.flatMap(finding => problemMarkdown(finding, options)),
		...(others.length === 0
			? []
			: [
					'',
					'## Also checked',
					'',
					...others.map(
						finding =>
							`- ${finding.severity === 'pass' ? 'Proven' : 'Not tried'}: ${escapeMarkdown(finding.title)} (${code(finding.code)})`,
					),
				]),
		...(report.redactions.length === 0
			? []
			: ['', `Removed secrets: ${report.redactions.map(({kind, count}) => `${count} × ${kind}`).join(', ')}.`]),
		'',
	].join('\n');
}

function problemMarkdown(finding: ReportedFinding, options: ReportOptions): readonly string[] {
	const contact = options.contacts?.[finding.owner];
	const {fix} = finding;
	return [
		'',
		`## ${escapeMarkdown(finding.title)}`,
		'',
		`${code(finding.code)} · ${finding.severity} · owner: ${ownerName(finding.owner)}${contact === undefined ? '' : ` (${escapeMarkdown(contact)})`}`,
		'',
		...finding.evidence.map(item => `- ${item.label === '' ? '' : `${escapeMarkdown(item.label)}: `}${code(item.value)}`),
		...(finding.evidence.length === 0 ? [] : ['']),
		`**Most likely** ${escapeMarkdown(finding.cause)}`,
		'',
		`**Next** ${escapeMarkdown(fix.text)}${fix.kind === 'command' ? ` ${code(fix.command)}` : ''}`,
		...(fix.kind === 'ask' ? ['', ...fix.message.split('\n').map(text => `> ${escapeMarkdown(text)}`)] : []),
		...(finding.consequences.length === 0
			? []
			: ['', `Explains too: ${finding.consequences.map(other => `${escapeMarkdown(other.title)} (${code(other.code)})`).join('; ')}`]),
	];
}

/** Other people's words must not become headings, links, images or mentions in a tracker. */
function escapeMarkdown(text: string): string {
	return oneLine(text)
		.replaceAll(/[\\`*_{}[\]<>#|~!]/gu, sign => `\\${sign}`)
		.replaceAll(/(?<![\w.-])@/gu, '@\u200B');
}

/** Inline code that holds any text, backticks included (CommonMark 0.31 §6.1). */
function code(text: string): string {
	const content = oneLine(text);
	const longest = Math.max(0, ...[...content.matchAll(/`+/gu)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	const gap = content === '' || content.startsWith('`') || content.endsWith('`') ? ' ' : '';
	return `${fence}${gap}${content}${gap}${fence}`;
}
