// The DNS names of a simulated VPC endpoint, as AWS builds them: one regional, one per zone, and the service's own when private DNS is on.

import {createHash} from 'node:crypto';
import type {SimulatedEndpoint} from './scenario.ts';

/** Regional name first, then zonal names, then (with private DNS) the service's regular host. */
export function endpointHosts(endpoint: SimulatedEndpoint): readonly string[] {
	const region = endpoint.region ?? 'us-east-1';
	const stem = `${endpoint.id}-${createHash('sha256').update(endpoint.id).digest('hex').slice(0, 8)}`;
	const zone = `${endpoint.service}.${region}.vpce.amazonaws.com`;
	const zonal = endpoint.addresses.map((_address, index) => `${stem}-${region}${'abcdef'[index] ?? 'a'}.${zone}`);
	const own = (endpoint.privateDns ?? true) ? [`${endpoint.service}.${region}.amazonaws.com`] : [];
	return [`${stem}.${zone}`, ...zonal, ...own];
}
