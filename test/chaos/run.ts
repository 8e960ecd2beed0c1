// One chaos run in this process: a command against a simulated cloud in bad weather, with time that passes quickly, and what it left.

import {mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Cancelled, UserError} from '../../src/core/errors.ts';
import type {Report} from '../../src/core/report.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Network, Ports, Processes} from '../../src/ports/ports.ts';
import type {LoggedRequest} from '../../src/sandbox/answer.ts';
import {openSandboxStage} from '../../src/sandbox/stage.ts';
import {quickClock, type ManualClock} from '../helpers/clock.ts';
import {runCommand} from '../helpers/command.ts';
import {acmePresets} from '../helpers/presets.ts';
import {withoutTerminal} from '../helpers/processes.ts';
import {cleanEnvironment} from '../helpers/pty.ts';
import type {Plan} from './plan.ts';

export type Files = Readonly<Record<string, string>>;

export type Ran = {
	readonly plan: Plan;
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
	/** Of doctor, when it came to its end. */
	readonly report?: Report;
	/** Thrown by the command and neither a person's mistake nor their stop. */
	readonly bug?: string;
	/** It was not over when the watchdog looked. */
	readonly hangs: boolean;
	/** Virtual milliseconds. */
	readonly tookMs: number;
	readonly requests: readonly LoggedRequest[];
	/** Text of every file below the home, by its path there, base64 for what is no text. */
	readonly before: Files;
	readonly after: Files;
};

/** How much faster than real time virtual time passes, at most. */
const pace = 20;
/** Real milliseconds after which a run counts as hanging; every limit of the program is far below it in virtual time. */
const watchdogMs = 120_000;

/** What stands in the home of somebody who starts the wizard: files of their own that have to survive. */
const ownFiles: Files = {
	'.bashrc': '# mine\nalias ll="ls -l"\nexport EDITOR=vi\n',
	'.claude/settings.json': '{\n\t"theme": "dark",\n\n\n\t"env": {"MY_OWN": "1"}\n}\n',
	'.aws/config': '[profile mine]\nregion = eu-north-1\noutput = json\n',
};

/** Every pin is given, so that what is saved does not hang on which lists could be read. */
const pins = {
	bedrock: {},
	vertex: {opusModel: 'claude-opus-5-5', sonnetModel: 'claude-sonnet-5-5', haikuModel: 'claude-haiku-5-5', fableModel: 'claude-opus-5-5'},
	foundry: {opusModel: 'opus-main', sonnetModel: 'sonnet-main', haikuModel: 'haiku-main', fableModel: 'opus-main'},
} as const;

/** Plays one plan; never throws for what the program does. */
export async function play(plan: Plan): Promise<Ran> {
	const home = await realpath(await mkdtemp(path.join(tmpdir(), 'onboard-chaos-')));
	const {clock, stop} = quickClock(pace);
	const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
	const world: Ports = {...real, clock, network: onClock(real.network, clock), processes: onPace(real.processes)};
	const {task, scenario, weather} = plan;
	if (task === 'wizard') {
		await plant(home, ownFiles);
	}

	const stage = await openSandboxStage({real: world, scenario: {...scenario, weather}, home, isConfigured: task === 'doctor'});
	try {
		const preset = await presetFor(plan, home, stage.requirePrivatePath);
		const before = await filesBelow(home);
		const ports = {...stage.ports, processes: withoutTerminal(stage.ports.processes)};
		const stopping = new AbortController();
		const {stopsAfterMs} = plan;
		if (stopsAfterMs !== undefined) {
			void clock.sleep(stopsAfterMs).then(() => {
				stopping.abort(new Cancelled('Stopped by SIGINT.'));
			});
		}

		const words = task === 'doctor' ? ['doctor', '--json'] : ['--yes', '--accept-terms', 'read'];
		const startedAt = clock.elapsed();
		const ended = await watched(async () =>
			runCommand([...words, '--preset', preset], {home, ports, folder: home, signal: stopping.signal}),
		);
		const tookMs = clock.elapsed() - startedAt;
		const report = task === 'doctor' && ended.stdout.startsWith('{') ? (JSON.parse(ended.stdout) as Report) : undefined;
		return {
			plan,
			...ended,
			...(report === undefined ? {} : {report}),
			tookMs,
			requests: stage.running.requests,
			before,
			after: await filesBelow(home),
		};
	} finally {
		stop();
		await stage.close();
		await rm(home, {recursive: true, force: true});
		await rm(`${home}.json`, {force: true});
	}
}

