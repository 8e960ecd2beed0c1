// The limit of a whole run: no check outlives it, none starts after it, and each of both says so.

import {expect, test} from 'vitest';
import {runChecks} from '../../src/checks/runner.ts';
import {openPolicy, type Check} from '../../src/core/check.ts';
import {emptySession} from '../../src/core/session.ts';
import {manualClock} from '../helpers/clock.ts';

const never = async (): Promise<never> => new Promise<never>(() => {});

function check(id: string, more: Partial<Check>): Check {
	return {id, group: 'network', title: id, needs: [], limitMs: 8000, run: never, summarize: String, judge: () => [], ...more};
}

test('running checks end at the limit, waiting ones do not start, finished ones stay', async () => {
	const clock = manualClock();
	const run = runChecks({
		checks: [
			check('quick', {run: async () => 'found'}),
			check('slow', {limitMs: 6000, run: async () => clock.sleep(6000).then(() => 'late'), isUsable: () => true}),
			check('slower', {limitMs: 90_000}),
			check('waiting', {after: ['slower']}),
		],
		context: {answers: emptySession.answers, policy: openPolicy},
		clock,
		signal: new AbortController().signal,
		limitMs: 10_000,
	});
	for (let second = 0; second < 10; second++) {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
		clock.advance(1000);
	}

	const outcomes = await run;
	expect(outcomes.map(({check: id, state, summary}) => [id, state, summary])).toEqual([
		['quick', 'done', 'found'],
		['slow', expect.stringMatching(/done|timed-out/u), expect.any(String)],
		['slower', 'timed-out', 'no answer within 10 s'],
		['waiting', 'skipped', 'not tried: the 10 s for the whole run were over'],
	]);
	expect(outcomes.flatMap(({findings}) => findings.map(({code, title}) => `${code}: ${title}`)).slice(-2)).toEqual([
		'tool.check-timed-out: The check slower had no answer within 10 s',
		'tool.check-not-started: The check waiting was not started: the 10 s for the whole run were over',
	]);
	expect(clock.elapsed()).toBe(10_000);
});
