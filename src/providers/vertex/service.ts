// What tells Claude on Google Cloud from an impostor on the wire, and Google's own private ways to it.

import type {Service} from '../../checks/network/service.ts';
import {isInRange} from '../../probes/address.ts';

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
