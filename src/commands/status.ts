// `onboard status`: what is configured, from where, and which value wins; no network, no sign-in.

import type {ExitCode} from '../core/errors.ts';
import {statusJson} from '../output/status-json.ts';
import {statusLines} from '../output/status.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {signsFor, simulatedLines, writeLines} from './output.ts';
import {statusOf} from './status-of.ts';
import {openWorld} from './world.ts';

/** Exit code 0 whatever is found: it tells, it does not judge. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const {ports, policy} = world;
		const status = await statusOf(world, io.signal);
		if (values.json === true) {
			io.stdout.write(statusJson(status));
		} else {
			const lines = statusLines(status, {contacts: policy.contacts, glyphs: signsFor(ports), all: values.all === true});
			writeLines(io.stdout, ports, [...simulatedLines(ports), ...lines]);
		}

		return 0;
	} finally {
		await world.close();
	}
}
