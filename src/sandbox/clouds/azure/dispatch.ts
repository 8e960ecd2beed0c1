// Takes one HTTP request through simulated Azure: route, faults, reach, answer.

import type {Fault} from '../../scenario.ts';
import type {Dispatched, RawRequest, Reply} from '../cloud.ts';
import {reachOfHost} from '../reach.ts';
import {answerArm, armOperation, authorizationFailed} from './arm.ts';
import {answerAz} from './az.ts';
import {AzureError, errorReply, type Call, type ServiceName, type World} from './call.ts';
import {answerEntra, entraOperation} from './entra.ts';
import {answerFoundry, deploymentOf, foundryOperation} from './foundry.ts';
import {zones} from './resources.ts';

export const loginHost = 'login.microsoftonline.com';
export const armHost = 'management.azure.com';

type Route = {
	readonly service: ServiceName;
	readonly path: string;
	/** What stands before the path on loopback; undefined when the client came by the service's own host name. */
	readonly prefix: string | undefined;
	/** Host name that the client meant. */
	readonly host: string;
	readonly isGateway: boolean;
};

/** Answers one request; undefined when nothing of this cloud lives at that address. Never throws for a bad request. */
export function dispatch(request: RawRequest, world: World): Dispatched | undefined {
	const {pathname, searchParams} = new URL(request.url, 'http://sandbox.invalid');
	const route = routeOf(request, pathname, world);
	if (route === undefined) {
		return undefined;
	}

	const own = request.headers['host'] ?? '';
	const call: Call = {
		method: request.method,
		path: route.path,
		query: searchParams,
		headers: request.headers,
		body: request.body,
		// A client that came by host name spoke TLS with it, whatever carries the request here.
		baseUrl: route.prefix === undefined ? `https://${own}` : `${request.scheme}://${own}${route.prefix}`,
		host: route.host,
	};
	const operation = operationOf(route, call);
	const modelId = route.service === 'foundry' ? deploymentOf(call.body) : undefined;
	const about = {
		service: route.service,
		operation,
		region: undefined,
		modelId,
		path: route.path,
		...(route.service === 'az' ? {carriesPrograms: true as const} : {}),
	};
	const reach = route.prefix === undefined || route.service === 'az' ? 'open' : reachOfHost(route.host, world.scenario);
	if (reach !== 'open') {
		return {...about, outcome: reach === 'dropped' ? 'hang' : 'drop', delayMs: 0};
	}

	const page = route.prefix === undefined ? undefined : world.scenario.network.pages[route.host];
	if (page !== undefined) {
		const shown: Reply = {status: page.status, headers: {...page.headers, 'content-type': page.contentType}, body: page.body};
		return {...about, outcome: page.isSilent === true ? 'hang' : shown, delayMs: 0};
	}

	const fault = operation === undefined ? undefined : faultOf(route.service, operation, world);
	const delayMs = fault?.delayMs ?? 0;
	if (fault?.hang === true || fault?.drop === true) {
		return {...about, outcome: fault.hang === true ? 'hang' : 'drop', delayMs};
	}

	return {...about, outcome: answer(route, call, fault, world), delayMs};
}

function answer(route: Route, call: Call, fault: Fault | undefined, world: World): Reply {
	if (fault?.raw !== undefined) {
		return {status: fault.status, headers: {'content-type': fault.raw.contentType}, body: fault.raw.body};
	}

	try {
		const refusal = fault === undefined || fault.status < 400 ? undefined : refusalOf(fault, route, call, world);
		if (route.service === 'foundry') {
			return answerFoundry(call, world, {isGateway: route.isGateway, fault: refusal});
		}

		if (refusal !== undefined) {
			throw refusal;
		}

		switch (route.service) {
			case 'entra':
				return answerEntra(entraOperation(call.method, call.path)?.operation ?? '', call, world);
			case 'arm':
				return answerArm(call, world);
			default:
				return answerAz(call, world);
		}
	} catch (error) {
		if (error instanceof AzureError) {
			return errorReply(error);
		}

		throw error;
	}
}

