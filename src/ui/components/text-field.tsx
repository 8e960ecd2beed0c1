// One line of text being typed, with the terminal's own cursor, so that input methods and screen magnifiers follow it.

import {Box, useCursor} from 'ink';
import type {ReactNode} from 'react';
import {cut, widthOf} from '../cells.ts';
import {aroundCaret, type TextGiven, type TextState} from '../keyboards/text.ts';
import {useLook} from '../look.ts';
import {Words} from './words.tsx';

export type TextFieldProps = {
	readonly state: TextState;
	readonly given: TextGiven;
	readonly placeholder: string | undefined;
	readonly width: number;
	/** Row of the field, counted from the top of the live frame. */
	readonly row: number;
};

/** Draws the field; text longer than the row scrolls sideways with the caret. */
export function TextField({state, given, placeholder, width, row}: TextFieldProps): ReactNode {
	const {signs, hasColour} = useLook();
	const {setCursorPosition} = useCursor();
	const {before, after} = aroundCaret(state, given);
	const room = width - 4;
	const left = endWithin(before, room);
	const leftWidth = widthOf(left);
	setCursorPosition({x: 2 + leftWidth, y: row});
	const right = cut([{text: after.join(''), tone: 'plain'}], room - leftWidth + 1, '');
	const isEmpty = before.length + after.length === 0;
	return (
		<Box aria-role="textbox">
			<Words
				line={[
					{text: `${signs.pointer} `, tone: 'accent'},
					...(isEmpty
						? cut([{text: exampleOf(placeholder, hasColour), tone: 'muted'}], room, signs.ellipsis)
						: [{text: left, tone: 'plain'} as const, ...right]),
				]}
			/>
		</Box>
	);
}

/** The last characters that fit. */
function endWithin(characters: readonly string[], width: number): string {
	let used = 0;
	const start = characters.findLastIndex(character => {
		used += widthOf(character);
		return used > width;
	});
	return characters.slice(start + 1).join('');
}

/** Without colour, nothing but brackets tells an example from text that is there. */
function exampleOf(placeholder: string | undefined, hasColour: boolean): string {
	return placeholder === undefined ? '' : hasColour ? placeholder : `(${placeholder})`;
}
