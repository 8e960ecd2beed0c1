// STS: who the caller is.

import type {Reply} from '../cloud.ts';
import {CloudError, type Service} from './call.ts';
import {queryError} from './signature.ts';
import {element} from './xml.ts';

const namespace = ' xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
const xml = (status: number, body: string): Reply => ({status, headers: {'content-type': 'text/xml'}, body});

/** The action of a query-protocol call. */
export function actionOf(body: Uint8Array): URLSearchParams {
	return new URLSearchParams(Buffer.from(body).toString('utf8'));
}

export const sts: Service = {
	name: 'sts',
	signingName: 'sts',
	operationOf: call => (call.method === 'POST' ? (actionOf(call.body).get('Action') ?? undefined) : undefined),
	answer(operation, _call, _cloud, caller) {
		if (operation !== 'GetCallerIdentity' || caller === undefined) {
			throw new CloudError(400, 'InvalidAction', `Could not find operation ${operation} for version 2011-06-15`);
		}

		const result = {Arn: caller.arn, UserId: `AROAEXAMPLE:${caller.arn.split('/').at(-1) ?? ''}`, Account: caller.account};
		return xml(
			200,
			element(
				'GetCallerIdentityResponse',
				{GetCallerIdentityResult: result, ResponseMetadata: {RequestId: '00000000-0000-4000-8000-000000000000'}},
				namespace,
			),
		);
	},
	errorReply(error, requestId) {
		const named = queryError('sts', new CloudError(error.status, error.type, error.message));
		return xml(
			named.status,
			element('ErrorResponse', {Error: {Type: 'Sender', Code: named.type, Message: named.message}, RequestId: requestId}, namespace),
		);
	},
};
