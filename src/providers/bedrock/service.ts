// What tells Bedrock's runtime from an impostor on the wire.

import type {Service} from '../../checks/network/service.ts';

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
