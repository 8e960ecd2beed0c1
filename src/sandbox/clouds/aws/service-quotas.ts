// Service Quotas: what the account may use of Bedrock in a minute.

import {CloudError, jsonBody, page, textMember, type Service} from './call.ts';
import {awsJsonError, awsJsonReply, targetOf} from './logs.ts';
import {baseIdsIn, modelName} from './models.ts';

const usualTokens = 6_000_000;

export const serviceQuotas: Service = {
	name: 'servicequotas',
	signingName: 'servicequotas',
	operationOf: call => targetOf(call.headers),
	answer(operation, call, cloud) {
		const body = jsonBody(call);
		if (operation !== 'ListServiceQuotas' || textMember(body, 'ServiceCode') !== 'bedrock') {
			throw new CloudError(400, 'NoSuchResourceException', 'The request failed because the specified service does not exist.');
		}

		const names = baseIdsIn(call.region ?? 'us-east-1', cloud).map(id => modelName(id, cloud));
		const all = names.flatMap(name =>
			['Cross-region', 'Global cross-region'].map(kind => ({
				ServiceCode: 'bedrock',
				QuotaName: `${kind} model inference tokens per minute for Anthropic ${name}`,
				Value: cloud.scenario.aws.tokensPerMinute ?? usualTokens,
				Unit: 'None',
				Adjustable: true,
				GlobalQuota: false,
			})),
		);
		const {items, next} = page(all, textMember(body, 'NextToken'), typeof body['MaxResults'] === 'number' ? body['MaxResults'] : 100);
		return awsJsonReply({Quotas: items, ...(next === undefined ? {} : {NextToken: next})});
	},
	errorReply: awsJsonError,
};
