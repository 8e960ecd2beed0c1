// Choosing one of several: a cursor, a filter made by typing, and the keys for both.

import type {Option} from '../../providers/provider.ts';
import type {Sized} from '../hooks/use-screen.ts';
import {backKey, helpKey, type Key, type Keyboard} from '../keys.ts';

export type ChoiceState = {
	/** Value under the cursor; undefined until the cursor has been moved. */
	readonly value: string | undefined;
	readonly filter: string;
};

export type ChoiceGiven = {
	/** Undefined while they load. */
	readonly options: readonly Option[] | undefined;
	readonly preferred: string | undefined;
	/** Makes an option of typed text, where the list may be incomplete. */
	readonly typed?: ((text: string, options: readonly Option[]) => Option | undefined) | undefined;
};

export const firstChoice: ChoiceState = {value: undefined, filter: ''};

/** Options that hold every typed word somewhere in label, second column or value. */
export function matching(options: readonly Option[], filter: string): readonly Option[] {
	const words = filter
		.toLowerCase()
		.split(' ')
		.filter(word => word !== '');
	return options.filter(option => words.every(word => `${option.label} ${option.hint ?? ''} ${option.value}`.toLowerCase().includes(word)));
}

/** What there is to choose from now: the options that match, and what was typed where that is allowed. */
export function shownOptions(state: ChoiceState, {options = [], typed}: Pick<ChoiceGiven, 'options' | 'typed'>): readonly Option[] {
	const found = matching(options, state.filter);
	const own = state.filter === '' || options.some(option => option.value === state.filter) ? undefined : typed?.(state.filter, options);
	return own === undefined ? found : [...found, own];
}

/** Place of the cursor among the matching options; 0 when there is none. */
export function cursorOf(state: ChoiceState, given: ChoiceGiven): number {
	const shown = shownOptions(state, given);
	const wanted = state.value ?? given.preferred;
	return Math.max(
		0,
		shown.findIndex(option => option.value === wanted),
	);
}

type Given = ChoiceGiven & Sized;
type ChoiceKey = Key<ChoiceState, Given>;

function moveTo(state: ChoiceState, given: ChoiceGiven, place: number): {readonly state: ChoiceState} {
	const shown = shownOptions(state, given);
	const target = shown[Math.min(Math.max(0, place), shown.length - 1)];
	return {state: {...state, value: target?.value ?? state.value}};
}

/** One step past either end comes out at the other. */
function step(state: ChoiceState, given: ChoiceGiven, by: number): {readonly state: ChoiceState} {
	const count = shownOptions(state, given).length;
	return count === 0 ? {state} : moveTo(state, given, (cursorOf(state, given) + by + count) % count);
}

function filtered(state: ChoiceState, filter: string): {readonly state: ChoiceState} {
	return {state: {...state, filter, value: filter === '' ? state.value : undefined}};
}

const isFiltered = (state: ChoiceState): boolean => state.filter !== '';

const keys: readonly ChoiceKey[] = [
	{
		on: ['enter'],
		name: 'enter',
		label: () => 'choose',
		when: (state, given) => shownOptions(state, given).length > 0,
		run(state, given) {
			const option = shownOptions(state, given)[cursorOf(state, given)];
			return option === undefined ? {} : {intent: {kind: 'answer', value: option.value}};
		},
	},
	{on: ['up', 'ctrl+p'], name: 'up', explains: 'one up', run: (state, given) => step(state, given, -1)},
	{on: ['down', 'ctrl+n', 'tab'], name: 'down', explains: 'one down', run: (state, given) => step(state, given, 1)},
	{
		on: ['page up'],
		name: 'page up',
		explains: 'one screen up',
		run: (state, given) => moveTo(state, given, cursorOf(state, given) - given.room),
	},
	{
		on: ['page down'],
		name: 'page down',
		explains: 'one screen down',
		run: (state, given) => moveTo(state, given, cursorOf(state, given) + given.room),
	},
	{on: ['home'], name: 'home', explains: 'first', run: (state, given) => moveTo(state, given, 0)},
	{on: ['end'], name: 'end', explains: 'last', run: (state, given) => moveTo(state, given, Number.POSITIVE_INFINITY)},
	{
		on: ['backspace'],
		name: 'backspace',
		explains: 'shorten the filter',
		when: isFiltered,
		run: state => filtered(state, [...state.filter].slice(0, -1).join('')),
	},
	{on: ['ctrl+u', 'ctrl+w'], name: 'ctrl+u', explains: 'clear the filter', when: isFiltered, run: state => filtered(state, '')},
	{on: ['escape'], name: 'esc', label: () => 'clear filter', when: isFiltered, run: state => filtered(state, '')},
	{...backKey, when: (state, given) => !isFiltered(state) && given.canGoBack},
	{...helpKey, label: () => 'why this matters', short: 'help', when: state => !isFiltered(state)},
];

export const choiceKeyboard: Keyboard<ChoiceState, Given> = {
	keys: () => keys,
	type: (state, text, given) =>
		given.options === undefined || (state.filter === '' && text.trim() === '') ? {} : filtered(state, state.filter + text),
};
