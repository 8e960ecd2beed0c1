// `after`: a check waits for others and uses their facts, and runs without them all the same.

import {expect, test} from 'vitest';
import {runChecks} from '../../src/checks/runner.ts';
import type {Check} from '../../src/core/check.ts';
import {emptySession} from '../../src/core/session.ts';
import {openPolicy} from '../../src/core/check.ts';
import {fakeNetwork, fakePorts} from './fake-ports.ts';

function check(id: string, more: Partial<Check>): Check {
	return {id, group: 'network', title: id, needs: [], limitMs: 100_000, run: async () => id, summarize: String, judge: () => [], ...more};
}

async function run(checks: readonly Check[]) {
	const {clock} = fakePorts(fakeNetwork({names: {}}));
	return runChecks({checks, context: {answers: emptySession.answers, policy: openPolicy}, clock, signal: new AbortController().signal});
}

test('waits and hands over facts', async () => {
	const outcomes = await run([
		check('late', {after: ['slow'], run: async ({facts}) => facts['slow']}),
		check('slow', {
			run: async () => {
				await new Promise(resolve => {
					setTimeout(resolve, 20);
				});
				return 'seen';
			},
		}),
	]);
	expect(outcomes[0]).toMatchObject({state: 'done', facts: 'seen'});
});

test.each([
	['is missing', []],
	[
		'crashed',
		[
			check('other', {
				run: async () => {
					throw new Error('x');
				},
			}),
		],
	],
	['was skipped', [check('bad', {isUsable: () => false}), check('other', {needs: ['bad']})]],
	['is not usable', [check('other', {isUsable: () => false})]],
])('runs when the other %s', async (_what, others) => {
	const outcomes = await run([...others, check('late', {after: ['other']})]);
	expect(outcomes.at(-1)).toMatchObject({state: 'done'});
});

test('still skips for a need', async () => {
	const outcomes = await run([check('bad', {isUsable: () => false}), check('late', {needs: ['bad'], after: ['bad']})]);
	expect(outcomes.at(-1)).toMatchObject({state: 'skipped'});
});
