// The proofs of the Bedrock steps: which open questions leave a step's own question answered.

import {supplementaryCodes} from '../../../catalog/network.ts';
import type {Check, CheckGroup, Outcome} from '../../../core/check.ts';
import {conclude, runShown} from '../../prove.ts';
import type {ProofResult, ProveContext} from '../../provider.ts';

/** Findings that tell something useful without leaving the step's own question open. */
const harmless: ReadonlySet<string> = new Set([...supplementaryCodes, 'model.list-denied']);

/**
 * Runs checks and shows the rows of the groups.
 *
 * @throws The signal's reason when aborted.
 */
export async function run(context: ProveContext, checks: readonly Check[], groups: readonly CheckGroup[]): Promise<readonly Outcome[]> {
	return runShown(context, checks, groups);
}

/**
 * The result of a proof; see `conclude`.
 *
 * @param groups - Whose checks answer the step's question.
 */
export function resultOf(context: ProveContext, outcomes: readonly Outcome[], groups: readonly CheckGroup[], summary: string): ProofResult {
	return conclude(context, outcomes, {groups, summary, harmless});
}
