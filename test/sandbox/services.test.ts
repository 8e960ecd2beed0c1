// The signed services against the real SDK clients: every operation, paging, streams, signatures, expiry and faults.

import {
	GetAccountDataRetentionCommand,
	GetFoundationModelAvailabilityCommand,
	GetInferenceProfileCommand,
	GetModelInvocationLoggingConfigurationCommand,
	GetUseCaseForModelAccessCommand,
	ListFoundationModelAgreementOffersCommand,
	ListFoundationModelsCommand,
	ListInferenceProfilesCommand,
	paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import {CountTokensCommand, InvokeModelCommand, InvokeModelWithResponseStreamCommand} from '@aws-sdk/client-bedrock-runtime';
import {DescribeTrailsCommand} from '@aws-sdk/client-cloudtrail';
import {DescribeLogGroupsCommand} from '@aws-sdk/client-cloudwatch-logs';
import {
	DescribeNetworkInterfacesCommand,
	DescribeSecurityGroupsCommand,
	DescribeVpcEndpointsCommand,
	DescribeVpcEndpointServicesCommand,
} from '@aws-sdk/client-ec2';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {afterEach, expect, test} from 'vitest';
import {scenario, type Change} from '../../src/sandbox/scenarios/base.ts';
import {startSandbox, type Sandbox} from '../../src/sandbox/server.ts';
import {jumpingClock} from '../helpers/clock.ts';
import {rejection, roleCredentials, signedClients} from './clients.ts';

const open: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map(async sandbox => sandbox.close()));
});

async function start(change: Partial<Change> = {}, options: {readonly region?: string; readonly maxAttempts?: number} = {}) {
	const clock = jumpingClock(Date.now());
	const played = scenario('test', {title: 'test', expected: [], ...change});
	const sandbox = await startSandbox(played, {clock});
	open.push(sandbox);
	const credentials = await roleCredentials(sandbox, played, clock.now());
	return {...signedClients(sandbox, credentials, options), sandbox, clock, played, credentials};
}

const opus = 'us.anthropic.claude-opus-5-5';
const body = (maxTokens = 1) =>
	new TextEncoder().encode(
		JSON.stringify({anthropic_version: 'bedrock-2023-05-31', max_tokens: maxTokens, messages: [{role: 'user', content: 'hi'}]}),
	);
const streamed = (modelId = opus, maxTokens = 1) =>
	new InvokeModelWithResponseStreamCommand({modelId, contentType: 'application/json', body: body(maxTokens)});

test('STS names the caller', async () => {
	const {sts} = await start();
	expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
		Account: '111122223333',
		Arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ClaudeCodeDeveloper_8f2c41d09ab37e65/dana@acme.example',
	});
});

test('EC2 describes endpoints, services, groups and interfaces', async () => {
	const {ec2} = await start();
	const {VpcEndpoints} = await ec2.send(
		new DescribeVpcEndpointsCommand({Filters: [{Name: 'service-name', Values: ['com.amazonaws.us-east-1.bedrock-runtime']}]}),
	);
	expect(VpcEndpoints).toHaveLength(1);
	const [endpoint] = VpcEndpoints!;
	expect(endpoint).toMatchObject({
		VpcEndpointId: 'vpce-0a1b2c3d4e5f67890',
		VpcEndpointType: 'Interface',
		State: 'available',
		PrivateDnsEnabled: true,
		Groups: [{GroupId: 'sg-0f3a9c1d2e4b58677'}],
	});
	expect(JSON.parse(endpoint!.PolicyDocument!)).toHaveProperty('Statement');
	expect(endpoint!.DnsEntries!.map(entry => entry.DnsName)).toEqual([
		expect.stringMatching(/^vpce-0a1b2c3d4e5f67890-[\da-f]{8}\.bedrock-runtime\.us-east-1\.vpce\.amazonaws\.com$/),
		expect.stringMatching(/us-east-1a\.bedrock-runtime/),
		expect.stringMatching(/us-east-1b\.bedrock-runtime/),
		'bedrock-runtime.us-east-1.amazonaws.com',
	]);
	const {NetworkInterfaces} = await ec2.send(new DescribeNetworkInterfacesCommand({NetworkInterfaceIds: endpoint!.NetworkInterfaceIds!}));
	expect(NetworkInterfaces!.map(found => found.PrivateIpAddress)).toEqual(['10.20.4.17', '10.20.5.9']);
	const {SecurityGroups} = await ec2.send(new DescribeSecurityGroupsCommand({GroupIds: ['sg-0f3a9c1d2e4b58677']}));
	expect(SecurityGroups![0]!.IpPermissions).toMatchObject([
		{IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{CidrIp: '10.0.0.0/8'}]},
	]);
	const {ServiceDetails} = await ec2.send(
		new DescribeVpcEndpointServicesCommand({ServiceNames: ['com.amazonaws.us-east-1.bedrock-runtime']}),
	);
	expect(ServiceDetails![0]).toMatchObject({
		PrivateDnsNames: [{PrivateDnsName: 'bedrock-runtime.us-east-1.amazonaws.com'}],
		VpcEndpointPolicySupported: true,
	});
});

