// The check `vertex.model.<id>`: one call of one token to a pinned model, in its own location, and what a refusal means.

import {raise} from '../../../catalog/declare.ts';
import {networkFindings} from '../../../catalog/network.ts';
import {vertexFindings} from '../../../catalog/vertex.ts';
import type {Check, FactsById} from '../../../core/check.ts';
import {callAgain} from '../../../checks/unread.ts';
import type {Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {classify, isFromModel} from '../classify.ts';
import {headersFor, notSignedIn, signedIn} from '../credentials/session.ts';
import {messageStreamType, stallLimitMs, type MessageStream} from '../../message-stream.ts';
import {streamFromGoogle, type Refusal} from '../google.ts';
import {isListed, suggestFor, type Catalogue} from '../models.ts';
import {modelName} from '../names.ts';
import {endpointFrom, isAnthropicManaged, isGateway, modelUrl, type Pin} from '../target.ts';
import {catalogueCheckId} from './catalogue.ts';
import {nextStepOf} from './unread.ts';
import {refusalFinding, seen} from './words.ts';

export type ModelFacts = {
	readonly pin: Pin;
	/** Milliseconds of the call; absent when it was refused. */
	readonly tookMs?: number;
	readonly refusal?: Refusal;
	/** How the stream came, when the call was let in. */
	readonly stream?: MessageStream;
	/** Undefined when the catalogue could not be read. */
	readonly isListed: boolean | undefined;
	readonly suggestion?: string;
	readonly who?: string;
	readonly quotaProject?: string;
};

export function modelCheckId(id: string): string {
	return `vertex.model.${id}`;
}

export function modelCheck(context: StepContext, pin: Pin, needs: readonly string[]): Check<ModelFacts> {
	return {
		id: modelCheckId(pin.id),
		group: 'models',
		title: (pin.pinnedBy[0] ?? 'model').replace(/Model$/u, ''),
		needs,
		after: [catalogueCheckId],
		limitMs: 45_000,
		async run({signal, facts, say}) {
			say('one token');
			return callModel({...context, signal}, pin, facts);
		},
		summarize: facts =>
			facts.refusal === undefined
				? facts.stream?.state === 'answered'
					? `${facts.pin.id} answers in ${facts.pin.location}`
					: `${facts.pin.id}: the answer did not come whole`
				: `${facts.pin.id}: ${facts.refusal.reason ?? facts.refusal.status}`,
		judge: (facts, {answers}) => judgeModel(facts, answers),
	};
}

/**
 * One call of one token, in the location of the model.
 *
 * @param facts - What other checks saw; the catalogue tells whether the id is listed.
 */
export async function callModel(context: StepContext, pin: Pin, facts: FactsById, limitMs = 40_000): Promise<ModelFacts> {
	const {answers, ports} = context;
	const catalogue = facts[catalogueCheckId] as Catalogue | undefined;
	const ids = catalogue?.ids;
	const suggestion = ids === undefined || isListed(pin.id, ids) ? undefined : suggestFor(pin.id, ids);
	const base = {
		pin,
		isListed: ids === undefined ? undefined : isListed(pin.id, ids),
		...(suggestion === undefined ? {} : {suggestion}),
	};
	const signed = isGateway(answers) ? undefined : await signedIn(context);
	if (signed === undefined && !isGateway(answers)) {
		return {...base, refusal: notSignedIn};
	}

	const token = ports.env['ANTHROPIC_AUTH_TOKEN'];
	const headers =
		signed === undefined
			? {'content-type': 'application/json', ...(token === undefined || token === '' ? {} : {authorization: `Bearer ${token}`})}
			: headersFor(context, signed);
	const messages = [{role: 'user', content: 'hi'}];
	// The documented version; SDKs of late 2026 send a newer one, and both are taken (claude-on-vertex-ai, read 2026-08-22).
	const body = isAnthropicManaged(answers)
		? {model: pin.id, max_tokens: 1, stream: true, messages}
		: {anthropic_version: 'vertex-2023-10-16', max_tokens: 1, stream: true, messages};
	const answer = await streamFromGoogle(
		context,
		{
			url: modelUrl(answers, pin, ports.env),
			method: 'POST',
			headers: isAnthropicManaged(answers) ? {...headers, 'anthropic-version': '2023-06-01'} : headers,
			body: JSON.stringify(body),
		},
		limitMs,
	);
	const person = {
		...(signed === undefined ? {} : {who: signed.who}),
		...(signed?.adc.quotaProject === undefined ? {} : {quotaProject: signed.adc.quotaProject}),
	};
	return answer.refusal === undefined
		? {...base, ...person, tookMs: answer.tookMs, stream: answer.stream}
		: {...base, ...person, refusal: answer.refusal};
}

/** Pure. One finding about one pinned model. */
export function judgeModel(facts: ModelFacts, answers: Answers): readonly Finding[] {
	const {pin, refusal} = facts;
	const check = modelCheckId(pin.id);
	const name = modelName(pin.id);
	const {host} = endpointFrom(answers, pin.location);
	const call = [{label: 'call', value: `${pin.id} in ${pin.location}: ${facts.stream?.state ?? 'refused'}`}];
	switch (facts.stream?.state) {
		case 'stalled': {
			const details = {host, seconds: String(stallLimitMs / 1000)};
			return [raise(networkFindings, 'network.stalls', {check, details, evidence: call})];
		}

		case 'rewritten': {
			// The service itself answered a call without credentials a moment ago, so this is no portal.
			const details = {host, contentType: facts.stream.contentType, streamType: messageStreamType};
			return [raise(networkFindings, 'network.stream-rewritten', {check, details, evidence: call})];
		}

		case 'cut': {
			const reason = 'The answer began and ended before the message did.';
			return [raise(vertexFindings, 'vertex.model-not-proven', {check, details: {name, reason}, evidence: call})];
		}

		default:
	}

	if (refusal === undefined || isFromModel(refusal)) {
		const milliseconds = facts.tookMs === undefined ? 'some' : String(facts.tookMs);
		return [raise(vertexFindings, 'vertex.model-answers', {check, details: {name, location: pin.location, milliseconds}})];
	}

	if (refusal.http === undefined) {
		const isSignedOut = refusal.status === notSignedIn.status;
		const reason = isSignedOut ? 'There is no working sign-in to call it with.' : `No answer arrived (${refusal.status}).`;
		return [
			raise(vertexFindings, 'vertex.model-not-proven', {
				check,
				details: {name, reason},
				evidence: [seen('call', refusal)],
				instead: isSignedOut ? nextStepOf(refusal, answers) : callAgain,
			}),
		];
	}

	// Not in Google's or Anthropic's own words: whatever is in trouble on the way says nothing about the model.
	if (refusal.contentType !== undefined && (refusal.http === 429 || refusal.http >= 500)) {
		const reason = `What came was no answer of Google's (HTTP ${refusal.http}).`;
		return [raise(vertexFindings, 'vertex.model-not-proven', {check, details: {name, reason}, evidence: [seen('call', refusal)]})];
	}

	if (/html/iu.test(refusal.contentType ?? '')) {
		return [raise(networkFindings, 'network.captive-portal', {check, details: {host, portal: ''}, evidence: [seen('call', refusal)]})];
	}

	const code = classify(refusal);
	const listed = {
		true: 'the catalogue lists it',
		false: 'the catalogue does not list it',
		undefined: 'the catalogue was not read',
	}[String(facts.isListed) as 'true' | 'false' | 'undefined'];
	return [
		refusalFinding(code === 'vertex.model-not-found' && facts.isListed === true ? 'vertex.model-not-accessible' : code, refusal, {
			check,
			answers,
			who: facts.who,
			quotaProject: facts.quotaProject,
			model: pin,
			listed,
			suggestion: facts.suggestion === undefined ? '' : `Perhaps ${facts.suggestion} is meant.`,
		}),
	];
}
