// What went wrong in one call to a cloud service, as plain data that is safe to show and to judge.

import {clean} from '../../core/document.ts';

/** One failed call. Free of secrets and control characters. */
export type CloudFailure = {
	/** The service's error name (`AccessDeniedException`, OAuth `invalid_grant`) or the system's (`ECONNREFUSED`, `TimeoutError`). */
	readonly name: string;
	/** HTTP status; absent when no answer came. */
	readonly status?: number;
	readonly message: string;
	readonly requestId?: string;
	/** Seconds to wait before trying again, when the service says so. */
	readonly retryAfter?: number;
	/** Another program answered in the service's place: a portal's page, a proxy's error. */
	readonly isForeign: boolean;
	/** The region that the service says is the right one. */
	readonly region?: string;
};

/** Text of a server on one line, free of control characters. */
export function tidy(text: string): string {
	return clean(text).replaceAll(/\s+/gu, ' ').trim();
}

/** A failed call as an error; `failure` is all that is known. */
export class CloudError extends Error {
	override readonly name = 'CloudError';
	readonly failure: CloudFailure;

	constructor(failure: CloudFailure) {
		super(`${failure.name}: ${failure.message}`);
		this.failure = failure;
	}
}

/** The outcome of a call that may fail without ending the check that made it. */
export type Attempt<T> = {readonly value: T; readonly failure?: undefined} | {readonly value?: undefined; readonly failure: CloudFailure};

/**
 * Turns a failed call into data.
 *
 * @throws Whatever is not a failure of the call itself: a bug, or the signal's reason when aborted.
 */
export async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
	try {
		return {value: await call()};
	} catch (error) {
		if (error instanceof CloudError) {
			return {failure: error.failure};
		}

		throw error;
	}
}

const systemCodes = /^(?:E[A-Z_]{3,}|CERT_[A-Z_]+|UNABLE_TO_[A-Z_]+|SELF_SIGNED_[A-Z_]+|DEPTH_[A-Z_]+|ERR_TLS_[A-Z_]+|ERR_SSL_[A-Z_]+)$/u;

type Thrown = {
	readonly name?: unknown;
	readonly message?: unknown;
	readonly code?: unknown;
	readonly error?: unknown;
	readonly error_description?: unknown;
	readonly region?: unknown;
	readonly $metadata?: {readonly httpStatusCode?: number; readonly requestId?: string};
	readonly $response?: {readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>>};
	readonly $fault?: unknown;
	readonly $retryable?: unknown;
	readonly Code?: unknown;
};

/**
 * Reads an SDK error; undefined for errors that are not a failure of the call.
 *
 * SSO-OIDC errors have the message `UnknownError` and the truth in `error` and `error_description`; an HTML page surfaces as
 * a SyntaxError with the HTTP status beside it (both measured on client-sso-oidc 3.1163.0 and client-bedrock 3.1164.0, 2026-11-22).
 */
export function failureOf(thrown: unknown): CloudFailure | undefined {
	if (!(thrown instanceof Error)) {
		return undefined;
	}

	const error: Thrown = thrown;
	const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
	const requestId = error.$metadata?.requestId;
	const retryAfter = Number(error.$response?.headers?.['retry-after'] ?? '');
	const base = {
		...(status === undefined ? {} : {status}),
		...(requestId === undefined ? {} : {requestId: tidy(requestId)}),
		...(retryAfter > 0 ? {retryAfter} : {}),
		...(typeof error.region === 'string' ? {region: tidy(error.region)} : {}),
	};

	if (
		thrown instanceof SyntaxError ||
		/Deserialization error/u.test(thrown.message) ||
		/non-whitespace before first tag|Unclosed tag|char '[^']*' is not expected/u.test(thrown.message)
	) {
		return status === undefined
			? undefined
			: {...base, name: 'NotTheService', message: 'The answer is not one of this service; it looks like a web page.', isForeign: true};
	}

	if (typeof error.error === 'string') {
		const description = typeof error.error_description === 'string' ? error.error_description : '';
		return {
			...base,
			name: thrown.name === 'InvalidRequestRegionException' ? thrown.name : tidy(error.error),
			message: tidy(description === '' ? error.error : description),
			isForeign: false,
		};
	}

	const code = [error.code, (thrown.cause as Thrown | undefined)?.code].find(candidate => typeof candidate === 'string');
	if (status === undefined && typeof code === 'string' && (systemCodes.test(code) || code === 'ECONNRESET')) {
		return {...base, name: code, message: tidy(thrown.message), isForeign: false};
	}

	if (status === undefined && (thrown.name === 'TimeoutError' || thrown.name === 'ProxyError')) {
		return {...base, name: thrown.name, message: tidy(thrown.message), isForeign: false};
	}

	if (status === undefined && error.$fault === undefined) {
		return undefined;
	}

	const name =
		thrown.name === 'Error' || thrown.name === 'Unknown' ? (typeof error.Code === 'string' ? error.Code : thrown.name) : thrown.name;
	return {...base, name: tidy(name), message: tidy(thrown.message), isForeign: false};
}

/** Whether a read was refused by permission (and not by an expired sign-in or the network). */
export function isDenied(failure: CloudFailure): boolean {
	return (
		!failure.isForeign &&
		/^(?:AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|Forbidden|ForbiddenException|NotAuthorized)$/u.test(
			failure.name,
		)
	);
}

/** Whether the service asked for patience. */
export function isThrottled(failure: CloudFailure): boolean {
	return failure.status === 429 || /throttl|TooManyRequests|RequestLimitExceeded|SlowDown/iu.test(failure.name);
}

/** Whether no answer of the service arrived at all. */
export function isUnreachable(failure: CloudFailure): boolean {
	return failure.isForeign || failure.status === undefined;
}

/** One line for evidence: status, name, the service's own words and the request id. */
export function describeFailure(failure: CloudFailure): string {
	const status = failure.status === undefined ? '' : `${failure.status} `;
	const request = failure.requestId === undefined ? '' : ` (request ${failure.requestId})`;
	return `${status}${failure.name}: ${failure.message}${request}`;
}
