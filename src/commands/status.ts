// `onboard status`: what is configured, from where, and which value wins; no network, no sign-in.

import manifest from '../../package.json' with {type: 'json'};
import type {ExitCode} from '../core/errors.ts';
import {statusJson, statusLines, type Status} from '../output/status.ts';
import {explainAll} from '../survey/effective.ts';
import {judgeSurvey} from '../survey/judge.ts';
import {survey} from '../survey/survey.ts';
import type {CommandIo} from './command.ts';
import {detectConfigured} from './examine.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';
import {openWorld} from './world.ts';

/** Exit code 0 whatever is found: it tells, it does not judge. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const {ports} = world;
		const facts = await survey(ports, {withVersion: true});
		const configured = await detectConfigured(world, facts);
		const status: Status = {
			version: manifest.version,
			at: ports.clock.now(),
			provider: configured === undefined ? undefined : {id: configured.provider.id, name: configured.provider.name},
			host: facts.host,
			tools: facts.tools,
			values: {
				'this-shell': explainAll(facts, 'this-shell'),
				'new-shell': explainAll(facts, 'new-shell'),
				editor: explainAll(facts, 'editor'),
			},
			places: facts.places,
			notRead: facts.notRead,
			findings: judgeSurvey(facts, configured === undefined ? {} : {provider: configured.provider.id}),
		};
		if (values.json === true) {
			io.stdout.write(statusJson(status));
		} else {
			writeLines(io.stdout, ports, statusLines(status, {contacts: world.policy.contacts, glyphs: signsFor(ports)}));
		}

		return 0;
	} finally {
		await world.close();
	}
}
