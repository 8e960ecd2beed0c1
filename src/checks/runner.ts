// Runs checks in dependency order, as concurrently as their needs allow, each within its own time limit.

import {raise} from '../catalog/declare.ts';
import {toolFindings} from '../catalog/tool.ts';
import {severityOf, type Check, type FactsById, type JudgeContext, type Outcome, type ProgressRow} from '../core/check.ts';
import type {Clock} from '../ports/ports.ts';

export type RunnerOptions = {
	readonly checks: readonly Check[];
	readonly context: Omit<JudgeContext, 'facts'>;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Milliseconds for all checks together; absent means that only each check's own limit counts. */
	readonly limitMs?: number;
	/** Called at every change of a row. */
	onProgress?(rows: readonly ProgressRow[]): void;
};

/**
 * Runs every check once.
 *
 * A check that throws or exceeds its limit becomes a finding about that check and never ends the run; a check whose needs
 * are not usable is skipped. Needs that are not among `checks` count as met. No check runs on past the limit of the whole run,
 * and none starts after it.
 *
 * @returns Outcomes in the order of `checks`.
 * @throws The signal's reason when aborted.
 */
export async function runChecks(options: RunnerOptions): Promise<readonly Outcome[]> {
	const {checks, signal} = options;
	const endsAt = options.clock.elapsed() + (options.limitMs ?? Number.POSITIVE_INFINITY);
	const rows = new Map<string, ProgressRow>(
		checks.map(check => [check.id, {id: check.id, title: check.title, state: 'waiting', text: ''}]),
	);
	const show = (row: ProgressRow) => {
		rows.set(row.id, row);
		options.onProgress?.([...rows.values()]);
	};

	const running = new Map<string, Promise<Outcome>>();
	const start = (check: Check): Promise<Outcome> => {
		const known = running.get(check.id);
		if (known !== undefined) {
			return known;
		}

		const promise = (async (): Promise<Outcome> => {
			const before = await Promise.all(
				checks.filter(other => check.needs.includes(other.id) || check.after?.includes(other.id) === true).map(async other => start(other)),
			);
			signal.throwIfAborted();
			const outcome = await runOne(check, before, {...options, endsAt}, show);
			show({
				id: check.id,
				title: check.title,
				state: severityOf(outcome),
				text: outcome.summary,
				tookMs: outcome.tookMs,
			});
			return outcome;
		})();
		running.set(check.id, promise);
		return promise;
	};

	return Promise.all(checks.map(async check => start(check)));
}

async function runOne(
	check: Check,
	before: readonly Outcome[],
	options: RunnerOptions & {readonly endsAt: number},
	show: (row: ProgressRow) => void,
): Promise<Outcome> {
	const {clock} = options;
	const base = {check: check.id, group: check.group, title: check.title};
	const unusable = before.find(outcome => check.needs.includes(outcome.check) && !isUsable(outcome, options.checks));
	if (unusable !== undefined) {
		return {...base, state: 'skipped', summary: `not tried: ${unusable.check} did not succeed`, findings: [], tookMs: 0};
	}

	const facts: FactsById = Object.fromEntries(
		before.filter(outcome => outcome.state === 'done').map(outcome => [outcome.check, outcome.facts]),
	);
	const startedAt = clock.elapsed();
	const limitMs = Math.min(check.limitMs, options.endsAt - startedAt);
	if (limitMs <= 0) {
		const limit = seconds(options.limitMs ?? 0);
		const finding = raise(toolFindings, 'tool.check-not-started', {check: check.id, details: {check: check.id, limit}});
		return {...base, state: 'skipped', summary: `not tried: the ${limit} for the whole run were over`, findings: [finding], tookMs: 0};
	}

	const row = {id: check.id, title: check.title, state: 'running', startedAt, limitMs} as const;
	show({...row, text: ''});
	const limit = new AbortController();
	const signal = AbortSignal.any([options.signal, limit.signal]);
	try {
		const found = await Promise.race([
			check.run({
				...options.context,
				facts,
				signal,
				say: text => {
					show({...row, text});
				},
			}),
			expire(clock, limitMs, signal),
		]);
		const findings = check.judge(found, {...options.context, facts});
		return {...base, state: 'done', facts: found, summary: check.summarize(found), findings, tookMs: clock.elapsed() - startedAt};
	} catch (error) {
		options.signal.throwIfAborted();
		const tookMs = clock.elapsed() - startedAt;
		if (error instanceof TimeLimit) {
			const finding = raise(toolFindings, 'tool.check-timed-out', {
				check: check.id,
				details: {check: check.id, limit: seconds(limitMs)},
			});
			return {...base, state: 'timed-out', summary: `no answer within ${seconds(limitMs)}`, findings: [finding], tookMs};
		}

		const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
		const finding = raise(toolFindings, 'tool.check-crashed', {check: check.id, details: {check: check.id, reason}});
		return {...base, state: 'crashed', summary: 'the check itself failed', findings: [finding], tookMs};
	} finally {
		limit.abort();
	}
}

function seconds(milliseconds: number): string {
	return `${Math.round(milliseconds / 100) / 10} s`;
}

class TimeLimit extends Error {
	override readonly name = 'TimeLimit';
}

async function expire(clock: Clock, limitMs: number, signal: AbortSignal): Promise<never> {
	await clock.sleep(limitMs, signal);
	throw new TimeLimit();
}

function isUsable(outcome: Outcome, checks: readonly Check[]): boolean {
	const check = checks.find(candidate => candidate.id === outcome.check);
	return outcome.state === 'done' && (check?.isUsable?.(outcome.facts) ?? true);
}
