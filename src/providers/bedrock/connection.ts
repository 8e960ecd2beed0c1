// How calls to AWS are made, as data: where to, as whom, with which limits, and what is told of every response.

import type {Ports} from '../../ports/ports.ts';

export type Credentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
	/** Milliseconds since the Unix epoch. */
	readonly expiresAt?: number;
};

export type Connection = {
	readonly ports: Ports;
	readonly region: string;
	readonly signal: AbortSignal;
	readonly credentials?: Credentials;
	/** Address that Claude Code was told to use instead of the service's own (ANTHROPIC_BEDROCK_BASE_URL). */
	readonly url?: string;
	/** Tries in all, the first included; default 1. */
	readonly attempts?: number;
	/** Milliseconds until response headers must have arrived; default 10000. */
	readonly requestMs?: number;
	/** Called with every response that arrives. */
	onResponse?(response: ResponseFacts): void;
};

export type ResponseFacts = {
	readonly status: number;
	readonly contentType: string;
	/** The service's clock minus this machine's, in milliseconds; absent without a Date header. */
	readonly skewMs?: number;
};
