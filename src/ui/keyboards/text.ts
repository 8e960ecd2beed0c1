// Editing one line of text: value, caret, and the keys people expect from their shell.

import {charactersOf} from '../cells.ts';
import type {Sized} from '../hooks/use-screen.ts';
import {backKey, helpKey, type Key, type Keyboard} from '../keys.ts';

export type TextState = {
	/** Undefined until something was typed: the suggested text shows, even one that arrives late. */
	readonly value: string | undefined;
	/** Characters before the caret; undefined stands for the end. */
	readonly caret: number | undefined;
	/** Changed since it was last given as an answer; an error about the old text is then out of date. */
	readonly isEdited: boolean;
};

export type TextGiven = {
	readonly preferred: string | undefined;
	/** The suggested text may still arrive. */
	readonly isLoading: boolean;
};

export const firstText: TextState = {value: undefined, caret: undefined, isEdited: false};

/** The text in the field. */
export function valueIn(state: TextState, given: TextGiven): string {
	return state.value ?? given.preferred ?? '';
}

/** Characters before and after the caret. */
export function aroundCaret(state: TextState, given: TextGiven): {readonly before: readonly string[]; readonly after: readonly string[]} {
	const characters = charactersOf(valueIn(state, given));
	const caret = Math.min(state.caret ?? characters.length, characters.length);
	return {before: characters.slice(0, caret), after: characters.slice(caret)};
}

type Given = TextGiven & Sized;
type TextKey = Key<TextState, Given>;
type Around = ReturnType<typeof aroundCaret>;

/** A key that changes the text around the caret. */
function edit(on: readonly string[], explains: string, change: (around: Around) => Around): TextKey {
	return {
		on,
		name: on[0] ?? '',
		explains,
		run(state, given) {
			const {before, after} = change(aroundCaret(state, given));
			return {state: {value: [...before, ...after].join(''), caret: before.length, isEdited: true}};
		},
	};
}

/** A key that moves the caret. */
function move(on: readonly string[], explains: string, to: (around: Around) => number): TextKey {
	return {
		on,
		name: on[0] ?? '',
		explains,
		run(state, given) {
			const around = aroundCaret(state, given);
			const count = around.before.length + around.after.length;
			return {state: {...state, value: valueIn(state, given), caret: Math.min(Math.max(0, to(around)), count)}};
		},
	};
}

/** As shells do on ctrl+w: back to the last space. */
function withoutLastWord(characters: readonly string[]): readonly string[] {
	return charactersOf(characters.join('').replace(/\S+\s*$/u, ''));
}

const keys: readonly TextKey[] = [
	{
		on: ['enter'],
		name: 'enter',
		label: () => 'continue',
		// Suggested text that has not arrived yet must not be answered unseen.
		when: (state, given) => !(given.isLoading && state.value === undefined),
		run: (state, given) => ({
			state: {...state, value: valueIn(state, given), isEdited: false},
			intent: {kind: 'answer', value: valueIn(state, given)},
		}),
	},
	{...backKey},
	{...helpKey, label: () => 'why this matters', short: 'help', when: (state, given) => valueIn(state, given) === ''},
	move(['left', 'ctrl+b'], 'one character left', ({before}) => before.length - 1),
	move(['right', 'ctrl+f'], 'one character right', ({before}) => before.length + 1),
	move(['home', 'ctrl+a'], 'start of the line', () => 0),
	move(['end', 'ctrl+e'], 'end of the line', () => Number.POSITIVE_INFINITY),
	edit(['backspace'], 'delete before the cursor', ({before, after}) => ({before: before.slice(0, -1), after})),
	edit(['delete', 'ctrl+d'], 'delete after the cursor', ({before, after}) => ({before, after: after.slice(1)})),
	edit(['ctrl+u'], 'delete to the start', ({after}) => ({before: [], after})),
	edit(['ctrl+k'], 'delete to the end', ({before}) => ({before, after: []})),
	edit(['ctrl+w'], 'delete the word before the cursor', ({before, after}) => ({before: withoutLastWord(before), after})),
];

export const textKeyboard: Keyboard<TextState, Given> = {
	keys: () => keys,
	type(state, text, given) {
		const {before, after} = aroundCaret(state, given);
		const typed = [...before, ...charactersOf(text)];
		return {state: {value: [...typed, ...after].join(''), caret: typed.length, isEdited: true}};
	},
};
