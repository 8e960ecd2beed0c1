// The check `vertex.retention`: whether prompts are logged or shared, per project, location and model, and how long logs are kept.

import {scalarNumber} from '../../../core/scalar.ts';
import {raise} from '../../../catalog/declare.ts';
import {vertexFindings} from '../../../catalog/vertex.ts';
import type {Check} from '../../../core/check.ts';
import {clean} from '../../../core/document.ts';
import type {Finding} from '../../../core/finding.ts';
import type {Answers} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {headersFor, notSignedIn, signedIn} from '../credentials/session.ts';
import {callGoogle, recordOf, textOf, type Refusal} from '../google.ts';
import {modelName} from '../names.ts';
import {apiBase, endpointFrom, isAnthropicManaged, overrideFor, pinsOf, projectOf, type Pin} from '../target.ts';
import {nextStepOf, unreadReason} from './unread.ts';
import {seen} from './words.ts';

/** What one model's configuration says. Absent members were not read. */
export type ModelConfig = {
	readonly pin: Pin;
	readonly isLogged?: boolean;
	/** Where the log goes, for example a BigQuery table. */
	readonly destination?: string;
	readonly isShared?: boolean;
	readonly refusal?: Refusal;
};

export type RetentionFacts = {
	readonly project: string;
	readonly models: readonly ModelConfig[];
	/** Days that the log bucket _Default keeps entries. */
	readonly logDays?: number;
	readonly logRefusal?: Refusal;
	readonly isCacheOff?: boolean;
	readonly cacheRefusal?: Refusal;
};

export const retentionCheckId = 'vertex.retention';

/** `requests not logged, cache on, logs kept 30 days`. */
function summarize({models, isCacheOff, logDays}: RetentionFacts): string {
	const isLogged = models.some(model => model.isLogged === true);
	const isRead = models.every(model => model.isLogged !== undefined);
	return [
		isLogged ? 'prompts are logged' : isRead ? 'requests not logged' : 'logging not readable',
		...(isCacheOff === undefined ? [] : [isCacheOff ? 'cache off' : 'cache on']),
		...(logDays === undefined ? [] : [`logs kept ${logDays} days`]),
	].join(', ');
}

export function retentionCheck(context: StepContext, needs: readonly string[]): Check<RetentionFacts> {
	return {
		id: retentionCheckId,
		group: 'terms',
		title: 'retention',
		needs,
		limitMs: 25_000,
		run: async ({signal}) => readRetention({...context, signal}),
		summarize,
		judge(facts, {answers}) {
			return isAnthropicManaged(answers)
				? [raise(vertexFindings, 'vertex.anthropic-managed', {check: retentionCheckId})]
				: judgeRetention(facts, answers);
		},
	};
}

/** Pure. */
export function judgeRetention(facts: RetentionFacts, answers: Answers): readonly Finding[] {
	const check = retentionCheckId;
	const {project} = facts;
	const measured = (what: string, value: string) =>
		raise(vertexFindings, 'vertex.terms-measured', {check, details: {what, value, project}});
	const models = facts.models.flatMap((model): readonly Finding[] => {
		const details = {model: modelName(model.pin.id), project, location: model.pin.location};
		if (model.refusal !== undefined) {
			const reason = unreadReason(model.refusal);
			return [
				raise(vertexFindings, 'vertex.publisher-config-unknown', {
					check,
					details: {...details, reason},
					evidence: [seen('read', model.refusal)],
					instead: nextStepOf(model.refusal, answers),
				}),
			];
		}

		return [
			model.isLogged === true
				? raise(vertexFindings, 'vertex.prompt-logging-on', {
						check,
						details: {...details, destination: model.destination ?? 'an unnamed destination'},
					})
				: measured(`request-response logging of ${details.model}`, 'off'),
			...(model.isShared === true ? [raise(vertexFindings, 'vertex.data-shared', {check, details})] : []),
		];
	});
	const logs =
		facts.logDays === undefined
			? [
					raise(vertexFindings, 'vertex.log-days-unknown', {
						check,
						details: {project, reason: unreadReason(facts.logRefusal)},
						evidence: facts.logRefusal === undefined ? [] : [seen('read', facts.logRefusal)],
						instead: nextStepOf(facts.logRefusal, answers),
					}),
				]
			: [measured('log bucket _Default', `${facts.logDays} days`)];
	const cache =
		facts.isCacheOff === undefined
			? [
					raise(vertexFindings, 'vertex.cache-unknown', {
						check,
						details: {project, reason: unreadReason(facts.cacheRefusal)},
						evidence: facts.cacheRefusal === undefined ? [] : [seen('read', facts.cacheRefusal)],
						instead: nextStepOf(facts.cacheRefusal, answers),
					}),
				]
			: [measured("cache of Google's own models", facts.isCacheOff ? 'off' : 'on')];
	return [...models, ...logs, ...cache];
}

/** Reads what a developer may read; never writes, and never calls :setPublisherModelConfig. */
export async function readRetention(context: StepContext): Promise<RetentionFacts> {
	const {answers, ports} = context;
	const project = projectOf(answers);
	if (isAnthropicManaged(answers)) {
		return {project, models: []};
	}

	const signed = await signedIn(context);
	const get = async (url: string) =>
		signed === undefined ? {refusal: notSignedIn} : callGoogle(context, {url, method: 'GET', headers: headersFor(context, signed, true)});
	const [models, bucket, cache] = await Promise.all([
		Promise.all(pinsOf(answers).map(async pin => configOf(pin, await get(configUrl(context, pin))))),
		get(`${apiBase('logging', ports.env)}/v2/projects/${project}/locations/global/buckets/_Default`),
		get(`${apiBase('aiplatform', ports.env)}/v1beta1/projects/${project}/cacheConfig`),
	]);
	const days = bucket.refusal === undefined ? (scalarNumber(recordOf(bucket.value)?.['retentionDays']) ?? Number.NaN) : Number.NaN;
	return {
		project,
		models,
		...(Number.isFinite(days) ? {logDays: days} : {}),
		...(bucket.refusal === undefined ? {} : {logRefusal: bucket.refusal}),
		...(cache.refusal === undefined ? {isCacheOff: recordOf(cache.value)?.['disableCache'] === true} : {cacheRefusal: cache.refusal}),
	};
}

function configUrl({answers, ports}: StepContext, pin: Pin): string {
	const override = overrideFor('aiplatform', ports.env);
	const {baseUrl, ...without} = answers;
	const base = override ?? endpointFrom(baseUrl === undefined ? answers : without, pin.location).url.replace(/\/v1$/u, '');
	const place = `projects/${projectOf(answers)}/locations/${pin.location}`;
	return `${base}/v1beta1/${place}/publishers/anthropic/models/${pin.id.replace(/@.*$/u, '')}:fetchPublisherModelConfig`;
}

function configOf(pin: Pin, answer: Awaited<ReturnType<typeof callGoogle>>): ModelConfig {
	if (answer.refusal !== undefined) {
		// Never configured reads as "not found": then nothing is logged or shared.
		return answer.refusal.http === 404 && answer.refusal.status === 'NOT_FOUND'
			? {pin, isLogged: false, isShared: false}
			: {pin, refusal: answer.refusal};
	}

	const config = recordOf(answer.value) ?? {};
	const logging = recordOf(config['loggingConfig']);
	const destination = textOf(recordOf(logging?.['bigqueryDestination'])?.['outputUri']);
	return {
		pin,
		isLogged: logging?.['enabled'] === true,
		isShared: config['dataSharingEnabledProvider'] === 'ANTHROPIC',
		...(destination === undefined ? {} : {destination: clean(destination)}),
	};
}
