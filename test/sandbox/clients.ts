// Real AWS SDK clients pointed at a sandbox, with credentials that the sandbox handed out.

import {BedrockClient} from '@aws-sdk/client-bedrock';
import {BedrockRuntimeClient} from '@aws-sdk/client-bedrock-runtime';
import {CloudTrailClient} from '@aws-sdk/client-cloudtrail';
import {CloudWatchLogsClient} from '@aws-sdk/client-cloudwatch-logs';
import {EC2Client} from '@aws-sdk/client-ec2';
import {GetRoleCredentialsCommand, SSOClient} from '@aws-sdk/client-sso';
import {SSOOIDCClient} from '@aws-sdk/client-sso-oidc';
import {STSClient} from '@aws-sdk/client-sts';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {makeTokens} from '../../src/sandbox/clouds/aws/sso-client.ts';
import type {AwsScenario} from '../../src/sandbox/clouds/aws/scenario.ts';
import type {Sandbox} from '../../src/sandbox/server.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export type Credentials = {readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string};

/** An access token as the scenario's directory would issue it. */
export function accessToken(scenario: AwsScenario, now: number): string {
	const seconds = Math.floor(now / 1000);
	return makeTokens(scenario.aws.sso.startUrl, scenario.aws.sso.region, seconds + 3600, seconds).accessToken;
}

export function oidc(sandbox: Sandbox): SSOOIDCClient {
	return new SSOOIDCClient({region: 'eu-west-1', endpoint: sandbox.env['AWS_ENDPOINT_URL_SSO_OIDC']!, maxAttempts: 1});
}

export function portal(sandbox: Sandbox, maxAttempts = 1): SSOClient {
	return new SSOClient({region: 'eu-west-1', endpoint: sandbox.env['AWS_ENDPOINT_URL_SSO']!, maxAttempts});
}

export async function roleCredentials(sandbox: Sandbox, scenario: AwsScenario, now: number): Promise<Credentials> {
	const {roleCredentials: found} = await portal(sandbox).send(
		new GetRoleCredentialsCommand({accessToken: accessToken(scenario, now), accountId: '111122223333', roleName: 'ClaudeCodeDeveloper'}),
	);
	return {accessKeyId: found!.accessKeyId!, secretAccessKey: found!.secretAccessKey!, sessionToken: found!.sessionToken!};
}

/** Every signed client for one set of credentials. */
export function signedClients(
	sandbox: Sandbox,
	credentials: Credentials,
	options: {readonly region?: string; readonly maxAttempts?: number} = {},
) {
	const base = {region: options.region ?? 'us-east-1', credentials, maxAttempts: options.maxAttempts ?? 1};
	return {
		sts: new STSClient({...base, endpoint: sandbox.env['AWS_ENDPOINT_URL_STS']!}),
		ec2: new EC2Client({...base, endpoint: sandbox.env['AWS_ENDPOINT_URL_EC2']!}),
		bedrock: new BedrockClient({...base, endpoint: sandbox.env['AWS_ENDPOINT_URL_BEDROCK']!}),
		runtime: new BedrockRuntimeClient({
			...base,
			endpoint: sandbox.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']!,
			requestHandler: new NodeHttpHandler(),
		}),
		logs: new CloudWatchLogsClient({...base, endpoint: sandbox.env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS']!}),
		trails: new CloudTrailClient({...base, endpoint: sandbox.env['AWS_ENDPOINT_URL_CLOUDTRAIL']!}),
	};
}

/** The error a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Readonly<Record<string, unknown>>> {
	return promise.then(
		() => {
			throw new Error('It was expected to fail.');
		},
		(error: unknown) => error as Error & Readonly<Record<string, unknown>>,
	);
}
