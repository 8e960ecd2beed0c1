// The board's keys: move, filter, group, details, and the plain log.

import {helpKey, type Key, type Keyboard, type Outcome} from '../keys.ts';
import {groupings, type Grouping} from './list.ts';

export type BoardState = {
	/** Place of the chosen person in the list. */
	readonly cursor: number;
	readonly grouping: Grouping;
	readonly filter: string;
	/** What is typed goes into the filter. */
	readonly isFiltering: boolean;
	readonly mode: 'people' | 'details' | 'log';
};

export const firstBoard: BoardState = {cursor: 0, grouping: 'cause', filter: '', isFiltering: false, mode: 'people'};

export type BoardGiven = {
	/** People in the list now. */
	readonly count: number;
	/** The person one screen further on, or further back. */
	page(cursor: number, way: 1 | -1): number;
	readonly upDown: string;
};

type BoardKey = Key<BoardState, BoardGiven>;

const to =
	(change: Partial<BoardState>) =>
	(state: BoardState): Outcome<BoardState> => ({state: {...state, ...change}});

function moved(by: (given: BoardGiven) => number) {
	return (state: BoardState, given: BoardGiven): Outcome<BoardState> => ({
		state: {...state, cursor: Math.min(Math.max(0, state.cursor + by(given)), Math.max(0, given.count - 1))},
	});
}

const isList = (state: BoardState) => state.mode === 'people' && !state.isFiltering;
const paged =
	(way: 1 | -1) =>
	(state: BoardState, given: BoardGiven): Outcome<BoardState> => ({state: {...state, cursor: given.page(state.cursor, way)}});

export const boardKeyboard: Keyboard<BoardState, BoardGiven> = {
	keys: given => [
		...typing,
		...moving(given.upDown),
		{
			on: ['enter'],
			name: 'enter',
			label: () => 'details',
			when: (state, {count}) => isList(state) && count > 0,
			run: to({mode: 'details'}),
		},
		{on: ['/'], name: '/', label: () => 'filter', when: isList, run: to({isFiltering: true})},
		{
			on: ['g'],
			name: 'g',
			label: state => `group by ${nextOf(state.grouping)}`,
			short: 'group',
			when: isList,
			run: state => ({state: {...state, grouping: nextOf(state.grouping), cursor: 0}}),
		},
		{on: ['l'], name: 'l', label: () => 'plain log', when: isList, run: to({mode: 'log'})},
		{on: ['l', 'escape'], name: 'l', label: () => 'board', when: state => state.mode === 'log', run: to({mode: 'people'})},
		{on: ['escape', 'enter'], name: 'esc', label: () => 'back', when: state => state.mode === 'details', run: to({mode: 'people'})},
		{
			on: ['escape'],
			name: 'esc',
			label: () => 'everybody',
			when: state => isList(state) && state.filter !== '',
			run: to({filter: '', cursor: 0}),
		},
		{...helpKey, when: state => !state.isFiltering},
	],
	type: (state, text) => (state.isFiltering ? {state: {...state, filter: state.filter + text, cursor: 0}} : {}),
};

const typing: readonly BoardKey[] = [
	{on: ['enter'], name: 'enter', label: () => 'keep filter', when: state => state.isFiltering, run: to({isFiltering: false})},
	{
		on: ['escape'],
		name: 'esc',
		label: () => 'everybody',
		when: state => state.isFiltering,
		run: to({isFiltering: false, filter: '', cursor: 0}),
	},
	{
		on: ['backspace', 'delete'],
		name: 'backspace',
		when: state => state.isFiltering,
		run: state => ({state: {...state, filter: [...state.filter].slice(0, -1).join(''), cursor: 0}}),
	},
	{on: ['ctrl+u'], name: 'ctrl+u', when: state => state.isFiltering, run: to({filter: '', cursor: 0})},
];

function moving(upDown: string): readonly BoardKey[] {
	return [
		{on: ['down', 'j'], name: upDown, label: () => 'move', when: isList, run: moved(() => 1)},
		{on: ['up', 'k'], name: 'up', when: isList, run: moved(() => -1)},
		{on: ['page down', ' '], name: 'page down', explains: 'one screen down', when: isList, run: paged(1)},
		{on: ['page up'], name: 'page up', explains: 'one screen up', when: isList, run: paged(-1)},
		{on: ['home'], name: 'home', explains: 'first person', when: isList, run: to({cursor: 0})},
		{on: ['end'], name: 'end', explains: 'last person', when: isList, run: moved(given => given.count)},
	];
}

function nextOf(grouping: Grouping): Grouping {
	return groupings[(groupings.indexOf(grouping) + 1) % groupings.length] ?? 'cause';
}
