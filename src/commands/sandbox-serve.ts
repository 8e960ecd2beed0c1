// `onboard sandbox serve`: keeps a simulated cloud running, so that any other client can be pointed at it.

import {resolve} from 'node:path';
import {UserError, type ExitCode} from '../core/errors.ts';
import {serveSandbox} from '../sandbox/serve.ts';
import {defaultScenario, scenarioNamed} from '../sandbox/stage.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';

/**
 * Runs until Ctrl+C.
 *
 * @throws UserError without a home: the simulated one must not be the person's own.
 */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	if (values.home === undefined) {
		throw new UserError('onboard sandbox serve needs --home FOLDER.', 'Name a new folder; it becomes the simulated home and gets env.sh.');
	}

	await serveSandbox({
		scenario: scenarioNamed(values.scenario ?? (typeof values.sandbox === 'string' ? values.sandbox : defaultScenario)),
		home: resolve(io.ports.host.folder, values.home),
		isConfigured: values.configured === true,
		files: io.ports.files,
		clock: io.ports.clock,
		signal: io.signal,
		say(text) {
			io.stdout.write(`${text}\n`);
		},
	});
	return 0;
}
