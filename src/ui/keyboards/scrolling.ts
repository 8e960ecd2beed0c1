// Keys that move a window over more rows than it shows; several screens share them.

import type {Key} from '../keys.ts';

export type ScrollState = {
	/** First row shown. */
	readonly top: number;
};

export type ScrollGiven = {
	readonly room: number;
	/** The furthest that `top` may go, in a given state. */
	lastTop(isDetailed: boolean): number;
	readonly upDown: string;
};

type Scrolling = ScrollState & {readonly isDetailed: boolean};

function scrollTo<State extends Scrolling>(state: State, given: ScrollGiven, top: number): {readonly state: State} {
	return {state: {...state, top: Math.min(Math.max(0, top), given.lastTop(state.isDetailed))}};
}

/**
 * The scrolling keys; they work only where there is more to see.
 *
 * @param hasArrows - False where the arrow keys already move something else.
 */
export function scrollKeys<State extends Scrolling, Given extends ScrollGiven>(
	upDown: string,
	hasArrows = true,
): ReadonlyArray<Key<State, Given>> {
	const when = (state: State, given: Given): boolean => given.lastTop(state.isDetailed) > 0;
	const page = (given: Given): number => Math.max(1, given.room - 2);
	const by = (amount: (given: Given) => number) => (state: State, given: Given) => scrollTo(state, given, state.top + amount(given));
	const arrows: ReadonlyArray<Key<State, Given>> = [
		{on: ['down', 'j'], name: upDown, label: () => 'scroll', when, run: by(() => 1)},
		{on: ['up', 'k'], name: 'up', when, run: by(() => -1)},
		{on: ['home'], name: 'home', explains: 'first line', when, run: (state, given) => scrollTo(state, given, 0)},
		{on: ['end'], name: 'end', explains: 'last line', when, run: (state, given) => scrollTo(state, given, Number.POSITIVE_INFINITY)},
		{on: [' '], name: 'space', explains: 'one screen down', when, run: by(page)},
	];
	return [
		...(hasArrows ? arrows : []),
		{
			on: ['page down'],
			name: hasArrows ? 'page down' : 'page up/down',
			...(hasArrows ? {explains: 'one screen down'} : {label: () => 'scroll'}),
			when,
			run: by(page),
		},
		{on: ['page up'], name: 'page up', ...(hasArrows ? {explains: 'one screen up'} : {}), when, run: by(given => -page(given))},
	];
}
