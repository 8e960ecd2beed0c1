// Rows under each other, and a window onto more of them than there is room for.

import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import {Words} from './words.tsx';

/** Draws rows. */
export function Rows({rows}: {readonly rows: readonly Line[]}): ReactNode {
	return (
		<Box flexDirection="column">
			{rows.map((row, index) => (
				<Words key={index} line={row} />
			))}
		</Box>
	);
}

/** The last sensible first row of a window of `room` rows, one of which tells the place. */
export function lastTop(count: number, room: number): number {
	return count <= room ? 0 : count - Math.max(1, room - 1);
}

export type ScrollProps = {readonly rows: readonly Line[]; readonly top: number; readonly room: number};

/** Draws at most `room` rows from `top` on, and says which when that is not all. */
export function Scroll({rows, top, room}: ScrollProps): ReactNode {
	return <Rows rows={scrolled(rows, top, room)} />;
}

/** An empty row first, where there is room for it. */
export function spaced(rows: readonly Line[], room: number): readonly Line[] {
	return rows.length < room ? [[], ...rows] : rows;
}

/** The rows a window shows. */
export function scrolled(rows: readonly Line[], top: number, room: number): readonly Line[] {
	if (rows.length <= room) {
		return rows;
	}

	const shown = Math.max(1, room - 1);
	const start = Math.min(Math.max(0, top), lastTop(rows.length, room));
	const place: Line = [{text: `  lines ${start + 1} to ${start + shown} of ${rows.length}`, tone: 'muted'}];
	return [...rows.slice(start, start + shown), place].slice(0, room);
}
