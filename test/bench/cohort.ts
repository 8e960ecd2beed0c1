// Times a cohort's run with the real checks of Bedrock against a simulated AWS in another process, slow and throttled alike for every call.

import {execFile} from 'node:child_process';
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {DriverInput, DriverOutput} from '../cohort/run/driver.ts';
import {leadHome, manyAccounts, manyPeople} from '../cohort/run/many.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {startSandbox} from '../../src/sandbox/server.ts';

export type CohortTimes = {
	/** Calls that were answered; those refused for being too many come on top. */
	readonly calls: number;
	readonly refused: number;
	readonly wallMs: number;
	/** No run could be quicker: what latency and concurrency, or the throttle, leave. */
	readonly limitMs: number;
	readonly limitedBy: 'latency' | 'throttle';
	/** Milliseconds of processor time that the run took. */
	readonly cpuMs: number;
	/** Megabytes at the peak of the run's own process. */
	readonly memory: number;
};

export const callMs = 200;
export const concurrency = 16;
/** Simulated handshakes take 31 ms (src/sandbox/network.ts); this factor makes them one call long. */
const timeScale = callMs / 31;
const services = ['sso-oidc', 'sso', 'sts', 'ec2', 'bedrock', 'bedrock-runtime', 'logs', 'cloudtrail', 'servicequotas'];
const driver = fileURLToPath(new URL('../cohort/run/driver.ts', import.meta.url));

/**
 * Runs a cohort once, start of the process excluded.
 *
 * @param aloneMs - Milliseconds that one target takes with nothing else in its way; see `measureTarget`.
 * @param callsPerSecond - What the cloud takes in a second, with a second's worth in reserve; absent means any number.
 * @throws Error when a target is not proven: a run cut short would look quick.
 */
export async function measureCohort(people: number, targets: number, aloneMs: number, callsPerSecond?: number): Promise<CohortTimes> {
	const fault = {status: 200, type: '', message: '', delayMs: callMs};
	const scenario = manyAccounts(targets, {
		faults: Object.fromEntries(services.map(name => [`${name}:*`, fault])),
		...(callsPerSecond === undefined ? {} : {callsPerSecond}),
	});
	const sandbox = await startSandbox(scenario, {clock: nodePorts().clock});
	try {
		const [cohort, home, cache] = await Promise.all([
			manyPeople(people, targets),
			leadHome(scenario),
			mkdtemp(path.join(tmpdir(), 'onboard-bench-')),
		]);
		const {url, env} = sandbox;
		const input: DriverInput = {folder: cohort.folder, home, accounts: targets, sandbox: {url, env}, concurrency, timeScale};
		const {stdout} = await promisify(execFile)(process.execPath, [driver, JSON.stringify(input)], {
			env: {...process.env, NODE_COMPILE_CACHE: cache},
		});
		const {states, wallMs, cpuMs, memory} = JSON.parse(stdout) as DriverOutput;
		if (states.length !== targets || states.some(state => state !== 'proven')) {
			throw new Error(`The run did not prove every target: ${states.filter(state => state !== 'proven').length} are left.`);
		}

		const refused = sandbox.requests.filter(({status}) => status === 429).length;
		const calls = sandbox.requests.length - refused;
		const latencyMs = Math.ceil(targets / concurrency) * aloneMs;
		const throttleMs = callsPerSecond === undefined ? 0 : ((calls - callsPerSecond) / callsPerSecond) * 1000;
		return {
			calls,
			refused,
			wallMs,
			cpuMs,
			limitMs: Math.max(latencyMs, throttleMs),
			limitedBy: latencyMs > throttleMs ? 'latency' : 'throttle',
			memory,
		};
	} finally {
		await sandbox.close();
	}
}

/** Milliseconds of one target alone: its longest chain of calls. */
export async function measureTarget(): Promise<number> {
	const {wallMs} = await measureCohort(1, 1, 0);
	return wallMs;
}
