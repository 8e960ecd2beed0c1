// Says why the question matters and which keys work on its screen.

import {useWindowSize} from 'ink';
import type {ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import {pad, splitBreaks, widthOf, wrap} from '../cells.ts';
import {Frame} from '../components/frame.tsx';
import {lastTop, Scroll, spaced} from '../components/rows.tsx';
import {frameRows} from '../frame.ts';
import {useKeyboard} from '../hooks/use-keyboard.ts';
import {firstHelp, helpKeyboard} from '../keyboards/help.ts';
import {namedKeys, type Named} from '../keys.ts';
import {useLook, type HelpText} from '../look.ts';

/** Draws the help over the screen it belongs to, which keeps its state meanwhile. */
export function HelpScreen({help}: {readonly help: HelpText}): ReactNode {
	const look = useLook();
	const size = useWindowSize();
	const heading: Line = [{text: help.heading, tone: 'strong'}];
	const sized = {upDown: look.signs.upDown, canGoBack: false};
	const names = namedKeys(helpKeyboard, firstHelp, {...sized, room: 1, width: 1, lastTop: () => 1}, true);
	const frame = frameRows(size, heading, names, look);
	const rows: readonly Line[] = [...paragraphs(help.text, frame.width), [], ...keyList(help.keys, frame.width)];
	const given = {...sized, room: frame.room, width: frame.width, lastTop: () => lastTop(rows.length, frame.room)};
	const state = useKeyboard(helpKeyboard, firstHelp, given, help);
	return (
		<Frame frame={frame} keys={namedKeys(helpKeyboard, state, given)}>
			<Scroll rows={spaced(rows, frame.room)} top={state.top} room={frame.room} />
		</Frame>
	);
}

function paragraphs(text: string, width: number): readonly Line[] {
	return splitBreaks([{text, tone: 'plain'}]).flatMap(part => wrap([{text: '  ', tone: 'plain'}, ...part], width, 2));
}

function keyList(keys: readonly Named[], width: number): readonly Line[] {
	const column = Math.max(0, ...keys.map(key => widthOf(key.name)));
	return keys.flatMap(key =>
		wrap(
			[
				{text: `  ${pad(key.name, column)}  `, tone: 'plain'},
				{text: key.label, tone: 'muted'},
			],
			width,
			column + 4,
		),
	);
}