test('EC2 pages, hides other accounts’ endpoints, and words its errors its own way', async () => {
	const {ec2, sandbox, credentials} = await start({
		aws: {
			faults: {
				'ec2:DescribeSecurityGroups': {
					status: 403,
					type: 'UnauthorizedOperation',
					message: 'You are not authorized to perform this operation.',
				},
			},
		},
	});
	const first = await ec2.send(new DescribeVpcEndpointsCommand({MaxResults: 1}));
	expect(first.VpcEndpoints).toHaveLength(1);
	const second = await ec2.send(new DescribeVpcEndpointsCommand({MaxResults: 1, NextToken: first.NextToken!}));
	expect([second.VpcEndpoints!.length, second.NextToken]).toEqual([1, undefined]);
	expect(await rejection(ec2.send(new DescribeSecurityGroupsCommand({})))).toMatchObject({
		name: 'UnauthorizedOperation',
		$metadata: {httpStatusCode: 403},
	});
	expect((await rejection(ec2.send(new DescribeVpcEndpointsCommand({VpcEndpointIds: ['vpce-0ffffffffffffffff']})))).name).toBe(
		'InvalidVpcEndpointId.NotFound',
	);
	const elsewhere = signedClients(sandbox, credentials, {region: 'us-west-2'}).ec2;
	expect((await elsewhere.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints).toEqual([]);
	const other = await start({
		aws: {endpoints: [{id: 'vpce-0a', service: 'bedrock-runtime', addresses: ['10.0.0.1'], owner: '999988887777'}]},
	});
	expect((await other.ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints).toEqual([]);
});

test('Bedrock lists profiles in pages, only those the region can call', async () => {
	const {bedrock, sandbox, credentials} = await start();
	const ids: string[] = [];
	const sizes: number[] = [];
	for await (const page of paginateListInferenceProfiles({client: bedrock, pageSize: 5}, {typeEquals: 'SYSTEM_DEFINED'})) {
		sizes.push(page.inferenceProfileSummaries!.length);
		ids.push(...page.inferenceProfileSummaries!.map(profile => profile.inferenceProfileId!));
	}

	expect(sizes.length).toBeGreaterThan(2);
	expect(ids).toContain(opus);
	expect(new Set(ids.map(id => id.split('.')[0]))).toEqual(new Set(['us', 'global']));
	const inSingapore = await signedClients(sandbox, credentials, {region: 'ap-southeast-1'}).bedrock.send(
		new ListInferenceProfilesCommand({maxResults: 1000}),
	);
	expect(new Set(inSingapore.inferenceProfileSummaries!.map(profile => profile.inferenceProfileId!.split('.')[0]))).toEqual(
		new Set(['global']),
	);
	const profile = await bedrock.send(new GetInferenceProfileCommand({inferenceProfileIdentifier: opus}));
	expect(profile).toMatchObject({
		status: 'ACTIVE',
		type: 'SYSTEM_DEFINED',
		inferenceProfileArn: `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${opus}`,
	});
	expect(profile.models![0]!.modelArn).toBe('arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-5-5');
	expect(profile.updatedAt).toBeInstanceOf(Date);
	const global = await bedrock.send(new GetInferenceProfileCommand({inferenceProfileIdentifier: 'global.anthropic.claude-opus-5-5'}));
	expect(global.models!.map(model => model.modelArn)).toContain('arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5');
	expect((await rejection(bedrock.send(new GetInferenceProfileCommand({inferenceProfileIdentifier: 'us.anthropic.nothing'})))).name).toBe(
		'ResourceNotFoundException',
	);
});

test('Bedrock tells what is offered and allowed', async () => {
	const {bedrock, sandbox} = await start({
		aws: {models: {'anthropic.claude-opus-5-5': {availability: {agreement: 'PENDING', authorization: 'NOT_AUTHORIZED'}}}},
	});
	const {modelSummaries} = await bedrock.send(new ListFoundationModelsCommand({byProvider: 'anthropic'}));
	expect(modelSummaries!.find(model => model.modelId === 'anthropic.claude-opus-5-5')).toMatchObject({
		modelName: 'Claude Opus 5.5',
		inferenceTypesSupported: ['INFERENCE_PROFILE'],
		modelLifecycle: {status: 'ACTIVE'},
	});
	expect(await bedrock.send(new GetFoundationModelAvailabilityCommand({modelId: 'anthropic.claude-opus-5-5'}))).toMatchObject({
		agreementAvailability: {status: 'PENDING'},
		authorizationStatus: 'NOT_AUTHORIZED',
		entitlementAvailability: 'AVAILABLE',
		regionAvailability: 'AVAILABLE',
	});
	expect((await bedrock.send(new ListFoundationModelAgreementOffersCommand({modelId: 'anthropic.claude-opus-5-5'}))).offers).toHaveLength(
		1,
	);
	expect((await rejection(bedrock.send(new GetFoundationModelAvailabilityCommand({modelId: opus})))).name).toBe('ValidationException');
	const {formData} = await bedrock.send(new GetUseCaseForModelAccessCommand({}));
	expect(JSON.parse(Buffer.from(formData!).toString('utf8'))).toHaveProperty('companyName');
	expect(await bedrock.send(new GetAccountDataRetentionCommand({}))).toMatchObject({mode: 'aws_review', updatedAt: expect.any(Date)});
	expect((await bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}))).loggingConfig).toBeUndefined();
	expect(sandbox.requests.every(request => request.status === 200 || request.operation === 'GetFoundationModelAvailability')).toBe(true);
});

