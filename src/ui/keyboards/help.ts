// Keys of the help: scroll it and close it.

import type {Sized} from '../hooks/use-screen.ts';
import type {Keyboard} from '../keys.ts';
import {scrollKeys, type ScrollGiven, type ScrollState} from './scrolling.ts';

export type HelpState = ScrollState & {readonly isDetailed: boolean};

export type HelpGiven = Omit<ScrollGiven, 'room'>;

export const firstHelp: HelpState = {top: 0, isDetailed: false};

export const helpKeyboard: Keyboard<HelpState, HelpGiven & Sized> = {
	keys: given => [
		{on: ['escape', 'enter', '?', 'q'], name: 'esc', label: () => 'close help', run: () => ({help: 'close'})},
		...scrollKeys<HelpState, HelpGiven & Sized>(given.upDown),
	],
};
