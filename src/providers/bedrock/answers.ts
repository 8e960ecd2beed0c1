// Tells an answer of an AWS service from whatever else came with a good status: an empty body, a page, half of an answer.

import {CloudError, type CloudFailure} from './failure.ts';
import type {ServiceName} from './service-endpoints.ts';

/** Services that answer in XML; the others answer in JSON. */
const inXml: ReadonlySet<ServiceName> = new Set<ServiceName>(['sts', 'ec2']);

/** Calls of one client; a list that still goes on then has no end. */
const mostCalls = 100;

/**
 * The whole body of a good answer.
 *
 * The client libraries take an empty body, `null` and a page without XML in it for an answer in which nothing is set (measured on
 * client-bedrock 3.1164.0 and client-ec2 3.1169.0, 2026-11-23); "no logging" and "no answer" must not look alike.
 *
 * @throws CloudError `NotTheService` when it is none of the service's.
 */
export async function wholeAnswer(service: ServiceName, status: number, body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	for await (const part of body) {
		parts.push(part);
	}

	const bytes = Buffer.concat(parts);
	const text = bytes.toString('utf8').trim();
	if (text === '') {
		throw foreign(status, 'The answer is empty.');
	}

	if (!(inXml.has(service) ? isXml(text) : isObject(text))) {
		throw foreign(status, 'The answer is not one of this service.');
	}

	return bytes;
}

/** Counts the calls of one client. */
export function countCalls(): () => void {
	let calls = 0;
	return () => {
		calls += 1;
		if (calls > mostCalls) {
			throw new CloudError({
				name: 'EndlessList',
				message: `The list still goes on after ${mostCalls} calls.`,
				status: 200,
				isForeign: false,
			});
		}
	};
}

/** An answer of the service's form without the part that matters. */
export function incomplete(what: string): CloudError {
	return foreign(200, `The answer has no ${what}.`);
}

function foreign(status: number, message: string): CloudError {
	const failure: CloudFailure = {name: 'NotTheService', status, message, isForeign: true};
	return new CloudError(failure);
}

/** `<?xml …?><DescribeVpcEndpointsResponse …>…</DescribeVpcEndpointsResponse>` */
function isXml(text: string): boolean {
	const name = /^(?:<\?xml[^>]*\?>\s*)?<(\w+(?:Response|Result))[\s>]/u.exec(text)?.[1];
	return name !== undefined && text.endsWith(`</${name}>`);
}

function isObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}
