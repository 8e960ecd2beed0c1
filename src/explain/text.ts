// Pasted text made comparable: colours, gutters, log prefixes and escapes removed, and a form without spaces that wrapping cannot change.

import {clean} from '../core/document.ts';

export type ReadText = {
	/** The text as it was meant: no colours, no gutters or log prefixes, JSON escapes undone. For facts and for showing. */
	readonly plain: string;
	/** The same in lower case without white space, quotes and frames; phrases are looked for here. */
	readonly squeezed: string;
	/** For each character of `squeezed`, its place in `plain`. */
	readonly places: Uint32Array;
	/** Places in `squeezed` where a new message may begin. */
	readonly starts: readonly number[];
	/** Line breaks in `plain` that may have been put inside a word: those after the longest lines. */
	readonly cuts: readonly number[];
	/** Characters in the middle of a long text that were not read. */
	readonly unread: number;
};

// Of a longer text, the beginning and the end are read: the first error is often the cause and the last one the complaint.
const longest = 300_000;
/** Nothing cuts lines shorter than this. */
const narrowest = 25;

/** Reads pasted text; linear in its length (at most 300,000 characters of it). Never throws. */
export function readText(text: string): ReadText {
	const unread = Math.max(0, text.length - longest);
	const cut = unread === 0 ? text : `${text.slice(0, longest / 2)}\n${text.slice(-longest / 2)}`;
	const written = unescape(cut)
		.split('\n')
		.map(line => clean(line));
	const isContainer = written.length > 1 && written.filter(line => container.test(line)).length * 2 > written.length;
	const lines = written.map(line => ({...bare(isContainer ? line.replace(container, '') : line), width: line.length}));
	const plain = lines.map(line => line.text).join('\n');
	const places = new Uint32Array(plain.length);
	const characters: string[] = [];
	const starts: number[] = [];
	const widest = Math.max(
		narrowest,
		lines.reduce((most, {width}) => Math.max(most, width), 0),
	);
	const cuts: number[] = [];
	let offset = 0;
	let isAfterGap = true;
	for (const {text: line, isEntry, width} of lines) {
		if ((isEntry || isAfterGap || beginsMessage.test(line)) && line !== '') {
			starts.push(characters.length);
		}

		for (let index = 0; index < line.length; index++) {
			const character = comparable(line, index);
			if (character !== '') {
				places[characters.length] = offset + index;
				characters.push(character);
			}
		}

		isAfterGap = line.trim() === '';
		offset += line.length + 1;
		if (width === widest && offset < plain.length) {
			cuts.push(offset - 1);
		}
	}

	return {plain, squeezed: characters.join(''), places: places.subarray(0, characters.length), starts, cuts, unread};
}

/** A phrase in the form that `squeezed` has. */
export function squeeze(phrase: string): string {
	return Array.from({length: phrase.length}, (_, index) => comparable(phrase, index)).join('');
}

const beginsMessage =
	/^\s{0,8}(?:error|exception|fatal|failed|api error|an error occurred|warning|unable to|could not|couldn't|caused by|npm (?:err|warn)|curl: \(|traceback|\w{1,60}(?:error|exception)\b)/iu;

/** Upper-case letters become lower case, dashes one dash; white space, quotes, backslashes, emphasis, ellipses and frames go. */
function comparable(text: string, index: number): string {
	const code = text.codePointAt(index) ?? 0;
	if (code > 96 && code < 123) {
		return text[index] ?? '';
	}

	if (code > 64 && code < 91) {
		return String.fromCodePoint(code + 32);
	}

	if (code < 128) {
		// Space and controls, " ' \ ` *
		return code <= 32 || code === 34 || code === 39 || code === 92 || code === 96 || code === 42 ? '' : (text[index] ?? '');
	}

	if (code >= 0x20_10 && code <= 0x20_15) {
		return '-';
	}

	const isIgnored =
		code === 0xa0 ||
		code === 0xb4 ||
		code === 0xb7 ||
		code === 0xab ||
		code === 0xbb ||
		(code >= 0x20_00 && code <= 0x20_4a) ||
		(code >= 0x23_00 && code <= 0x27_bf) ||
		(code >= 0x2b_00 && code <= 0x2b_ff) ||
		code === 0x30_00 ||
		(code >= 0x30_0c && code <= 0x30_0f) ||
		code >= 0xfe_00;
	return isIgnored ? '' : (text[index] ?? '').toLowerCase().slice(0, 1);
}

const entities: Readonly<Record<string, string>> = {
	quot: '"',
	'#34': '"',
	apos: "'",
	'#39': "'",
	'#x27': "'",
	lt: '<',
	gt: '>',
	amp: '&',
	nbsp: ' ',
};

/** Undoes carriage returns, written-out colours (`\u001b[31m`, `^[[31m`), JSON and HTML escapes. */
function unescape(text: string): string {
	return text
		.replaceAll(/\r\n?/gu, '\n')
		.replaceAll(/(?:\\+(?:u001b|x1b|033|e)|\^\[)\[[\d;]{0,20}m/giu, '')
		.replaceAll(/\\+u00(2[267]|3[ce]|60)/giu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
		.replaceAll(/\\+[nr](?![a-z])|\\+n(?=[A-Z])|\\+t(?![a-z])/gu, '\n')
		.replaceAll(/&(#?\w{2,5});/gu, (match, name: string) => entities[name.toLowerCase()] ?? match);
}

const frame = /^[\s\u2500-\u257F|>\u23BF\u2514\u2022\u25CF\u2717\u2718\u2716\u26A0!]{1,40}/u;
const time =
	/^\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?: [\w.-]{1,60} [\w./-]{1,60}(?:\[\d{1,8}\])?:)?)\]?(?:\s{1,3}-\s{1,3}|:?\s{0,4})/u;
const level = /^(?:\[?(?:ERROR|ERR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL)\]?[\s:|-]{1,4}|\[[\w./:-]{1,40}\]\s{1,3})/u;
const numbered = /^(?:\d{1,6}\s{0,3}[|\u2502]|\s{2,}\d{1,6}(?:\t|\s{2,}))\s?/u;
/** What `docker compose logs` puts in front of every line. */
const container = /^[\w.-]{1,40}\s{0,12}\|\s?/u;

/** One line without what terminals, log writers and listings put in front of it. */
function bare(line: string): {readonly text: string; readonly isEntry: boolean} {
	let text = line.replace(numbered, '').replace(frame, '');
	const timed = text.replace(time, '');
	const isEntry = timed.length !== text.length;
	text = isEntry ? timed.replace(level, '').replace(level, '') : text;
	return {text, isEntry};
}
