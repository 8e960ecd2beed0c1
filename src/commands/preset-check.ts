// `onboard preset check`: says whether a preset can be used, and every problem it has.

import {line} from '../core/document.ts';
import type {ExitCode} from '../core/errors.ts';
import {checkPreset} from '../preset/check.ts';
import {readPreset} from '../preset/load.ts';
import {ownProxy} from '../probes/proxy.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';

/** Exit code 0 for a good preset, 2 for one that cannot be used. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const {ports, signal} = io;
	const [location = ''] = values.words;
	const {text, origin} = await readPreset({location, from: 'the command line'}, {ports, signal, proxyFor: url => ownProxy(url, ports.env)});
	const result = checkPreset(text, io.providers);
	const problems = result.isGood ? [] : result.problems;
	const signs = signsFor(ports);
	if (values.json === true) {
		io.stdout.write(
			`${JSON.stringify({schema: 'onboard/preset-check@1', preset: origin.label, isGood: result.isGood, problems}, undefined, '\t')}\n`,
		);
	} else if (result.isGood) {
		const {preset} = result;
		const count = Object.keys(preset.answers).length;
		writeLines(io.stdout, ports, [
			line(
				[`${signs.ok} `, 'ok'],
				`${origin.label} is a good preset of ${preset.organization}: ${count} ${count === 1 ? 'answer' : 'answers'}, ${preset.open.length} of them open.`,
			),
		]);
	} else {
		writeLines(io.stdout, ports, [
			line([`${signs.fail} `, 'fail'], `${origin.label} cannot be used:`),
			...problems.map(problem => line('  ', problem)),
		]);
	}

	return result.isGood ? 0 : 2;
}
