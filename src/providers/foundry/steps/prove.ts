// What leaves a Foundry step's own question answered, for the shared proof.

import type {CheckGroup, Outcome} from '../../../core/check.ts';
import {supplementaryCodes} from '../../../catalog/network.ts';
import {conclude} from '../../prove.ts';
import type {ProofResult, ProveContext} from '../../provider.ts';

export {beforeSignIn, runShown as run} from '../../prove.ts';

/** Calls work without these. */
const harmless: ReadonlySet<string> = new Set([
	...supplementaryCodes,
	'foundry.resource-read-denied',
	'foundry.management-unreachable',
	'foundry.resource-not-found',
]);

/** The result of a Foundry proof; see `conclude`. */
export function resultOf(context: ProveContext, outcomes: readonly Outcome[], groups: readonly CheckGroup[], summary: string): ProofResult {
	return conclude(context, outcomes, {groups, summary, harmless});
}
