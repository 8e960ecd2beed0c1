// One row of toned text; it never wraps, because whoever made the row has measured it.

import {Text, Transform} from 'ink';
import type {ReactNode} from 'react';
import type {Line} from '../../core/document.ts';
import {toAscii} from '../../core/glyphs.ts';
import {flat} from '../cells.ts';
import {useLook} from '../look.ts';
import {styleOf} from '../theme.ts';

export type WordsProps = {
	readonly line: Line;
	/** Address the row leads to, for terminals that know hyperlinks. */
	readonly link?: string;
};

/** Draws a line; an empty one still takes a row. */
export function Words({line, link}: WordsProps): ReactNode {
	const {hasColour, hasLinks, isUnicode} = useLook();
	const spell = (text: string): string => (isUnicode ? flat(text) : toAscii(flat(text)));
	const text = (
		<Text wrap="truncate-end">
			{line.every(span => span.text === '')
				? ' '
				: line.map((span, index) => (
						<Text key={index} {...styleOf(span.tone, hasColour)}>
							{spell(span.text)}
						</Text>
					))}
		</Text>
	);
	if (link === undefined || !hasLinks) {
		return text;
	}

	return <Transform transform={output => hyperlink(link, output)}>{text}</Transform>;
}

// OSC 8, as terminals agreed on it: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda (read 2026-11).
function hyperlink(url: string, text: string): string {
	return `\u001B]8;;${url}\u0007${text}\u001B]8;;\u0007`;
}
