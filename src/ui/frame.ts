// How the rows of the live frame are shared out, so that it never outgrows the window.

import type {Line} from '../core/document.ts';
import type {StepPosition} from '../wizard/view.ts';
import {lineWidth, spread, wrap} from './cells.ts';
import {keyRows, type Named} from './keys.ts';
import type {Signs} from './theme.ts';

export type WindowSize = {readonly columns: number; readonly rows: number};

/** Rows a frame may have: Ink stamps copies of a frame that is taller than the window into the scrollback (measured with Ink 8, 2026-11). */
const mostRows = 18;
/**
 * Wider windows leave notes at the right too far from what they belong to, and rows that end well before the edge stay whole when a
 * window is made narrower.
 */
const mostColumns = 80;
const fewestColumns = 20;

export type FrameRows = {
	/** Cells of one row. */
	readonly width: number;
	readonly heading: readonly Line[];
	/** Rows left for the body; at least one. */
	readonly room: number;
	/** Rows the keys may have. */
	readonly keys: number;
	/** Empty rows above the heading, and between body and keys: 0 or 1. */
	readonly space: number;
	/** Row, counted from the top of the frame, on which the body starts. */
	readonly bodyTop: number;
};

/** Width that text may use; the last column stays free, because some terminals wrap when it is written. */
export function usableWidth(columns: number): number {
	return Math.max(fewestColumns, Math.min(columns - 1, mostColumns));
}

/** Heading of a step: `4 of 8 · Which account should Claude Code bill to?` */
export function headingOf(position: StepPosition, title: string, signs: Signs): Line {
	return [
		{text: `${position.index} of ${position.total} ${signs.dot} `, tone: 'muted'},
		{text: title, tone: 'strong'},
	];
}

/** Shares out a frame. `names` are all keys the screen may name. */
export function frameRows(
	size: WindowSize,
	heading: Line,
	names: readonly Named[],
	look: {readonly signs: Signs; readonly badge?: string; readonly quit?: Named},
	most = mostRows,
): FrameRows {
	const width = usableWidth(size.columns);
	const limit = Math.max(3, Math.min(size.rows - 2, most));
	const isTight = limit < 9;
	const top = withBadge(wrap(heading, width, 0).slice(0, isTight ? 1 : 3), look.badge, width);
	const keys = Math.min(keyRows(names, width, look.signs, look.quit).length, isTight ? 1 : 3);
	const space = isTight ? 0 : 1;
	const bodyTop = space + top.length;
	return {width, heading: top, keys, space, bodyTop, room: Math.max(1, limit - bodyTop - space - keys)};
}

function withBadge(rows: readonly Line[], badge: string | undefined, width: number): readonly Line[] {
	if (badge === undefined) {
		return rows;
	}

	const mark: Line = [{text: badge, tone: 'warn'}];
	const last = rows.at(-1) ?? [];
	const together = spread(last, mark, width);
	return together === undefined ? [...rows, mark] : [...rows.slice(0, -1), together];
}

/** Whether both fit into one row. */
export function fitsBeside(left: Line, right: Line, width: number): boolean {
	return lineWidth(left) + lineWidth(right) + 2 <= width;
}

/** Whether a column of labels beside the text leaves enough for the text. */
export function usableLabel(width: number): boolean {
	return width >= 56;
}
