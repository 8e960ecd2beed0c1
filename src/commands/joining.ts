// `--join`: who the person is in a cohort, the preset that comes with it, and the reporter that follows the wizard.

import {collectorAddress, readJoin, type Join} from '../cohort/join-link.ts';
import type {JoinedPreset} from '../cohort/join/preset.ts';
import type {Reporter} from '../cohort/join/reporter.ts';
import {line} from '../core/document.ts';
import {UserError} from '../core/errors.ts';
import {counted} from '../output/lines.ts';
import type {Ports} from '../ports/ports.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {writeLines} from './output.ts';

export type Joined = JoinedPreset & {
	/** Host of the collector. */
	readonly host: string;
	/** Starts reporting; call it once the person agreed. */
	report(): Promise<Reporter>;
};

/**
 * Reads `--join` and fetches what comes with it. Even beside a simulated cloud the collector is the real one.
 *
 * @param ports - Those of the world: where the home folder is.
 * @throws UserError for a code or an address that cannot be used.
 */
export async function join(text: string, values: Values, io: CommandIo, ports: Ports): Promise<Joined> {
	const given = readJoin(text);
	const collector = given.collector ?? (values.collector === undefined ? undefined : collectorAddress(values.collector, '--collector'));
	if (collector === undefined) {
		throw new UserError(
			'The join code does not say where the collector is.',
			'Use the whole link of your message, or add --collector URL.',
		);
	}

	const whole: Required<Join> = {code: given.code, collector};
	const outside: Ports = {...ports, network: io.ports.network, env: io.ports.env};
	const {joinedPreset} = await import('../cohort/join/preset.ts');
	const joined = await joinedPreset(whole, outside, io.providers, io.signal);
	return {
		...joined,
		host: new URL(collector).host,
		async report() {
			const {startReporter} = await import('../cohort/join/reporter.ts');
			return startReporter(whole, outside);
		},
	};
}

/** Sends the end of the run, and says what could not be sent. */
export async function farewell(reporter: Reporter, io: CommandIo): Promise<void> {
	const {waiting, refusal} = await reporter.finish();
	if (refusal !== undefined) {
		writeLines(io.stderr, io.ports, [
			line(
				['! ', 'warn'],
				refusal === 'unknown-code'
					? 'The collector no longer knows your join code; your set-up itself is not affected.'
					: 'The collector does not understand this version of onboard; your set-up itself is not affected.',
			),
		]);
	} else if (waiting > 0) {
		writeLines(io.stderr, io.ports, [
			line(
				['! ', 'warn'],
				`The collector is away: ${counted(waiting, 'report')} ${waiting === 1 ? 'waits' : 'wait'} on this laptop and ${waiting === 1 ? 'goes' : 'go'} out the next time you run with --join.`,
			),
		]);
	}
}