test('what the account keeps: logging, log groups, trails', async () => {
	const logGroup = '/acme/bedrock';
	const {bedrock, logs, trails} = await start({
		aws: {
			useCaseForm: 'missing',
			logging: {logGroup, bucket: 'acme-logs'},
			logGroups: [{name: logGroup, retentionDays: 30, kmsKey: 'arn:aws:kms:x'}, {name: `${logGroup}-2`}, {name: '/other'}],
			trails: [{name: 'org', bucket: 'org-trail', isOrganization: true}],
		},
	});
	expect((await bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}))).loggingConfig).toMatchObject({
		cloudWatchConfig: {logGroupName: logGroup},
		s3Config: {bucketName: 'acme-logs'},
		textDataDeliveryEnabled: true,
	});
	const page = await logs.send(new DescribeLogGroupsCommand({logGroupNamePrefix: logGroup, limit: 1}));
	expect(page.logGroups).toMatchObject([{logGroupName: logGroup, retentionInDays: 30, kmsKeyId: 'arn:aws:kms:x'}]);
	const rest = await logs.send(new DescribeLogGroupsCommand({logGroupNamePrefix: logGroup, nextToken: page.nextToken!}));
	expect(rest.logGroups!.map(group => [group.logGroupName, group.retentionInDays])).toEqual([[`${logGroup}-2`, undefined]]);
	expect((await trails.send(new DescribeTrailsCommand({}))).trailList).toMatchObject([
		{Name: 'org', S3BucketName: 'org-trail', IsOrganizationTrail: true},
	]);
	expect(await rejection(bedrock.send(new GetUseCaseForModelAccessCommand({})))).toMatchObject({
		name: 'ResourceNotFoundException',
		message: 'You have not filled out the request form. Fill out the form before getting access.',
		$metadata: {httpStatusCode: 404},
	});
});

