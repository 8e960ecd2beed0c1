// A finding as the person meets it: what is true, what was seen, why, what to do next, and who can help.

import type {Line} from '../../core/document.ts';
import type {Finding, Fix, Folded, Owner} from '../../core/finding.ts';
import {fitsBeside, usableLabel} from '../frame.ts';
import {pad, spread, widthOf, wrap, wrapAtMost} from '../cells.ts';
import {markOf, type Signs} from '../theme.ts';

export type FindingOptions = {
	readonly width: number;
	readonly signs: Signs;
	readonly contacts: Readonly<Record<string, string>>;
	/** Show every piece of evidence and every consequence. */
	readonly isDetailed: boolean;
};

const labelWidth = 13;
const fewEvidence = 3;
/** Rows of one piece of evidence before its end is left to the details: what a cloud says can be long. */
const fewRows = 3;

const ownerNames: Readonly<Record<Owner, string>> = {
	you: 'you',
	'help-desk': 'help desk',
	'platform-team': 'platform team',
	'network-team': 'network team',
	'cloud-admin': 'cloud admin',
	provider: 'the cloud provider',
};

/** Lays a finding out. */
export function findingRows({finding, consequences}: Folded, options: FindingOptions): readonly Line[] {
	const {isDetailed, signs} = options;
	const seen = isDetailed ? finding.evidence : finding.evidence.slice(0, fewEvidence);
	const hidden = finding.evidence.length - seen.length;
	const column = usableLabel(options.width) ? Math.max(0, ...seen.map(({label}) => widthOf(label))) : 0;
	return [
		...titleRows(finding, options),
		...labelled(
			'What we saw',
			seen.map(({label, value}) => [
				{text: `${pad(label, column)}  `, tone: 'muted'},
				{text: value, tone: 'plain'},
			]),
			options,
			isDetailed ? undefined : fewRows,
		),
		...(hidden === 0 ? [] : labelled('', [[{text: `and ${hidden} more under details`, tone: 'muted'}]], options)),
		...labelled('Most likely', [[{text: finding.cause, tone: 'plain'}]], options),
		...labelled('Next', fixLines(finding.fix), options),
		...labelled(finding.owner === 'you' ? 'Still stuck?' : 'Who can help', helperLines(finding, options), options),
		...(consequences.length === 0
			? []
			: isDetailed
				? labelled(
						'Explains too',
						consequences.map(other => [
							{text: other.title, tone: 'plain'},
							{text: `  ${other.code}`, tone: 'muted'},
						]),
						options,
					)
				: labelled(
						'Explains too',
						[
							[
								{
									text: `${consequences.length} more ${consequences.length === 1 ? 'finding' : 'findings'} ${signs.dot} ${consequences.map(other => other.code).join(', ')}`,
									tone: 'muted',
								},
							],
						],
						options,
					)),
	];
}

function titleRows(finding: Finding, {width, signs}: FindingOptions): readonly Line[] {
	const mark = markOf(finding.severity, signs);
	const code: Line = [{text: finding.code, tone: 'muted'}];
	const rows = wrap([mark, {text: ` ${finding.title}`, tone: 'strong'}], width, 2);
	const last = rows.at(-1) ?? [];
	return fitsBeside(last, code, width)
		? [...rows.slice(0, -1), spread(last, code, width) ?? last]
		: [...rows, [{text: '  ', tone: 'plain'}, ...code]];
}

function fixLines(fix: Fix): readonly Line[] {
	const text: Line = [{text: fix.text, tone: 'plain'}];
	return fix.kind === 'command' ? [text, [{text: fix.command, tone: 'accent'}]] : [text];
}

function helperLines(finding: Finding, {contacts, signs}: FindingOptions): readonly Line[] {
	const owner: Owner = finding.owner === 'you' ? 'help-desk' : finding.owner;
	if (finding.owner === 'you' && contacts[owner] === undefined) {
		return [];
	}

	const parts = [ownerNames[owner], contacts[owner], 'c copies what they need'].filter(part => part !== undefined);
	return [[{text: parts.join(` ${signs.dot} `), tone: 'plain'}]];
}

/** Lines beside a muted label; a narrow window puts them below it. */
function labelled(label: string, lines: readonly Line[], {width, signs}: FindingOptions, most?: number): readonly Line[] {
	if (lines.length === 0) {
		return [];
	}

	const lay = (content: Line, hang: number) =>
		most === undefined ? wrap(content, width, hang) : wrapAtMost(content, width, {most, hang, ellipsis: signs.ellipsis});
	if (!usableLabel(width)) {
		const head: readonly Line[] = label === '' ? [] : [[{text: `  ${label}`, tone: 'muted'}]];
		return [...head, ...lines.flatMap(content => lay([{text: '    ', tone: 'plain'}, ...content], 4))];
	}

	return lines.flatMap((content, index) =>
		lay([{text: `  ${pad(index === 0 ? label : '', labelWidth)} `, tone: 'muted'}, ...content], labelWidth + 3),
	);
}
