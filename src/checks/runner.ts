// Runs checks in dependency order, as concurrently as their needs allow, each within its own time limit.

import {raise} from '../catalog/declare.ts';
import {toolFindings} from '../catalog/tool.ts';
import type {Check, FactsById, JudgeContext, Outcome, ProgressRow} from '../core/check.ts';
import type {Finding, Severity} from '../core/finding.ts';
import type {Clock} from '../ports/ports.ts';

export type RunnerOptions = {
	readonly checks: readonly Check[];
	readonly context: Omit<JudgeContext, 'facts'>;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Called at every change of a row. */
	onProgress?(rows: readonly ProgressRow[]): void;
};

const severityOrder: readonly Severity[] = ['fail', 'unknown', 'warn', 'skipped', 'pass'];

/** The worst severity among findings; `pass` when there is none. */
export function worstOf(findings: readonly Finding[]): Severity {
	return severityOrder.find(severity => findings.some(finding => finding.severity === severity)) ?? 'pass';
}

/**
 * Runs every check once.
 *
 * A check that throws or exceeds its limit becomes a finding about that check and never ends the run; a check whose needs
 * are not usable is skipped. Needs that are not among `checks` count as met.
 *
 * @returns Outcomes in the order of `checks`.
 * @throws The signal's reason when aborted.
 */
export async function runChecks(options: RunnerOptions): Promise<readonly Outcome[]> {
	const {checks, signal} = options;
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
			const outcome = await runOne(check, before, options, show);
			show({
				id: check.id,
				title: check.title,
				state: outcome.state === 'skipped' ? 'skipped' : worstOf(outcome.findings),
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
	options: RunnerOptions,
	show: (row: ProgressRow) => void,
): Promise<Outcome> {
	const {clock} = options;
	const base = {check: check.id, group: check.group};
	const unusable = before.find(outcome => check.needs.includes(outcome.check) && !isUsable(outcome, options.checks));
	if (unusable !== undefined) {
		return {...base, state: 'skipped', summary: `not tried: ${unusable.check} did not succeed`, findings: [], tookMs: 0};
	}

	const facts: FactsById = Object.fromEntries(
		before.filter(outcome => outcome.state === 'done').map(outcome => [outcome.check, outcome.facts]),
	);
	const startedAt = clock.elapsed();
	const row = {id: check.id, title: check.title, state: 'running', startedAt, limitMs: check.limitMs} as const;
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
			expire(clock, check.limitMs, signal),
		]);
		const findings = check.judge(found, {...options.context, facts});
		return {...base, state: 'done', facts: found, summary: check.summarize(found), findings, tookMs: clock.elapsed() - startedAt};
	} catch (error) {
		options.signal.throwIfAborted();
		const tookMs = clock.elapsed() - startedAt;
		if (error instanceof TimeLimit) {
			const finding = raise(toolFindings, 'tool.check-timed-out', {
				check: check.id,
				details: {check: check.id, limit: `${check.limitMs / 1000} s`},
			});
			return {...base, state: 'timed-out', summary: `no answer within ${check.limitMs / 1000} s`, findings: [finding], tookMs};
		}

		const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
		const finding = raise(toolFindings, 'tool.check-crashed', {check: check.id, details: {check: check.id, reason}});
		return {...base, state: 'crashed', summary: 'the check itself failed', findings: [finding], tookMs};
	} finally {
		limit.abort();
	}
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
