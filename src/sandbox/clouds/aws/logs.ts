// CloudWatch Logs: log groups and how long they keep things.

import type {Reply} from '../cloud.ts';
import {CloudError, jsonBody, page, textMember, type Service} from './call.ts';

/** The operation of an awsJson call: the last part of `x-amz-target`. */
export function targetOf(headers: Readonly<Record<string, string>>): string | undefined {
	return headers['x-amz-target']?.split('.').at(-1);
}

/** A reply in awsJson1.1. */
export function awsJsonReply(body: unknown, status = 200): Reply {
	return {status, headers: {'content-type': 'application/x-amz-json-1.1'}, body: JSON.stringify(body)};
}

/** Errors of awsJson services: `__type` and `Message`. */
export function awsJsonError(error: {readonly status: number; readonly type: string; readonly message: string}): Reply {
	return {
		...awsJsonReply({__type: error.type, Message: error.message, message: error.message}, error.status),
		headers: {'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.type},
	};
}

export const logs: Service = {
	name: 'logs',
	signingName: 'logs',
	operationOf: call => targetOf(call.headers),
	answer(operation, call, cloud, caller) {
		if (operation !== 'DescribeLogGroups') {
			throw new CloudError(400, 'UnknownOperationException', '');
		}

		const body = jsonBody(call);
		const prefix = textMember(body, 'logGroupNamePrefix') ?? '';
		const limit = typeof body['limit'] === 'number' ? body['limit'] : 50;
		const {items, next} = page(
			cloud.scenario.aws.logGroups.filter(group => group.name.startsWith(prefix)),
			textMember(body, 'nextToken'),
			limit,
		);
		return awsJsonReply({
			logGroups: items.map(group => ({
				logGroupName: group.name,
				arn: `arn:aws:logs:${call.region ?? 'us-east-1'}:${caller?.account ?? ''}:log-group:${group.name}:*`,
				creationTime: 1_770_000_000_000,
				metricFilterCount: 0,
				storedBytes: 1024,
				...(group.retentionDays === undefined ? {} : {retentionInDays: group.retentionDays}),
				...(group.kmsKey === undefined ? {} : {kmsKeyId: group.kmsKey}),
			})),
			...(next === undefined ? {} : {nextToken: next}),
		});
	},
	errorReply: awsJsonError,
};
