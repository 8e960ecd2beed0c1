// What tells a model service from an impostor on the wire: who issues its certificates, how it answers a call without credentials.

import {isInRange} from '../../probes/address.ts';
import type {HttpFacts} from '../../probes/http.ts';

/** Who answered a call: the service, a sibling of it that does not know the operation, or neither. */
export type Answerer = 'service' | 'sibling' | undefined;

/** The marks of a model service; a provider describes its own. */
export type Service = {
	/** Name for people, for example `Amazon Bedrock`. */
	readonly name: string;
	/** Short name of the private endpoint service that model calls need. */
	readonly endpointService: string;
	/** Organizations that issue the service's certificates; empty means that any trusted one will do. */
	readonly issuers: readonly string[];
	/** A call that needs no credentials, costs nothing and changes nothing; the path is appended to the base URL. */
	readonly probe: {
		readonly method: 'GET' | 'POST';
		readonly path: string;
		readonly body?: string;
		readonly headers?: Readonly<Record<string, string>>;
	};
	recognize(facts: HttpFacts): Answerer;
	/** Whether a name can only lead to a private endpoint, for example an endpoint's own name. */
	isPrivateName(host: string): boolean;
	/** The private way that an address of the provider stands for, although it does not look private; undefined for any other address. */
	privateWay?(address: string): string | undefined;
	/** What the network team has to set up so that a name resolves privately. */
	forwarding(host: string): string;
	/** What stays unmeasured behind the endpoint, added to a verdict; absent for the service itself. */
	readonly beyond?: string;
	/** A name of the provider that always exists, to tell "offline" from "this name is missing". */
	readonly witness: string;
};

/**
 * Amazon Bedrock's runtime.
 *
 * An unsigned call is denied with an `x-amzn-requestid` or `x-amzn-errortype` header; an endpoint of a sibling service answers
 * 404 `UnknownOperationException` (docs.aws.amazon.com/bedrock, VPC interface endpoints, read 2026-11-22).
 */
export const bedrockRuntime: Service = {
	name: 'Amazon Bedrock',
	endpointService: 'bedrock-runtime',
	issuers: ['Amazon'],
	probe: {method: 'POST', path: '/model/x/invoke', body: '{}', headers: {'content-type': 'application/json'}},
	recognize(facts) {
		const type = facts.headers['x-amzn-errortype'] ?? '';
		if (type.startsWith('UnknownOperationException') || /UnknownOperationException/.test(facts.body)) {
			return 'sibling';
		}

		return type !== '' || facts.headers['x-amzn-requestid'] !== undefined ? 'service' : undefined;
	},
	isPrivateName: host => /^vpce-[\da-z-]+\..+\.vpce\.amazonaws\.com(?:\.cn)?$/.test(host),
	forwarding: host => `a conditional forwarder for ${host} to a Route 53 Resolver inbound endpoint`,
	witness: 'aws.amazon.com',
};

/** Google's two shared private addresses, which it does not announce to the internet. */
const googlePrivateWays: ReadonlyArray<{readonly range: string; readonly name: string}> = [
	{range: '199.36.153.8/30', name: 'Private Google Access (private.googleapis.com)'},
	{range: '2600:2d00:2:2000::/56', name: 'Private Google Access (private.googleapis.com)'},
	{range: '199.36.153.4/30', name: 'Private Google Access for VPC Service Controls (restricted.googleapis.com)'},
	{range: '2600:2d00:2:1000::/56', name: 'Private Google Access for VPC Service Controls (restricted.googleapis.com)'},
];

/**
 * The shared private range that an address belongs to.
 *
 * Source: cloud.google.com/vpc/docs/configure-private-google-access-hybrid and
 * cloud.google.com/vpc-service-controls/docs/private-connectivity, read 2026-11-22; the IPv6 ranges from general knowledge.
 */
export function googlePrivateRange(address: string): {readonly range: string; readonly name: string} | undefined {
	return googlePrivateWays.find(({range}) => isInRange(address, range));
}

/**
 * Claude on Google Cloud.
 *
 * A call without credentials is refused with Google's JSON error envelope, whatever its address. The organization names of
 * Google's certificates are "Google Trust Services" (pki.goog, read 2026-11-22).
 */
export const googleAgentPlatform: Service = {
	name: 'Google Cloud',
	endpointService: 'aiplatform',
	issuers: ['Google Trust Services', 'Google'],
	probe: {
		method: 'POST',
		path: '/projects/x/locations/global/publishers/anthropic/models/x:rawPredict',
		body: '{}',
		headers: {'content-type': 'application/json'},
	},
	recognize(facts) {
		const isEnvelope = /^\s*\[?\s*\{\s*"error"\s*:\s*\{/u.test(facts.body);
		return isEnvelope && (facts.headers['content-type'] ?? '').includes('json') ? 'service' : undefined;
	},
	isPrivateName: host => /^[a-z-]+-[a-z\d-]+\.p\.googleapis\.com$/u.test(host),
	privateWay: address => googlePrivateRange(address)?.name,
	forwarding: host =>
		host.endsWith('.rep.googleapis.com')
			? `a DNS record for ${host} that leads to a Private Service Connect endpoint of this multi-region`
			: `a private DNS zone that sends ${host} to private.googleapis.com, restricted.googleapis.com or a Private Service Connect endpoint`,
	witness: 'www.google.com',
};

/** An organization's own gateway in front of a service: any trusted certificate and any reply for programs will do. */
export function gatewayTo(service: Service): Service {
	return {
		...service,
		name: 'Your gateway',
		issuers: [],
		recognize: facts => (facts.status === undefined || facts.status === 407 || facts.status === 511 ? undefined : 'service'),
		isPrivateName: () => false,
		forwarding: host => `a forwarder for ${host}`,
		beyond: 'Where the gateway sends requests from there is not measured.',
	};
}
