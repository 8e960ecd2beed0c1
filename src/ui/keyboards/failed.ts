// Keys on a failed proof: try again, go on unproven, copy for a ticket, see everything.

import type {Action} from '../../providers/provider.ts';
import type {Sized} from '../hooks/use-screen.ts';
import {backKey, helpKey, type Keyboard} from '../keys.ts';
import {actionKeys} from './prove.ts';
import {scrollKeys, type ScrollGiven, type ScrollState} from './scrolling.ts';

export type FailedState = ScrollState & {readonly isDetailed: boolean};

export type FailedGiven = Omit<ScrollGiven, 'room'> & {
	readonly actions: readonly Action[];
	readonly canSkip: boolean;
	/** There is more to show than the summary does. */
	readonly hasDetails: boolean;
};

export const firstFailed: FailedState = {top: 0, isDetailed: false};

type Given = FailedGiven & Sized;

export const failedKeyboard: Keyboard<FailedState, Given> = {
	keys: given => [
		{on: ['r'], name: 'r', label: () => 'try again', run: () => ({intent: {kind: 'retry'}})},
		{
			on: ['s'],
			name: 's',
			label: () => 'continue unproven',
			short: 'go on unproven',
			when: () => given.canSkip,
			run: () => ({intent: {kind: 'skip'}}),
		},
		...actionKeys<FailedState, Given>(given.actions.filter(action => action.id !== 'copy')),
		{on: ['c'], name: 'c', label: () => 'copy for a ticket', short: 'for a ticket', run: () => ({intent: {kind: 'act', id: 'copy'}})},
		{
			on: ['d'],
			name: 'd',
			label: state => (state.isDetailed ? 'summary' : 'details'),
			when: () => given.hasDetails,
			run: state => ({state: {...state, isDetailed: !state.isDetailed, top: 0}}),
		},
		...scrollKeys<FailedState, Given>(given.upDown),
		{...backKey},
		{...helpKey},
	],
};
