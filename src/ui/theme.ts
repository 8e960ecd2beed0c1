// How things look: tones as Ink styles and signs for states; screens name tones, never colours.

import type {TextProps} from 'ink';
import type {RowState} from '../core/check.ts';
import type {Line, Tone} from '../core/document.ts';
import {glyphs, glyphFor, type Glyphs} from '../core/glyphs.ts';
import type {TranscriptLine} from '../wizard/view.ts';

type Style = Pick<TextProps, 'color' | 'bold' | 'dimColor'>;

const styles: Readonly<Record<Tone, Style>> = {
	plain: {},
	ok: {color: 'green'},
	warn: {color: 'yellow'},
	fail: {color: 'red'},
	unknown: {color: 'magenta'},
	// Dim follows the terminal's own foreground, so it stays readable on light and dark backgrounds alike.
	muted: {dimColor: true},
	accent: {color: 'cyan'},
	strong: {bold: true},
};

/** Ink's text properties for a tone; none when the terminal wants no colour (https://no-color.org). */
export function styleOf(tone: Tone, hasColour: boolean): Style {
	return hasColour ? styles[tone] : {};
}

/** The program's signs and those that only the live screens need. */
export type Signs = Glyphs & {
	/** An answer that was taken back. */
	readonly undone: string;
	readonly upDown: string;
};

/** The signs for a terminal that shows Unicode, or their ASCII stand-ins. */
export function signsFor(isUnicode: boolean): Signs {
	return {...glyphs(isUnicode), undone: isUnicode ? '↶' : '<', upDown: isUnicode ? '↑↓' : 'up/down'};
}

const rowTones: Readonly<Record<RowState, Tone>> = {
	waiting: 'muted',
	running: 'accent',
	pass: 'ok',
	warn: 'warn',
	fail: 'fail',
	unknown: 'unknown',
	skipped: 'muted',
};

/** Sign and tone of a progress row or finding; `frame` counts the spinner's pictures. */
export function markOf(state: RowState, signs: Signs, frame = 0): Line[number] {
	const tone = rowTones[state];
	if (state === 'running') {
		return {text: signs.spinner[frame % signs.spinner.length] ?? '', tone};
	}

	return {text: state === 'waiting' ? signs.skipped : glyphFor(state, signs), tone};
}

/** Sign and tone of a finished step. */
export function markOfEntry(mark: TranscriptLine['mark'], signs: Signs): Line[number] {
	return mark === 'muted' ? {text: signs.skipped, tone: 'muted'} : {text: signs[mark], tone: mark};
}