test('a model answers whole and as a stream of Anthropic events', async () => {
	const {runtime, sandbox} = await start();
	const whole = await runtime.send(new InvokeModelCommand({modelId: opus, contentType: 'application/json', body: body(100)}));
	expect(JSON.parse(Buffer.from(whole.body).toString('utf8'))).toMatchObject({
		type: 'message',
		role: 'assistant',
		stop_reason: 'end_turn',
		usage: {output_tokens: 14},
	});
	const answer = await runtime.send(streamed());
	const events: Array<Record<string, unknown>> = [];
	for await (const event of answer.body!) {
		events.push(JSON.parse(Buffer.from(event.chunk!.bytes!).toString('utf8')) as Record<string, unknown>);
	}

	expect(events.map(event => event['type'])).toEqual([
		'message_start',
		'content_block_start',
		'content_block_delta',
		'content_block_stop',
		'message_delta',
		'message_stop',
	]);
	expect(events[4]!['delta']).toEqual({stop_reason: 'max_tokens', stop_sequence: null});
	expect(events[5]).toHaveProperty('amazon-bedrock-invocationMetrics.outputTokenCount', 1);
	expect(sandbox.requests.at(-1)).toMatchObject({
		service: 'bedrock-runtime',
		operation: 'InvokeModelWithResponseStream',
		region: 'us-east-1',
		modelId: opus,
		maxTokens: 1,
		signature: 'sigv4',
	});
	const arn = await runtime.send(streamed(`arn:aws:bedrock:us-east-1:111122223333:inference-profile/${opus}`));
	expect(arn.contentType).toBe('application/json');
});

test('an exception in the middle of a stream is thrown by the client', async () => {
	const {runtime} = await start({
		aws: {
			models: {
				'anthropic.claude-opus-5-5': {
					midStream: {type: 'throttlingException', message: 'Too many tokens, please wait before trying again.'},
				},
			},
		},
	});
	const answer = await runtime.send(streamed());
	const read = async () => {
		let count = 0;
		for await (const event of answer.body!) {
			count += event.chunk === undefined ? 0 : 1;
		}

		return count;
	};
	expect(await rejection(read())).toMatchObject({
		name: 'ThrottlingException',
		message: 'Too many tokens, please wait before trying again.',
	});
});

test.each([
	[
		'anthropic.claude-opus-5-5',
		'Invocation of model ID anthropic.claude-opus-5-5 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
	],
	['eu.anthropic.claude-opus-5-5', 'The provided model identifier is invalid.'],
	['apac.anthropic.claude-opus-5-5', 'The provided model identifier is invalid.'],
	['us.anthropic.claude-opus-5-5-v1:0', 'The provided model identifier is invalid.'],
])('the id %s is refused as the service refuses it', async (id, message) => {
	const {runtime} = await start();
	expect(await rejection(runtime.send(streamed(id)))).toMatchObject({
		name: 'ValidationException',
		message,
		$metadata: {httpStatusCode: 400},
	});
});

test('requests are checked as Bedrock checks them', async () => {
	const {runtime} = await start();
	const send = async (content: unknown) =>
		runtime.send(new InvokeModelCommand({modelId: opus, body: new TextEncoder().encode(JSON.stringify(content))}));
	expect((await rejection(send({max_tokens: 1, messages: [{}]}))).message).toBe('anthropic_version: Field required');
	expect((await rejection(send({anthropic_version: 'bedrock-2023-05-31', messages: [{}]}))).message).toBe('max_tokens: Field required');
	expect((await rejection(send({anthropic_version: 'bedrock-2023-05-31', max_tokens: 1, messages: []}))).name).toBe('ValidationException');
	const count = new CountTokensCommand({modelId: opus, input: {invokeModel: {body: body()}}});
	expect((await rejection(runtime.send(count))).message).toBe("The provided model doesn't support counting tokens.");
});

test('the use-case form and the retention mode stand in the way of models', async () => {
	const unfilled = await start({aws: {useCaseForm: 'missing'}});
	expect(await rejection(unfilled.runtime.send(streamed()))).toMatchObject({
		name: 'ResourceNotFoundException',
		$metadata: {httpStatusCode: 404},
	});
	const none = await start({aws: {retentionMode: 'none'}});
	expect((await rejection(none.runtime.send(streamed('us.anthropic.claude-fable-5-1')))).message).toBe(
		"data retention mode 'none' is not available for this model",
	);
	expect((await none.runtime.send(streamed())).contentType).toBe('application/json');
});

test('a first use makes the agreement, which is complete a quarter of an hour later', async () => {
	const {runtime, bedrock, clock} = await start({
		aws: {models: {'anthropic.claude-opus-5-5': {availability: {agreement: 'NOT_AVAILABLE'}}}},
	});
	const agreement = async () =>
		(await bedrock.send(new GetFoundationModelAvailabilityCommand({modelId: 'anthropic.claude-opus-5-5'}))).agreementAvailability!.status;
	expect(await agreement()).toBe('NOT_AVAILABLE');
	await runtime.send(streamed());
	expect(await agreement()).toBe('PENDING');
	clock.advance(15 * 60_000);
	expect(await agreement()).toBe('AVAILABLE');
});

