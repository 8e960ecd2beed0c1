// Help text, written from the command table.

import {UserError} from '../core/errors.ts';
import type {Registered} from '../core/registered.ts';
import {flagsFor, flagText, type Flag} from './flags.ts';
import type {Command} from './command.ts';
import {answerFlagsOf, flagFor, flagsOf} from './flags-of.ts';
import {commands, commandsBelow} from './table.ts';

/**
 * Help for what the words name: a command, a group of commands (`sandbox`), or the program when there are none.
 *
 * @param width - Columns to wrap at.
 * @param providers - The clouds that exist: each brings flags of its own.
 * @throws UserError (exit code 2) when the words name nothing.
 */
export function helpFor(words: readonly string[], width: number, providers: readonly Registered[]): string {
	const command = commands.find(candidate => candidate.name === words.join(' '));
	if (command !== undefined) {
		return helpForCommand(command, width, providers);
	}

	const group = commandsBelow(words);
	if (group.length === 0) {
		throw new UserError(`There is no command ${words.join(' ')}.`, 'See onboard --help.');
	}

	return [...section('Commands', commandRows(group), width), '', `Run a command with --help for its flags.`, ''].join('\n');
}

function helpForCommand(command: Command, width: number, providers: readonly Registered[]): string {
	const flags = flagsFor(providers);
	const accepted = flagsOf(command, providers);
	const usage = [
		'onboard',
		command.name,
		...command.words,
		command.more === undefined ? '' : `[${command.more}]`,
		accepted.length > 0 ? '[flags]' : '',
	]
		.filter(part => part !== '')
		.join(' ');
	const isProgram = command.name === '';
	const own = answerFlagsOf(command, providers);
	const answers = accepted.filter(name => own.includes(name));
	const pick = (names: readonly string[]) =>
		names.flatMap(name => {
			const flag = flagFor(command, name, flags);
			return flag === undefined ? [] : [[flagText(name), flag] as const];
		});
	return [
		`${command.summary}.`,
		'',
		`  ${usage}`,
		'',
		...(isProgram ? [...section('Commands', commandRows(commands.filter(other => other.name !== '')), width), ''] : []),
		...flagSection('Flags', pick(accepted.filter(name => !answers.includes(name))), width),
		...(answers.length > 0 ? flagSection('Answers, so that they are not asked', pick(answers), width) : []),
		'Examples',
		...command.examples.map(example => `  ${example}`),
		'',
		...(isProgram ? ['Exit codes: 0 ready, 1 not ready, 2 wrong usage, 3 could not save, 130 cancelled.', ''] : []),
	].join('\n');
}

function commandRows(rows: readonly Command[]): ReadonlyArray<readonly [string, string]> {
	return rows.map(command => [['onboard', command.name, ...command.words].join(' '), command.summary]);
}

function flagSection(title: string, named: ReadonlyArray<readonly [text: string, flag: Flag]>, width: number): readonly string[] {
	return [
		...section(
			title,
			named.map(([text, flag]) => [signature(text, flag), description(flag)]),
			width,
		),
		'',
	];
}

function signature(text: string, flag: Flag): string {
	const value = flag.value ?? '';
	return flag.kind === 'switch' ? text : `${text} ${flag.kind === 'optional' ? `[${value}]` : value}`;
}

function description(flag: Flag): string {
	return flag.choices === undefined || flag.choices.length === 1 ? flag.text : `${flag.text}: ${flag.choices.join(', ')}`;
}

function section(title: string, rows: ReadonlyArray<readonly [string, string]>, width: number): readonly string[] {
	const column = Math.max(...rows.map(([left]) => left.length)) + 4;
	return [
		title,
		...rows.flatMap(([left, right]) =>
			wrap(right, Math.max(24, width - column)).map((text, index) => `  ${(index === 0 ? left : '').padEnd(column - 2)}${text}`),
		),
	];
}

function wrap(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(word);
		}
	}

	return lines;
}
