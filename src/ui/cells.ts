// Text measured in terminal cells: width, cutting, wrapping under a hanging indent, and two ends of one row.

import {clean, textOf, type Line, type Tone} from '../core/document.ts';

type Cell = {readonly text: string; readonly tone: Tone; readonly width: number};

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const printableAscii = /^[\u0020-\u007E]*$/u;
// Two cells by East Asian Width (Unicode 17, UAX #11: W and F) or because the grapheme shows as an emoji.
const wide =
	/^(?:[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation})/u;
const zero = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** The characters that a person sees as one. */
export function charactersOf(text: string): readonly string[] {
	return printableAscii.test(text) ? [...text] : Array.from(graphemes.segment(text), segment => segment.segment);
}

/** Width of text in terminal cells. */
export function widthOf(text: string): number {
	return printableAscii.test(text) ? text.length : charactersOf(text).reduce((sum, character) => sum + widthOfCharacter(character), 0);
}

function widthOfCharacter(character: string): number {
	if (zero.test(character)) {
		return 0;
	}

	return wide.test(character) || character.includes('\uFE0F') ? 2 : 1;
}

/** Width of a line in terminal cells. */
export function lineWidth(content: Line): number {
	return content.reduce((sum, span) => sum + widthOf(span.text), 0);
}

// What is joined to an emoji: some terminals draw one sign of two cells, others each part in cells of its own.
const joined = /\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic}\uFE0F?/gu;

/** Text as one row can show it: no control characters, tabs and line breaks as spaces, no emoji whose width depends on the terminal. */
export function flat(text: string): string {
	return clean(text).replaceAll('\t', '  ').replaceAll('\n', ' ').replaceAll(joined, '');
}

function cellsOf(content: Line): readonly Cell[] {
	return content.flatMap(span => charactersOf(flat(span.text)).map(text => ({text, tone: span.tone, width: widthOfCharacter(text)})));
}

function lineOf(cells: readonly Cell[]): Line {
	const spans: Array<{text: string; tone: Tone}> = [];
	for (const cell of cells) {
		const last = spans.at(-1);
		if (last?.tone === cell.tone) {
			last.text += cell.text;
		} else {
			spans.push({text: cell.text, tone: cell.tone});
		}
	}

	return spans;
}

/** How many of the cells fit into `width`. */
function fitting(cells: readonly Cell[], width: number): number {
	let used = 0;
	const end = cells.findIndex(cell => {
		used += cell.width;
		return used > width;
	});
	return end === -1 ? cells.length : end;
}

/** Cuts a line to at most `width` cells, its end marked with the ellipsis. */
export function cut(content: Line, width: number, ellipsis: string): Line {
	const cells = cellsOf(content);
	if (fitting(cells, width) === cells.length) {
		return lineOf(cells);
	}

	const kept = cells.slice(0, fitting(cells, Math.max(0, width - widthOf(ellipsis))));
	return lineOf([...kept, {text: ellipsis, tone: kept.at(-1)?.tone ?? 'plain', width: 1}]).slice(0, width > 0 ? undefined : 0);
}

