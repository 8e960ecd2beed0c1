// Keys as a table: one entry both does the work and names itself on the last line, so the two cannot disagree.

import type {Line} from '../core/document.ts';
import type {Intent} from '../wizard/view.ts';
import {lineWidth} from './cells.ts';
import type {Press} from './presses.ts';
import type {Signs} from './theme.ts';

/** What a press leads to. */
export type Outcome<State> = {readonly state?: State; readonly intent?: Intent; readonly help?: 'open' | 'close'};

export type Key<State, Given> = {
	/** Presses it answers to: names of keys, or single characters. */
	readonly on: readonly string[];
	/** How the last line and the help name it. */
	readonly name: string;
	/** What it does, in two or three words. Keys without a label work but are named in the help only. */
	readonly label?: (state: State, given: Given) => string;
	/** Label for a narrow window. */
	readonly short?: string;
	/** What the help says instead of the label. */
	readonly explains?: string;
	/** Whether it works here and now; absent means always. */
	readonly when?: (state: State, given: Given) => boolean;
	run(state: State, given: Given): Outcome<State>;
};

/** The keys of one screen. */
export type Keyboard<State, Given> = {
	keys(given: Given): ReadonlyArray<Key<State, Given>>;
	/** Takes typed characters that no key answered to. */
	type?(state: State, text: string, given: Given): Outcome<State>;
};

/** A key as people read it. */
export type Named = {readonly name: string; readonly label: string; readonly short: string};

/** Intents after which the rest of a chunk of input is dropped, so that nothing unseen is ever confirmed. */
export function isDecision(intent: Intent): boolean {
	return intent.kind !== 'preview';
}

/** Finds out what a press does. */
export function pressed<State, Given>(keyboard: Keyboard<State, Given>, state: State, given: Given, press: Press): Outcome<State> {
	if (press.kind === 'pasted') {
		return keyboard.type?.(state, press.text, given) ?? {};
	}

	const name = press.kind === 'key' ? press.name : press.text;
	const key = keyboard.keys(given).find(candidate => candidate.on.includes(name) && (candidate.when?.(state, given) ?? true));
	if (key !== undefined) {
		return key.run(state, given);
	}

	return press.kind === 'text' ? (keyboard.type?.(state, press.text, given) ?? {}) : {};
}

/** The keys that work now, for the last line. */
export function namedKeys<State, Given>(keyboard: Keyboard<State, Given>, state: State, given: Given, isEvery = false): readonly Named[] {
	return keyboard.keys(given).flatMap(key => {
		if (key.label === undefined || !(isEvery || (key.when?.(state, given) ?? true))) {
			return [];
		}

		const label = key.label(state, given);
		return [{name: key.name, label, short: key.short ?? label}];
	});
}

/** Every key that works now, for the help. */
export function explainedKeys<State, Given>(keyboard: Keyboard<State, Given>, state: State, given: Given): readonly Named[] {
	return keyboard
		.keys(given)
		.filter(key => (key.when?.(state, given) ?? true) && (key.explains ?? key.label) !== undefined)
		.map(key => {
			const label = key.explains ?? key.label!(state, given);
			return {name: key.name, label, short: label};
		});
}

/** A key that several screens share: it leaves their state alone. */
export type SharedKey<Given> = Omit<Key<unknown, Given>, 'run'> & {run(): Outcome<never>};

export const backKey: SharedKey<{readonly canGoBack: boolean}> = {
	on: ['escape'],
	name: 'esc',
	label: () => 'back',
	when: (_state, given) => given.canGoBack,
	run: () => ({intent: {kind: 'back'}}),
};

export const helpKey: SharedKey<unknown> = {on: ['?'], name: '?', label: () => 'help', run: () => ({help: 'open'})};

export const quitKey: SharedKey<unknown> = {
	on: ['ctrl+c'],
	name: 'ctrl+c',
	label: () => 'quit (progress is kept)',
	short: 'quit',
	run: () => ({intent: {kind: 'quit'}}),
};

/** The same where nothing is kept, or nothing needs to be. */
export const plainQuitName: Named = {name: quitKey.name, label: 'quit', short: 'quit'};

/** Ctrl+C as people read it; the root handles it on every screen, so no screen lists it. */
export const quitName: Named = {name: quitKey.name, label: quitKey.label?.(undefined, undefined) ?? '', short: quitKey.short ?? ''};

/**
 * The last line: `enter choose · esc back · … · ctrl+c quit`.
 *
 * A window too narrow for it gets shorter labels; then it does without Ctrl+C, which people know and the help names; then it
 * takes more rows, broken between keys.
 */
export function keyRows(keys: readonly Named[], width: number, signs: Signs, quitting: Named = quitName): readonly Line[] {
	const separator = ` ${signs.dot} `;
	const long = keys.map(key => partOf(key.name, key.label));
	const short = keys.map(key => partOf(key.name, key.short));
	const quit = partOf(quitting.name, quitting.label);
	const quitShort = partOf(quitting.name, quitting.short);
	const attempts = [[...long, quit], [...long, quitShort], [...short, quitShort], long, short];
	const single = attempts
		.map(parts => rowsOf(parts, Number.POSITIVE_INFINITY, separator))
		.find(rows => rows.every(row => lineWidth(row) <= width));
	return single ?? rowsOf([...(width < narrow ? short : long), quitShort], width, separator);
}

/** Below this many cells, several rows of keys use the short labels. */
const narrow = 60;

function partOf(name: string, label: string): Line {
	return [
		{text: name, tone: 'plain'},
		{text: ` ${label}`, tone: 'muted'},
	];
}

function rowsOf(parts: readonly Line[], width: number, separator: string): readonly Line[] {
	const rows: Line[] = [];
	for (const part of parts) {
		const last = rows.at(-1);
		const joined: Line | undefined = last === undefined ? undefined : [...last, {text: separator, tone: 'muted'}, ...part];
		if (joined !== undefined && lineWidth(joined) <= width) {
			rows[rows.length - 1] = joined;
		} else {
			rows.push(part);
		}
	}

	return rows;
}
