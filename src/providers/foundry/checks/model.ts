// The check `foundry.model.<deployment>`: one call of one token to a pinned deployment, and what its refusal really means.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings, type FoundryCode} from '../../../catalog/foundry.ts';
import {networkFindings} from '../../../catalog/network.ts';
import {callAgain} from '../../../checks/unread.ts';
import type {Check, JudgeContext} from '../../../core/check.ts';
import type {Finding} from '../../../core/finding.ts';
import {messageStreamType, stallLimitMs} from '../../message-stream.ts';
import type {StepContext} from '../../provider.ts';
import type {Deployment} from '../arm.ts';
import {callDeployment, type CallFacts} from '../call.ts';
import {classify} from '../classify.ts';
import {authorize, type Authorized} from '../credentials.ts';
import type {SignInFailure} from '../entra.ts';
import {baseUrlOf, familyOf, resourceOfHost} from '../names.ts';
import {endpointFrom, isGateway, resourceOf} from '../target.ts';
import {namesCheckId, wayIn} from './names.ts';
import {claudeOf, resourceCheckId, type ResourceFacts} from './resource.ts';
import {sessionCheckId, signInFinding, type SessionFacts} from './session.ts';
import {variablesOf, wordsFor} from './words.ts';

export type ModelFacts = {
	readonly id: string;
	readonly pinnedBy: readonly string[];
	readonly call?: CallFacts;
	/** Why there was no credential to call with. */
	readonly failure?: SignInFailure;
};

const names: Readonly<Record<string, string>> = {
	primaryModel: 'primary',
	fastModel: 'fast',
	opusModel: 'opus',
	sonnetModel: 'sonnet',
	haikuModel: 'haiku',
	fableModel: 'fable',
};

export function modelCheckId(deployment: string): string {
	return `foundry.model.${deployment}`;
}

export function modelCheck(context: StepContext, pin: {readonly id: string; readonly pinnedBy: readonly string[]}): Check<ModelFacts> {
	const isBehind = isGateway(context.answers);
	return {
		id: modelCheckId(pin.id),
		group: 'models',
		title: names[pin.pinnedBy[0] ?? ''] ?? 'model',
		needs: isBehind ? ['network.http'] : [sessionCheckId, 'network.http'],
		after: ['network.dns', resourceCheckId, namesCheckId],
		limitMs: 60_000,
		async run({signal, say}) {
			say('one token');
			const within = {...context, signal};
			const {authorized, failure} = isBehind ? {authorized: gatewayHeaders(context)} : await authorize(within);
			return authorized === undefined
				? {...pin, ...(failure === undefined ? {} : {failure})}
				: {...pin, call: await callDeployment(within, pin.id, authorized)};
		},
		summarize: facts =>
			facts.call === undefined
				? `${facts.id} was not called`
				: facts.call.stream?.state === 'answered'
					? `${facts.id} answers`
					: `${facts.id}: ${facts.call.status ?? 'no answer'} ${facts.call.errorCode === String(facts.call.status) ? '' : facts.call.errorCode}`.trim(),
		judge: judgeModel,
	};
}

/** What Claude Code sends to a gateway: the token, the key, or nothing. */
function gatewayHeaders({ports: {env}}: StepContext): Authorized {
	const token = (env['ANTHROPIC_FOUNDRY_AUTH_TOKEN'] ?? '').trim();
	const key = (env['ANTHROPIC_FOUNDRY_API_KEY'] ?? '').trim();
	return token !== ''
		? {headers: {authorization: `Bearer ${token}`}, isKey: false}
		: key === ''
			? {headers: {}, isKey: false}
			: {headers: {'x-api-key': key}, isKey: true};
}

/** Pure. */
export function judgeModel(facts: ModelFacts, context: JudgeContext): readonly Finding[] {
	const {answers} = context;
	const check = modelCheckId(facts.id);
	const seen = context.facts[resourceCheckId] as ResourceFacts | undefined;
	const session = context.facts[sessionCheckId] as SessionFacts | undefined;
	const words = (own: Readonly<Record<string, string>> = {}) =>
		wordsFor(answers, {
			model: facts.id,
			variables: variablesOf(facts.pinnedBy),
			...(session === undefined ? {} : {who: session.who}),
			addresses: wayIn(context.facts).addresses,
			...own,
		});
	const {call} = facts;
	if (call === undefined) {
		return [signInFinding(facts.failure ?? {code: 'foundry.sign-in-unavailable', raw: ''}, answers, check)];
	}

	const evidence = [
		{label: 'call', value: call.stream?.state === 'answered' ? `answered in ${call.tookMs} ms` : call.text},
		{label: 'pinned by', value: variablesOf(facts.pinnedBy)},
	];
	const {host} = endpointFrom(answers);
	switch (call.stream?.state) {
		case 'answered': {
			return [raise(foundryFindings, 'foundry.model-answers', {check, evidence, details: words({took: String(call.tookMs)})})];
		}

		case 'stalled': {
			const details = {host, seconds: String(stallLimitMs / 1000)};
			return [raise(networkFindings, 'network.stalls', {check, evidence, details})];
		}

		case 'rewritten': {
			// The service itself answered a call without credentials a moment ago, so this is no portal.
			const details = {host, contentType: call.stream.contentType, streamType: messageStreamType};
			return [raise(networkFindings, 'network.stream-rewritten', {check, evidence, details})];
		}

		default:
	}

	const code = refusalOf(facts, call, seen, context);
	const has = claudeOf(seen ?? {arm: ''}).map(deployment => deployment.name);
	const base = resourceOfHost(endpointFrom(answers).host) ?? resourceOf(answers);
	const isPlace = code === 'foundry.base-url-path';
	return [
		raise(foundryFindings, code, {
			check,
			evidence,
			instead: code === 'foundry.service-unavailable' && call.status === undefined ? callAgain : undefined,
			details: words({
				raw: call.text,
				status: call.status === undefined ? 'no answer' : String(call.status),
				has: has.length === 0 ? '' : `It has ${has.join(', ')}.`,
				given: endpointFrom(answers).url,
				limit: capacityOf(facts, seen) === undefined ? 'unread' : 'read',
				suggestion: isPlace
					? isGateway(answers) || base === ''
						? 'the address that whoever runs it names'
						: baseUrlOf(base)
					: (suggestionFor(facts.id, claudeOf(seen ?? {arm: ''})) ?? 'the name of a deployment'),
			}),
		}),
	];
}

function capacityOf(facts: ModelFacts, seen: ResourceFacts | undefined): number | undefined {
	return seen?.deployments?.find(deployment => deployment.name === facts.id)?.capacity;
}

function refusalOf(facts: ModelFacts, call: CallFacts, seen: ResourceFacts | undefined, context: JudgeContext): FoundryCode {
	const capacity = capacityOf(facts, seen);
	return classify(
		{status: call.status, errorCode: call.errorCode, text: call.text, isForeign: call.isForeign},
		{
			isKey: call.isKey,
			way: wayIn(context.facts).way,
			publicAccess: seen?.resource?.publicAccess,
			isKeyless: seen?.resource?.isKeyless,
			capacity,
		},
	);
}

/** The deployment that a wrong pin most likely means: of that very model, else of its family. */
export function suggestionFor(id: string, deployments: readonly Deployment[]): string | undefined {
	const family = familyOf(id);
	return (
		deployments.find(deployment => deployment.model === id) ??
		deployments.find(deployment => family !== undefined && familyOf(deployment.model) === family) ??
		deployments[0]
	)?.name;
}
