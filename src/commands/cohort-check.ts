// `onboard cohort check`: what a run would look at, and where the lead's own sign-in reaches; changes nothing.

import path from 'node:path';
import {openCohort} from '../cohort/folder.ts';
import {checkCohort} from '../cohort/run/check.ts';
import {checkDocument, checkLines} from '../cohort/run/check-lines.ts';
import type {ExitCode} from '../core/errors.ts';
import {worldOf} from './cohort-run.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';
import {openWorld} from './world.ts';

/** Exit code 0 when the lead can sign in everywhere, 1 when not. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const [named = ''] = values.words;
	const folder = path.resolve(io.ports.host.folder, named);
	const cohort = await openCohort(folder, io.ports);
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const reaches = await checkCohort({cohort, ...worldOf(cohort, world), concurrency: 8, signal: io.signal});
		if (values.json === true) {
			io.stdout.write(`${JSON.stringify(checkDocument(reaches, cohort), undefined, '\t')}\n`);
		} else {
			writeLines(io.stdout, io.ports, checkLines(reaches, cohort, {signs: signsFor(io.ports), folder: named}));
		}

		return reaches.every(({signIn}) => signIn === 'works') ? 0 : 1;
	} finally {
		await world.close();
	}
}
