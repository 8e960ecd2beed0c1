// Vertex AI: the publisher's catalogue, calling a model whole or streamed, and the settings of a project.

import {randomBytes} from 'node:crypto';
import {answerFor, messageEvents, serverSentEvent, wholeMessage} from '../anthropic.ts';
import {jsonBody, jsonReply, type Reply} from '../cloud.ts';
import type {Call, Caller, Cloud, Operation} from './call.ts';
import {
	dataSharingRequired,
	GoogleError,
	modelNotFound,
	notServable,
	permissionDenied,
	quotaProjectMissing,
	serviceDisabled,
} from './errors.ts';
import type {SimulatedGoogleModel, SimulatedPublisherModel} from './scenario.ts';

const pageSize = 100;

export const aiplatformOperations: Readonly<Record<string, Operation>> = {
	'aiplatform:listModels': (call, cloud, caller) => {
		checkQuotaProject(call, cloud, caller);
		const start = Number(call.query.get('pageToken') ?? 0) || 0;
		const end = start + (Number(call.query.get('pageSize')) || pageSize);
		const {models} = cloud.scenario.google;
		return jsonReply({
			publisherModels: call.named['publisher'] === 'anthropic' ? models.slice(start, end).map(model => publisherModel(model)) : [],
			...(end < models.length ? {nextPageToken: String(end)} : {}),
		});
	},
	'aiplatform:getModel': (call, cloud, caller) => {
		checkQuotaProject(call, cloud, caller);
		const found = modelNamed(call.named['model'] ?? '', cloud);
		if (found === undefined) {
			throw new GoogleError({
				status: 404,
				type: 'NOT_FOUND',
				message: `Publisher Model \`publishers/anthropic/models/${call.named['model'] ?? ''}\` is not found.`,
			});
		}

		return jsonReply(publisherModel(found));
	},
	'aiplatform:countTokens': (call, cloud) => {
		const body = jsonBody(call.body);
		admit(call, cloud, typeof body['model'] === 'string' ? body['model'] : '');
		return jsonReply({input_tokens: 10});
	},
	'aiplatform:rawPredict': (call, cloud) => predict(call, cloud, false),
	'aiplatform:streamRawPredict': (call, cloud) => predict(call, cloud, true),
	'aiplatform:fetchPublisherModelConfig': (call, cloud) => {
		checkProject(call, cloud, 'aiplatform.endpoints.fetchPublisherModelConfig');
		const {config} = behaviourOf(call.named['model'] ?? '', cloud);
		if (config === undefined) {
			throw new GoogleError({status: 404, type: 'NOT_FOUND', message: 'The publisher model config is not found.'});
		}

		return jsonReply(config);
	},
	'aiplatform:getCacheConfig': (call, cloud) => {
		checkProject(call, cloud, 'aiplatform.cacheConfigs.get');
		const {project, cacheDisabled} = cloud.scenario.google;
		// An API that speaks JSON leaves out a flag that is off.
		return jsonReply({name: `projects/${project.number}/cacheConfig`, ...(cacheDisabled === true ? {disableCache: true} : {})});
	},
	'aiplatform:checkAgreement': (call, cloud) => {
		checkProject(call, cloud, 'aiplatform.endpoints.predict');
		const {publisherModel: name} = jsonBody(call.body);
		return jsonReply({projectNumber: cloud.scenario.google.project.number, publisherModel: name, publisherModelEulaAcked: true});
	},
	'claude:messages': call => {
		const body = jsonBody(call.body);
		return answer(typeof body['model'] === 'string' ? body['model'] : '', body, body['stream'] === true, {}, 'msg_');
	},
};

/** How one model behaves, by its id with or without `@date`. */
export function behaviourOf(id: string, cloud: Cloud): SimulatedGoogleModel {
	const {behaviour} = cloud.scenario.google;
	return behaviour[id] ?? behaviour[id.replace(/@.*$/u, '')] ?? {};
}

function modelNamed(id: string, cloud: Cloud): SimulatedPublisherModel | undefined {
	const {models} = cloud.scenario.google;
	return models.find(model => model.id === id) ?? models.find(model => model.id.replace(/@.*$/u, '') === id);
}

function publisherModel({id, launchStage = 'GA'}: SimulatedPublisherModel): Readonly<Record<string, unknown>> {
	const [name = '', version = 'default'] = id.split('@');
	return {
		name: `publishers/anthropic/models/${name}`,
		versionId: version,
		openSourceCategory: 'PROPRIETARY',
		launchStage,
		publisherModelTemplate: `projects/{user-project}/locations/{location}/publishers/anthropic/models/${id}`,
	};
}

