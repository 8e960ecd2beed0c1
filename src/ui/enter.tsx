// Enters the terminal: one set of Ink's settings for the wizard and the board.

import {render} from 'ink';
import type {Named} from './keys.ts';
import type {UiClock} from './look.ts';
import {withReflow} from './reflow.ts';
import {Root, type End, type Inside} from './root.tsx';
import {signsFor} from './theme.ts';

export type EnterOptions = {
	readonly io: {readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream; readonly stderr?: NodeJS.WriteStream};
	readonly clock: UiClock;
	readonly isUnicode: boolean;
	/** False when NO_COLOR is set. */
	readonly colour: boolean;
	/** The terminal understands hyperlinks (OSC 8); default false. */
	readonly hasLinks?: boolean;
	/** The terminal wraps rows anew when its window becomes narrower; default false. */
	readonly rewraps?: boolean;
	/** Contacts by owner, from the preset. */
	readonly contacts?: Readonly<Record<string, string>>;
	/** Shown on every screen, for example `sandbox bedrock/happy`. */
	readonly badge?: string;
	/** How Ctrl+C is named; absent where answers are kept. */
	readonly quit?: Named;
	/** Ends the interface as Ctrl+C does. */
	readonly signal?: AbortSignal;
	/** Prints what libraries log above the frame instead of through it; default true. A test runner has a console of its own. */
	readonly patchConsole?: boolean;
};

export type Entered = {
	/** Settles when the interface has left the terminal; rejects with the error of a bug. */
	readonly closed: Promise<End>;
	/** Resolves when everything drawn so far has been written. */
	flush(): Promise<void>;
};

/** The fastest that frames follow each other; a key pressed while a spinner turns is then seen within 8 ms. */
const mostFramesPerSecond = 120;

/** Draws what is inside on a terminal. */
export function enter(inside: Inside, options: EnterOptions): Entered {
	const {io, clock, isUnicode, badge, quit} = options;
	const app = render(
		<Root
			inside={inside}
			signal={options.signal}
			look={{
				clock,
				isUnicode,
				signs: signsFor(isUnicode),
				hasColour: options.colour,
				hasLinks: options.hasLinks ?? false,
				contacts: options.contacts ?? {},
				...(badge === undefined ? {} : {badge}),
				...(quit === undefined ? {} : {quit}),
			}}
		/>,
		{
			stdin: io.stdin,
			stdout: options.rewraps === true ? withReflow(io.stdout) : io.stdout,
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
