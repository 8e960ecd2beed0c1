// Seeded bad weather over every cloud: doctor and the unattended wizard end in a true word, whatever becomes of their calls.

import {appendFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import {troubleKinds} from '../../src/sandbox/trouble-kinds.ts';
import {newProblems, wrongsOf} from './judge.ts';
import {planOf, repeatLine, type Task} from './plan.ts';
import {play, type Ran} from './run.ts';

const count = Number(process.env['CHAOS_RUNS'] ?? '30');
const first = Number(process.env['CHAOS_FIRST'] ?? '1');
const only = process.env['CHAOS_TASK'];
const atOnce = Number(process.env['CHAOS_AT_ONCE'] ?? '10');

describe.each((['doctor', 'wizard'] as const).filter(task => only === undefined || only === task))('%s in bad weather', task => {
	it(`ends in a true word, ${count} times`, {timeout: 60_000 + count * 20_000}, async () => {
		const {wrongs, summary} = await playAll(task);
		process.stdout.write(`\n${summary}\n`);
		expect(wrongs.join('\n')).toBe('');
	});
});

async function playAll(task: Task): Promise<{readonly wrongs: readonly string[]; readonly summary: string}> {
	const active = new Set<number>();
	const wrongs: string[] = [];
	const onUnhandled = (reason: unknown) => {
		wrongs.push(`unhandled rejection among seeds ${[...active].join(', ')}: ${reason instanceof Error ? reason.stack : String(reason)}`);
	};
	process.on('unhandledRejection', onUnhandled);
	const calm = new Map<string, Promise<Ran>>();
	const inGoodWeather = async (scenario: Scenario) => {
		const known = calm.get(scenario.name) ?? play({task, seed: 0, scenario, weather: {seed: 0, rate: 0}});
		calm.set(scenario.name, known);
		return known;
	};

	// What is loaded for the first time takes real time, in which virtual time runs on.
	await Promise.all(['bedrock', 'vertex', 'foundry'].map(async provider => inGoodWeather(findScenario(`${provider}/happy`)!)));

	const ran: Ran[] = [];
	let next = first;
	const worker = async () => {
		while (next < first + count) {
			const seed = next++;
			active.add(seed);
			const plan = planOf(task, seed);
			const {name} = plan.scenario;
			const still = inGoodWeather(plan.scenario);
			const planned = inGoodWeather(findScenario(`${plan.scenario.provider}/happy`) ?? plan.scenario);
			const one = await play(plan);
			ran.push(one);
			const found = wrongsOf(one, await still, await planned);
			active.delete(seed);
			if (found.length > 0) {
				wrongs.push(`seed ${seed} (${name}, rate ${plan.weather.rate}): ${found.join('; ')}\n  ${repeatLine(plan)}`);
			}

			log(one, await still, found);
		}
	};

	try {
		await Promise.all(Array.from({length: atOnce}, worker));
	} finally {
		process.off('unhandledRejection', onUnhandled);
	}

	return {wrongs, summary: summarize(task, ran)};
}

/** One line of JSON for each run in the file that CHAOS_LOG names. */
function log(ran: Ran, calm: Ran, found: readonly string[]): void {
	const file = process.env['CHAOS_LOG'];
	if (file !== undefined) {
		const {before: _before, after: _after, requests, ...rest} = ran;
		const calls = requests.map(({service, operation, trouble}) => `${service}:${operation} ${trouble ?? 'well'}`);
		appendFileSync(file, `${JSON.stringify({...rest, calls, found, news: newProblems(ran, calm)})}\n`);
	}
}

function summarize(task: Task, ran: readonly Ran[]): string {
	const troubled = ran.flatMap(({requests}) => requests).filter(({trouble}) => trouble !== undefined);
	const kinds = Object.keys(troubleKinds).map(kind => `${kind} ${troubled.filter(({trouble}) => trouble === kind).length}`);
	const codes = [...Map.groupBy(ran, ({code}) => code)].map(([code, all]) => `${code}: ${all.length}`).toSorted();
	const longest = Math.max(...ran.map(({tookMs}) => tookMs));
	return [
		`${task}: ${ran.length} runs, ${ran.flatMap(({requests}) => requests).length} calls, ${troubled.length} troubled (${kinds.join(', ')})`,
		`exit codes ${codes.join(', ')}; the longest took ${(longest / 1000).toFixed(1)} s of its own time`,
	].join('\n');
}
