// The step `network`: the proof that model requests arrive, and arrive privately where that is wanted.

import type {PathFacts} from '../../../checks/network/verdict.ts';
import type {ProofResult, ProveContext, Step} from '../../provider.ts';
import {pathChecks, resourceChecks, signInChecks, wantsPrivate} from '../checks.ts';
import {resultOf, run} from './prove.ts';

export const networkStep: Step = {
	id: 'network',
	title: 'Network',
	proving: 'Which way do requests to Microsoft Foundry take?',
	help: 'Every layer of the way is tried: proxy, name, connection, TLS, a call without credentials, and the three names of the resource. The way is taken as Claude Code will take it.',
	owns: [],
	applies: () => true,
	asks: () => [],
	proves: true,
	questions: [],
	prove,
};

async function prove(context: ProveContext): Promise<ProofResult> {
	const outcomes = await run(context, [...signInChecks(context), ...resourceChecks(context), ...pathChecks(context)], ['network']);
	const path = outcomes.find(outcome => outcome.check === 'network.path')?.facts as PathFacts | undefined;
	const verdict = path?.verdict ?? 'cannot tell';
	const result = resultOf(context, outcomes, ['network'], path === undefined ? 'not told' : `${verdict}: ${path.reason}`);
	// A verdict other than the wanted one can never be proven, whatever else passed.
	const isWanted = verdict === 'private' || (verdict !== 'blocked' && !wantsPrivate(context));
	return result.state === 'proven' && !isWanted ? {...result, state: context.isAttended ? 'failed' : 'unproven'} : result;
}
