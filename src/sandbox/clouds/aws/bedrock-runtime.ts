// Bedrock Runtime: invoking a model, whole or streamed, with every way the real one refuses.

import {randomBytes} from 'node:crypto';
import {wholeMessage, type Answer} from '../anthropic.ts';
import {answerFor, messageEvents} from './anthropic-answer.ts';
import {bedrock} from './bedrock.ts';
import {jsonReply, type Reply} from '../cloud.ts';
import {CloudError, jsonBody, restJsonError, type Call, type Cloud, type Service} from './call.ts';
import {chunkEvent, exceptionEvent} from './event-stream.ts';
import {admit, modelFacts} from './models.ts';

const invocation = /^\/model\/([^/]+)\/(invoke|invoke-with-response-stream|count-tokens)$/u;

const operations: Readonly<Record<string, string>> = {
	invoke: 'InvokeModel',
	'invoke-with-response-stream': 'InvokeModelWithResponseStream',
	'count-tokens': 'CountTokens',
};

/** The model id of an invocation path, percent-decoded. */
export function modelIdOf(path: string): string | undefined {
	const match = invocation.exec(path);
	return match?.[1] === undefined ? undefined : decodeURIComponent(match[1]);
}

export const bedrockRuntime: Service = {
	name: 'bedrock-runtime',
	signingName: 'bedrock',
	operationOf(call) {
		const kind = call.method === 'POST' ? invocation.exec(call.path)?.[2] : undefined;
		if (kind !== undefined) {
			return operations[kind];
		}

		// Claude Code sends ListInferenceProfiles to ANTHROPIC_BEDROCK_BASE_URL (anthropics/claude-code#29350); the real
		// runtime host does not know it, a gateway in its place does.
		const listed = call.isPrefixed ? bedrock.operationOf(call) : undefined;
		return listed === 'ListInferenceProfiles' || listed === 'GetInferenceProfile' ? listed : undefined;
	},
	answer(operation, call, cloud, caller) {
		switch (operation) {
			case 'InvokeModel':
				return invoke(call, cloud, false);
			case 'InvokeModelWithResponseStream':
				return invoke(call, cloud, true);
			case 'CountTokens':
				throw new CloudError(400, 'ValidationException', "The provided model doesn't support counting tokens.");
			default:
				return bedrock.answer(operation, call, cloud, caller);
		}
	},
	errorReply: restJsonError,
};

function invoke(call: Call, cloud: Cloud, isStreamed: boolean): Reply {
	const profileId = admit(modelIdOf(call.path) ?? '', call.region ?? 'us-east-1', cloud);
	const maxTokens = checkBody(call);
	const {rewritten, midStream, stalls} = modelFacts(profileId, cloud);
	if (rewritten !== undefined) {
		return {status: 200, headers: {'content-type': rewritten.contentType}, body: rewritten.body};
	}

	const answer = {...answerFor(profileId, maxTokens), ...cacheUse(call, cloud, profileId)};
	const identifier = randomBytes(12).toString('hex');
	if (!isStreamed) {
		return jsonReply(wholeMessage(answer, identifier));
	}

	const chunks = messageEvents(answer, identifier).map(event => chunkEvent(event));
	const isCut = midStream !== undefined || stalls === true;
	const pieces = isCut ? chunks.slice(0, 2) : chunks;
	return {
		status: 200,
		headers: {'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-bedrock-content-type': 'application/json'},
		pieces: midStream === undefined ? pieces : [...pieces, exceptionEvent(midStream.type, midStream.message)],
		...(stalls === true ? {stalls} : {}),
	};
}

/** Tokens that a model wants at least before it caches. */
const leastCached = 4096;

/** What a request with a marked beginning finds in the cache, and leaves there. */
function cacheUse(call: Call, cloud: Cloud, profileId: string): Pick<Answer, 'cache'> {
	const {system} = jsonBody(call);
	const [block] = (Array.isArray(system) ? system : []) as ReadonlyArray<{readonly text?: unknown; readonly cache_control?: unknown}>;
	const text = typeof block?.text === 'string' ? block.text : '';
	const tokens = Math.ceil(text.length / 4);
	if (block?.cache_control === undefined || tokens < leastCached || cloud.scenario.aws.isWithoutCaching === true) {
		return {};
	}

	const key = `${profileId} ${text}`;
	const isKnown = cloud.memory.cached.has(key);
	cloud.memory.cached.add(key);
	return {cache: isKnown ? {written: 0, read: tokens} : {written: tokens, read: 0}};
}

/** The parts of an Anthropic request that Bedrock insists on; answers `max_tokens`. */
function checkBody(call: Call): number {
	const body = jsonBody(call);
	const maxTokens = body['max_tokens'];
	if (typeof body['anthropic_version'] !== 'string') {
		throw new CloudError(400, 'ValidationException', 'anthropic_version: Field required');
	}

	if (typeof maxTokens !== 'number') {
		throw new CloudError(400, 'ValidationException', 'max_tokens: Field required');
	}

	if (!Array.isArray(body['messages']) || body['messages'].length === 0) {
		throw new CloudError(400, 'ValidationException', 'messages: at least one message is required');
	}

	return maxTokens;
}