/** A fault as an error. A denial of the resource manager without a text gets the text it words itself. */
function refusalOf(fault: Fault, route: Route, call: Call, world: World): AzureError {
	return route.service === 'arm' && fault.type === 'AuthorizationFailed' && fault.message === ''
		? authorizationFailed(armOperation(call.method, call.path) ?? '', call.path, world)
		: new AzureError(fault.status, fault.type, fault.message);
}

function operationOf(route: Route, call: Call): string | undefined {
	switch (route.service) {
		case 'entra':
			return entraOperation(call.method, call.path)?.operation;
		case 'arm':
			return armOperation(call.method, call.path);
		case 'foundry':
			return foundryOperation(call.method, call.path);
		case 'az':
			return 'Run';
	}
}

/** The fault that applies now, counted. */
function faultOf(service: ServiceName, operation: string, world: World): Fault | undefined {
	for (const key of [`${service}:${operation}`, `${service}:*`]) {
		const fault = world.azure.faults[key];
		const given = world.memory.faults.get(key) ?? 0;
		if (fault !== undefined && given < (fault.times ?? Number.POSITIVE_INFINITY)) {
			world.memory.faults.set(key, given + 1);
			return fault;
		}
	}

	return undefined;
}

/**
 * By host name for clients that arrive through the simulated DNS; on loopback by prefix (`/arm`, `/foundry`, `/az`) and, because
 * client libraries take the first path segment of an authority for the tenant, by the directory's own path forms.
 */
function routeOf(request: RawRequest, path: string, world: World): Route | undefined {
	const host = (request.headers['host'] ?? '').replace(/:\d+$/u, '').toLowerCase();
	const direct = {path, prefix: undefined, host, isGateway: false};
	const gateway = throughGateway(host, path, world);
	if (gateway !== undefined) {
		return gateway;
	}

	if (host === loginHost) {
		return {...direct, service: 'entra'};
	}

	if (host === armHost) {
		return {...direct, service: 'arm'};
	}

	if (zones.some(zone => host.endsWith(`.${zone}`))) {
		return {...direct, service: 'foundry'};
	}

	const [, first = ''] = path.split('/');
	const below = path.slice(first.length + 1) || '/';
	if (first === 'arm') {
		return {service: 'arm', path: below, prefix: '/arm', host: armHost, isGateway: false};
	}

	if (first === 'foundry') {
		return {service: 'foundry', path: below, prefix: '/foundry', ...meantHost(world)};
	}

	if (first === 'az') {
		return {service: 'az', path: below, prefix: '/az', host: '', isGateway: false};
	}

	if (entraOperation(request.method, path) !== undefined) {
		return {service: 'entra', path, prefix: '', host: loginHost, isGateway: false};
	}

	return armOperation(request.method, path) === undefined ? undefined : {service: 'arm', path, prefix: '', host: armHost, isGateway: false};
}

/** Where a model call by prefix would have gone: the configured base URL or resource, else the first resource. */
function meantHost(world: World): {readonly host: string; readonly isGateway: boolean} {
	const {azure, scenario} = world;
	const answers = scenario.home.answers ?? {};
	const baseUrl = answers['baseUrl'];
	const {gateway} = azure;
	if (gateway !== undefined && baseUrl === gateway) {
		return {host: hostOfFirst(world), isGateway: true};
	}

	if (baseUrl !== undefined && baseUrl !== '') {
		return {host: new URL(baseUrl).hostname, isGateway: false};
	}

	const {resource} = answers;
	return {host: resource === undefined || resource === '' ? hostOfFirst(world) : `${resource}.services.ai.azure.com`, isGateway: false};
}

function hostOfFirst(world: World): string {
	return `${world.azure.resources[0]?.name ?? 'none'}.services.ai.azure.com`;
}

/** The organization's gateway: below its own path it takes what the resource takes below `/anthropic`. */
function throughGateway(host: string, path: string, world: World): Route | undefined {
	const {gateway} = world.azure;
	if (gateway === undefined || new URL(gateway).hostname !== host) {
		return undefined;
	}

	const below = new URL(gateway).pathname.replace(/\/+$/u, '');
	return {
		service: 'foundry',
		path: path.startsWith(below) ? path.slice(below.length) : path,
		prefix: undefined,
		host: hostOfFirst(world),
		isGateway: true,
	};
}
