// `onboard doctor`: every check for what is configured, root causes first; changes nothing.

import type {CheckGroup, ProgressRow} from '../core/check.ts';
import type {ExitCode} from '../core/errors.ts';
import {reportJson, reportLines} from '../output/report.ts';
import {settledRows} from '../wizard/print.ts';
import type {CommandIo} from './command.ts';
import {examine} from './examine.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';
import {openWorld} from './world.ts';

/** Exit code 0 when ready, 1 when not or when it cannot be told. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		let shown: readonly ProgressRow[] = [];
		const {report, provider} = await examine(world, {
			signal: io.signal,
			...(values.only === undefined ? {} : {only: values.only as CheckGroup}),
			onProgress(rows) {
				if (values.json !== true) {
					writeLines(io.stderr, world.ports, settledRows(shown, rows));
					shown = rows;
				}
			},
		});
		if (values.json === true) {
			io.stdout.write(reportJson(report));
		} else {
			io.stderr.write('\n');
			writeLines(
				io.stdout,
				world.ports,
				reportLines(report, {
					contacts: world.policy.contacts,
					glyphs: signsFor(world.ports),
					...(provider === undefined ? {} : {providerName: provider.name}),
				}),
			);
		}

		return report.verdict === 'ready' ? 0 : 1;
	} finally {
		await world.close();
	}
}
