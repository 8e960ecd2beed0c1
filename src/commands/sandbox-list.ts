// `onboard sandbox list`: the simulated clouds and what doctor finds in each.

import {line} from '../core/document.ts';
import type {ExitCode} from '../core/errors.ts';
import {columnWidth, padTo} from '../output/lines.ts';
import {scenarios} from '../sandbox/scenarios/index.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {writeLines} from './output.ts';

/** Prints them as lines, or as `onboard/scenarios@1`. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const rows = scenarios.map(({name, provider, title, expected}) => ({name, provider, title, expected}));
	if (values.json === true) {
		io.stdout.write(`${JSON.stringify({schema: 'onboard/scenarios@1', scenarios: rows}, undefined, '\t')}\n`);
		return 0;
	}

	const width = columnWidth(
		rows.map(row => row.name),
		48,
	);
	writeLines(
		io.stdout,
		io.ports,
		rows.map(({name, title, expected}) =>
			line([`${padTo(name, width)}  `, 'strong'], title, [expected.length === 0 ? '' : `  ${expected.join(', ')}`, 'muted']),
		),
	);
	return 0;
}