test('credentials end on the injected clock, in each service’s own words', async () => {
	const {sts, ec2, bedrock, runtime, logs, trails, clock} = await start();
	clock.advance(3_600_000);
	expect(await rejection(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
		name: 'ExpiredToken',
		$metadata: {httpStatusCode: 403},
	});
	expect(await rejection(ec2.send(new DescribeVpcEndpointsCommand({})))).toMatchObject({
		name: 'RequestExpired',
		$metadata: {httpStatusCode: 400},
	});
	const calls = [
		async () => bedrock.send(new ListFoundationModelsCommand({})),
		async () => runtime.send(streamed()),
		async () => logs.send(new DescribeLogGroupsCommand({})),
		async () => trails.send(new DescribeTrailsCommand({})),
	];
	for (const call of calls) {
		expect(await rejection(call())).toMatchObject({
			name: 'ExpiredTokenException',
			message: 'The security token included in the request is expired',
			$metadata: {httpStatusCode: 403},
		});
	}
});

test('unknown keys, foreign tokens, wrong secrets and wrong scopes are refused', async () => {
	const {sandbox, credentials} = await start();
	const list = new ListFoundationModelsCommand({});
	const as = (changes: Partial<typeof credentials>) => signedClients(sandbox, {...credentials, ...changes});
	const unknown = signedClients(sandbox, {accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x'});
	expect(await rejection(unknown.bedrock.send(list))).toMatchObject({
		name: 'UnrecognizedClientException',
		message: 'The security token included in the request is invalid.',
		$metadata: {httpStatusCode: 403},
	});
	expect((await rejection(unknown.sts.send(new GetCallerIdentityCommand({})))).name).toBe('InvalidClientTokenId');
	expect(await rejection(unknown.ec2.send(new DescribeVpcEndpointsCommand({})))).toMatchObject({
		name: 'AuthFailure',
		$metadata: {httpStatusCode: 401},
	});
	expect((await rejection(as({sessionToken: `${credentials.sessionToken}x`}).bedrock.send(list))).name).toBe('UnrecognizedClientException');
	expect((await rejection(as({accessKeyId: 'ASIAAAAAAAAAAAAAAAAA'}).bedrock.send(list))).name).toBe('UnrecognizedClientException');
	expect((await rejection(as({secretAccessKey: 'wrong'}).bedrock.send(list))).name).toBe('InvalidSignatureException');
	const {BedrockClient} = await import('@aws-sdk/client-bedrock');
	const wrongService = new BedrockClient({
		region: 'us-east-1',
		credentials,
		endpoint: sandbox.env['AWS_ENDPOINT_URL_LOGS'] ?? `${sandbox.url}/cloudtrail`,
		maxAttempts: 1,
	});
	expect(await rejection(wrongService.send(list))).toBeInstanceOf(Error);
});

test('a host of another region refuses the scope', async () => {
	const {sandbox, credentials} = await start();
	const {BedrockClient} = await import('@aws-sdk/client-bedrock');
	const client = new BedrockClient({region: 'us-east-1', credentials, endpoint: `${sandbox.url}/`, maxAttempts: 1});
	client.middlewareStack.add(
		next => async given => {
			(given.request as {headers: Record<string, string>}).headers['host'] = 'bedrock.us-west-2.amazonaws.com';
			return next(given);
		},
		{step: 'build', priority: 'low'},
	);
	expect(await rejection(client.send(new ListFoundationModelsCommand({})))).toMatchObject({
		name: 'InvalidSignatureException',
		message: 'Credential should be scoped to a valid region. ',
	});
});

test('without a signature: 403 with a request id; unknown paths: 404 unknown operation', async () => {
	const {sandbox} = await start();
	const base = sandbox.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']!;
	const unsigned = await fetch(`${base}/model/x/invoke`, {method: 'POST', body: '{}'});
	expect([unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
	expect(unsigned.headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
	const unknown = await fetch(`${base}/nothing`);
	expect([unknown.status, await unknown.text()]).toEqual([404, '<UnknownOperationException/>\n']);
	const wrongEndpoint = await fetch(`${sandbox.env['AWS_ENDPOINT_URL_BEDROCK']}/model/x/invoke`, {method: 'POST', body: '{}'});
	expect([wrongEndpoint.status, wrongEndpoint.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
	const bearer = await fetch(`${base}/model/${opus}/invoke`, {
		method: 'POST',
		body: '{}',
		headers: {authorization: 'Bearer CANARY-secret'},
	});
	expect([bearer.status, await bearer.json()]).toEqual([403, {message: 'Invalid API Key format: Must start with pre-defined prefix'}]);
	expect((await fetch(`${sandbox.url}/nowhere`)).status).toBe(404);
	expect(JSON.stringify(sandbox.requests)).not.toContain('CANARY');
});

test('static keys of the scenario work', async () => {
	const key = {
		accessKeyId: 'AKIAEXAMPLE',
		secretAccessKey: 'CANARY-static',
		account: '222233334444',
		arn: 'arn:aws:iam::222233334444:user/x',
	};
	const {sandbox} = await start({aws: {staticKeys: [key]}});
	expect(
		(
			await signedClients(sandbox, {accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey}).sts.send(
				new GetCallerIdentityCommand({}),
			)
		).Arn,
	).toBe(key.arn);
});

test('faults: counted, delayed on the clock, dropped, raw, and for whole services', async () => {
	const throttled = {status: 429, type: 'ThrottlingException', message: 'Too many requests, please wait before trying again.', times: 1};
	const {bedrock, runtime, logs, trails, clock} = await start({
		aws: {
			faults: {
				'bedrock:ListFoundationModels': throttled,
				'bedrock:GetAccountDataRetention': {status: 200, type: '', message: '', delayMs: 5000},
				'logs:*': {status: 0, type: '', message: '', drop: true},
				'cloudtrail:DescribeTrails': {status: 400, type: 'OperationNotPermittedException', message: 'No.'},
				'bedrock-runtime:InvokeModel': {
					status: 200,
					type: '',
					message: '',
					raw: {contentType: 'text/html', body: '<!doctype html><p>Log in'},
				},
			},
		},
	});
	expect(await rejection(bedrock.send(new ListFoundationModelsCommand({})))).toMatchObject({
		name: 'ThrottlingException',
		$metadata: {httpStatusCode: 429},
	});
	expect((await bedrock.send(new ListFoundationModelsCommand({}))).modelSummaries).not.toHaveLength(0);
	const before = clock.now();
	await bedrock.send(new GetAccountDataRetentionCommand({}));
	expect(clock.now() - before).toBe(5000);
	expect(await rejection(logs.send(new DescribeLogGroupsCommand({})))).toMatchObject({code: 'ECONNRESET'});
	expect(await rejection(trails.send(new DescribeTrailsCommand({})))).toMatchObject({
		name: 'OperationNotPermittedException',
		message: 'No.',
	});
	const page = await runtime.send(new InvokeModelCommand({modelId: opus, body: body()}));
	expect(Buffer.from(page.body).toString('utf8')).toContain('Log in');
});

test('a model’s own faults and a stream in another format', async () => {
	const {runtime} = await start({
		aws: {
			models: {
				[opus]: {rewritten: {contentType: 'text/event-stream', body: 'data: {}\n\n'}},
				'anthropic.claude-haiku-5-5': {
					invoke: {status: 403, type: 'AccessDeniedException', message: "You don't have access to the model with the specified model ID."},
				},
			},
		},
	});
	expect(await rejection(runtime.send(streamed('us.anthropic.claude-haiku-5-5')))).toMatchObject({
		name: 'AccessDeniedException',
		$metadata: {httpStatusCode: 403},
	});
	expect((await rejection(runtime.send(streamed()))).message).toContain('Truncated event message received');
});

test('a skewed clock shows in the Date header and refuses signatures', async () => {
	const {bedrock, sandbox, clock} = await start({sso: {clockSkewSeconds: 2400}});
	const response = await fetch(`${sandbox.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']}/model/x/invoke`, {method: 'POST'});
	expect(Math.abs(Date.parse(response.headers.get('date')!) - clock.now() - 2_400_000)).toBeLessThan(1500);
	expect(await rejection(bedrock.send(new ListFoundationModelsCommand({})))).toMatchObject({
		name: 'InvalidSignatureException',
		message: expect.stringMatching(/^Signature expired: /),
	});
});
