// Reading something before going on: scrolling, more on a key, and the answers.

import type {Question, Review} from '../../providers/provider.ts';
import type {Sized} from '../hooks/use-screen.ts';
import {backKey, helpKey, type Key, type Keyboard} from '../keys.ts';
import {scrollKeys, type ScrollGiven, type ScrollState} from './scrolling.ts';

export type ReviewState = ScrollState & {readonly isDetailed: boolean};

export type ReviewGiven = Omit<ScrollGiven, 'room'> & {
	readonly question: Question & {readonly kind: 'review'};
	/** Undefined while it loads. */
	readonly body: Review | undefined;
};

export const firstReview: ReviewState = {top: 0, isDetailed: false};

type Given = ReviewGiven & Sized;

/** The key that swaps a body for its details and back. */
export function detailsKey<State extends ReviewState, Own extends {readonly body: Review | undefined}>(
	body: Review | undefined,
): ReadonlyArray<Key<State, Own>> {
	const details = body?.details;
	if (details === undefined) {
		return [];
	}

	return [
		{
			on: [details.key],
			name: details.key,
			label: state => (state.isDetailed ? 'summary' : details.label),
			run: state => ({state: {...state, isDetailed: !state.isDetailed, top: 0}}),
		},
	];
}

export const reviewKeyboard: Keyboard<ReviewState, Given> = {
	keys: given => [
		{
			on: ['enter'],
			name: 'enter',
			label: () => given.question.confirm,
			when: () => given.body !== undefined,
			run: () => ({intent: {kind: 'answer', value: ''}}),
		},
		...(given.body === undefined ? [] : (given.question.alternatives ?? [])).map((other): Key<ReviewState, Given> => ({
			on: [other.key],
			name: other.key,
			label: () => other.label,
			run: () => ({intent: {kind: 'answer', value: other.value}}),
		})),
		...detailsKey<ReviewState, Given>(given.body),
		...scrollKeys<ReviewState, Given>(given.upDown),
		{...backKey},
		{...helpKey},
	],
};
