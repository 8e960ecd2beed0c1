// The board on a terminal: counts and the best fix above, people below; or the plain log with the counts alone.

import {Box, useWindowSize} from 'ink';
import {useEffect, useMemo, useState, type ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import {cut, spread, wrap} from '../cells.ts';
import {Frame} from '../components/frame.tsx';
import {Rows} from '../components/rows.tsx';
import {frameRows, usableWidth} from '../frame.ts';
import {useKeyboard} from '../hooks/use-keyboard.ts';
import {namedKeys} from '../keys.ts';
import {useLook} from '../look.ts';
import {boardKeyboard, firstBoard} from './keyboard.ts';
import {listOf, personRowsOn, windowOf} from './list.ts';
import type {BoardPicture} from '../../cohort/board/view.ts';

/** Rows a board may have at most: the person moves through the rest, and what scrolled by before it stays readable above. */
const mostRows = 40;

const help =
	'Everybody of the cohort, those who need somebody first. The number after a heading says how many one fix would help. The plain log prints every event as a line that stays; l brings the board back.';

export type BoardScreenProps = {
	readonly picture: BoardPicture;
	/** The plain log is open: its lines up to this one may be let out. */
	onLog(until: number): void;
};

/** Draws a board. */
export function BoardScreen({picture, onLog}: BoardScreenProps): ReactNode {
	const look = useLook();
	const {signs, clock} = look;
	const size = useWindowSize();
	const width = usableWidth(size.columns);
	const heading = titleOf(picture, width);
	const given = {count: 0, page: (cursor: number) => cursor, upDown: signs.upDown};
	const frame = frameRows(size, heading, namedKeys(boardKeyboard, firstBoard, {...given, count: 2}, true), look, mostRows);
	const above = aboveOf(picture, frame.width, frame.room > 10, signs.dot);
	const room = Math.max(1, frame.room - above.length - 1);
	// The list depends on the state, and the keys on the list: theirs is that of the last drawing.
	const [drawn, setDrawn] = useState(() => listOf(picture, firstBoard.grouping, firstBoard.filter));
	const sized = {
		...given,
		count: drawn.people.length,
		page: (cursor: number, way: 1 | -1) => personRowsOn(drawn, cursor, way * Math.max(1, room - 2)),
	};
	const state = useKeyboard(boardKeyboard, firstBoard, sized, {heading: picture.title, text: help});
	const list = useMemo(() => listOf(picture, state.grouping, state.filter), [picture, state.grouping, state.filter]);
	if (drawn !== list) {
		setDrawn(list);
	}

	const isLog = state.mode === 'log';
	const events = picture.log.length;
	useEffect(() => {
		if (isLog) {
			onLog(events);
		}
	}, [isLog, events, onLog]);
	const cursor = Math.min(state.cursor, Math.max(0, list.people.length - 1));
	const chosen = list.people[cursor];
	const isFiltered = state.isFiltering || state.filter !== '';
	const filter: Line = [
		{text: state.isFiltering ? `filter ${signs.pointer} ` : 'filter  ', tone: 'muted'},
		{text: state.filter, tone: 'accent'},
		{text: `  ${list.people.length} of ${picture.people.length}`, tone: 'muted'},
	];
	const body =
		state.mode === 'details' && chosen !== undefined
			? chosen.details.flatMap(row => wrap(row, frame.width)).slice(0, room)
			: windowOf({
					list,
					cursor,
					room: isFiltered ? room - 1 : room,
					width: frame.width,
					now: clock.now(),
					signs,
				});
	const keys = namedKeys(boardKeyboard, state, sized);
	return isLog ? (
		<Box flexDirection="column" marginTop={1}>
			<Rows rows={[heading, countsOf(picture, frame.width, signs.dot)]} />
			<Frame frame={{...frame, heading: [], space: 0}} keys={keys} />
		</Box>
	) : (
		<Frame frame={frame} keys={keys}>
			<Rows rows={[...above, ...(isFiltered ? [cut(filter, frame.width, signs.ellipsis)] : []), ...body]} />
		</Frame>
	);
}

function titleOf(picture: BoardPicture, width: number): Line {
	const total = picture.people.length;
	const left: Line = [{text: picture.title, tone: 'strong'}];
	const right: Line = [{text: `${total} ${total === 1 ? 'person' : 'people'}`, tone: 'muted'}];
	return spread(left, right, width) ?? left;
}

function countsOf({counts}: BoardPicture, width: number, dot: string): Line {
	const parts = counts.map(({label, count, tone}, index): Line => [
		{text: index === 0 ? '' : ` ${dot} `, tone: 'muted'},
		{text: `${label} `, tone: 'muted'},
		{text: String(count), tone: count === 0 ? 'muted' : tone},
	]);
	return cut(parts.flat(), width, '…');
}

/** Counts, and the best fix where there is room for it. */
function aboveOf(picture: BoardPicture, width: number, isRoomy: boolean, dot: string): readonly Line[] {
	const counts = countsOf(picture, width, dot);
	const best = picture.best === undefined ? [] : wrap(picture.best, width).slice(0, 2);
	return isRoomy ? [counts, ...best, []] : [counts];
}
