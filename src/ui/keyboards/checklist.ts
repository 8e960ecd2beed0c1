// Ticking several boxes: a cursor, the ticked values, and what they would do, scrolled below.

import type {Option, Question, Review} from '../../providers/provider.ts';
import type {Sized} from '../hooks/use-screen.ts';
import {backKey, helpKey, type Keyboard} from '../keys.ts';
import {detailsKey, type ReviewState} from './review.ts';
import {scrollKeys, type ScrollGiven} from './scrolling.ts';

export type ChecklistState = ReviewState & {
	/** Undefined until a box was changed: the suggested ones are ticked. */
	readonly ticked: readonly string[] | undefined;
	readonly cursor: number;
};

export type ChecklistGiven = Omit<ScrollGiven, 'room'> & {
	readonly question: Question & {readonly kind: 'checklist'};
	readonly options: readonly Option[] | undefined;
	readonly body: Review | undefined;
	readonly preferred: string | undefined;
};

export const firstChecklist: ChecklistState = {ticked: undefined, cursor: 0, top: 0, isDetailed: false};

type Given = ChecklistGiven & Sized;

/** The ticked values, in the order of the options. */
export function tickedIn(state: ChecklistState, given: Pick<ChecklistGiven, 'options' | 'preferred'>): readonly string[] {
	const ticked = state.ticked ?? (given.preferred ?? '').split(',');
	return (given.options ?? []).map(option => option.value).filter(value => ticked.includes(value));
}

function toggled(state: ChecklistState, given: Given): readonly string[] {
	const ticked = tickedIn(state, given);
	const value = given.options?.[state.cursor]?.value;
	const changed = value !== undefined && ticked.includes(value) ? ticked.filter(other => other !== value) : [...ticked, value ?? ''];
	return tickedIn({...state, ticked: changed}, given);
}

const isLoaded = (_state: ChecklistState, given: Given): boolean => given.options !== undefined;

function moved(state: ChecklistState, given: Given, to: number): {readonly state: ChecklistState} {
	const last = Math.max(0, (given.options?.length ?? 1) - 1);
	return {state: {...state, cursor: to > last ? 0 : to < 0 ? last : to}};
}

export const checklistKeyboard: Keyboard<ChecklistState, Given> = {
	keys: given => [
		{
			on: ['enter'],
			name: 'enter',
			label: () => given.question.confirm,
			when: isLoaded,
			run: state => ({intent: {kind: 'answer', value: tickedIn(state, given).join(',')}}),
		},
		{
			on: [' ', 'x'],
			name: 'space',
			label: () => 'toggle',
			when: isLoaded,
			run(state) {
				const ticked = toggled(state, given);
				return {state: {...state, ticked, top: 0}, intent: {kind: 'preview', value: ticked.join(',')}};
			},
		},
		{on: ['up', 'k', 'ctrl+p'], name: 'up', explains: 'one box up', when: isLoaded, run: state => moved(state, given, state.cursor - 1)},
		{
			on: ['down', 'j', 'ctrl+n', 'tab'],
			name: 'down',
			explains: 'one box down',
			when: isLoaded,
			run: state => moved(state, given, state.cursor + 1),
		},
		...detailsKey<ChecklistState, Given>(given.body),
		...scrollKeys<ChecklistState, Given>(given.upDown, false),
		{...backKey},
		{...helpKey},
	],
};
