// Takes one HTTP request through the simulated AWS: route, faults, signature, operation, answer.

import {randomUUID} from 'node:crypto';
import type {Fault} from '../../scenario.ts';
import type {Dispatched, RawRequest, Reply} from '../cloud.ts';
import {bedrock} from './bedrock.ts';
import {bedrockRuntime, modelIdOf} from './bedrock-runtime.ts';
import {CloudError, type Call, type Cloud, type Service, type ServiceName} from './call.ts';
import {cloudtrail} from './cloudtrail.ts';
import {ec2} from './ec2.ts';
import {logs} from './logs.ts';
import {modelFacts} from './models.ts';
import {authorize} from './policy.ts';
import {portal} from './portal.ts';
import {reachOf} from './reach.ts';
import {hostOf, routeOf, type Route} from './route.ts';
import {serviceQuotas} from './service-quotas.ts';
import {authenticate, parseAuthorization} from './signature.ts';
import {ssoOidc} from './sso-oidc.ts';
import {sts} from './sts.ts';

const services: Readonly<Record<ServiceName, Service>> = {
	'sso-oidc': ssoOidc,
	sso: portal,
	sts,
	ec2,
	bedrock,
	'bedrock-runtime': bedrockRuntime,
	logs,
	cloudtrail,
	servicequotas: serviceQuotas,
};

/** Answers one request; undefined when nothing simulated lives at that address. Never throws for a bad request. */
export function dispatch(request: RawRequest, cloud: Cloud): Dispatched | undefined {
	const [rawPath, queryText] = split(request.url);
	const host = request.headers['host'] ?? '';
	const gateway = viaGateway(host, rawPath, cloud);
	const route = gateway ?? viaBaseUrl(routeOf(host, rawPath), cloud);
	if (route === undefined) {
		return undefined;
	}

	const service = services[route.service];
	const region = route.region ?? parseAuthorization(request.headers['authorization'])?.region;
	const call: Call = {
		method: request.method,
		path: route.path,
		query: new URLSearchParams(queryText),
		headers: request.headers,
		body: request.body,
		region,
		baseUrl: `${request.scheme}://${request.headers['host'] ?? ''}${route.isPrefixed ? `/${route.service}` : ''}`,
		isPrefixed: route.isPrefixed,
	};
	const operation = service.operationOf(call);
	const modelId = route.service === 'bedrock-runtime' ? modelIdOf(route.path) : undefined;
	const about = {service: route.service, operation, region, modelId, path: route.path};
	const reach = route.isPrefixed ? reachOf(route.service, region, cloud.scenario) : 'open';
	if (reach !== 'open') {
		return {...about, outcome: reach === 'dropped' ? 'hang' : 'drop', delayMs: 0};
	}

	const pageHost = placeOf(route, region, cloud);
	const page = cloud.scenario.network.pages[pageHost];
	if (page !== undefined) {
		return {
			...about,
			outcome:
				page.isSilent === true
					? 'hang'
					: {status: page.status, headers: {...page.headers, 'content-type': page.contentType}, body: page.body},
			delayMs: 0,
		};
	}

	const fault = operation === undefined ? undefined : faultOf(route.service, operation, modelId, cloud);
	const delayMs = fault?.delayMs ?? 0;
	if (fault?.hang === true || fault?.drop === true) {
		return {...about, outcome: fault.hang === true ? 'hang' : 'drop', delayMs};
	}

	const isSigned = service.signingName !== undefined && gateway === undefined;
	const {reply, account} = answer({service, operation, call, rawPath, modelId, fault, cloud, isSigned});
	return {...about, ...(account === undefined ? {} : {account}), outcome: reply, delayMs};
}

type Answering = {
	readonly service: Service;
	readonly operation: string | undefined;
	readonly call: Call;
	readonly rawPath: string;
	readonly modelId: string | undefined;
	readonly fault: Fault | undefined;
	readonly cloud: Cloud;
	readonly isSigned: boolean;
};

type Answered = {readonly reply: Reply; readonly account: string | undefined};

