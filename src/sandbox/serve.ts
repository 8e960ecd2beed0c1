// Serves a scenario to any other client until told to stop: plants a home and writes the variables that lead to the server.

import {join} from 'node:path';
import {stopped} from '../ports/limit.ts';
import type {Clock, Environment, Files} from '../ports/ports.ts';
import {writeEnvironmentFile} from './environment.ts';
import {equipHome, isPlanted, plantHome, programFolder} from './home.ts';
import type {Scenario} from './scenario.ts';
import {startSandbox} from './server.ts';

export type ServeOptions = {
	readonly scenario: Scenario;
	/** Folder that becomes the simulated home. */
	readonly home: string;
	/** Plants the configured home; otherwise the home starts empty, as for the wizard. What is configured already stays. */
	readonly isConfigured: boolean;
	readonly files: Files;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Default: any free one. */
	readonly port?: number;
	/** Says where things are, one line at a time. */
	say(text: string): void;
};

/**
 * Runs until the signal aborts, then closes the server and returns.
 *
 * @throws The system's error when the home cannot be written or the port is taken.
 */
export async function serveSandbox(options: ServeOptions): Promise<void> {
	const {scenario, home, files, clock, signal, say} = options;
	const running = await startSandbox(scenario, {clock, ...(options.port === undefined ? {} : {port: options.port})});
	try {
		const {address} = running;
		if (options.isConfigured && !(await isPlanted(scenario, home, files))) {
			await plantHome(scenario, home, {files, clock, address});
		}

		await equipHome(scenario, home, {files, clock, address});
		const written = await writeEnvironmentFile(files, home, shellVariables(scenario, running.env, home), join(home, programFolder));
		say(`Simulated cloud ${scenario.name}: ${scenario.title}.`);
		say(`Listening on ${running.url}, until Ctrl+C.`);
		say(`In another terminal:  . ${written.sh}   (fish: source ${written.fish})`);
		await stopped(signal);
	} finally {
		await running.close();
	}
}

/** Variables for a real shell: HOME, the endpoints, the scenario's own. */
export function shellVariables(scenario: Scenario, env: Readonly<Record<string, string>>, home: string): Environment {
	const own = Object.entries({...env, ...scenario.home.env}).map(([name, value]) => [name, value.replaceAll('$HOME', home)]);
	return {HOME: home, ...Object.fromEntries(own)};
}
