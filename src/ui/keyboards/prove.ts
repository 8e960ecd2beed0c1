// Keys while a proof runs: those the provider offers, and the way back.

import type {Action} from '../../providers/provider.ts';
import type {Sized} from '../hooks/use-screen.ts';
import {backKey, helpKey, type Key, type Keyboard} from '../keys.ts';

export type ProveGiven = {readonly actions: readonly Action[]};

type Given = ProveGiven & Sized;

/** Keys that providers offer. */
export function actionKeys<State, Own>(actions: readonly Action[]): ReadonlyArray<Key<State, Own>> {
	return actions.map(action => ({
		on: [action.key],
		name: action.key,
		label: () => action.label,
		run: () => ({intent: {kind: 'act', id: action.id}}),
	}));
}

export const proveKeyboard: Keyboard<undefined, Given> = {
	keys: given => [...actionKeys<undefined, Given>(given.actions), {...backKey}, {...helpKey}],
};
