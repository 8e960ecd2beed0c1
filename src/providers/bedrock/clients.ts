// The only place that constructs AWS SDK clients: one way to reach every service, one way its failures come back.

import type {Connection, Credentials} from './connection.ts';
import {CloudError, failureOf} from './failure.ts';
import {handlerFor, silent} from './request-handler.ts';
import {endpointOf, type ServiceName} from './service-endpoints.ts';

export async function onOidc<T>(
	connection: Connection,
	use: (sdk: typeof import('@aws-sdk/client-sso-oidc'), client: import('@aws-sdk/client-sso-oidc').SSOOIDCClient) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-sso-oidc');
	return closing(connection, new sdk.SSOOIDCClient(await unsignedOptions('sso-oidc', connection)), async client => use(sdk, client));
}

export async function onPortal<T>(
	connection: Connection,
	use: (sdk: typeof import('@aws-sdk/client-sso'), client: import('@aws-sdk/client-sso').SSOClient) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-sso');
	return closing(connection, new sdk.SSOClient(await unsignedOptions('sso', connection)), async client => use(sdk, client));
}

export async function onSts<T>(
	connection: Connection,
	use: (sdk: typeof import('@aws-sdk/client-sts'), client: import('@aws-sdk/client-sts').STSClient) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-sts');
	return closing(connection, new sdk.STSClient(await signedOptions('sts', connection)), async client => use(sdk, client));
}

export async function onEc2<T>(
	connection: Connection,
	use: (sdk: typeof import('@aws-sdk/client-ec2'), client: import('@aws-sdk/client-ec2').EC2Client) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-ec2');
	return closing(connection, new sdk.EC2Client(await signedOptions('ec2', connection)), async client => use(sdk, client));
}

export async function onBedrock<T>(
	connection: Connection,
	use: (sdk: typeof import('@aws-sdk/client-bedrock'), client: import('@aws-sdk/client-bedrock').BedrockClient) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-bedrock');
	return closing(connection, new sdk.BedrockClient(await signedOptions('bedrock', connection)), async client => use(sdk, client));
}

export async function onRuntime<T>(
	connection: Connection,
	use: (
		sdk: typeof import('@aws-sdk/client-bedrock-runtime'),
		client: import('@aws-sdk/client-bedrock-runtime').BedrockRuntimeClient,
	) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-bedrock-runtime');
	return closing(connection, new sdk.BedrockRuntimeClient(await signedOptions('bedrock-runtime', connection)), async client =>
		use(sdk, client),
	);
}

export async function onLogs<T>(
	connection: Connection,
	use: (
		sdk: typeof import('@aws-sdk/client-cloudwatch-logs'),
		client: import('@aws-sdk/client-cloudwatch-logs').CloudWatchLogsClient,
	) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-cloudwatch-logs');
	return closing(connection, new sdk.CloudWatchLogsClient(await signedOptions('logs', connection)), async client => use(sdk, client));
}

export async function onTrails<T>(
	connection: Connection,
	use: (sdk: typeof import('@aws-sdk/client-cloudtrail'), client: import('@aws-sdk/client-cloudtrail').CloudTrailClient) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-cloudtrail');
	return closing(connection, new sdk.CloudTrailClient(await signedOptions('cloudtrail', connection)), async client => use(sdk, client));
}

export async function onQuotas<T>(
	connection: Connection,
	use: (
		sdk: typeof import('@aws-sdk/client-service-quotas'),
		client: import('@aws-sdk/client-service-quotas').ServiceQuotasClient,
	) => Promise<T>,
): Promise<T> {
	const sdk = await import('@aws-sdk/client-service-quotas');
	return closing(connection, new sdk.ServiceQuotasClient(await signedOptions('servicequotas', connection)), async client =>
		use(sdk, client),
	);
}

/**
 * Credentials of a named profile through the SDK's own default chain, for the ways that only it knows (assumed roles, web
 * identity, `aws login`). Reads the real home folder.
 *
 * @throws CloudError when the chain finds none.
 */
export async function chainCredentials(profile: string | undefined, connection: Connection): Promise<Credentials> {
	const sdk = await import('@aws-sdk/client-sts');
	const options = await unsignedOptions('sts', connection);
	return closing(connection, new sdk.STSClient({...options, ...(profile === undefined ? {} : {profile})}), async client => {
		try {
			const found = await client.config.credentials();
			return {
				accessKeyId: found.accessKeyId,
				secretAccessKey: found.secretAccessKey,
				...(found.sessionToken === undefined ? {} : {sessionToken: found.sessionToken}),
				...(found.expiration === undefined ? {} : {expiresAt: found.expiration.getTime()}),
			};
		} catch (error) {
			throw new CloudError(
				failureOf(error) ?? {
					name: error instanceof Error ? error.name : 'Unknown',
					message: error instanceof Error ? error.message : 'no credentials',
					isForeign: false,
				},
			);
		}
	});
}

async function unsignedOptions(service: ServiceName, connection: Connection) {
	// The SDK prints a warning about Node 20 when the first client is made, which would tear the screen (measured on 3.1164.0).
	process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
	const endpoint = endpointOf(service, connection);
	return {
		region: connection.region,
		endpoint,
		maxAttempts: connection.attempts ?? 1,
		retryMode: 'standard',
		defaultsMode: 'standard' as const,
		useFipsEndpoint: false,
		useDualstackEndpoint: false,
		logger: silent,
		requestHandler: await handlerFor(endpoint, service, connection),
	};
}

async function signedOptions(service: ServiceName, connection: Connection) {
	const {credentials, ports} = connection;
	if (credentials === undefined) {
		throw new Error(`${service} needs credentials.`);
	}

	return {
		...(await unsignedOptions(service, connection)),
		// An exported AWS_BEARER_TOKEN_BEDROCK would otherwise be sent instead of these credentials (measured on 3.1164.0).
		authSchemePreference: ['sigv4'],
		credentials: {
			accessKeyId: credentials.accessKeyId,
			secretAccessKey: credentials.secretAccessKey,
			...(credentials.sessionToken === undefined ? {} : {sessionToken: credentials.sessionToken}),
		},
		systemClockOffset: ports.clock.now() - Date.now(),
	};
}

async function closing<Client extends {destroy(): void}, T>(
	connection: Connection,
	client: Client,
	use: (client: Client) => Promise<T>,
): Promise<T> {
	try {
		return await use(client);
	} catch (error) {
		connection.signal.throwIfAborted();
		if (error instanceof CloudError) {
			throw error;
		}

		const failure = failureOf(error);
		throw failure === undefined ? error : new CloudError(failure);
	} finally {
		client.destroy();
	}
}
