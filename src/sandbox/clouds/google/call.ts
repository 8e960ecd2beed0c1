// What a simulated Google service is: how it recognizes an operation, and the values a call consists of.

import type {Reply} from '../cloud.ts';
import type {GoogleScenario} from './scenario.ts';

export type ServiceName =
	| 'oauth2'
	| 'sts'
	| 'accounts'
	| 'iamcredentials'
	| 'aiplatform'
	| 'claude'
	| 'cloudresourcemanager'
	| 'serviceusage'
	| 'logging'
	| 'orgpolicy';

export type Call = {
	readonly service: ServiceName;
	readonly operation: string;
	readonly method: string;
	/** Path without the query, percent-decoded. */
	readonly path: string;
	/** What the operation's path pattern captured, by name. */
	readonly named: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** Scheme and authority that lead back here. */
	readonly origin: string;
};

/** Who a call is made as. */
export type Caller = {
	/** `user`: Google account; `workforce`: through the company's identity provider; `service`: service account or federated workload. */
	readonly kind: 'user' | 'workforce' | 'service';
	readonly who: string;
};

export type PendingCode = {
	readonly caller: Caller;
	readonly redirectUri: string;
	readonly challenge: string | undefined;
	/** Scopes that were asked for. */
	readonly scope: string;
	readonly expiresAt: number;
};

/** What a running simulated cloud remembers. */
export type Memory = {
	readonly codes: Map<string, PendingCode>;
	readonly revoked: Set<string>;
	/** Services enabled since the start. */
	readonly enabled: Set<string>;
	/** Times each fault was given, by its key. */
	readonly faults: Map<string, number>;
};

export type Cloud = {
	readonly scenario: GoogleScenario;
	readonly memory: Memory;
	/** Wall clock in milliseconds. */
	now(): number;
};

/**
 * Answers one operation.
 *
 * @throws GoogleError for the service's own errors.
 */
export type Operation = (call: Call, cloud: Cloud, caller: Caller | undefined) => Reply;

export function emptyMemory(): Memory {
	return {codes: new Map(), revoked: new Set(), enabled: new Set(), faults: new Map()};
}

/** A form body's fields. */
export function formOf(call: Call): URLSearchParams {
	return new URLSearchParams(Buffer.from(call.body).toString('utf8'));
}
