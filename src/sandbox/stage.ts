// Sets one command up in a simulated world: starts the scenario's cloud, prepares a home, wraps the ports.

import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {UserError} from '../core/errors.ts';
import {nearest} from '../core/nearest.ts';
import type {Ports} from '../ports/ports.ts';
import {cloudsOf} from './clouds/index.ts';
import {equipHome, isPlanted, plantHome} from './home.ts';
import {plantedFolder, sandboxPorts} from './ports.ts';
import type {Scenario} from './scenario.ts';
import {findScenario, scenarios} from './scenarios/index.ts';
import {startSandbox, type Sandbox} from './server.ts';
import {readWeather} from './trouble.ts';

export const defaultScenario = 'bedrock/happy';

export type StageOptions = {
	readonly real: Ports;
	/** Name, or a scenario made for a test; default the happy one. */
	readonly scenario?: string | Scenario | undefined;
	/** Folder that becomes the home and stays; default a throwaway one. */
	readonly home?: string | undefined;
	/** Whether the home starts set up (doctor) or empty (wizard). What is configured already stays. */
	readonly isConfigured: boolean;
	/** Factor on simulated waits; default 1. */
	readonly timeScale?: number;
};

export type Stage = {
	readonly ports: Ports;
	readonly scenario: Scenario;
	readonly running: Sandbox;
	/** The simulated organization demands a private path. */
	readonly requirePrivatePath: boolean;
	/** The simulated cloud and its sign-in values, offered where a person would have to know their own. */
	readonly hints: Readonly<Record<string, string>>;
	/** Stops the cloud and removes a throwaway home. */
	close(): Promise<void>;
};

/**
 * The scenario of this name; `name:seed=7:rate=0.3:kinds=reset+page` gives it bad weather.
 *
 * @throws UserError with the nearest name when there is none.
 */
export function scenarioNamed(given: string): Scenario {
	const {name, weather} = readWeather(given);
	const found = findScenario(name);
	if (found === undefined) {
		const close = nearest(
			name,
			scenarios.map(candidate => candidate.name),
		);
		throw new UserError(
			`There is no scenario ${name}.`,
			close === undefined ? 'See them all with: onboard sandbox list' : `Did you mean ${close}? See them all with: onboard sandbox list`,
		);
	}

	return weather === undefined ? found : {...found, name: given, weather};
}

/**
 * Opens the stage. Close it, whatever happens.
 *
 * @throws UserError for an unknown scenario or an empty home.
 */
export async function openSandboxStage(options: StageOptions): Promise<Stage> {
	const {real} = options;
	if (options.home === '') {
		throw new UserError('The home of a sandbox cannot be empty.', 'Name a folder with --home, or leave --home out for a throwaway one.');
	}

	const scenario = typeof options.scenario === 'object' ? options.scenario : scenarioNamed(options.scenario ?? defaultScenario);
	// The real path: on macOS the temporary folder is a symbolic link, and tools print what it leads to.
	const home =
		options.home === undefined
			? await realpath(await mkdtemp(join(tmpdir(), 'onboard-sandbox-')))
			: resolve(real.host.folder, options.home);
	const removeHome = async () => {
		if (options.home === undefined) {
			await rm(home, {recursive: true, force: true});
		}
	};

	let running: Sandbox;
	try {
		running = await startSandbox(scenario, {clock: real.clock});
		const planting = {files: real.files, clock: real.clock, address: running.address};
		if (options.isConfigured && !(await isPlanted(scenario, home, real.files))) {
			await plantHome(scenario, home, planting);
		}

		await equipHome(scenario, home, planting);
	} catch (error) {
		await removeHome();
		throw error;
	}

	const hasProject = (await real.files.stat(plantedFolder(home))) !== undefined;
	return {
		scenario,
		running,
		ports: sandboxPorts(real, scenario, running, {
			home,
			...(hasProject ? {folder: plantedFolder(home)} : {}),
			...(options.timeScale === undefined ? {} : {timeScale: options.timeScale}),
		}),
		requirePrivatePath: scenario.requirePrivatePath ?? false,
		hints: Object.assign({provider: scenario.provider}, ...cloudsOf(scenario).map(cloud => cloud.hints(scenario))) as Record<
			string,
			string
		>,
		async close() {
			await running.close();
			await removeHome();
		},
	};
}