function answer({service, operation, call, rawPath, modelId, fault, cloud, isSigned}: Answering): Answered {
	if (fault?.raw !== undefined) {
		return {reply: {status: fault.status, headers: {'content-type': fault.raw.contentType}, body: fault.raw.body}, account: undefined};
	}

	let account = call.query.get('account_id') ?? undefined;
	const requestId = randomUUID();
	const reply = ((): Reply => {
		try {
			if (operation === undefined) {
				return {
					status: 404,
					headers: {'content-type': 'application/xml', 'x-amzn-errortype': 'UnknownOperationException'},
					body: '<UnknownOperationException/>\n',
				};
			}

			if (!takeFromReserve(cloud)) {
				throw new CloudError(429, 'ThrottlingException', 'Too many requests, please wait before trying again.');
			}

			const caller = isSigned ? authenticate(call, rawPath, service.signingName ?? '', cloud) : undefined;
			account = caller?.account ?? account;
			if (caller !== undefined) {
				authorize({service: service.name, operation, region: call.region ?? 'us-east-1', modelId, caller}, cloud);
			}

			if (fault !== undefined && fault.status >= 400) {
				throw new CloudError(fault.status, fault.type, fault.message);
			}

			return service.answer(operation, call, cloud, caller);
		} catch (error) {
			if (error instanceof CloudError) {
				return service.errorReply(error, requestId);
			}

			throw error;
		}
	})();
	return {reply: {...reply, headers: {'x-amzn-requestid': requestId, ...reply.headers}}, account};
}

/** Counts a call against what the cloud takes in a second; false when it is one too many. */
function takeFromReserve({scenario, memory: {reserve}, now}: Cloud): boolean {
	const {callsPerSecond: rate} = scenario.aws;
	if (rate === undefined) {
		return true;
	}

	reserve.calls = Math.min(rate, reserve.calls + ((now() - reserve.at) / 1000) * rate);
	reserve.at = now();
	const isTaken = reserve.calls >= 1;
	reserve.calls -= isTaken ? 1 : 0;
	return isTaken;
}

/** The fault that applies now, counted. Operation faults come before a model's own. */
function faultOf(service: ServiceName, operation: string, modelId: string | undefined, cloud: Cloud): Fault | undefined {
	const {faults} = cloud.scenario.aws;
	const candidates: ReadonlyArray<readonly [string, Fault | undefined]> = [
		[`${service}:${operation}`, faults[`${service}:${operation}`]],
		[`${service}:*`, faults[`${service}:*`]],
		[`model ${modelId ?? ''}`, modelId === undefined ? undefined : modelFacts(modelId, cloud).invoke],
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

/** The organization's gateway: below its own path it takes what the runtime takes. */
function viaGateway(host: string, rawPath: string, cloud: Cloud): Route | undefined {
	const {gateway} = cloud.scenario.aws;
	if (gateway === undefined || new URL(gateway).host !== host) {
		return undefined;
	}

	const below = new URL(gateway).pathname.replace(/\/+$/u, '');
	return {
		service: 'bedrock-runtime',
		region: 'us-east-1',
		path: rawPath.startsWith(below) ? rawPath.slice(below.length) : rawPath,
		isPrefixed: true,
	};
}

/**
 * Model calls that arrive by prefix are meant for the scenario's own base URL where it has one: a wrong endpoint must answer
 * as the wrong endpoint does.
 */
function viaBaseUrl(route: Route | undefined, cloud: Cloud): Route | undefined {
	const baseUrl = cloud.scenario.home.answers?.['baseUrl'];
	if (route?.service !== 'bedrock-runtime' || !route.isPrefixed || baseUrl === undefined) {
		return route;
	}

	const there = routeOf(new URL(baseUrl).host, route.path);
	return there === undefined ? route : {...there, isPrefixed: true};
}

/** The host that a request would have gone to without the sandbox. */
function placeOf(route: Route, region: string | undefined, cloud: Cloud): string {
	const baseUrl = cloud.scenario.home.answers?.['baseUrl'];
	const isModelCall = route.service === 'bedrock-runtime' && baseUrl !== undefined;
	return isModelCall ? new URL(baseUrl).hostname : hostOf(route.service, region ?? cloud.scenario.aws.sso.region);
}

function split(url: string): readonly [string, string] {
	const at = url.indexOf('?');
	return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}
