// What tells Microsoft Foundry from an impostor on the wire, for the shared network checks.

import type {Service} from '../../checks/network/service.ts';

/**
 * A resource's Anthropic interface. An unsigned call is refused as `{"error":{"code":…}}`, with an `apim-request-id` from the gateway
 * in front (platform.claude.com, Claude in Microsoft Foundry, read 2026-11-22).
 */
export const foundryService: Service = {
	name: 'Microsoft Foundry',
	endpointService: 'account',
	issuers: ['Microsoft', 'Microsoft Corporation', 'DigiCert'],
	probe: {
		method: 'POST',
		path: '/v1/messages',
		body: '{}',
		headers: {'content-type': 'application/json', 'anthropic-version': '2023-06-01'},
	},
	recognize(facts) {
		const isEnvelope = /^\s*\{\s*"(?:error|type)"\s*:/u.test(facts.body) && (facts.headers['content-type'] ?? '').includes('json');
		return isEnvelope || facts.headers['apim-request-id'] !== undefined ? 'service' : undefined;
	},
	isPrivateName: () => false,
	forwarding: host =>
		`the zone privatelink.${host.split('.').slice(1).join('.')} linked to the resolver's network, and a conditional forwarder for ${host.split('.').slice(1).join('.')} to an Azure DNS Private Resolver`,
	witness: 'login.microsoftonline.com',
};
