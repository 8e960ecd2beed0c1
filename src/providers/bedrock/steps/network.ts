// The step `network`: the proof that model requests arrive, and arrive privately where that is wanted.

import {suggestedBaseUrl, type EndpointFacts} from '../../../checks/network/endpoint.ts';
import type {PathFacts} from '../../../checks/network/verdict.ts';
import type {Outcome} from '../../../core/check.ts';
import {line} from '../../../core/document.ts';
import type {ProofResult, ProveContext, Step} from '../../provider.ts';
import {pathChecks, signInChecks, wantsPrivate} from '../checks.ts';
import {resultOf, run} from './prove.ts';

export const networkStep: Step = {
	id: 'network',
	title: 'Network',
	proving: 'Which way do requests to Amazon Bedrock take?',
	help: 'Every layer of the way is tried: proxy, name, connection, TLS, a call without credentials, a signed call. The way is taken as Claude Code will take it, proxy variables included.',
	owns: [],
	applies: () => true,
	asks: () => [],
	proves: true,
	questions: [],
	prove,
};

async function prove(context: ProveContext): Promise<ProofResult> {
	const outcomes = await look(context);
	const found = outcomes.flatMap(outcome => outcome.findings);
	const url = found.some(finding => finding.code === 'network.private-dns-off') ? baseUrlFrom(outcomes) : undefined;
	if (url === undefined || !context.isAttended || !(await wantsBaseUrl(context, url))) {
		return concluded(context, outcomes);
	}

	const changed: ProveContext = {...context, answers: {...context.answers, baseUrl: {value: url, origin: 'person'}}};
	const again = concluded(changed, await look(changed));
	return again.state === 'failed'
		? again
		: {...again, answers: {baseUrl: url}, lines: [...(again.lines ?? []), line(['  base URL  ', 'muted'], url)]};
}

async function look(context: ProveContext): Promise<readonly Outcome[]> {
	return run(context, [...signInChecks(context).filter(check => check.id !== 'sign-in.identity'), ...pathChecks(context)], ['network']);
}

function concluded(context: ProveContext, outcomes: readonly Outcome[]): ProofResult {
	const path = outcomes.find(outcome => outcome.check === 'network.path')?.facts as PathFacts | undefined;
	const verdict = path?.verdict ?? 'cannot tell';
	const summary = path === undefined ? 'not told' : `${verdict}: ${path.reason}`;
	const result = resultOf(context, outcomes, ['network'], summary);
	// A verdict other than the wanted one can never be proven, whatever else passed.
	const isWanted = verdict === 'private' || (verdict !== 'blocked' && !wantsPrivate(context));
	return result.state === 'proven' && !isWanted ? {...result, state: context.isAttended ? 'failed' : 'unproven'} : result;
}

function baseUrlFrom(outcomes: readonly Outcome[]): string | undefined {
	const facts = outcomes.find(outcome => outcome.check === 'network.endpoint')?.facts as EndpointFacts | undefined;
	return facts === undefined ? undefined : suggestedBaseUrl(facts, 'bedrock-runtime');
}

async function wantsBaseUrl(context: ProveContext, url: string): Promise<boolean> {
	context.onNotice({
		text: "The private endpoint exists, but private DNS is off. Claude Code can use the endpoint's own address instead",
		url,
	});
	try {
		const pressed = await context.onActions([
			{id: 'use', key: 'u', label: 'use this address'},
			{id: 'keep', key: 'k', label: 'keep the usual one'},
		]);
		return pressed === 'use';
	} finally {
		context.onNotice(undefined);
	}
}
