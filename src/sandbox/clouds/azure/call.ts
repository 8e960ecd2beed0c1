// The values that a call to simulated Azure and its answer consist of.

import type {Scenario} from '../../scenario.ts';
import type {Reply} from '../cloud.ts';
import type {SimulatedAzure} from './scenario.ts';

export type ServiceName = 'entra' | 'arm' | 'foundry' | 'az';

/** One HTTP request as a service sees it. */
export type Call = {
	readonly method: string;
	/** Path below the service's prefix, still percent-encoded, without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** Address that leads back to this service, without a trailing slash. */
	readonly baseUrl: string;
	/** Foundry: host name that the client meant. */
	readonly host: string;
};

/** A device-code sign-in that waits for the person. */
export type PendingDevice = {
	readonly userCode: string;
	readonly tenant: string;
	readonly scope: string;
	readonly expiresAt: number;
	readonly polls: number;
	readonly isUsed: boolean;
};

/** What a running simulated Azure remembers. */
export type Memory = {
	readonly devices: Map<string, PendingDevice>;
	/** Redeemed authorization codes. */
	readonly redeemed: Set<string>;
	/** Times each fault was given, by its key. */
	readonly faults: Map<string, number>;
};

/** The running world as every Azure service sees it. */
export type World = {
	readonly scenario: Scenario;
	readonly azure: SimulatedAzure;
	readonly memory: Memory;
	/** The clouds' wall clock in milliseconds. */
	now(): number;
};

/** An error of the simulated service, named and worded as the real one. */
export class AzureError extends Error {
	override readonly name = 'AzureError';
	readonly status: number;
	readonly code: string;

	constructor(status: number, code: string, message: string) {
		super(message);
		this.status = status;
		this.code = code;
	}
}

export function emptyMemory(): Memory {
	return {devices: new Map(), redeemed: new Set(), faults: new Map()};
}

export function jsonReply(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
	return {status, headers: {'content-type': 'application/json; charset=utf-8', ...headers}, body: JSON.stringify(body)};
}

/** Errors of ARM and of the Foundry gateway: `{"error":{code,message}}`. */
export function errorReply(error: AzureError): Reply {
	return jsonReply({error: {code: error.code, message: error.message}}, error.status);
}
