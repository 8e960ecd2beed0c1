// `onboard completion`: what to load into a shell so that Tab finishes commands, flags and their values.

import {UserError, type ExitCode} from '../core/errors.ts';
import {scenarios} from '../sandbox/scenarios/index.ts';
import type {CommandIo} from './command.ts';
import {bashScript} from './completion/bash.ts';
import {entriesOfTable, type Completions} from './completion/entries.ts';
import {fishScript} from './completion/fish.ts';
import {zshScript} from './completion/zsh.ts';
import type {Values} from './flags.ts';

const scripts: Readonly<Record<string, (completions: Completions) => string>> = {bash: bashScript, zsh: zshScript, fish: fishScript};

/**
 * Prints the script of one shell to standard output.
 *
 * @throws UserError for a shell that is not known.
 */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const [shell = ''] = values.words;
	const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
	if (script === undefined) {
		throw new UserError(`There is no completion for ${shell}.`, `Choose one of ${Object.keys(scripts).join(', ')}.`);
	}

	io.stdout.write(script({entries: entriesOfTable(io.providers), scenarios: scenarios.map(scenario => scenario.name)}));
	return 0;
}
