// Rows of live progress: sign, word, what was seen, and the time at the right.

import type {ProgressRow, RowState} from '../../core/check.ts';
import type {Line} from '../../core/document.ts';
import {cut, lineWidth, pad, widthOf, wrapAtMost} from '../cells.ts';
import {elapsedText, tookText} from '../../core/durations.ts';
import {markOf, type Signs} from '../theme.ts';

export type ProgressOptions = {
	readonly width: number;
	readonly room: number;
	/** Clock.elapsed(). */
	readonly now: number;
	/** The spinner's picture. */
	readonly frame: number;
	readonly signs: Signs;
};

const mostTitle = 14;
const importance: readonly RowState[] = ['running', 'fail', 'unknown', 'warn', 'pass', 'waiting', 'skipped'];

/** Lays the rows out in at most `room` rows: wrapped where there is room, else cut, else the less telling ones counted. */
export function progressRows(rows: readonly ProgressRow[], options: ProgressOptions): readonly Line[] {
	const titleWidth = Math.min(mostTitle, Math.max(0, ...rows.map(row => widthOf(row.title))));
	const laid = (shown: readonly ProgressRow[], mostLines: number) => shown.flatMap(row => layOut(row, titleWidth, mostLines, options));
	const wrapped = laid(rows, 3);
	if (wrapped.length <= options.room) {
		return wrapped;
	}

	if (rows.length <= options.room) {
		return laid(rows, 1);
	}

	const kept = rows.toSorted((a, b) => importance.indexOf(a.state) - importance.indexOf(b.state)).slice(0, Math.max(1, options.room - 1));
	const shown = laid(
		rows.filter(row => kept.includes(row)),
		1,
	);
	const rest: Line = [{text: `  and ${rows.length - kept.length} more`, tone: 'muted'}];
	return [...shown, rest].slice(0, options.room);
}

function layOut(row: ProgressRow, titleWidth: number, mostLines: number, options: ProgressOptions): readonly Line[] {
	const {width, signs} = options;
	const start: Line = [
		{text: '  ', tone: 'plain'},
		markOf(row.state, signs, options.frame),
		{
			text: ` ${pad(cut([{text: row.title, tone: 'plain'}], titleWidth, signs.ellipsis)[0]?.text ?? '', titleWidth)}  `,
			tone: row.state === 'waiting' ? 'muted' : 'plain',
		},
	];
	const indent = lineWidth(start);
	const time = timeOf(row, width - indent - widthOf(row.text) - 2, options);
	const textWidth = Math.max(4, width - indent - (time === '' ? 0 : widthOf(time) + 2));
	const text: Line = [{text: row.text, tone: row.state === 'skipped' ? 'muted' : 'plain'}];
	const lines = wrapAtMost(text, textWidth, {most: mostLines, hang: 0, ellipsis: signs.ellipsis});
	return lines.map((content, index): Line => {
		if (index > 0) {
			return [{text: ' '.repeat(indent), tone: 'plain'}, ...content];
		}

		const gap = width - indent - lineWidth(content) - widthOf(time);
		return [
			...start,
			...content,
			...(time === '' ? [] : [{text: ' '.repeat(Math.max(2, gap)), tone: 'plain'} as const, {text: time, tone: 'muted'} as const]),
		];
	});
}

/** Running rows always show their time; finished ones when it fits beside what was seen. */
function timeOf(row: ProgressRow, room: number, {now}: ProgressOptions): string {
	if (row.state === 'running') {
		return row.startedAt === undefined ? '' : elapsedText(row.startedAt, now, row.limitMs);
	}

	const time = row.tookMs === undefined || row.tookMs === 0 ? '' : tookText(row.tookMs);
	return widthOf(time) <= room ? time : '';
}
