// One run of the program: parse, dispatch, exit code. The only place that catches errors.

import manifest from '../../package.json' with {type: 'json'};
import {Cancelled, UserError, type ExitCode} from '../core/errors.ts';
import {clean} from '../core/document.ts';
import {redactText} from '../core/redact.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import type {Command} from './command.ts';

/** Bracketed paste off, cursor on. */
const usualTerminal = '\u001B[?2004l\u001B[?25h';

/**
 * Runs the command line and ends the process with its exit code.
 *
 * @param line - What follows the program's name.
 */
export async function launch(line: readonly string[]): Promise<void> {
	const isDebugging = line.includes('--debug');
	let hasFailed = false;
	let trace: string | undefined;
	const fail = (error: unknown) => {
		if (hasFailed) {
			// Putting the terminal back failed, too; while Node exits no callback runs any more, so nothing may be waited for.
			process.stdout.write(process.stdout.isTTY ? usualTerminal : '');
			process.exit();
		}

		hasFailed = true;
		process.stderr.write(
			`${[atWords(explain(error, isDebugging), process.stderr), trace].filter(text => text !== undefined).join('\n')}\n`,
		);
		end(error instanceof UserError ? error.exitCode : 1);
	};

	ignoreClosedPipe(process.stdout);
	ignoreClosedPipe(process.stderr);
	process.on('uncaughtException', fail);
	const signal = stopOnSignals();
	try {
		const code = await run(line, signal, text => {
			trace = text;
		});
		process.stderr.write(trace === undefined ? '' : `${trace}\n`);
		end(code);
	} catch (error) {
		if (error instanceof Cancelled || signal.aborted) {
			process.stderr.write(trace === undefined ? '' : `${trace}\n`);
			end(130);
		} else {
			fail(error);
		}
	}
}

async function run(line: readonly string[], signal: AbortSignal, tellTrace: (text: string) => void): Promise<ExitCode> {
	// The question that scripts ask most loads nothing to answer it.
	if (line.length === 1 && (line[0] === '--version' || line[0] === '-v')) {
		return printVersion();
	}

	const [{parse}, {providers}] = await Promise.all([import('./parse.ts'), import('../providers/all.ts')]);
	const parsed = parse(line, providers);
	if (parsed.kind === 'version') {
		return printVersion();
	}

	if (parsed.kind === 'help') {
		const {helpFor} = await import('./help.ts');
		process.stdout.write(helpFor(parsed.words, Math.min(process.stdout.columns || 80, 120), providers));
		return 0;
	}

	return dispatch(parsed.command, parsed.values, {providers, signal}, tellTrace);
}

function printVersion(): ExitCode {
	process.stdout.write(`${manifest.version}\n`);
	return 0;
}

async function dispatch(
	command: Command,
	values: Values,
	given: Pick<CommandIo, 'providers' | 'signal'>,
	tellTrace: (text: string) => void,
): Promise<ExitCode> {
	const [module, {nodePorts}] = await Promise.all([command.load(), import('../ports/node.ts')]);
	const ports = nodePorts(values.home === undefined ? {} : {home: values.home});
	const io = {...given, ports, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr};
	if (values.debug !== true) {
		return module.run(values, io);
	}

	const {runTraced} = await import('./debug.ts');
	return runTraced(command.name, {module, values, io}, tellTrace);
}

/** Broken at words on a terminal; whole lines elsewhere. Here, because an error must be told without loading anything first. */
function atWords(text: string, {isTTY, columns}: {readonly isTTY: boolean; readonly columns: number}): string {
	const room = isTTY ? Math.min(columns || 80, 110) : Number.POSITIVE_INFINITY;
	const rows: string[] = [];
	for (const [index, word] of text.split(' ').entries()) {
		const longer = `${rows.at(-1) ?? ''} ${word}`;
		if (index > 0 && longer.length - (longer.lastIndexOf('\n') + 1) <= room) {
			rows[rows.length - 1] = longer;
		} else {
			rows.push(word);
		}
	}

	return rows.join('\n');
}

/**
 * What a person reads about an error: what is wrong and the next step, or how to report a bug. What a bug says is anybody's text,
 * and people copy it into tickets: secrets go.
 */
export function explain(error: unknown, isDebugging: boolean): string {
	if (error instanceof UserError) {
		return clean(`${error.message} ${error.next}`);
	}

	const isError = error instanceof Error;
	const what = shareable(isError ? `${error.name}: ${error.message}` : String(error)).split('\n')[0];
	const where = `onboard ${manifest.version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
	const stack = isDebugging && isError ? `\n${shareable(error.stack ?? '')}` : '';
	const next = isDebugging ? 'Report it with the lines below.' : 'Run the same command with --debug and report what it prints.';
	return `This is a bug in onboard: ${what} (${where}). ${next}${stack}`;
}

function shareable(text: string): string {
	return redactText(clean(text));
}

/** Ends the process once what was written has left it, whatever handles are still open. */
function end(code: ExitCode): void {
	process.exitCode = code;
	process.stdout.write('', () => {
		process.stderr.write('', () => {
			process.exit();
		});
	});
}

/** A reader that went away (`onboard doctor | head -1`) is no error; the command finishes and its exit code stands. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') {
			throw error;
		}
	});
}

/** The first signal asks the command to stop and put things in order; the second one does not wait for that. */
function stopOnSignals(): AbortSignal {
	const controller = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(name, () => {
			if (controller.signal.aborted) {
				process.exit(130);
			}

			controller.abort(new Cancelled(`Stopped by ${name}.`));
		});
	}

	return controller.signal;
}
