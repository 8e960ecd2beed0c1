// `--debug`: a command runs with a trace of everything it asks of the world, and its end is told where that trace is.

import manifest from '../../package.json' with {type: 'json'};
import {clean} from '../core/document.ts';
import type {ExitCode} from '../core/errors.ts';
import {failureOf, openTraceFile, type TraceFile} from '../ports/trace-file.ts';
import {traced} from '../ports/trace.ts';
import type {Ports} from '../ports/ports.ts';
import type {Values} from './flags.ts';
import {flagText} from './flags.ts';
import type {CommandIo, CommandModule} from './command.ts';

/**
 * Runs a command with a trace.
 *
 * @param tell - Called once, with the line that says where the trace is or why there is none.
 */
export async function runTraced(
	name: string,
	{module, values, io}: {readonly module: CommandModule; readonly values: Values; readonly io: CommandIo},
	tell: (text: string) => void,
): Promise<ExitCode> {
	const trace = await openTraceFile(io.ports, aboutRun(name, values, io.ports)).catch((error: unknown) => {
		tell(`There is no trace: ${clean(error instanceof Error ? error.message : String(error))}.`);
	});
	if (trace === undefined) {
		return module.run(values, io);
	}

	try {
		// The ports of a simulated cloud are wrapped where they are made; the ones below it would tell every call twice.
		const ports = values.sandbox === undefined ? traced(io.ports, trace) : io.ports;
		const code = await module.run(values, {...io, ports, trace});
		await finish(trace, {outcome: 'ended', code}, tell);
		return code;
	} catch (error) {
		const [outcome, told] = failureOf(error);
		const stack = error instanceof Error ? {stack: error.stack ?? ''} : {};
		await finish(trace, {outcome, ...told, ...stack}, tell);
		throw error;
	}
}

/** Names of flags without their values, which may be anything. */
function aboutRun(name: string, values: Values, {host}: Ports) {
	const {words: _, ...flags} = values;
	return {
		tool: {name: 'onboard', version: manifest.version, node: host.nodeVersion, platform: host.platform},
		command: name === '' ? 'onboard' : `onboard ${name}`,
		flags: Object.keys(flags).map(flag => flagText(flag)),
	};
}

async function finish(trace: TraceFile, ending: Parameters<TraceFile['close']>[0], tell: (text: string) => void): Promise<void> {
	const isWhole = await trace.close(ending);
	tell(`Trace of this run${isWhole ? '' : ' (not whole)'}: ${trace.path}`);
}
