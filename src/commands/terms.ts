// `onboard terms`: the data-retention summary of what is configured, on its own.

import manifest from '../../package.json' with {type: 'json'};
import {line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {valueOf} from '../core/session.ts';
import {sourceLines, termsJson, termsLines} from '../output/terms.ts';
import {survey} from '../survey/survey.ts';
import type {CommandIo} from './command.ts';
import {contextFor, detectConfigured} from './examine.ts';
import type {Values} from './flags.ts';
import {simulatedLines, writeLines} from './output.ts';
import {openWorld} from './world.ts';

/**
 * Measures and prints.
 *
 * @throws UserError when nothing is configured.
 */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const configured = await detectConfigured(world, await survey(world.ports, world));
		if (configured === undefined) {
			throw new UserError('Nothing is configured on this machine, so there is nothing to measure.', 'Run onboard first.', 1);
		}

		const {provider, answers} = configured;
		const context = contextFor(world, configured, io.signal);
		const summary = await provider.terms(context);
		if (values.json === true) {
			io.stdout.write(
				termsJson(summary, {
					version: manifest.version,
					at: world.ports.clock.now(),
					provider: provider.id,
					target: Object.fromEntries([...provider.target, 'primaryModel', 'fastModel'].map(id => [id, valueOf(answers, id)])),
				}),
			);
		} else {
			writeLines(io.stdout, world.ports, [
				...simulatedLines(world.ports),
				line([`What happens to your prompts through ${provider.name}`, 'strong']),
				line(''),
				...termsLines(summary, {provider: provider.vendor, place: provider.place(context)}),
				line(''),
				line(['Sources', 'strong']),
				...sourceLines(summary),
			]);
		}

		return 0;
	} finally {
		await world.close();
	}
}
