// The data-retention summary in words and as JSON: measured, stated, unknown and local, never mixed.

import {line, type Line} from '../core/document.ts';
import {redactValue} from '../core/redact.ts';
import type {TermsRow, TermsSummary} from '../core/terms.ts';
import {columnWidth, oneLine, padTo} from './lines.ts';

export type TermsOptions = {
	/** Who states, for example `AWS`. */
	readonly provider: string;
	/** Where it was measured, for example `account 111122223333, us-east-1, just now`. */
	readonly place: string;
};

/** The summary as lines; a section without rows is left out, except that nothing measured is said. */
export function termsLines(summary: TermsSummary, options: TermsOptions): readonly Line[] {
	const all = [...summary.measured, ...summary.stated, ...(summary.organization?.rows ?? []), ...summary.unknown, ...summary.local];
	const width = columnWidth(
		all.map(row => row.label),
		32,
	);
	const section = (title: string, rows: readonly TermsRow[]): readonly Line[] =>
		rows.length === 0 ? [] : [line([`  ${title}`, 'strong']), ...rows.map(row => rowLine(row, width))];
	return [
		...(summary.measured.length === 0
			? [line([`  Nothing could be measured in ${options.place}`, 'unknown'])]
			: section(`Measured in ${options.place}`, summary.measured)),
		...section(`Stated by ${options.provider}${readOn(summary.stated)}`, summary.stated),
		...section(
			`Stated by ${summary.organization?.name ?? 'your organization'}${readOn(summary.organization?.rows ?? [])}`,
			summary.organization?.rows ?? [],
		),
		...section('Unknown', summary.unknown),
		...section('On this machine', summary.local),
		...(summary.corrections.length === 0
			? []
			: [line(['  Often said, but not what the sources say', 'strong']), ...summary.corrections.map(text => line('    ', text))]),
	];
}

function rowLine(row: TermsRow, width: number): Line {
	const label = `    ${padTo(oneLine(row.label), width)}  `;
	const note = row.note === undefined ? [] : ([[`  ${oneLine(row.note)}`, 'muted']] as const);
	return line([label, 'muted'], [oneLine(row.value), row.tone ?? 'plain'], ...note);
}

/** ` (read 2026-11-22)`; with several dates the oldest, because the summary is only as fresh as that. */
function readOn(rows: readonly TermsRow[]): string {
	const [oldest] = rows.flatMap(row => (row.source === undefined || row.source.read === '' ? [] : [row.source.read])).toSorted();
	return oldest === undefined ? '' : ` (read ${oldest})`;
}

/** Every page the summary cites, each once, with the labels of the rows that cite it. */
export function sourceLines(summary: TermsSummary): readonly Line[] {
	const rows = [...summary.measured, ...summary.stated, ...(summary.organization?.rows ?? []), ...summary.unknown, ...summary.local];
	const urls = [...new Set(rows.flatMap(row => (row.source === undefined ? [] : [row.source.url])))];
	return urls.flatMap(url => {
		const citing = rows.filter(row => row.source?.url === url);
		const [read = ''] = citing.flatMap(row => (row.source === undefined ? [] : [row.source.read])).toSorted();
		return [
			line([`  ${citing.map(row => row.label).join(', ')}`, 'muted'], read === '' ? '' : [`, read ${read}`, 'muted']),
			line('    ', [url, 'accent']),
		];
	});
}

export type TermsJsonInput = {
	readonly version: string;
	/** Milliseconds since the Unix epoch. */
	readonly at: number;
	readonly provider: string | undefined;
	readonly target: Readonly<Record<string, string | undefined>>;
};

/** The summary as `onboard/terms@1`, ended by a newline. `input.version` is the program's. */
export function termsJson(summary: TermsSummary, input: TermsJsonInput): string {
	const document = {
		schema: 'onboard/terms@1',
		tool: {name: 'onboard', version: input.version},
		at: new Date(input.at).toISOString(),
		provider: input.provider ?? null,
		target: input.target,
		...summary,
	};
	return `${JSON.stringify(redactValue(document).value, undefined, '\t')}\n`;
}
