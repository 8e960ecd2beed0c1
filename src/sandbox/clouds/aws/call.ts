// What a simulated AWS service is: how it recognizes an operation, and the values a call and an answer consist of.

import {jsonBody as parse, jsonReply, type Reply} from '../cloud.ts';
import type {AwsScenario} from './scenario.ts';

export type ServiceName = 'sso-oidc' | 'sso' | 'sts' | 'ec2' | 'bedrock' | 'bedrock-runtime' | 'logs' | 'cloudtrail' | 'servicequotas';

/** One HTTP request as a service sees it. */
export type Call = {
	readonly method: string;
	/** Path below the service's prefix, still percent-encoded, without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** Region from the credential scope, else from the host name. */
	readonly region: string | undefined;
	/** Address that leads back to this service, without a trailing slash. */
	readonly baseUrl: string;
	/** Whether the service was reached by a path prefix (loopback) instead of by its own host name. */
	readonly isPrefixed: boolean;
};

/** Who a signed call belongs to. */
export type Caller = {readonly accessKeyId: string; readonly account: string; readonly arn: string};

/** A sign-in that waits for the person. */
export type PendingDevice = {
	readonly userCode: string;
	readonly clientId: string;
	readonly expiresAt: number;
	readonly polls: number;
	readonly isApproved: boolean;
	readonly isUsed: boolean;
};

export type PendingCode = {readonly clientId: string; readonly redirectUri: string; readonly challenge: string; readonly expiresAt: number};

/** What a running simulated cloud remembers. */
export type Memory = {
	readonly devices: Map<string, PendingDevice>;
	readonly codes: Map<string, PendingCode>;
	readonly loggedOut: Set<string>;
	/** Times each fault was given, by its key. */
	readonly faults: Map<string, number>;
	/** Server time (ms) of the first invocation of a model whose agreement was missing, by base id. */
	readonly firstUse: Map<string, number>;
	/** Beginnings of prompts that a model has cached. */
	readonly cached: Set<string>;
	/** What is left of the reserve of calls, and server time (ms) when it was counted last. */
	readonly reserve: {calls: number; at: number};
};

export type Cloud = {
	readonly scenario: AwsScenario;
	readonly memory: Memory;
	/** The service's own wall clock in milliseconds: the injected clock plus the scenario's skew. */
	now(): number;
};

export type Service = {
	readonly name: ServiceName;
	/** SigV4 service name; absent means the service takes unsigned requests. */
	readonly signingName?: string;
	/** The operation's name, or undefined for a path that does not exist. */
	operationOf(call: Call): string | undefined;
	/** @throws CloudError for the service's own errors. */
	answer(operation: string, call: Call, cloud: Cloud, caller: Caller | undefined): Reply;
	/** Renders an error in the service's own shape. */
	errorReply(error: {readonly status: number; readonly type: string; readonly message: string}, requestId: string): Reply;
};

/** An error of the simulated service, named and worded as the real one. */
export class CloudError extends Error {
	override readonly name = 'CloudError';
	readonly status: number;
	readonly type: string;

	constructor(status: number, type: string, message: string) {
		super(message);
		this.status = status;
		this.type = type;
	}
}

export function emptyMemory(): Memory {
	return {
		devices: new Map(),
		codes: new Map(),
		loggedOut: new Set(),
		faults: new Map(),
		firstUse: new Map(),
		cached: new Set(),
		reserve: {calls: Number.POSITIVE_INFINITY, at: 0},
	};
}

/** The call's body as JSON; an empty or malformed one is an empty object. */
export function jsonBody(call: Call): Readonly<Record<string, unknown>> {
	return parse(call.body);
}

/** A member of a JSON object when it is text. */
export function textMember(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
	const value = body[name];
	return typeof value === 'string' ? value : undefined;
}

/** One page of a list: tokens are the index to go on from, as opaque text. */
export function page<T>(
	items: readonly T[],
	token: string | undefined,
	size: number,
): {readonly items: readonly T[]; readonly next: string | undefined} {
	const start = token === undefined || token === '' ? 0 : Number.parseInt(Buffer.from(token, 'base64url').toString('utf8'), 10) || 0;
	const end = start + size;
	return {items: items.slice(start, end), next: end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined};
}

/** Errors of restJson services: the name in `x-amzn-errortype`, the text in `message`. */
export function restJsonError(error: {readonly status: number; readonly type: string; readonly message: string}): Reply {
	return {
		...jsonReply({message: error.message}, error.status),
		headers: {'content-type': 'application/json', 'x-amzn-errortype': error.type},
	};
}