/** A person's own token belongs to no project, so a call without a project in its path must name one. */
function checkQuotaProject(call: Call, cloud: Cloud, caller: Caller | undefined): void {
	const named = call.headers['x-goog-user-project'];
	if (named === undefined && caller?.kind !== 'service') {
		throw new GoogleError(quotaProjectMissing());
	}

	const {project} = cloud.scenario.google;
	if (named !== undefined && (named === project.id || named === project.number) && !isEnabled(cloud)) {
		throw new GoogleError(serviceDisabled(named));
	}
}

function isEnabled(cloud: Cloud): boolean {
	const {services} = cloud.scenario.google;
	return services.includes('aiplatform.googleapis.com') || cloud.memory.enabled.has('aiplatform.googleapis.com');
}

/** A project that does not exist looks the same as one that the caller has no role in. */
function checkProject(call: Call, cloud: Cloud, permission: string): void {
	const {project, permissions} = cloud.scenario.google;
	const asked = call.named['project'] ?? '';
	const isOurs = asked === project.id || asked === project.number;
	if (isOurs && !isEnabled(cloud)) {
		throw new GoogleError(serviceDisabled(asked));
	}

	// Reading settings is part of the viewer's role, which the person has unless the scenario takes it away by a fault.
	if (!isOurs || (permission === 'aiplatform.endpoints.predict' && !permissions.includes(permission))) {
		throw new GoogleError(permissionDenied(permission, call.path.replace(/^\/v\w+\//u, '').replace(/:\w+$/u, '')));
	}
}

/** Lets a call through the gates in the order of the real service, as far as it is known. */
function admit(call: Call, cloud: Cloud, id: string): SimulatedPublisherModel {
	const {project = '', location = ''} = call.named;
	checkProject(call, cloud, 'aiplatform.endpoints.predict');
	const resource = `projects/${project}/locations/${location}/publishers/anthropic/models/${id}`;
	const model = modelNamed(id, cloud);
	if (model === undefined) {
		throw new GoogleError(modelNotFound(resource));
	}

	if (!model.locations.includes(location)) {
		throw new GoogleError(notServable(resource, location));
	}

	if (/fable|mythos/u.test(model.id) && behaviourOf(model.id, cloud).config?.['dataSharingEnabledProvider'] !== 'ANTHROPIC') {
		throw new GoogleError(dataSharingRequired(resource));
	}

	return model;
}

function predict(call: Call, cloud: Cloud, isStreamed: boolean): Reply {
	const id = call.named['model'] ?? '';
	admit(call, cloud, id);
	return answer(id, jsonBody(call.body), isStreamed, behaviourOf(id, cloud), 'msg_vrtx_');
}

function answer(
	id: string,
	body: Readonly<Record<string, unknown>>,
	isStreamed: boolean,
	{rewritten, stalls}: SimulatedGoogleModel,
	idPrefix: string,
): Reply {
	const maxTokens = body['max_tokens'];
	// Documented as vertex-2023-10-16; @anthropic-ai/sdk 1.x sends its own version (measured 2026-11-22).
	const problem =
		idPrefix === 'msg_vrtx_' && typeof body['anthropic_version'] !== 'string'
			? 'anthropic_version: Field required'
			: typeof maxTokens !== 'number'
				? 'max_tokens: Field required'
				: !Array.isArray(body['messages']) || body['messages'].length === 0
					? 'messages: at least one message is required'
					: undefined;
	if (problem !== undefined) {
		return jsonReply({type: 'error', error: {type: 'invalid_request_error', message: problem}}, 400);
	}

	if (rewritten !== undefined) {
		return {status: 200, headers: {'content-type': rewritten.contentType}, body: rewritten.body};
	}

	const said = answerFor(id, Number(maxTokens), {model: id.replace('@', '-'), idPrefix});
	const identifier = randomBytes(12).toString('hex');
	// The body's own flag decides too: rawPredict with `stream: true` streams.
	if (!isStreamed && body['stream'] !== true) {
		return jsonReply(wholeMessage(said, identifier));
	}

	const pieces = messageEvents(said, identifier).map(event => serverSentEvent(event));
	return {
		status: 200,
		headers: {'content-type': 'text/event-stream; charset=utf-8'},
		pieces: stalls === true ? pieces.slice(0, 2) : pieces,
		...(stalls === true ? {stalls} : {}),
	};
}
