// Hands over typed and pasted input as presses, all presses of one chunk together.

import {useInput, usePaste} from 'ink';
import {useActions} from '../look.ts';
import {pressesOf, pressesOfPaste, type Press} from '../presses.ts';

/** Calls `take` for every chunk of input; an error in it ends the interface in good order. */
export function usePresses(take: (presses: readonly Press[]) => void): void {
	const {fail} = useActions();
	// React's error boundaries do not see errors of event handlers.
	const guarded = (presses: readonly Press[]): void => {
		try {
			take(presses);
		} catch (error) {
			fail(error);
		}
	};

	useInput((input, key) => {
		guarded(pressesOf(input, key));
	});
	usePaste(text => {
		guarded(pressesOfPaste(text));
	});
}
