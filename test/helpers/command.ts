// Runs a command in this process with captured streams, as the launcher would.

import {PassThrough} from 'node:stream';
import type {CommandIo, CommandModule} from '../../src/commands/command.ts';
import {runTraced} from '../../src/commands/debug.ts';
import {parse} from '../../src/commands/parse.ts';
import {providers} from '../../src/providers/all.ts';
import type {ExitCode} from '../../src/core/errors.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Environment, Ports} from '../../src/ports/ports.ts';
import type {Registration} from '../../src/providers/provider.ts';

export type Ran = {readonly code: ExitCode; readonly stdout: string; readonly stderr: string};

export type RunOptions = {
	readonly home: string;
	readonly env?: Environment;
	readonly folder?: string;
	/** What is typed, all of it at once; input then closes. */
	readonly input?: string;
	/** Used instead of the real ones, for example those of an open stage. */
	readonly ports?: Ports;
	/** Stops the command, as Ctrl+C does. */
	readonly signal?: AbortSignal;
	/** Hears what is said on standard error, also of a command that throws. */
	readonly stderr?: PassThrough;
	/** Used instead of the clouds that exist. */
	readonly providers?: readonly Registration[];
};

/**
 * Runs a command line.
 *
 * @throws What the command throws; the launcher's own handling is not part of this.
 */
export async function runCommand(words: readonly string[], options: RunOptions): Promise<Ran> {
	const parsed = parse(words, options.providers ?? providers);
	if (parsed.kind !== 'run') {
		throw new Error(`${words.join(' ')} runs no command.`);
	}

	const stdin = new PassThrough();
	stdin.end(options.input ?? '');
	const [stdout, stderr] = [new PassThrough(), options.stderr ?? new PassThrough()];
	const texts = [stdout, stderr].map(stream => {
		const parts: string[] = [];
		stream.on('data', (part: Uint8Array) => parts.push(Buffer.from(part).toString('utf8')));
		return parts;
	});
	const module: CommandModule = await parsed.command.load();
	const ports =
		options.ports ??
		nodePorts({
			home: options.home,
			env: {
				PATH: process.env['PATH'],
				TMPDIR: process.env['TMPDIR'],
				LANG: 'C.UTF-8',
				SHELL: '/bin/bash',
				HOME: options.home,
				...options.env,
			},
			...(options.folder === undefined ? {} : {folder: options.folder}),
		});
	const io = {
		ports,
		providers: options.providers ?? providers,
		stdin,
		stdout,
		stderr,
		signal: options.signal ?? new AbortController().signal,
	} as unknown as CommandIo;
	const code = await (parsed.values.debug === true
		? runTraced(parsed.command.name, {module, values: parsed.values, io}, text => stderr.write(`${text}\n`))
		: module.run(parsed.values, io));
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	const [out, error] = texts.map(parts => parts.join(''));
	return {code, stdout: out ?? '', stderr: error ?? ''};
}
