// What the board's screen is given to draw: people in words, whoever folded them.

import type {Line, Tone} from '../../core/document.ts';

export type BoardPerson = {
	readonly id: string;
	readonly name: string;
	readonly team: string;
	/** Where they stand, for example `waiting on network team`. */
	readonly state: string;
	readonly tone: Tone;
	/** When that began, milliseconds since the Unix epoch. */
	readonly since?: number;
	/** Heading of their group when people are grouped by cause. */
	readonly cause: string;
	/** First open finding's code; empty without one. */
	readonly code: string;
	readonly details: readonly Line[];
};

export type BoardPicture = {
	readonly title: string;
	readonly counts: ReadonlyArray<{readonly label: string; readonly count: number; readonly tone: Tone}>;
	/** What one fix would help the most people. */
	readonly best?: Line;
	/** Headings of groups by cause, in the order to show them. */
	readonly causes: readonly string[];
	readonly people: readonly BoardPerson[];
	/** Every event as a line, oldest first; it only grows. */
	readonly log: readonly Line[];
};

/** Where pictures come from. */
export type BoardFeed = {
	picture(): BoardPicture;
	/** Calls the listener after every change; returns how to stop. */
	subscribe(listener: () => void): () => void;
};
