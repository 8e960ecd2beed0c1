// What a command is given and what it answers; every file beside this one that is named after a verb exports such a `run`.

import type {ExitCode} from '../core/errors.ts';
import type {Registration} from '../providers/provider.ts';
import type {Ports} from '../ports/ports.ts';
import type {Trace} from '../ports/trace.ts';
import type {Values} from './flags.ts';

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
