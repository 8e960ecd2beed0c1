// The only place that constructs AWS SDK clients: one way to reach every service, one way its failures come back.

import type {Readable} from 'node:stream';
import type {LookupFunction} from 'node:net';
import {agentTrusting, certificatesWith, extraAuthorities} from '../../ports/authorities.ts';
import {once, socketLookup} from '../../ports/node-names.ts';
import type {Ports} from '../../ports/ports.ts';
import {routeOf} from '../../ports/trace.ts';
import {ownProxy, type ProxyClient} from '../../probes/proxy.ts';
import {countCalls, wholeAnswer} from './answers.ts';
import {boundedBody} from './bounded-body.ts';
import {CloudError, failureOf} from './failure.ts';
import {endpointOf, type ServiceName} from './service-endpoints.ts';

export type Credentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
	/** Milliseconds since the Unix epoch. */
	readonly expiresAt?: number;
};

export type Connection = {
	readonly ports: Ports;
	readonly region: string;
	readonly signal: AbortSignal;
	readonly credentials?: Credentials;
	/** Address that Claude Code was told to use instead of the service's own (ANTHROPIC_BEDROCK_BASE_URL). */
	readonly url?: string;
	/** Tries in all, the first included; default 1. */
	readonly attempts?: number;
	/** Milliseconds until response headers must have arrived; default 10000. */
	readonly requestMs?: number;
	/** Called with every response that arrives. */
	onResponse?(response: ResponseFacts): void;
};

export type ResponseFacts = {
	readonly status: number;
	readonly contentType: string;
	/** The service's clock minus this machine's, in milliseconds; absent without a Date header. */
	readonly skewMs?: number;
};

const connectionMs = 3000;
const defaultRequestMs = 10_000;

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

const silent = {
	trace() {},
	debug() {},
	info() {},
	warn() {},
	error() {},
};

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

async function agentFor(proxy: string | undefined, ports: Ports, lookup: LookupFunction) {
	const authorities = await extraAuthorities(ports);
	if (proxy === undefined) {
		return {httpsAgent: await agentTrusting(authorities, lookup)};
	}

	const {HttpsProxyAgent} = await import('https-proxy-agent');
	const trust = {rejectUnauthorized: true, ...(authorities === undefined ? {} : {ca: await certificatesWith(authorities)})};
	const httpsAgent = new HttpsProxyAgent(proxy, trust);
	// It takes what it is given for the way to the proxy alone (https-proxy-agent 9.1.0); this holds inside the tunnel.
	Object.assign(httpsAgent.options, trust);
	return {httpsAgent};
}

// HTTP/1.1 always: Claude Code calls with fetch, and HTTP/2 (the runtime client's default) knows no proxies.
async function handlerFor(endpoint: string, service: ServiceName, connection: Connection) {
	const client: ProxyClient = service === 'bedrock-runtime' ? 'model' : 'control';
	const {NodeHttpHandler} = await import('@smithy/node-http-handler');
	const proxy = ownProxy(endpoint, connection.ports.env, client);
	// Looked up before the connection's own limit begins: a silent name server may take longer than a connection.
	const find = once(async host => connection.ports.network.lookup(host, {signal: connection.signal}));
	const agent = await agentFor(proxy, connection.ports, socketLookup(find));
	const handler = new NodeHttpHandler({
		connectionTimeout: connectionMs,
		requestTimeout: connection.requestMs ?? defaultRequestMs,
		throwOnRequestTimeout: true,
		logger: silent,
		...agent,
	});
	const handle = handler.handle.bind(handler);
	const count = countCalls();
	handler.handle = async (request, options) => {
		const send = async () => {
			await (proxy === undefined && request.protocol === 'https:' ? find(request.hostname) : undefined);
			return handle(request, {...options, abortSignal: connection.signal});
		};
		const {hostname, method, path} = request;
		const operation = operationOf(request);
		const traced = async () =>
			connection.ports.trace?.call('aws', hostname, send, ({response: {statusCode: status}}) => ({
				method,
				path: routeOf(path),
				...(operation === undefined ? {} : {operation}),
				status,
			})) ?? send();
		const {response} = await (connection.ports.pace?.call(
			traced,
			{
				isThrottled: answer => answer.response.statusCode === 429,
				discard(answer) {
					(answer.response.body as {resume?: () => void} | undefined)?.resume?.();
				},
			},
			connection.signal,
		) ?? traced());
		const facts = factsOf(response.statusCode, response.headers, connection.ports);
		connection.onResponse?.(facts);
		count();
		response.body = boundedBody(response.body as Readable, isEventStream(facts.contentType));
		if (client === 'control' && response.statusCode < 300) {
			response.body = await wholeAnswer(service, response.statusCode, response.body as Readable);
		}

		return {response};
	};
	return handler;
}

/** Services that have one path for everything name the operation in a header, or first thing in a form. */
function operationOf({headers, body}: {readonly headers: Readonly<Record<string, string>>; readonly body?: unknown}): string | undefined {
	return headers['x-amz-target']?.split('.').at(-1) ?? (typeof body === 'string' ? /^Action=(\w+)/u.exec(body)?.[1] : undefined);
}

function factsOf(status: number, headers: Readonly<Record<string, string>>, ports: Ports): ResponseFacts {
	const date = Date.parse(headers['date'] ?? '');
	return {
		status,
		contentType: headers['content-type'] ?? '',
		...(Number.isNaN(date) ? {} : {skewMs: date - ports.clock.now()}),
	};
}

/** Whether an answer of this content type is Bedrock's own stream. */
export function isEventStream(contentType: string): boolean {
	return contentType.toLowerCase().startsWith('application/vnd.amazon.eventstream');
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
