// Printing for the faces without redraw: transcript entries, document lines and settled progress rows as plain text.

import type {ProgressRow} from '../core/check.ts';
import {line, type Line} from '../core/document.ts';
import {printLines} from '../output/lines.ts';
import type {Notice} from '../providers/provider.ts';
import type {FailedStage, TranscriptLine} from './view.ts';

type Write = (text: string) => void;

const marks = {ok: 'ok', warn: 'warning', fail: 'failed', muted: '-'} as const;

/** Prints lines without tones; words carry the meaning. */
export function print(lines: readonly Line[], write: Write): void {
	write(printLines(lines));
}

/** Prints what this is, with an empty line below; nothing for a wizard that is part of another. */
export function printHeader(header: string, write: Write): void {
	write(header === '' ? '' : `${header}\n\n`);
}

/** Prints finished questions and steps. */
export function printTranscript(entries: readonly TranscriptLine[], write: Write): void {
	for (const entry of entries) {
		const remark = entry.note === undefined ? '' : ` (${entry.note})`;
		write(`${marks[entry.mark]}: ${entry.title}${entry.value === '' ? '' : ` ${entry.value}`}${remark}\n`);
		print(entry.lines ?? [], write);
	}
}

/** A notice as text; its address stays on one line so that it can be copied. */
export function noticeText(notice: Notice | undefined): string | undefined {
	return notice === undefined
		? undefined
		: [notice.text, notice.url, notice.code === undefined ? undefined : `Code: ${notice.code}`]
				.filter(part => part !== undefined)
				.join('\n');
}

/** Lines for rows that have settled since `before`. */
export function settledRows(before: readonly ProgressRow[], now: readonly ProgressRow[]): readonly Line[] {
	const isSettled = (row: ProgressRow | undefined) => row !== undefined && row.state !== 'waiting' && row.state !== 'running';
	return now
		.filter(row => isSettled(row) && !isSettled(before.find(other => other.id === row.id)))
		.map(row =>
			line(
				`  ${wordFor(row)} ${row.title}: ${row.text}${row.tookMs === undefined || row.tookMs === 0 ? '' : ` (${Math.round(row.tookMs)} ms)`}`,
			),
		);
}

function wordFor(row: ProgressRow): string {
	return {waiting: '-', running: '-', pass: 'ok', warn: 'warning', fail: 'failed', unknown: 'unknown', skipped: 'skipped'}[row.state];
}

/** The diagnostic code of a failed proof, with an empty line after it; nothing where there is none. */
export function codeBlock({codeLines = []}: FailedStage): readonly Line[] {
	return codeLines.length === 0 ? [] : [...codeLines, line('')];
}
