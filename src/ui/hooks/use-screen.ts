// What every screen starts from: the size of the window shared out, its keyboard driven, and the keys to name.

import {useWindowSize} from 'ink';
import {frameRows, headingOf, type FrameRows} from '../frame.ts';
import {namedKeys, type Keyboard, type Named} from '../keys.ts';
import {useLook} from '../look.ts';
import type {StepPosition} from '../../wizard/view.ts';
import {useKeyboard} from './use-keyboard.ts';

/** The part of what a keyboard is given that every screen has. */
export type Sized = {readonly room: number; readonly width: number; readonly canGoBack: boolean};

export type ScreenOptions<State, Own> = {
	readonly position: StepPosition;
	readonly title: string;
	readonly help: string;
	readonly canGoBack: boolean;
	readonly keyboard: Keyboard<State, Own & Sized>;
	readonly first: State;
	/** What the keys need to know, given the size of the body. */
	given(frame: FrameRows): Own;
};

export type Screen<State, Own> = {
	readonly state: State;
	readonly frame: FrameRows;
	readonly given: Own & Sized;
	readonly keys: readonly Named[];
};

/** Sets up a screen. */
export function useScreen<State, Own>(options: ScreenOptions<State, Own>): Screen<State, Own> {
	const look = useLook();
	const size = useWindowSize();
	const {canGoBack, keyboard, first, title} = options;
	const heading = headingOf(options.position, title, look.signs);
	const complete = (frame: FrameRows): Own & Sized => ({...options.given(frame), room: frame.room, width: frame.width, canGoBack});
	// Room is shared out for all keys the screen may ever name, so that it does not jump when some stop working.
	const rough = complete(frameRows(size, heading, [], look));
	const frame = frameRows(size, heading, namedKeys(keyboard, first, rough, true), look);
	const given = complete(frame);
	const state = useKeyboard(keyboard, first, given, {heading: title, text: options.help});
	return {state, frame, given, keys: namedKeys(keyboard, state, given)};
}
