// What can be typed after `onboard`, read from the command table: the one source of the three completion scripts.

import type {Registered} from '../../core/registered.ts';
import {flagsFor, flagText, type Flag} from '../flags.ts';
import type {Command} from '../command.ts';
import {flagFor, flagsOf} from '../flags-of.ts';
import {commands} from '../table.ts';

/** What may stand in a place: one of some words, a file, a folder, or something that only the person knows. */
export type Place =
	| {readonly kind: 'choices'; readonly choices: readonly string[]}
	/** The simulated clouds: many, so that a script names them once. */
	| {readonly kind: 'scenarios'}
	| {readonly kind: 'files'}
	| {readonly kind: 'folders'}
	| {readonly kind: 'open'};

export type FlagEntry = {
	/** As it is typed: `--only`. */
	readonly text: string;
	readonly description: string;
	/** `optional` values follow a `=` or, when they look like a scenario's name, a space. */
	readonly takes: 'nothing' | 'value' | 'optional';
	readonly value: Place;
};

export type Entry = {
	/** Words that start the command; empty for the program itself. */
	readonly name: string;
	readonly summary: string;
	readonly flags: readonly FlagEntry[];
	/** What follows its name. */
	readonly words: readonly Place[];
};

/** Everything that the scripts complete. */
export type Completions = {readonly entries: readonly Entry[]; readonly scenarios: readonly string[]};

/** Every command with what may follow it, given the clouds that exist. */
export function entriesOfTable(providers: readonly Registered[]): readonly Entry[] {
	const flags = flagsFor(providers);
	return commands.map(command => ({
		name: command.name,
		summary: command.summary,
		flags: flagsOf(command, providers).flatMap(name => {
			const flag = flagFor(command, name, flags);
			return flag === undefined ? [] : [flagEntry(name, flag)];
		}),
		words: wordsOf(command).map(word => place(word, undefined)),
	}));
}

/** First words of every command: `doctor`, and `sandbox` for `sandbox list`, each once and with what it does. */
export function nextWords(all: readonly Entry[], before: string): ReadonlyArray<readonly [word: string, description: string]> {
	const start = before === '' ? '' : `${before} `;
	const found = new Map<string, string>();
	for (const {name, summary} of all.filter(entry => entry.name !== '' && entry.name.startsWith(start) && entry.name !== before)) {
		const [word = ''] = name.slice(start.length).split(' ');
		const isGroup = name !== start + word;
		const below = all.filter(entry => entry.name.startsWith(`${start}${word} `)).map(entry => entry.name.split(' ').at(-1));
		found.set(word, found.get(word) ?? (isGroup ? below.join(', ') : summary));
	}

	return [...found];
}

/** First words of commands that need another word, for example `sandbox`. */
export function groups(all: readonly Entry[]): readonly string[] {
	return [...new Set(all.flatMap(({name}) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])))];
}

function wordsOf(command: Command): readonly string[] {
	return [...command.words, ...(command.more === undefined ? [] : [command.more])].map(word => word.replaceAll(/[[\]]/gu, ''));
}

function flagEntry(name: string, flag: Flag): FlagEntry {
	const takes = ({switch: 'nothing', text: 'value', optional: 'optional'} as const)[flag.kind];
	return {
		text: flagText(name),
		description: flag.text,
		takes,
		value: takes === 'nothing' ? {kind: 'open'} : place(name === 'scenario' ? 'SCENARIO' : (flag.value ?? ''), flag.choices),
	};
}

/** Words in capitals stand for something; others are to be typed as they are. */
function place(word: string, choices: readonly string[] | undefined): Place {
	if (choices !== undefined) {
		return {kind: 'choices', choices};
	}

	const alternatives = word.split('|');
	if (alternatives.includes('SCENARIO')) {
		return {kind: 'scenarios'};
	}

	if (alternatives.includes('FILE')) {
		return {kind: 'files'};
	}

	if (alternatives.includes('FOLDER') || alternatives.includes('DIR')) {
		return {kind: 'folders'};
	}

	return word !== '' && word === word.toLowerCase() ? {kind: 'choices', choices: alternatives} : {kind: 'open'};
}

/** Every flag once; one that takes other values for another command stands for itself. */
export function flagsOfAll(all: readonly Entry[], takes?: FlagEntry['takes']): readonly FlagEntry[] {
	const unique = [...new Map(all.flatMap(entry => entry.flags).map(flag => [keyOf(flag), flag])).values()];
	return takes === undefined ? unique : unique.filter(flag => flag.takes === takes);
}

/** Flags of all commands as they are typed, each once. */
export function textsOfAll(all: readonly Entry[], takes: FlagEntry['takes']): readonly string[] {
	return [...new Set(flagsOfAll(all, takes).map(flag => flag.text))];
}

/** The commands that take this flag with these values. */
export function takersOf(flag: FlagEntry, all: readonly Entry[]): readonly Entry[] {
	return all.filter(entry => entry.flags.some(other => keyOf(other) === keyOf(flag)));
}

function keyOf(flag: FlagEntry): string {
	return JSON.stringify([flag.text, flag.value]);
}

/** Every word or pair of words that names a command or a group of them. */
export function namesOfAll(all: readonly Entry[]): readonly string[] {
	return [...all.map(entry => entry.name), ...groups(all)].filter(name => name !== '');
}
