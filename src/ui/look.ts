// What every component may know about the terminal it draws on, handed down as a context.

import {createContext, use} from 'react';
import type {Intent} from '../wizard/view.ts';
import type {Named} from './keys.ts';
import type {Signs} from './theme.ts';

/** Time as the screens need it; the program's clock has this shape. */
export type UiClock = {
	/** Wall-clock time in milliseconds since the Unix epoch. */
	now(): number;
	/** Monotonic time in milliseconds. */
	elapsed(): number;
};

export type Look = {
	readonly clock: UiClock;
	readonly signs: Signs;
	readonly isUnicode: boolean;
	readonly hasColour: boolean;
	/** The terminal understands hyperlinks (OSC 8). */
	readonly hasLinks: boolean;
	/** Contacts by owner, shown beside a fix. */
	readonly contacts: Readonly<Record<string, string>>;
	/** Shown on every screen, for example `sandbox bedrock/happy`. */
	readonly badge?: string;
	/** How Ctrl+C is named; absent where answers are kept. */
	readonly quit?: Named;
};

/** What a screen asks the rest of the interface to do. */
export type Actions = {
	send(intent: Intent): void;
	openHelp(help: HelpText): void;
	closeHelp(): void;
	/** Ends the interface because of a bug. */
	fail(error: unknown): void;
};

export type HelpText = {readonly heading: string; readonly text: string; readonly keys: readonly Named[]};

export const LookContext = createContext<Look | undefined>(undefined);
export const ActionsContext = createContext<Actions | undefined>(undefined);

/** The look; throws outside the root. */
export function useLook(): Look {
	return given(use(LookContext));
}

/** The actions; throws outside the root. */
export function useActions(): Actions {
	return given(use(ActionsContext));
}

function given<Value>(value: Value | undefined): Value {
	if (value === undefined) {
		throw new Error('This component is drawn outside the root.');
	}

	return value;
}
