// From the words of a command line to a command and its values, or one clear sentence about what is wrong with them.

import {parseArgs} from 'node:util';
import {UserError} from '../core/errors.ts';
import {nearest} from '../core/nearest.ts';
import type {Registered} from '../core/registered.ts';
import {flagsFor, flagText, type Flag, type Values} from './flags.ts';
import type {Command} from './command.ts';
import {flagFor, flagsOf} from './flags-of.ts';
import {commands, commandsBelow} from './table.ts';

export type Parsed =
	| {readonly kind: 'run'; readonly command: Command; readonly values: Values}
	/** Help for the command or group of commands that these words name. */
	| {readonly kind: 'help'; readonly words: readonly string[]}
	| {readonly kind: 'version'};

type OptionToken = {readonly name: string; readonly rawName: string; readonly value: string | undefined; readonly isInline: boolean};

type Flags = Readonly<Record<string, Flag>>;

const short: Readonly<Record<string, string>> = {help: 'h', version: 'v'};

/**
 * Parses what follows the program's name.
 *
 * @param providers - The clouds that exist: each brings flags of its own.
 * @throws UserError (exit code 2) for an unknown command or flag, naming the nearest one, and for missing or surplus words and values.
 */
export function parse(line: readonly string[], providers: readonly Registered[]): Parsed {
	const flags = flagsFor(providers);
	const {options, words} = read(line, flags);
	const isAsked = (name: string) => options.some(option => option.name === nameOf(name));
	if (isAsked('help') || words[0] === 'help') {
		return {kind: 'help', words: words[0] === 'help' ? words.slice(1) : words};
	}

	if (isAsked('version')) {
		return {kind: 'version'};
	}

	// Before the command: the value of a mistyped flag looks like a word.
	rejectUnknown(options, flags);
	const {command, rest} = find(words);
	const values: Record<string, string | true | readonly string[]> = {words: rest};
	for (const option of options) {
		const name = acceptedBy(command, option, providers);
		const flag = flagFor(command, name, flags);
		if (flag !== undefined) {
			values[name] = valueFor(flagText(name), flag, option);
		}
	}

	checkWords(command, rest);
	// The loop above filled it by the same table that the type is made from.
	return {kind: 'run', command, values: values as unknown as Values};
}

/** Splits the line into options and words, without judging them. */
function read(line: readonly string[], flags: Flags): {readonly options: readonly OptionToken[]; readonly words: readonly string[]} {
	const {tokens} = parseArgs({
		args: attachOptional(line, flags),
		options: Object.fromEntries(
			Object.entries(flags).map(([name, {kind}]) => {
				const letter = short[name];
				return [nameOf(name), {type: kind === 'text' ? ('string' as const) : ('boolean' as const), ...(letter && {short: letter})}];
			}),
		),
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	return {
		options: tokens
			.filter(token => token.kind === 'option')
			.map(token => ({name: token.name, rawName: token.rawName, value: token.value, isInline: token.inlineValue === true})),
		words: tokens.filter(token => token.kind === 'positional').map(token => token.value),
	};
}

/** Ties `--sandbox bedrock/happy` together. Only a word that looks like `provider/what` is taken, so `--sandbox doctor` names a command. */
function attachOptional(line: readonly string[], flags: Flags): string[] {
	const optional = Object.keys(flags).filter(name => flags[name]?.kind === 'optional');
	const joined: string[] = [];
	for (const [index, word] of line.entries()) {
		const flag = optional.find(name => line[index - 1] === flagText(name));
		if (flag !== undefined && /^[a-z]+\/[\w-]+(?::[\w=.+-]+)*$/.test(word)) {
			joined[joined.length - 1] = `${flagText(flag)}=${word}`;
		} else {
			joined.push(word);
		}
	}

	return joined;
}

function find(words: readonly string[]): {readonly command: Command; readonly rest: readonly string[]} {
	const command = commands
		.filter(candidate => candidate.name !== '' && candidate.name === words.slice(0, candidate.name.split(' ').length).join(' '))
		.at(0);
	if (command !== undefined) {
		return {command, rest: words.slice(command.name.split(' ').length)};
	}

	const first = words[0];
	const wizard = commands.find(candidate => candidate.name === '');
	if (first === undefined && wizard !== undefined) {
		return {command: wizard, rest: []};
	}

	const group = commandsBelow(words.slice(0, 1)).map(candidate => candidate.name);
	if (group.length > 0 && words.length === 1) {
		throw new UserError(`onboard ${first} needs one more word.`, `Use ${group.map(name => `onboard ${name}`).join(' or ')}.`);
	}

	const typed = words.slice(0, group.length > 0 ? 2 : 1).join(' ');
	const guess = nearest(
		typed,
		group.length > 0 ? group : [...new Set(commands.flatMap(candidate => [candidate.name, candidate.name.split(' ')[0] ?? '']))],
	);
	throw new UserError(`There is no command ${typed}.`, guess === undefined ? 'See onboard --help.' : `Did you mean onboard ${guess}?`);
}

function rejectUnknown(options: readonly OptionToken[], flags: Flags): void {
	const names = Object.keys(flags);
	const unknown = options.find(option => !names.some(name => nameOf(name) === option.name));
	if (unknown !== undefined) {
		const guess = nearest(
			unknown.rawName,
			names.map(name => flagText(name)),
		);
		throw new UserError(`There is no flag ${unknown.rawName}.`, guess === undefined ? 'See onboard --help.' : `Did you mean ${guess}?`);
	}
}

function acceptedBy(command: Command, option: OptionToken, providers: readonly Registered[]): string {
	const accepted = flagsOf(command, providers).find(name => nameOf(name) === option.name);
	if (accepted === undefined) {
		const typed = `onboard ${command.name}`.trim();
		throw new UserError(`${typed} takes no ${option.rawName}.`, `See ${typed} --help.`);
	}

	return accepted;
}

function valueFor(text: string, flag: Flag, option: OptionToken): string | true {
	if (flag.kind === 'switch') {
		if (option.isInline) {
			throw new UserError(`${text} takes no value.`, `Write ${text} alone.`);
		}

		return true;
	}

	if (flag.kind === 'optional' && !option.isInline) {
		return true;
	}

	if (!option.value || (!option.isInline && option.value.startsWith('-'))) {
		throw new UserError(`${text} needs a value.`, `Write ${text} ${flag.choices?.join('|') ?? flag.value ?? 'VALUE'}.`);
	}

	const value = flag.meaning?.[option.value] ?? option.value;
	if (flag.choices !== undefined && ![...flag.choices, ...Object.values(flag.meaning ?? {})].includes(value)) {
		const guess = nearest(option.value, flag.choices);
		const choices = flag.choices.length === 1 ? `The only value is ${flag.choices[0]}.` : `Choose one of ${flag.choices.join(', ')}.`;
		throw new UserError(`${text} cannot be ${option.value}.`, guess === undefined ? choices : `Did you mean ${guess}?`);
	}

	return value;
}

function checkWords(command: Command, rest: readonly string[]): void {
	const typed = `onboard ${command.name}`.trim();
	if (rest.length < command.words.filter(word => !word.startsWith('[')).length) {
		throw new UserError(
			`${typed} needs ${command.words[rest.length]}.`,
			`Write ${[typed, ...command.words].join(' ')}; ${typed} --help has examples.`,
		);
	}

	const surplus = rest[command.words.length];
	if (surplus !== undefined && command.more === undefined) {
		throw new UserError(`${typed} does not know what to do with ${surplus}.`, `See ${typed} --help.`);
	}
}

function nameOf(name: string): string {
	return flagText(name).slice(2);
}
