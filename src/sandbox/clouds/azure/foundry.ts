// The data plane of a Foundry resource: the Anthropic Messages API behind Microsoft's gateway, with every way the two refuse.

import {randomBytes, randomUUID} from 'node:crypto';
import {answerFor, messageEvents, serverSentEvent, wholeMessage} from '../anthropic.ts';
import {jsonBody, type Reply} from '../cloud.ts';
import {AzureError, jsonReply, type Call, type World} from './call.ts';
import {arrivalOf, deploymentNamed, resourceOfHost} from './resources.ts';
import type {SimulatedDeployment, SimulatedResource} from './scenario.ts';
import {aiResource, cognitiveResource, read} from './tokens.ts';

const wrongKey =
	'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.';
const badToken =
	'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.';

/** Operation of a path below a resource's host. There is no Models API (platform.claude.com, "Claude in Microsoft Foundry", 2026-08-22). */
export function foundryOperation(method: string, path: string): string | undefined {
	const match = /^\/(?:anthropic\/)?v1\/messages(\/count_tokens)?\/?$/u.exec(path);
	return match !== null && method === 'POST' ? (match[1] === undefined ? 'Messages' : 'CountTokens') : undefined;
}

/** The deployment that a request names, as far as its body can be read. */
export function deploymentOf(body: Uint8Array): string | undefined {
	const {model} = jsonBody(body);
	return typeof model === 'string' ? model : undefined;
}

/**
 * @param isGateway - Through the organization's gateway, which has signed in itself.
 * @param fault - A fault of the scenario; it comes after the resource has let the caller in.
 * @throws AzureError as the resource's own gateway words it.
 */
export function answerFoundry(
	call: Call,
	world: World,
	options: {readonly isGateway: boolean; readonly fault?: AzureError | undefined},
): Reply {
	const resource = resourceOfHost(call.host, world);
	if (resource === undefined) {
		throw new AzureError(404, '404', 'Resource not found');
	}

	if (!options.isGateway) {
		letIn(resource, call, world);
	}

	const operation = foundryOperation(call.method, call.path);
	const isBelow = call.path.startsWith('/anthropic/');
	if (operation === undefined || (!isBelow && !options.isGateway)) {
		// The models' own path without `/anthropic` meets the OpenAI surface, which names the refusal; other paths do not exist.
		throw operation === undefined
			? new AzureError(404, '404', 'Resource not found')
			: new AzureError(404, 'api_not_supported', 'Requested API is currently not supported');
	}

	if (options.fault !== undefined) {
		throw options.fault;
	}

	return operation === 'Messages' ? messages(resource, call, world) : countTokens(resource, call);
}

/** Network rules first, then the credential, then the role: the order in which the real gateway refuses. */
function letIn(resource: SimulatedResource, call: Call, world: World): void {
	const arrival = arrivalOf(resource, call.host, world);
	if (arrival === 'public' && resource.publicNetworkAccess === 'Disabled') {
		throw new AzureError(403, '403', 'Public access is disabled. Please configure private endpoint.');
	}

	if (arrival === 'public' && resource.allowedAddresses !== undefined) {
		throw new AzureError(403, '403', 'Access denied due to Virtual Network/Firewall rules.');
	}

	const bearer = /^Bearer\s+(.+)$/iu.exec(call.headers['authorization'] ?? '')?.[1];
	const key = call.headers['api-key'] ?? call.headers['x-api-key'];
	if (bearer === undefined) {
		letKeyIn(resource, key);
		return;
	}

	letTokenIn(bearer, call, world);
}

function letKeyIn(resource: SimulatedResource, key: string | undefined): void {
	if (key !== undefined && resource.disableLocalAuth === true) {
		throw new AzureError(403, 'AuthenticationTypeDisabled', 'Key based authentication is disabled for this resource.');
	}

	if (key === undefined || key !== resource.key) {
		throw new AzureError(401, '401', wrongKey);
	}
}

/** Data action of a call to a model. */
const callAction = 'Microsoft.CognitiveServices/accounts/providers/anthropic/messages/action';

/** `*` stands for any text in a role's actions. */
function isLike(action: string, pattern: string): boolean {
	const [start = '', ...others] = pattern.toLowerCase().split('*');
	return others.length === 0 ? action.toLowerCase() === start : action.toLowerCase().startsWith(start);
}

