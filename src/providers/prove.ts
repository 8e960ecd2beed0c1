// Runs checks as a step's proof: the same checks that doctor runs, shown row by row and turned into one result.

import {runChecks} from '../checks/runner.ts';
import type {Check, CheckGroup, Outcome} from '../core/check.ts';
import {fold, isProblem, type Finding} from '../core/finding.ts';
import type {ProofResult, ProveContext} from './provider.ts';

/**
 * Runs checks and shows the rows of some groups.
 *
 * @throws The signal's reason when aborted.
 */
export async function runShown(
	context: ProveContext,
	checks: readonly Check[],
	groups: readonly CheckGroup[],
): Promise<readonly Outcome[]> {
	const shown = new Set(checks.filter(check => groups.includes(check.group)).map(check => check.id));
	return runChecks({
		checks,
		context: {answers: context.answers, policy: context.policy},
		clock: context.ports.clock,
		signal: context.signal,
		onProgress(rows) {
			context.onRows(rows.filter(row => shown.has(row.id)));
		},
	});
}

/** The same context for a look before a sign-in: rows show while they run, and that nobody is signed in yet is not shown as a failure. */
export function beforeSignIn(context: ProveContext): ProveContext {
	return {
		...context,
		onRows(rows) {
			context.onRows(rows.filter(row => row.state === 'waiting' || row.state === 'running'));
		},
	};
}

export type Conclusion = {
	/** Whose checks answer the step's question. Problems of other groups count when they kept one of these from running. */
	readonly groups: readonly CheckGroup[];
	readonly summary: string;
	/** Codes of open questions that leave the step's own question answered. */
	readonly harmless: ReadonlySet<string>;
};

/**
 * The result of a proof.
 *
 * `proven` when every check of the groups ran and none left a problem open; warnings do not stand in the way. With somebody
 * there, an open question is shown like a failure, so that they decide whether to go on; else it is recorded as unproven.
 */
export function conclude(context: ProveContext, outcomes: readonly Outcome[], {groups, summary, harmless}: Conclusion): ProofResult {
	const own = outcomes.filter(outcome => groups.includes(outcome.group));
	const isComplete = own.every(outcome => outcome.state === 'done');
	const mine = new Set(own.flatMap(outcome => outcome.findings));
	const roots = fold(outcomes.flatMap(outcome => outcome.findings))
		.filter(
			({finding, consequences}) =>
				mine.has(finding) || consequences.some(other => mine.has(other) && isProblem(other)) || (!isComplete && isProblem(finding)),
		)
		.map(({finding}) => finding);
	const problems = roots.filter(finding => isProblem(finding));
	const failed = problems.find(finding => finding.severity === 'fail');
	const open = problems.find(finding => finding.severity === 'unknown' && !harmless.has(finding.code));
	if (failed === undefined && open === undefined && isComplete) {
		return {state: 'proven', summary, findings: roots};
	}

	const first: Finding | undefined = failed ?? open ?? problems[0];
	return {
		state: failed !== undefined || context.isAttended ? 'failed' : 'unproven',
		summary: first?.title ?? 'not everything could be checked',
		findings: problems.length === 0 ? roots : problems,
	};
}
