// Lines with tones as plain text for a stream: wrapped by display width, coloured only where colour is allowed.

import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import {clean, type Line, type Tone} from '../core/document.ts';
import {toAscii} from '../core/glyphs.ts';

export type PrintOptions = {
	/** Columns of the terminal; absent means lines are not wrapped. */
	readonly width?: number;
	/** Whether ANSI colour may be used; default no. */
	readonly color?: boolean;
	/** Whether the terminal shows Unicode; default yes. */
	readonly unicode?: boolean;
};

// Select Graphic Rendition parameters, ECMA-48 §8.3.117; bright black (90) reads as muted on light and dark grounds.
const codes: Readonly<Record<Tone, number | undefined>> = {
	plain: undefined,
	ok: 32,
	warn: 33,
	fail: 31,
	unknown: 35,
	muted: 90,
	accent: 36,
	strong: 1,
};

/**
 * Renders lines, each ended by a newline.
 *
 * A wrapped line continues under its own text: under the end of its first span when that is a mark or ends in two spaces (a label), else
 * under its first word. Words are never broken, so that addresses can be copied. Control characters are removed.
 */
export function printLines(lines: readonly Line[], options: PrintOptions = {}): string {
	return lines.map(content => `${printLine(content, options)}\n`).join('');
}

function printLine(content: Line, options: PrintOptions): string {
	const whole: Line = content.map(span => ({text: oneLine(options.unicode === false ? toAscii(span.text) : span.text), tone: span.tone}));
	const isLost = isColumnLost(whole, options.width);
	const spans = isLost ? whole.map((span, index) => (index === 0 ? {...span, text: `${span.text.trimEnd()}  `} : span)) : whole;
	const painted = (part: Line) => part.map(span => paint(span.text, options.color === true ? codes[span.tone] : undefined)).join('');
	if (options.width === undefined) {
		return painted(spans).trimEnd();
	}

	const texts = spans.map(span => span.text);
	const start = isLost ? Math.min(indentOf(texts), Math.floor(options.width / 2)) : hangOf(texts, options.width);
	const hang = isLost ? start + 2 : start;
	const [lead, rest] = splitAt(spans, start);
	const wrapped = wrapAnsi(painted(rest), Math.max(options.width - hang, 12), {trim: true, hard: false}).split('\n');
	return wrapped.map((row, index) => (index === 0 ? `${painted(lead)}${row}` : `${' '.repeat(hang)}${row}`).trimEnd()).join('\n');
}

/** A label that takes more than half the width cannot be a column; where the line has to be wrapped, its filling would only waste rows. */
function isColumnLost(spans: Line, width: number | undefined): boolean {
	const [label = ''] = spans.map(span => span.text);
	return (
		width !== undefined &&
		/\S {2,}$/u.test(label) &&
		stringWidth(label) > width / 2 &&
		stringWidth(
			spans
				.map(span => span.text)
				.join('')
				.trimEnd(),
		) > width
	);
}

function indentOf([first = '']: readonly string[]): number {
	return first.length - first.trimStart().length;
}

/** Columns that continuation lines are indented by; never more than half the width. */
function hangOf(texts: readonly string[], width: number): number {
	const [first = ''] = texts;
	const indent = indentOf(texts);
	const isMark = /^\S{1,2} $/u.test(first);
	const hang = texts.length > 1 && (isMark || first.endsWith('  ')) ? stringWidth(first) : indent;
	return hang > width / 2 ? Math.min(indent, Math.floor(width / 2)) : hang;
}

/** Splits spans at a column that lies within or at the end of the first span. */
function splitAt(spans: Line, column: number): readonly [Line, Line] {
	const [first, ...others] = spans;
	if (first === undefined || column === 0) {
		return [[], spans];
	}

	const end = stringWidth(first.text) <= column ? first.text.length : column;
	return [[{text: first.text.slice(0, end), tone: first.tone}], [{text: first.text.slice(end), tone: first.tone}, ...others]];
}

function paint(text: string, code: number | undefined): string {
	return code === undefined || text === '' ? text : `\u001B[${code}m${text}\u001B[${code === 1 ? 22 : 39}m`;
}

/** One line of safe text: control characters removed, line breaks and tabs turned into spaces. */
export function oneLine(text: string): string {
	return clean(text).replaceAll(/[\t\n]+/gu, ' ');
}

/** The text filled up with spaces to a display width. */
export function padTo(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** Display width of the widest text, at most `limit`; wider ones do not count, so that one long value does not push all others. */
export function columnWidth(texts: readonly string[], limit: number): number {
	return Math.max(0, ...texts.map(text => stringWidth(text)).filter(width => width <= limit));
}

/** A number with its noun: `1 target`, `3 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