type Ended = Pick<Ran, 'code' | 'stdout' | 'stderr' | 'bug' | 'hangs'>;

/** Exit codes and errors as the launcher makes them. */
async function watched(start: () => Promise<Pick<Ran, 'code' | 'stdout' | 'stderr'>>): Promise<Ended> {
	let timer: NodeJS.Timeout | undefined;
	const silent = {stdout: '', stderr: '', hangs: false};
	const tooLong = new Promise<Ended>(resolve => {
		timer = setTimeout(() => {
			resolve({...silent, code: -1, hangs: true});
		}, watchdogMs);
	});
	const run = async (): Promise<Ended> => {
		try {
			return {...(await start()), hangs: false};
		} catch (error) {
			if (error instanceof Cancelled) {
				return {...silent, code: 130};
			}

			if (error instanceof UserError) {
				return {...silent, stderr: `${error.message} ${error.next}`, code: error.exitCode};
			}

			return {...silent, code: 1, bug: error instanceof Error ? (error.stack ?? error.message) : String(error)};
		}
	};

	try {
		return await Promise.race([run(), tooLong]);
	} finally {
		clearTimeout(timer);
	}
}

/** Limits of requests in virtual time. */
function onClock(network: Network, clock: ManualClock): Network {
	return {
		...network,
		async request(given) {
			const over = new AbortController();
			const signal = given.signal === undefined ? over.signal : AbortSignal.any([given.signal, over.signal]);
			const limit = async (): Promise<never> => {
				await clock.sleep(given.limitMs, over.signal);
				throw Object.assign(new Error(`No answer within ${given.limitMs} ms.`), {code: 'ETIMEDOUT'});
			};

			const quiet = given.quietMs === undefined ? {} : {quietMs: Math.ceil(given.quietMs / pace)};
			try {
				return await Promise.race([network.request({...given, ...quiet, limitMs: watchdogMs, signal}), limit()]);
			} finally {
				over.abort();
			}
		},
	};
}

/** Programs that wait for a person give up soon; a short limit stays, because starting a program takes its real time. */
function onPace(processes: Processes): Processes {
	return {
		...processes,
		run: async (program, parameters, options) =>
			processes.run(program, parameters, {...options, limitMs: Math.min(options.limitMs, 12_000)}),
	};
}

async function presetFor({scenario}: Plan, home: string, requirePrivatePath: boolean): Promise<string> {
	const file = `${home}.json`;
	const example = JSON.parse(await readFile(acmePresets[scenario.provider], 'utf8')) as {readonly answers: object};
	await writeFile(
		file,
		JSON.stringify({...example, answers: {...example.answers, ...pins[scenario.provider]}, policy: {requirePrivatePath}}),
	);
	return file;
}

async function plant(home: string, files: Files): Promise<void> {
	for (const [name, text] of Object.entries(files)) {
		await mkdir(path.dirname(path.join(home, name)), {recursive: true});
		await writeFile(path.join(home, name), text);
	}
}

async function filesBelow(home: string): Promise<Files> {
	const names = await readdir(home, {recursive: true, withFileTypes: true});
	const files = names.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	const texts = await Promise.all(files.map(async file => [path.relative(home, file), await readFile(file, 'utf8')] as const));
	return Object.fromEntries(texts.toSorted(([a], [b]) => a.localeCompare(b)));
}
