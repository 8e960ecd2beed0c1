// The proofs of the Vertex steps: which open questions leave a step's own question answered.

import {supplementaryCodes} from '../../../catalog/network.ts';
import {vertexSupplementaryCodes} from '../../../catalog/vertex.ts';
import type {CheckGroup, Outcome} from '../../../core/check.ts';
import {conclude} from '../../prove.ts';
import type {ProofResult, ProveContext} from '../../provider.ts';

export {beforeSignIn, runShown as run} from '../../prove.ts';

const harmless: ReadonlySet<string> = new Set([...supplementaryCodes, ...vertexSupplementaryCodes]);

/** The result of a proof; see `conclude`. */
export function resultOf(context: ProveContext, outcomes: readonly Outcome[], groups: readonly CheckGroup[], summary: string): ProofResult {
	return conclude(context, outcomes, {groups, summary, harmless});
}
