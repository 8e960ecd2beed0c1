// Turns what the terminal sends into single presses, so that a chunk like `hello` + Enter means what it says.

import type {Key as InkKey} from 'ink';
import {clean} from '../core/document.ts';
import {charactersOf} from './cells.ts';

/** One press: a key by name (`enter`, `up`, `ctrl+u`), one typed character, or a whole pasted text, which is never taken for keys. */
export type Press = {readonly kind: 'key'; readonly name: string} | {readonly kind: 'text' | 'pasted'; readonly text: string};

const named: ReadonlyArray<readonly [keyof InkKey, string]> = [
	['return', 'enter'],
	['escape', 'escape'],
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'page up'],
	['pageDown', 'page down'],
	['home', 'home'],
	['end', 'end'],
	['backspace', 'backspace'],
	['delete', 'delete'],
	['tab', 'tab'],
];

/**
 * Presses of one event of Ink's `useInput`.
 *
 * Ink 8 hands over text that arrives in one chunk as one event, line ends and control characters included
 * (measured 2026-11: `hello\r` is one event), so the chunk is taken apart here.
 */
export function pressesOf(input: string, key: InkKey): readonly Press[] {
	if (key.eventType === 'release') {
		return [];
	}

	const name = named.find(([flag]) => key[flag] === true)?.[1];
	if (name !== undefined) {
		return [{kind: 'key', name}];
	}

	if (key.ctrl) {
		return input === '' ? [] : [{kind: 'key', name: `ctrl+${input}`}];
	}

	return key.meta ? [] : charactersOf(input).flatMap(character => pressOf(character));
}

function pressOf(character: string): readonly Press[] {
	const code = character.codePointAt(0) ?? 0;
	if (character.startsWith('\r') || character === '\n') {
		return [{kind: 'key', name: 'enter'}];
	}

	if (character === '\t') {
		return [{kind: 'key', name: 'tab'}];
	}

	if (code === 0x7f || code === 0x08) {
		return [{kind: 'key', name: 'backspace'}];
	}

	if (code >= 0x01 && code <= 0x1a) {
		return [{kind: 'key', name: `ctrl+${String.fromCodePoint(code + 0x60)}`}];
	}

	const text = clean(character);
	return text === '' ? [] : [{kind: 'text', text}];
}

/** The press of pasted text: never Enter; line ends at its edges go, those inside become spaces. */
export function pressesOfPaste(pasted: string): readonly Press[] {
	const text = clean(pasted.replaceAll(/\r\n?/gu, '\n'))
		.trim()
		.replaceAll(/\s*\n\s*/gu, ' ')
		.replaceAll('\t', ' ');
	return text === '' ? [] : [{kind: 'pasted', text}];
}
