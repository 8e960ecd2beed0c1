// A doctor's report as Markdown for a ticket: problems in full, the rest by title.

import type {Report, ReportedFinding} from '../core/report.ts';
import {explainCommand} from './diagnostic-code.ts';
import {distinctConsequences, ownerName} from './finding.ts';
import {code, escapeMarkdown} from './markdown.ts';
import {redactionTexts, splitFindings, verdictLine, type ReportOptions} from './report.ts';

/** The report as Markdown. */
export function reportMarkdown(report: Report, options: ReportOptions = {}): string {
	const {problems, others} = splitFindings(report);
	const verdict = verdictLine(report)
		.map(span => span.text)
		.join('')
		.replace(/^\S+ /u, '');
	return [
		`# onboard: ${escapeMarkdown(verdict)}`,
		'',
		`- Made ${report.at} by onboard ${report.tool.version} (Node ${report.tool.node}, ${report.tool.platform})`,
		...(report.simulated === undefined ? [] : [`- Simulated cloud: ${code(report.simulated)}`]),
		`- Provider: ${escapeMarkdown(options.providerName ?? report.provider ?? 'none configured')}`,
		...Object.entries(report.target).map(([label, value]) => `- ${escapeMarkdown(label)}: ${code(value)}`),
		`- Diagnostic code: ${code(report.diagnosticCode)} (read it with ${code(explainCommand(report.diagnosticCode))})`,
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
		...redactionTexts(report).flatMap(text => ['', text]),
		'',
	].join('\n');
}

function problemMarkdown(finding: ReportedFinding, options: ReportOptions): readonly string[] {
	const contact = options.contacts?.[finding.owner];
	const {fix} = finding;
	const consequences = distinctConsequences(finding, finding.consequences);
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
		...(consequences.length === 0
			? []
			: ['', `Explains too: ${consequences.map(other => `${escapeMarkdown(other.title)} (${code(other.code)})`).join('; ')}`]),
	];
}
