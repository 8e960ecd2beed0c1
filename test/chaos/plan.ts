// What one chaos run does, told from its seed alone.

import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import type {Weather} from '../../src/sandbox/trouble.ts';
import {brokenIn} from '../scenarios/broken/index.ts';

export type Task = 'doctor' | 'wizard';

export type Plan = {
	readonly task: Task;
	readonly seed: number;
	readonly scenario: Scenario;
	readonly weather: Weather;
	/** Virtual milliseconds after which the person stops the run; absent means that they wait. */
	readonly stopsAfterMs?: number;
};

const happy = scenarios.filter(({name}) => name.endsWith('/happy'));

/** Scenarios whose cloud or network is what is broken: a wizard cannot repair those by saving other settings. */
const brokenOutside = scenarios.filter(scenario => Object.keys(scenario.home).length === 0 && brokenIn(scenario).length > 0);

/** Pure. Half of the runs meet a cloud in which nothing else is wrong. */
export function planOf(task: Task, seed: number): Plan {
	const random = numbers(seed);
	const choice = random();
	const pool = choice < 0.55 ? happy : task === 'doctor' ? scenarios : brokenOutside;
	const scenario = pick(pool, random());
	const rate = pick([0.03, 0.1, 0.3, 0.6, 1], random());
	const isStopped = random() < 0.12;
	const stopsAfterMs = Math.floor(random() ** 2 * 20_000);
	return {task, seed, scenario, weather: {seed, rate}, ...(isStopped ? {stopsAfterMs} : {})};
}

/** The line that repeats one run. */
export function repeatLine({task, seed}: Pick<Plan, 'task' | 'seed'>): string {
	return `CHAOS_TASK=${task} CHAOS_FIRST=${seed} CHAOS_RUNS=1 npx vitest run --project unit test/chaos/runs.test.ts`;
}

function pick<T>(all: readonly T[], roll: number): T {
	return all[Math.floor(roll * all.length)] as T;
}

/** Mulberry32 (Tommy Ettinger's, in the public domain): even numbers from 0 to 1 out of a seed. */
function numbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
