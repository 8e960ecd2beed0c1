// Takes one HTTP request through the simulated Google Cloud: route, reach, faults, token, operation, answer.

import type {Dispatched, RawRequest, Reply} from '../cloud.ts';
import {reachOfHost} from '../reach.ts';
import {accountsOperations} from './accounts.ts';
import {aiplatformOperations, behaviourOf} from './aiplatform.ts';
import type {Call, Cloud, Operation} from './call.ts';
import {errorReply, GoogleError} from './errors.ts';
import {managementOperations} from './management.ts';
import {oauthOperations} from './oauth.ts';
import {isGoogleHost, routeOf, type Route} from './route.ts';
import {permit} from './permissions.ts';
import type {GoogleFault} from './scenario.ts';
import {authenticate} from './tokens.ts';

const operations: Readonly<Record<string, Operation>> = {
	...oauthOperations,
	...accountsOperations,
	...aiplatformOperations,
	...managementOperations,
};

/** Services that are asked before there is a token. */
const isOpen = new Set(['oauth2', 'sts', 'accounts']);

/** Answers one request; undefined when nothing simulated lives at that address. */
export function dispatch(request: RawRequest, cloud: Cloud): Dispatched | undefined {
	const at = request.url.indexOf('?');
	const rawPath = at === -1 ? request.url : request.url.slice(0, at);
	const authority = request.headers['host'] ?? '';
	const gateway = viaGateway(authority, rawPath, cloud);
	const baseUrl = cloud.scenario.home.answers?.['baseUrl'];
	const path = decode(gateway ?? rawPath);
	const route = routeOf(gateway === undefined ? authority : 'localhost', request.method, path, gateway === undefined ? baseUrl : undefined);
	if (route === undefined) {
		return isGoogleHost(authority.replace(/:\d+$/u, '').toLowerCase()) ? unknown(authority, path) : undefined;
	}

	const call: Call = {
		service: route.service,
		operation: route.operation,
		method: request.method,
		path,
		named: route.named,
		query: new URLSearchParams(at === -1 ? '' : request.url.slice(at)),
		headers: request.headers,
		body: request.body,
		origin: `${request.scheme}://${authority}`,
	};
	const modelId = route.service === 'aiplatform' && /predict/iu.test(route.operation) ? route.named['model'] : undefined;
	const about = {service: route.service, operation: route.operation, region: route.location, modelId, path};
	const early = gateway === undefined ? beforeService(route, cloud) : undefined;
	if (early !== undefined) {
		return {...about, outcome: early, delayMs: 0};
	}

	const fault = faultOf(route, modelId, cloud);
	const delayMs = fault?.delayMs ?? 0;
	if (fault?.hang === true || fault?.drop === true) {
		return {...about, outcome: fault.hang === true ? 'hang' : 'drop', delayMs};
	}

	return {...about, outcome: answer(call, fault, cloud, gateway !== undefined), delayMs};
}

/** A host of Google's that has nothing at this path. */
function unknown(authority: string, path: string): Dispatched {
	const outcome = errorReply({status: 404, type: 'NOT_FOUND', message: 'Requested entity was not found.'}, false);
	return {
		service: authority.split('.')[0] ?? 'google',
		operation: undefined,
		region: undefined,
		modelId: undefined,
		path,
		outcome,
		delayMs: 0,
	};
}

/** What stands in the way of a request that came over loopback, past the simulated network. */
function beforeService(route: Route, cloud: Cloud): Reply | 'hang' | 'drop' | undefined {
	const {scenario} = cloud;
	// A model host of its own that is not in the table is a page's or a fault's business; the sign-in pages open in a browser elsewhere.
	if (route.isDirect && route.service !== 'accounts') {
		const reach = reachOfHost(route.host, scenario);
		if (reach !== 'open') {
			return reach === 'dropped' ? 'hang' : 'drop';
		}
	}

	const page = scenario.network.pages[route.host];
	if (page === undefined) {
		return undefined;
	}

	return page.isSilent === true
		? 'hang'
		: {status: page.status, headers: {...page.headers, 'content-type': page.contentType}, body: page.body};
}

function answer(call: Call, fault: GoogleFault | undefined, cloud: Cloud, isGateway: boolean): Reply {
	const isStreamed = call.operation === 'streamRawPredict';
	if (fault?.raw !== undefined) {
		return {status: fault.status, headers: {'content-type': fault.raw.contentType}, body: fault.raw.body};
	}

	try {
		const caller = isOpen.has(call.service) || isGateway ? undefined : authenticate(call, cloud);
		if (fault !== undefined && fault.status >= 400) {
			throw new GoogleError(fault);
		}

		if (caller !== undefined) {
			permit(call, cloud);
		}

		const operation = operations[`${call.service}:${call.operation}`];
		return operation === undefined
			? errorReply({status: 404, type: 'NOT_FOUND', message: 'Not found.'}, false)
			: operation(call, cloud, caller);
	} catch (error) {
		if (error instanceof GoogleError) {
			return errorReply(error.fault, isStreamed);
		}

		throw error;
	}
}

/** The fault that applies now, counted. Operation faults come before a model's own. */
function faultOf(route: Route, modelId: string | undefined, cloud: Cloud): GoogleFault | undefined {
	const {faults} = cloud.scenario.google;
	const candidates: ReadonlyArray<readonly [string, GoogleFault | undefined]> = [
		[`${route.service}:${route.operation}`, faults[`${route.service}:${route.operation}`]],
		[`${route.service}:*`, faults[`${route.service}:*`]],
		[`model ${modelId ?? ''}`, modelId === undefined ? undefined : behaviourOf(modelId, cloud).invoke],
	];
	for (const [key, fault] of candidates) {
		const given = cloud.memory.faults.get(key) ?? 0;
		if (fault !== undefined && given < (fault.times ?? Number.POSITIVE_INFINITY)) {
			cloud.memory.faults.set(key, given + 1);
			return fault;
		}
	}

	return undefined;
}

/** The organization's gateway: below its own path it takes what Vertex AI takes. Answers that path, undefined for other hosts. */
function viaGateway(authority: string, rawPath: string, cloud: Cloud): string | undefined {
	const {gateway} = cloud.scenario.google;
	if (gateway === undefined || new URL(gateway).host !== authority.replace(/:443$/u, '')) {
		return undefined;
	}

	const below = new URL(gateway).pathname.replace(/\/v1\/?$/u, '').replace(/\/+$/u, '');
	return below !== '' && rawPath.startsWith(below) ? rawPath.slice(below.length) : rawPath;
}

function decode(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