function letTokenIn(bearer: string, call: Call, world: World): void {
	const claims = read('access', bearer);
	const isForUs = [aiResource, cognitiveResource].includes(String(claims?.['aud']));
	if (claims === undefined || !isForUs || Number(claims['exp']) * 1000 <= world.now()) {
		throw new AzureError(401, 'Unauthorized', badToken);
	}

	const {resourceTenant, tenants, hasDataRole, role} = world.azure;
	if (claims['tid'] !== (resourceTenant ?? tenants[0]?.id)) {
		throw new AzureError(400, 'BadRequest', 'Tenant provided in token does not match resource token');
	}

	const isAllowed = role === undefined ? hasDataRole : role.dataActions.some(pattern => isLike(callAction, pattern));
	if (!isAllowed) {
		throw new AzureError(
			401,
			'PermissionDenied',
			`The principal \`${String(claims['oid'])}\` lacks the required data action \`${callAction}\` to perform \`POST ${call.path}\` operation.`,
		);
	}
}

function deploymentFor(resource: SimulatedResource, call: Call): SimulatedDeployment {
	const name = deploymentOf(call.body);
	const found = name === undefined ? undefined : deploymentNamed(resource, name);
	if (found === undefined || (found.state ?? 'Succeeded') !== 'Succeeded') {
		throw new AzureError(
			404,
			'DeploymentNotFound',
			'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
		);
	}

	if ((found.format ?? 'Anthropic') !== 'Anthropic') {
		throw new AzureError(404, 'api_not_supported', 'Requested API is currently not supported');
	}

	return found;
}

const identified = (): Readonly<Record<string, string>> => ({
	'apim-request-id': randomUUID(),
	'request-id': `req_${randomBytes(12).toString('hex')}`,
	'x-ms-region': 'East US 2',
});

/** An error of the model's own API, in Anthropic's shape. */
function anthropicError(status: number, type: string, message: string): Reply {
	const request = `req_${randomBytes(12).toString('hex')}`;
	return jsonReply({type: 'error', error: {type, message}, request_id: request}, status, {...identified(), 'request-id': request});
}

function countTokens(resource: SimulatedResource, call: Call): Reply {
	deploymentFor(resource, call);
	return jsonReply({input_tokens: 10}, 200, identified());
}

function messages(resource: SimulatedResource, call: Call, world: World): Reply {
	const body = jsonBody(call.body);
	if (typeof body['model'] !== 'string') {
		return anthropicError(400, 'invalid_request_error', 'model: Field required');
	}

	const deployment = deploymentFor(resource, call);
	const {answer, capacity} = deployment;
	if (capacity === 0) {
		throw new AzureError(
			429,
			'429',
			`Requests to the Messages_Create Operation under Anthropic API have exceeded rate limit of your current AIServices S0 pricing tier. Please retry after 60 seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.`,
		);
	}

	const given = world.memory.faults.get(`deployment ${deployment.name}`) ?? 0;
	if (answer !== undefined && given < (answer.times ?? Number.POSITIVE_INFINITY)) {
		world.memory.faults.set(`deployment ${deployment.name}`, given + 1);
		throw new AzureError(answer.status, answer.type, answer.message);
	}

	if (call.headers['anthropic-version'] === undefined) {
		return anthropicError(400, 'invalid_request_error', 'anthropic-version: header is required');
	}

	if (typeof body['max_tokens'] !== 'number') {
		return anthropicError(400, 'invalid_request_error', 'max_tokens: Field required');
	}

	if (!Array.isArray(body['messages']) || body['messages'].length === 0) {
		return anthropicError(400, 'invalid_request_error', 'messages: at least one message is required');
	}

	return answered(deployment, body['max_tokens'], body['stream'] === true);
}

function answered(deployment: SimulatedDeployment, maxTokens: number, isStreamed: boolean): Reply {
	const {rewritten, midStream, stalls} = deployment;
	if (rewritten !== undefined) {
		return {status: 200, headers: {'content-type': rewritten.contentType}, body: rewritten.body};
	}

	const answer = answerFor(deployment.name, maxTokens, {model: deployment.model, idPrefix: 'msg_'});
	const identifier = randomBytes(12).toString('hex');
	if (!isStreamed) {
		return jsonReply(wholeMessage(answer, identifier), 200, identified());
	}

	const events = messageEvents(answer, identifier).map(event => serverSentEvent(event));
	const isCut = midStream !== undefined || stalls === true;
	const pieces = isCut ? events.slice(0, 2) : events;
	const failure = midStream === undefined ? [] : [serverSentEvent({type: 'error', error: midStream})];
	return {
		status: 200,
		headers: {'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...identified()},
		pieces: [...pieces, ...failure],
		...(stalls === true ? {stalls} : {}),
	};
}
