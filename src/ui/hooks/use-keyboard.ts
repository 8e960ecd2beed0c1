// A screen's own state, moved by its table of keys.

import {useRef, useState} from 'react';
import {explainedKeys, helpKey, isDecision, pressed, quitName, type Keyboard} from '../keys.ts';
import {useActions, useLook} from '../look.ts';
import {usePresses} from './use-presses.ts';

/**
 * Drives a keyboard.
 *
 * @param first - The state a fresh screen starts with.
 * @param help - Heading and text that `?` opens; the keys that work at that moment are added.
 * @returns The state to draw.
 */
export function useKeyboard<State, Given>(
	keyboard: Keyboard<State, Given>,
	first: State,
	given: Given,
	help: {readonly heading: string; readonly text: string},
): State {
	const {send, openHelp, closeHelp} = useActions();
	const {quit = quitName} = useLook();
	const [state, setState] = useState(first);
	// Several presses can arrive before React draws again; each must see what the one before it did.
	const latest = useRef(first);
	usePresses(presses => {
		for (const press of presses) {
			const outcome = pressed(keyboard, latest.current, given, press);
			if (outcome.state !== undefined) {
				latest.current = outcome.state;
			}

			if (outcome.help === 'open') {
				openHelp({...help, keys: [...explainedKeys(keyboard, latest.current, given).filter(key => key.name !== helpKey.name), quit]});
			} else if (outcome.help === 'close') {
				closeHelp();
			}

			if (outcome.intent !== undefined) {
				send(outcome.intent);
			}

			if (outcome.help !== undefined || (outcome.intent !== undefined && isDecision(outcome.intent))) {
				break;
			}
		}

		setState(latest.current);
	});
	return state;
}
