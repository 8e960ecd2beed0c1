// Judges one pinned model: what the gates and the call say together, because gates hide each other.

import {raise} from '../../../catalog/declare.ts';
import {modelFindings} from '../../../catalog/model.ts';
import {networkFindings} from '../../../catalog/network.ts';
import type {JudgeContext} from '../../../core/check.ts';
import type {Evidence, Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import {callAgain} from '../../../checks/unread.ts';
import {kindOf} from '../../../probes/address.ts';
import type {DnsFacts} from '../../../checks/network/name.ts';
import type {ProxyFacts} from '../../../checks/network/proxy.ts';
import {describeFailure, isUnreachable} from '../failure.ts';
import type {Availability} from '../gates.ts';
import {stallLimitMs} from '../../message-stream.ts';
import {streamType, type InvokeFacts} from '../invoke.ts';
import {newestOf, offlineProfiles} from '../models.ts';
import {parseArn, parseModelId} from '../names.ts';
import {endpointFrom, regionOf} from '../target.ts';
import type {AccessFacts} from './access.ts';
import {classify, deniedResource, type RefusalCode} from './classify.ts';
import {isForeignCode, refusalFinding} from './refusal.ts';
import {signInFindingOf} from './unread.ts';
import {modelWords, seen} from './words.ts';

export type ModelFacts = {
	readonly id: string;
	readonly pinnedBy: readonly string[];
	/** Undefined when the list could not be read, or when the id is one that no list holds. */
	readonly isListed: boolean | undefined;
	readonly availability?: Availability;
	readonly form: AccessFacts['form'];
	/** Absent when nobody allowed a first call. */
	readonly invoke?: InvokeFacts;
	/** A profile that the id seems to mean. */
	readonly suggestion?: string;
};

export function modelCheckId(id: string): string {
	return `model.${id}`;
}

/** Pure. What the gates and the call say about one model: one finding, or two when it was not called. */
export function judgeModel(facts: ModelFacts, context: JudgeContext): readonly Finding[] {
	const {answers} = context;
	const check = modelCheckId(facts.id);
	const evidence = evidenceOf(facts);
	const words = wordsOf(facts, answers);
	const model = (code: keyof typeof modelFindings, details: Readonly<Record<string, string>> = {}) =>
		raise(modelFindings, code, {check, evidence, details: {...words, ...details}});
	if (facts.invoke === undefined) {
		return notCalled(facts, model);
	}

	const {invoke: call} = facts;
	const {host} = endpointFrom(answers);
	switch (call.state) {
		case 'answered': {
			const status = facts.availability?.agreement;
			return [
				status === undefined || status === 'AVAILABLE' || status === 'not given'
					? model('model.answers', {milliseconds: String(call.tookMs)})
					: model('model.provisional', {status}),
			];
		}

		case 'stalled': {
			return [raise(networkFindings, 'network.stalls', {check, evidence, details: {host, seconds: String(stallLimitMs / 1000)}})];
		}

		case 'rewritten': {
			return [
				raise(networkFindings, 'network.stream-rewritten', {
					check,
					evidence,
					details: {host, contentType: call.contentType ?? 'no content type', streamType},
				}),
			];
		}

		case 'failed': {
			const failure = call.failure ?? {name: 'Unknown', message: 'no reason given', isForeign: false};
			const raw = describeFailure(failure);
			const code = sharpen(classify(failure), facts, context);
			if (isForeignCode(code)) {
				return [refusalFinding(code, failure.message, {check, evidence, answers})];
			}

			const found = signInFindingOf(failure, answers, check) ?? model(code, {raw, ...detailsFrom(failure.message, facts, answers)});
			return [code === 'model.service-unavailable' && found.code === code && isUnreachable(failure) ? {...found, ...callAgain} : found];
		}
	}
}

function notCalled(
	facts: ModelFacts,
	model: (code: keyof typeof modelFindings, details?: Readonly<Record<string, string>>) => Finding,
): readonly Finding[] {
	const parsed = parseModelId(facts.id);
	const agreement = facts.availability?.agreement;
	const gate =
		parsed !== undefined && parsed.prefix === undefined && parseArn(facts.id) === undefined
			? model('model.bare-id')
			: facts.isListed === false
				? model('model.not-listed')
				: agreement === 'PENDING'
					? model('model.agreement-pending')
					: agreement === undefined
						? undefined
						: model('model.agreement-missing');
	const reason =
		agreement === undefined
			? "Whether its agreement stands could not be read, so a first call might accept the model's terms for the whole company. Nobody has allowed that here."
			: "A first call would accept the model's terms for the whole company, and nobody has allowed that here.";
	const open = model('model.not-proven', {reason});
	return gate === undefined ? [open] : [gate, open];
}

/** Gates hide each other: what was read beside the call corrects what the call's words alone would say. */
function sharpen(
	code: RefusalCode,
	facts: ModelFacts,
	context: JudgeContext,
): RefusalCode | 'model.agreement-missing' | 'model.not-listed' | 'network.source-condition-denied' {
	const agreement = facts.availability?.agreement;
	if (code === 'model.use-case-form-missing' && facts.form === 'filled' && agreement !== undefined && agreement !== 'AVAILABLE') {
		return agreement === 'PENDING' ? 'model.agreement-pending' : 'model.agreement-missing';
	}

	if (facts.isListed === false && ['model.service-unavailable', 'model.unrecognized-denial', 'model.not-enabled'].includes(code)) {
		return 'model.not-listed';
	}

	const isDeny = /with an explicit deny in/iu.test(facts.invoke?.failure?.message ?? '');
	if (
		isDeny &&
		(code === 'model.role-denied' || code === 'model.scp-denied') &&
		isPublicWay(context) &&
		isOwnRegion(facts, context.answers)
	) {
		return 'network.source-condition-denied';
	}

	return code;
}

/** A deny in another region than the chosen one is about that region, not about where the call came from. */
function isOwnRegion(facts: ModelFacts, answers: Answers): boolean {
	const resource = deniedResource(facts.invoke?.failure?.message ?? '');
	return resource === undefined || parseArn(resource)?.region === regionOf(answers);
}

function isPublicWay({facts}: JudgeContext): boolean {
	const dns = facts['network.dns'] as DnsFacts | undefined;
	const proxy = facts['network.proxy'] as ProxyFacts | undefined;
	return proxy?.isOnPath === true || (dns?.name.addresses.some(address => kindOf(address) === 'public') ?? false);
}

const variableOf: Readonly<Record<string, string>> = {
	primaryModel: 'ANTHROPIC_MODEL',
	fastModel: 'ANTHROPIC_DEFAULT_HAIKU_MODEL',
	opusModel: 'ANTHROPIC_DEFAULT_OPUS_MODEL',
	sonnetModel: 'ANTHROPIC_DEFAULT_SONNET_MODEL',
	haikuModel: 'ANTHROPIC_DEFAULT_HAIKU_MODEL',
	fableModel: 'ANTHROPIC_DEFAULT_FABLE_MODEL',
};

function wordsOf(facts: ModelFacts, answers: Answers): Readonly<Record<string, string>> {
	const {suggestion} = facts;
	return {
		...modelWords(answers, facts.id),
		suggestion: suggestion ?? 'an id from the live list',
		instead: suggestion === undefined ? '' : `, here ${suggestion}`,
		variables: [...new Set(facts.pinnedBy.map(answer => variableOf[answer] ?? answer))].join(' and '),
		mode: '',
		resource: '',
		where: '',
		raw: '',
	};
}

function detailsFrom(message: string, facts: ModelFacts, answers: Answers): Readonly<Record<string, string>> {
	const resource = deniedResource(message);
	const region = resource === undefined ? undefined : parseArn(resource)?.region;
	const mode = /data retention mode ['"’‘]([^'"’‘]+)['"’‘]/iu.exec(message)?.[1];
	const newer = newestOf(parseModelId(facts.id)?.family ?? 'opus', offlineProfiles(regionOf(answers)))?.id;
	return {
		resource: resource === undefined ? '' : ` (${resource})`,
		where: region === undefined ? '' : region === '' ? ' on the global route' : ` in ${region}`,
		mode: mode === undefined ? '' : ` (${mode})`,
		...(facts.suggestion === undefined && newer !== undefined ? {suggestion: newer} : {}),
	};
}

function evidenceOf(facts: ModelFacts): readonly Evidence[] {
	const {availability, invoke: call} = facts;
	const made: Evidence =
		call?.failure === undefined
			? {label: 'call', value: call === undefined ? 'not made' : call.state === 'answered' ? `answered in ${call.tookMs} ms` : call.state}
			: seen('call', call.failure);
	// What the call met tells most; only the first pieces are shown unasked.
	return [
		...(call === undefined ? [] : [made]),
		{
			label: 'gates',
			value:
				availability === undefined
					? 'not read'
					: `agreement ${availability.agreement}${availability.agreementError === undefined ? '' : ` (${availability.agreementError})`}, authorization ${availability.authorization}, entitlement ${availability.entitlement}, region ${availability.region}`,
		},
		{label: 'use case form', value: facts.form === 'unread' ? 'not read' : facts.form === 'missing' ? 'none in this account' : 'filled'},
		...(call === undefined ? [made] : []),
		{label: 'listed', value: facts.isListed === undefined ? 'not read' : facts.isListed ? 'yes' : 'no'},
		{label: 'pinned by', value: [...new Set(facts.pinnedBy.map(answer => variableOf[answer] ?? answer))].join(', ')},
	];
}
