// How clients are made and how their failures come back: endpoints, proxies, pages in the place of a service, time limits.

import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import {nodePorts} from '../../../src/ports/node.ts';
import type {Environment, Ports} from '../../../src/ports/ports.ts';
import {onBedrock, onOidc, onPortal} from '../../../src/providers/bedrock/clients.ts';
import type {Connection, ResponseFacts} from '../../../src/providers/bedrock/connection.ts';
import {configuredEndpoint, endpointOf} from '../../../src/providers/bedrock/service-endpoints.ts';
import {attempt, describeFailure, isDenied, isThrottled, isUnreachable} from '../../../src/providers/bedrock/failure.ts';

const credentials = {accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret'};
const portsWith = (env: Environment): Ports => ({...nodePorts(), env});

/** A server that answers every request the same way. */
async function answering(
	status: number,
	headers: Readonly<Record<string, string>>,
	body: string,
): Promise<{readonly url: string; readonly seen: Array<{readonly url: string; readonly authorization: string}>}> {
	const seen: Array<{readonly url: string; readonly authorization: string}> = [];
	const server = createServer((request, response) => {
		seen.push({url: request.url ?? '', authorization: request.headers.authorization ?? ''});
		response.writeHead(status, headers);
		response.end(body);
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(async () => {
		server.closeAllConnections();
		server.close();
	});
	return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen};
}

const connection = (env: Environment, more: Partial<Connection> = {}): Connection => ({
	ports: portsWith(env),
	region: 'us-east-1',
	signal: new AbortController().signal,
	credentials,
	...more,
});
const list = async (given: Connection) =>
	attempt(async () => onBedrock(given, async (sdk, client) => client.send(new sdk.ListInferenceProfilesCommand({}))));

describe('endpoints', () => {
	it('follow the environment as AWS tools read it', () => {
		const env = {AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://logs', AWS_ENDPOINT_URL_STS: ''};
		expect(configuredEndpoint('logs', env)).toBe('http://logs');
		expect(configuredEndpoint('sts', env)).toBe('http://all');
		expect(configuredEndpoint('logs', {...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true'})).toBeUndefined();
	});

	it("are the service's own otherwise, in every partition", () => {
		const at = (region: string, url?: string) =>
			endpointOf('bedrock-runtime', {ports: portsWith({}), region, ...(url === undefined ? {} : {url})});
		expect(at('us-east-1')).toBe('https://bedrock-runtime.us-east-1.amazonaws.com');
		expect(at('cn-north-1')).toBe('https://bedrock-runtime.cn-north-1.amazonaws.com.cn');
		expect(at('us-east-1', 'https://vpce-1.example')).toBe('https://vpce-1.example');
		expect(endpointOf('sso', {ports: portsWith({}), region: 'eu-west-1'})).toBe('https://portal.sso.eu-west-1.amazonaws.com');
	});
});

describe('requests', () => {
	it('are signed even when a bearer token lies in the environment', async () => {
		const server = await answering(200, {'content-type': 'application/json'}, '{"inferenceProfileSummaries":[]}');
		const saved = process.env['AWS_BEARER_TOKEN_BEDROCK'];
		process.env['AWS_BEARER_TOKEN_BEDROCK'] = 'bedrock-api-key-x';
		try {
			await list(connection({AWS_ENDPOINT_URL: `${server.url}/bedrock`}));
		} finally {
			if (saved === undefined) {
				delete process.env['AWS_BEARER_TOKEN_BEDROCK'];
			} else {
				process.env['AWS_BEARER_TOKEN_BEDROCK'] = saved;
			}
		}

		expect(server.seen[0]?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/bedrock\/aws4_request/u);
		expect(server.seen[0]?.url).toMatch(/^\/bedrock\/inference-profiles/u);
	});

	it('do not send what is on loopback to a proxy', async () => {
		const server = await answering(200, {'content-type': 'application/json'}, '{"inferenceProfileSummaries":[]}');
		const {failure} = await list(connection({AWS_ENDPOINT_URL: server.url, HTTPS_PROXY: 'http://127.0.0.1:9'}));
		expect(failure).toBeUndefined();
	});

	it('go through the proxy that Claude Code would use', async () => {
		const tunnels: string[] = [];
		const proxy = createServer();
		proxy.on('connect', (request, socket) => {
			tunnels.push(request.url ?? '');
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		});
		await new Promise<void>(resolve => {
			proxy.listen(0, '127.0.0.1', resolve);
		});
		onTestFinished(() => {
			proxy.close();
		});
		const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		const {failure} = await list(connection({https_proxy: url}));
		expect(tunnels).toEqual(['bedrock.us-east-1.amazonaws.com:443']);
		expect(failure).toBeDefined();
	});

	it("tell the service's clock", async () => {
		const server = await answering(
			200,
			{'content-type': 'application/json', date: new Date(Date.now() + 3_600_000).toUTCString()},
			'{"inferenceProfileSummaries":[]}',
		);
		let facts: ResponseFacts | undefined;
		await list(connection({AWS_ENDPOINT_URL: server.url}, {onResponse: response => (facts = response)}));
		expect(Math.abs((facts?.skewMs ?? 0) - 3_600_000)).toBeLessThan(5000);
	});

	it('end when they are aborted', async () => {
		const server = createServer(() => {});
		await new Promise<void>(resolve => {
			server.listen(0, '127.0.0.1', resolve);
		});
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		const stop = new AbortController();
		const asked = list(connection({AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`}, {signal: stop.signal}));
		setTimeout(() => {
			stop.abort(new Error('enough'));
		}, 50);
		await expect(asked).rejects.toThrow('enough');
	});

	it('have a time limit', async () => {
		const server = createServer(() => {});
		await new Promise<void>(resolve => {
			server.listen(0, '127.0.0.1', resolve);
		});
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		const {failure} = await list(
			connection({AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`}, {requestMs: 200}),
		);
		expect(failure?.name).toMatch(/^(?:TimeoutError|ETIMEDOUT)$/u);
		expect(isUnreachable(failure!)).toBe(true);
	});
});

describe('failures', () => {
	it('of the sign-in service say what OAuth says', async () => {
		const server = await answering(
			400,
			{'content-type': 'application/json', 'x-amzn-errortype': 'AuthorizationPendingException'},
			'{"error":"authorization_pending","error_description":"wait"}',
		);
		const {failure} = await attempt(async () =>
			onOidc(connection({AWS_ENDPOINT_URL: server.url}), async (sdk, client) =>
				client.send(new sdk.CreateTokenCommand({clientId: 'a', clientSecret: 'b', grantType: 'c'})),
			),
		);
		expect(failure).toMatchObject({name: 'authorization_pending', message: 'wait', status: 400, isForeign: false});
	});

	it('of the portal are told by their status', async () => {
		const server = await answering(
			403,
			{'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException'},
			'{"message":"No access","__type":"com.amazonaws.switchboard.portal#ForbiddenException"}',
		);
		const {failure} = await attempt(async () =>
			onPortal(connection({AWS_ENDPOINT_URL: server.url}), async (sdk, client) =>
				client.send(new sdk.ListAccountsCommand({accessToken: 'x'})),
			),
		);
		expect(failure).toMatchObject({status: 403, message: 'No access'});
		expect(isDenied(failure!)).toBe(true);
	});

	it.each([200, 403, 503])('are foreign when a web page answers with %i', async status => {
		const server = await answering(status, {'content-type': 'text/html'}, '<!doctype html><title>Guest Wi-Fi</title>');
		const {failure} = await list(connection({AWS_ENDPOINT_URL: server.url}));
		expect(failure).toMatchObject({isForeign: true, status});
	});

	it('keep the words and the request id, without control characters', async () => {
		const server = await answering(
			403,
			{'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException', 'x-amzn-requestid': 'req-1'},
			'{"Message":"not \\u001b[31mallowed\\u0007"}',
		);
		const {failure} = await list(connection({AWS_ENDPOINT_URL: server.url}));
		expect(describeFailure(failure!)).toBe('403 AccessDeniedException: not allowed (request req-1)');
		expect(isDenied(failure!)).toBe(true);
	});

	it('of nobody listening are unreachable, and 429 is throttling', async () => {
		const {failure} = await list(connection({AWS_ENDPOINT_URL: 'http://127.0.0.1:9'}));
		expect(failure).toMatchObject({name: 'ECONNREFUSED'});
		expect(isUnreachable(failure!)).toBe(true);
		const server = await answering(
			429,
			{'content-type': 'application/json', 'x-amzn-errortype': 'ThrottlingException'},
			'{"message":"slow"}',
		);
		const throttled = await list(connection({AWS_ENDPOINT_URL: server.url}));
		expect(isThrottled(throttled.failure!)).toBe(true);
	});
});
