// What a command is: its row in the table, what it is given and what it answers; every file beside this one that is named after a verb exports such a `run`.

import type {ExitCode} from '../core/errors.ts';
import type {Registration} from '../providers/provider.ts';
import type {Ports} from '../ports/ports.ts';
import type {Trace} from '../ports/trace.ts';
import type {Flag, SharedFlag, Values} from './flags.ts';

export type CommandIo = {
	readonly ports: Ports;
	/** Set with `--debug`; wraps the ports of a simulated cloud as well. */
	readonly trace?: Trace;
	/** The clouds that exist. */
	readonly providers: readonly Registration[];
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** Aborted at the first SIGINT, SIGTERM or SIGHUP, with a `Cancelled` as its reason. */
	readonly signal: AbortSignal;
};

export type CommandModule = {
	/**
	 * Does what the command promises.
	 *
	 * @throws UserError when the person can put something right, Cancelled when the person stopped. Anything else is a bug.
	 */
	run(values: Values, io: CommandIo): Promise<ExitCode>;
};

export type Command = {
	/** Words that start it: `doctor`, `sandbox list`. Empty for the command that runs when none is named. */
	readonly name: string;
	readonly summary: string;
	/** Flags in the order help shows them; the common ones are added by `flagsOf`. */
	readonly flags: readonly SharedFlag[];
	/** Flags that mean something else here than with other commands. */
	readonly ownFlags?: Readonly<Partial<Record<SharedFlag, Flag>>>;
	/** Whether it takes the flags that answer questions, too: all of them, or those that a preset may give. */
	readonly takesAnswers?: 'all' | 'preset';
	/** It asks no cloud anything, so `--sandbox` would change nothing. */
	readonly isCloudless?: true;
	/** Words it takes after its name, for example `['FILE|URL']`; one in brackets, `['[FILE]']`, may be left out. */
	readonly words: readonly string[];
	/** What any number of further words are; absent when it takes none. */
	readonly more?: string;
	readonly examples: readonly string[];
	load(): Promise<CommandModule>;
};
