// The dry run of a cohort: where the lead's own sign-in reaches, and how much a run would ask of the clouds; nothing is written.

import {runChecks} from '../../checks/runner.ts';
import {severityOf, type Policy} from '../../core/check.ts';
import {fold, isProblem} from '../../core/finding.ts';
import {createPace, paced} from '../../ports/pace.ts';
import type {Ports} from '../../ports/ports.ts';
import type {Registration} from '../../providers/provider.ts';
import {createMemo} from '../../wizard/memo.ts';
import type {Cohort} from '../folder.ts';
import type {Target} from '../person.ts';
import {leadView} from './preflight.ts';

export type Reach = {
	readonly target: Target;
	/** `unread` when it could not be found out, for example because the sign-in service did not answer. */
	readonly signIn: 'works' | 'refused' | 'unread';
	/** Root findings of the sign-in. */
	readonly codes: readonly string[];
	/** Commands that would sign in there, from those findings. */
	readonly commands: readonly string[];
	/** A run looks there with another role than the people have. */
	readonly isOtherRole: boolean;
	/** Checks that a run makes there. */
	readonly checks: number;
};

export type CheckOptions = {
	readonly cohort: Cohort;
	readonly ports: Ports;
	readonly providers: readonly Registration[];
	readonly policy: Policy;
	readonly concurrency: number;
	readonly signal: AbortSignal;
};

const limitMs = 60_000;

/** Tries the sign-in of every target: the checks of the group `sign-in`, with at most one identity call for each target. */
export async function checkCohort(options: CheckOptions): Promise<readonly Reach[]> {
	const {cohort, ports, concurrency, signal} = options;
	const pace = createPace(ports.clock, concurrency * 2, () => (ports.random(1)[0] ?? 0) / 255);
	const found = new Map<string, Reach>();
	const left = cohort.targets[Symbol.iterator]();
	const work = async () => {
		for (const target of left) {
			await pace.room(signal);
			found.set(target.id, await reachOf(target, {...options, ports: paced(ports, pace, () => {})}));
		}
	};

	await Promise.all(Array.from({length: Math.min(concurrency, cohort.targets.length)}, work));
	return cohort.targets.flatMap(target => found.get(target.id) ?? []);
}

async function reachOf(target: Target, {ports, providers, policy, signal}: CheckOptions): Promise<Reach> {
	const {provider, answers, isOtherRole} = await leadView(target, {ports, providers});
	const all = provider.checks({ports, answers, policy, memo: createMemo(), signal});
	const outcomes = await runChecks({
		checks: all.filter(({group}) => group === 'sign-in'),
		context: {answers, policy},
		clock: ports.clock,
		signal,
		limitMs,
	});
	const roots = fold(outcomes.flatMap(outcome => outcome.findings)).map(({finding}) => finding);
	const severities = outcomes.map(outcome => severityOf(outcome));
	return {
		target,
		signIn: severities.includes('fail')
			? 'refused'
			: severities.every(severity => severity === 'pass' || severity === 'warn')
				? 'works'
				: 'unread',
		codes: roots.filter(finding => isProblem(finding)).map(({code}) => code),
		commands: roots.flatMap(({severity, fix}) => (severity === 'fail' && fix.kind === 'command' ? [fix.command] : [])),
		isOtherRole,
		checks: all.length,
	};
}
