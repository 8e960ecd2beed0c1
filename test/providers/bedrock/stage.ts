// A simulated cloud with a home of its own for provider tests, in which sleeping takes no time.

import {onTestFinished} from 'vitest';
import {openPolicy, type Policy} from '../../../src/core/check.ts';
import type {Answers} from '../../../src/core/session.ts';
import {nodePorts} from '../../../src/ports/node.ts';

import type {Notice, ProveContext, StepContext} from '../../../src/providers/provider.ts';
import type {Scenario} from '../../../src/sandbox/scenario.ts';
import {scenario, type Change} from '../../../src/sandbox/scenarios/base.ts';
import {openSandboxStage, type Stage} from '../../../src/sandbox/stage.ts';
import {createMemo} from '../../../src/wizard/memo.ts';
import {jumpingClock} from '../../helpers/clock.ts';
import type {Clock, Ports} from '../../../src/ports/ports.ts';

/** Text answers as a person would have given them. */
export function given(values: Readonly<Record<string, string>>): Answers {
	return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, {value, origin: 'person'}]));
}

export const signInAnswers = {signIn: 'sso', startUrl: 'https://d-9067f1a2b3.awsapps.com/start', ssoRegion: 'eu-west-1'};
export const targetAnswers = {...signInAnswers, account: '111122223333', permissionSet: 'ClaudeCodeDeveloper', region: 'us-east-1'};

export type Entered = Stage & {
	context(answers?: Readonly<Record<string, string>>, policy?: Partial<Policy>): StepContext;
	/** A context for a proof; `keys` are pressed one by one whenever keys are offered. */
	proving(answers: Readonly<Record<string, string>>, keys?: readonly string[]): ProveContext & {readonly notices: readonly Notice[]};
};

/** Sleeps up to `longest` milliseconds take no time and move the clock; longer ones, which are limits, never end by themselves. */
export function compressedClock(longest = 10_000): Clock {
	const clock = jumpingClock();
	return {
		...clock,
		async sleep(milliseconds, signal) {
			signal?.throwIfAborted();
			return milliseconds <= longest
				? clock.sleep(milliseconds, signal)
				: new Promise((_resolve, reject) => {
						signal?.addEventListener('abort', () => reject(signal.reason as Error), {once: true});
					});
		},
	};
}

/** Opens a scenario, made from the happy one; closed at the end of the test. */
export async function enter(
	change: Partial<Change> | Scenario = {},
	options: {readonly isConfigured?: boolean; readonly ports?: Partial<Ports>; readonly clock?: Clock} = {},
): Promise<Entered> {
	const made =
		'aws' in change && 'network' in change && 'name' in change ? change : scenario('test', {title: 'test', expected: [], ...change});
	const stage = await openSandboxStage({
		real: {...nodePorts(), clock: options.clock ?? compressedClock()},
		scenario: made,
		isConfigured: options.isConfigured ?? false,
	});
	onTestFinished(async () => stage.close());
	const ports = {...stage.ports, ...options.ports};
	const memo = createMemo();
	const context = (answers: Readonly<Record<string, string>> = {}, policy: Partial<Policy> = {}): StepContext => ({
		ports,
		answers: given(answers),
		policy: {...openPolicy, ...policy},
		memo,
		signal: new AbortController().signal,
	});
	return {
		...stage,
		ports,
		context,
		proving(answers, keys) {
			const notices: Notice[] = [];
			const left = [...(keys ?? [])];
			return {
				...context(answers, {requirePrivatePath: stage.requirePrivatePath}),
				isAttended: keys !== undefined,
				isRequested: false,
				notices,
				onRows() {},
				onNotice(notice) {
					if (notice !== undefined) {
						notices.push(notice);
					}
				},
				handOver: async (_command, run) => run(),
				async onActions() {
					const key = left.shift();
					return key ?? new Promise<never>(() => {});
				},
			};
		},
	};
}