/** Adds spaces up to `width` cells. */
export function pad(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Both ends of one row: `right` ends at `width`. Answers undefined when they do not fit with two cells between them. */
export function spread(left: Line, right: Line, width: number): Line | undefined {
	const gap = width - lineWidth(left) - lineWidth(right);
	return gap < 2 ? undefined : [...left, {text: ' '.repeat(gap), tone: 'plain'}, ...right];
}

function furtherIn(text: string): number {
	const indent = /^ */u.exec(text)![0].length;
	return indent === 0 ? 0 : indent + 2;
}

/** Where the columns of a text start, the first one apart. */
function columnsOf(text: string): readonly number[] {
	return [...text.matchAll(/\S {2,}(?=\S)/gu)].map(match => match.index + match[0].length);
}

/** Where the next rows of a wrapped line start: under its last column when that is in the left half, else a little further in than itself. */
function hangOf(text: string, width: number, isLost: boolean): number {
	const column = isLost ? undefined : columnsOf(text).findLast(start => start <= width / 2);
	return Math.min(column ?? furtherIn(text), Math.max(0, width - 8));
}

/**
 * Wraps a line at words into rows of at most `width` cells; a word longer than a row is broken.
 *
 * @param hang - Indent of every row after the first; found from the line's own columns when absent.
 */
export function wrap(content: Line, width: number, hang?: number): readonly Line[] {
	const room = Math.max(1, width);
	const whole = content.map(span => ({...span, text: flat(span.text)}));
	if (lineWidth(whole) <= room) {
		return [whole];
	}

	const isLost = hang === undefined && columnsOf(textOf(whole)).every(start => start > room / 2);
	// Filling up to a column that is too far right to hang under would only waste rows.
	let rest = cellsOf(isLost ? whole.map(span => ({...span, text: span.text.replaceAll(/(?<=\S) {3,}/gu, '  ')})) : whole);
	const text = rest.map(cell => cell.text).join('');
	const indent = Math.min(hang ?? hangOf(text, room, isLost), room - 1);
	const rows: Line[] = [];
	while (true) {
		const prefix: readonly Cell[] = rows.length === 0 || indent === 0 ? [] : [{text: ' '.repeat(indent), tone: 'plain', width: indent}];
		const limit = room - (rows.length === 0 ? 0 : indent);
		const end = Math.max(1, fitting(rest, limit));
		if (end >= rest.length) {
			return [...rows, lineOf([...prefix, ...rest])];
		}

		const start = rest.findIndex(cell => cell.text !== ' ');
		const space = rest.slice(0, end + 1).findLastIndex(cell => cell.text === ' ');
		const word = rest.slice(space + 1).findIndex(cell => cell.text === ' ');
		const isTooLong = (word === -1 ? rest.length - space - 1 : word) > room - indent;
		// A word that no row can hold is broken where it stands, instead of leaving most of a row empty first.
		const at = space > start && !isTooLong ? space : breakWithin(rest.slice(0, end), limit);
		rows.push(trimEnd(lineOf([...prefix, ...rest.slice(0, at)])));
		rest = rest.slice(at);
		const next = rest.findIndex(cell => cell.text !== ' ');
		rest = next === -1 ? [] : rest.slice(next);
		if (rest.length === 0) {
			return rows;
		}
	}
}

/** Wraps a line into at most `most` rows; the last one is cut when there is more. */
export function wrapAtMost(
	content: Line,
	width: number,
	{most, hang, ellipsis}: {most: number; hang: number; ellipsis: string},
): readonly Line[] {
	const whole = wrap(content, width, hang);
	if (whole.length <= most) {
		return whole;
	}

	// A word that was broken between two rows is joined again without a space.
	let left = flat(textOf(content)).trimStart();
	const parts = whole.map((row, index) => {
		const text = textOf(row).trimStart();
		const isApart = left.startsWith(' ');
		left = left.trimStart().slice(text.length);
		return index === most - 1 ? row : [{text: isApart ? ' ' : '', tone: 'plain'} as const, ...trimStart(row)];
	});
	return [...whole.slice(0, most - 1), cut(parts.slice(most - 1).flat(), width, ellipsis)];
}

/** Where a word too long for a row is broken best: behind one of its own separators, unless that leaves a third of the row empty. */
function breakWithin(cells: readonly Cell[], limit: number): number {
	const separator = cells.findLastIndex(cell => /^[,/:.?&=_-]$/u.test(cell.text));
	return separator >= (limit * 2) / 3 ? separator + 1 : cells.length;
}

/** Wraps every line; line breaks inside a line's text start new lines. */
export function wrapAll(lines: readonly Line[], width: number): readonly Line[] {
	return lines.flatMap(content => splitBreaks(content).flatMap(part => wrap(part, width)));
}

/** The lines of a text with line breaks. */
export function splitBreaks(content: Line): readonly Line[] {
	const lines: Array<Array<Line[number]>> = [[]];
	for (const span of content) {
		for (const [index, text] of span.text.split('\n').entries()) {
			if (index > 0) {
				lines.push([]);
			}

			lines.at(-1)!.push({text, tone: span.tone});
		}
	}

	return lines;
}

function trimStart(content: Line): Line {
	const [first, ...others] = content;
	return first === undefined ? content : [{...first, text: first.text.trimStart()}, ...others];
}

function trimEnd(content: Line): Line {
	const last = content.at(-1);
	return last === undefined ? content : [...content.slice(0, -1), {...last, text: last.text.trimEnd()}];
}
