// The door to the wizard's interface: what commands import, dynamically, once they know that a terminal is there.

import type {Wizard} from '../wizard/view.ts';
import {App} from './app.tsx';
import {plainQuitName} from './keys.ts';
import {enter, type Entered, type EnterOptions} from './enter.tsx';
import type {Inside} from './root.tsx';

export type OpenOptions = EnterOptions & {
	/** Already started. */
	readonly wizard: Wizard;
	/** Nothing of this run is kept when the person quits; default false. */
	readonly isForgetful?: boolean;
};

/** Draws a wizard on a terminal. */
export function open(options: OpenOptions): Entered {
	return enter(insideOf(options.wizard), options.isForgetful === true ? {...options, quit: plainQuitName} : options);
}

function insideOf(wizard: Wizard): Inside {
	return {
		quit() {
			wizard.dispatch({kind: 'quit'});
		},
		lendWith: lend => wizard.lendWith(lend),
		draw: ({isLeaving, end, fail}) => (
			<App
				wizard={wizard}
				isLeaving={isLeaving}
				onEnd={kind => {
					end(kind === 'finished' ? 'finished' : 'cancelled');
				}}
				onError={fail}
			/>
		),
	};
}

/**
 * Draws a wizard until it is over.
 *
 * @returns Nothing when it finished, `cancelled` when the person quit.
 * @throws The error of a bug in the interface or the wizard.
 */
export async function openWizard(options: OpenOptions): Promise<void | 'cancelled'> {
	if (options.signal?.aborted === true) {
		options.wizard.dispatch({kind: 'quit'});
		return 'cancelled';
	}

	return (await open(options).closed) === 'cancelled' ? 'cancelled' : undefined;
}
