// The door to the interface: what commands import, dynamically, once they know that a terminal is there.

import {render} from 'ink';
import type {Wizard} from '../wizard/view.ts';
import type {UiClock} from './look.ts';
import {Root, type End} from './root.tsx';
import {signsFor} from './theme.ts';

export type OpenOptions = {
	/** Already started. */
	readonly wizard: Wizard;
	readonly io: {readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream; readonly stderr?: NodeJS.WriteStream};
	readonly clock: UiClock;
	readonly isUnicode: boolean;
	/** False when NO_COLOR is set. */
	readonly colour: boolean;
	/** The terminal understands hyperlinks (OSC 8); default false. */
	readonly hasLinks?: boolean;
	/** Contacts by owner, from the preset. */
	readonly contacts?: Readonly<Record<string, string>>;
	/** Shown on every screen, for example `sandbox bedrock/happy`. */
	readonly badge?: string;
	/** Ends the interface as Ctrl+C does. */
	readonly signal?: AbortSignal;
	/** Prints what libraries log above the frame instead of through it; default true. A test runner has a console of its own. */
	readonly patchConsole?: boolean;
};

export type Opened = {
	/** Settles when the interface has left the terminal; rejects with the error of a bug. */
	readonly closed: Promise<End>;
	/** Resolves when everything drawn so far has been written. */
	flush(): Promise<void>;
};

/** The fastest that frames follow each other; a key pressed while a spinner turns is then seen within 8 ms. */
const mostFramesPerSecond = 120;

/** Draws a wizard on a terminal. */
export function open(options: OpenOptions): Opened {
	const {io, wizard, clock, isUnicode, badge} = options;
	const app = render(
		<Root
			wizard={wizard}
			signal={options.signal}
			look={{
				clock,
				isUnicode,
				signs: signsFor(isUnicode),
				hasColour: options.colour,
				hasLinks: options.hasLinks ?? false,
				contacts: options.contacts ?? {},
				...(badge === undefined ? {} : {badge}),
			}}
		/>,
		{
			stdin: io.stdin,
			stdout: io.stdout,
			...(io.stderr === undefined ? {} : {stderr: io.stderr}),
			exitOnCtrlC: false,
			// Ink takes CI=true for "nobody is watching", but development containers set it on real terminals (Ink 8, 2026-11).
			interactive: io.stdin.isTTY && io.stdout.isTTY,
			patchConsole: options.patchConsole ?? true,
			maxFps: mostFramesPerSecond,
		},
	);
	return {
		closed: app.waitUntilExit() as Promise<End>,
		flush: app.waitUntilRenderFlush,
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
