// The step `network`: the proof that model requests arrive, and arrive privately where that is wanted.

import type {PathFacts} from '../../../checks/network/verdict.ts';
import type {ProofResult, ProveContext, Step} from '../../provider.ts';
import {pathChecks, wantsPrivate} from '../checks.ts';
import {resultOf, run} from './prove.ts';

export const networkStep: Step = {
	id: 'network',
	title: 'Network',
	proving: 'Which way do requests to Google Cloud take?',
	help: 'Every layer of the way is tried: proxy, name, connection, TLS, a call without credentials. The address that is reached tells Private Google Access, the restricted range of VPC Service Controls and Private Service Connect apart.',
	owns: [],
	applies: () => true,
	asks: () => [],
	proves: true,
	questions: [],
	prove,
};

async function prove(context: ProveContext): Promise<ProofResult> {
	const outcomes = await run(context, pathChecks(context), ['network']);
	const path = outcomes.find(outcome => outcome.check === 'network.path')?.facts as PathFacts | undefined;
	const verdict = path?.verdict ?? 'cannot tell';
	const result = resultOf(context, outcomes, ['network'], path === undefined ? 'not told' : `${verdict}: ${path.reason}`);
	// A verdict other than the wanted one can never be proven, whatever else passed.
	const isWanted = verdict === 'private' || (verdict !== 'blocked' && !wantsPrivate(context));
	return result.state === 'proven' && !isWanted ? {...result, state: context.isAttended ? 'failed' : 'unproven'} : result;
}
