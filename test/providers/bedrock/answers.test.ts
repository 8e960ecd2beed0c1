// What counts as an answer of an AWS service: the client libraries themselves take nothing at all for "nothing is set".

import {expect, it} from 'vitest';
import {countCalls, wholeAnswer} from '../../../src/providers/bedrock/answers.ts';
import {CloudError} from '../../../src/providers/bedrock/failure.ts';

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
	yield Buffer.from(text.slice(0, 5));
	yield Buffer.from(text.slice(5));
}

it.each([
	['bedrock', '{}'],
	['bedrock', ' {"loggingConfig":{}}\n'],
	['sts', '<GetCallerIdentityResponse xmlns="x"><a/></GetCallerIdentityResponse>'],
	['ec2', '<?xml version="1.0" encoding="UTF-8"?>\n<DescribeVpcEndpointsResponse xmlns="x"></DescribeVpcEndpointsResponse>\n'],
] as const)('takes what %s says: %s', async (service, text) => {
	expect(Buffer.from(await wholeAnswer(service, 200, pieces(text))).toString('utf8')).toBe(text);
});

it.each([
	['bedrock', ''],
	['bedrock', ' \n'],
	['bedrock', 'null'],
	['bedrock', '[]'],
	['bedrock', '"OK"'],
	['bedrock', '{"loggingConfig":'],
	['bedrock', '<!doctype html><p>Sign in</p>'],
	['sts', ''],
	['sts', '{}'],
	['ec2', '<html><body>Sign in</body></html>'],
	['ec2', '<DescribeVpcEndpointsResponse><vpcEndpointSet>'],
] as const)('takes no answer of %s for one: %s', async (service, text) => {
	const caught: unknown = await wholeAnswer(service, 200, pieces(text)).catch((error: unknown) => error);
	expect(caught).toBeInstanceOf(CloudError);
	expect((caught as CloudError).failure).toMatchObject({name: 'NotTheService', isForeign: true});
});

it('gives up on a list without an end', () => {
	const count = countCalls();
	expect(() => {
		for (let call = 0; call < 1000; call++) {
			count();
		}
	}).toThrow('still goes on');
});
