// The sign-in services against the real SDK clients: both flows, refresh, the portal, and their errors.

import {createHash, randomBytes} from 'node:crypto';
import {CreateTokenCommand, RegisterClientCommand, StartDeviceAuthorizationCommand, type SSOOIDCClient} from '@aws-sdk/client-sso-oidc';
import {
	GetRoleCredentialsCommand,
	ListAccountRolesCommand,
	ListAccountsCommand,
	LogoutCommand,
	paginateListAccounts,
} from '@aws-sdk/client-sso';
import {afterEach, expect, test} from 'vitest';
import type {AwsScenario} from '../../src/sandbox/clouds/aws/scenario.ts';
import {scenario, startUrl, type Change} from '../../src/sandbox/scenarios/base.ts';
import {startSandbox, type Sandbox} from '../../src/sandbox/server.ts';
import {manualClock, type ManualClock} from '../helpers/clock.ts';
import {accessToken, oidc, portal, rejection} from './clients.ts';

const open: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map(async sandbox => sandbox.close()));
});

async function start(
	change: Partial<Change> = {},
): Promise<{readonly sandbox: Sandbox; readonly clock: ManualClock; readonly client: SSOOIDCClient; readonly played: AwsScenario}> {
	const clock = manualClock();
	const played = scenario('test', {title: 'test', expected: [], ...change});
	const sandbox = await startSandbox(played, {clock});
	open.push(sandbox);
	return {sandbox, clock, client: oidc(sandbox), played};
}

async function registerDevice(client: SSOOIDCClient) {
	const {clientId, clientSecret} = await client.send(
		new RegisterClientCommand({clientName: 'onboard', clientType: 'public', scopes: ['sso:account:access']}),
	);
	return {clientId: clientId!, clientSecret: clientSecret!};
}

async function registerBrowser(client: SSOOIDCClient, issuerUrl = startUrl) {
	const registered = await client.send(
		new RegisterClientCommand({
			clientName: 'onboard',
			clientType: 'public',
			scopes: ['sso:account:access'],
			grantTypes: ['authorization_code', 'refresh_token'],
			redirectUris: ['http://127.0.0.1/oauth/callback'],
			issuerUrl,
		}),
	);
	return {clientId: registered.clientId!, clientSecret: registered.clientSecret!};
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const callback = 'http://127.0.0.1:51234/oauth/callback';

async function authorize(sandbox: Sandbox, clientId: string, verifier: string, changes: Readonly<Record<string, string>> = {}) {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: clientId,
		redirect_uri: callback,
		state: 'state-1',
		code_challenge_method: 'S256',
		scopes: 'sso:account:access',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		...changes,
	});
	const response = await fetch(`${sandbox.env['AWS_ENDPOINT_URL_SSO_OIDC']}/authorize?${query.toString()}`, {redirect: 'manual'});
	return {response, location: response.headers.get('location') === null ? undefined : new URL(response.headers.get('location')!)};
}

test('a device signs in after a pending poll, once', async () => {
	const {client} = await start();
	const registered = await registerDevice(client);
	const device = await client.send(new StartDeviceAuthorizationCommand({...registered, startUrl}));
	expect(device).toMatchObject({expiresIn: 600, interval: 1});
	expect(device.verificationUriComplete).toBe(`${device.verificationUri}?user_code=${device.userCode}`);
	const poll = async () => client.send(new CreateTokenCommand({...registered, grantType: deviceGrant, deviceCode: device.deviceCode!}));
	expect(await rejection(poll())).toMatchObject({
		name: 'AuthorizationPendingException',
		error: 'authorization_pending',
		$metadata: {httpStatusCode: 400},
	});
	const token = await poll();
	expect(token).toMatchObject({tokenType: 'Bearer', expiresIn: 28_800});
	expect(token.refreshToken).toContain('CANARY');
	expect(await rejection(poll())).toMatchObject({name: 'InvalidGrantException', error: 'invalid_grant'});
});

test('a look at the device page approves the code', async () => {
	const {client} = await start({sso: {pendingPolls: 99}});
	const registered = await registerDevice(client);
	const device = await client.send(new StartDeviceAuthorizationCommand({...registered, startUrl}));
	const page = await fetch(device.verificationUriComplete!);
	expect(await page.text()).toContain(device.userCode);
	const token = await client.send(new CreateTokenCommand({...registered, grantType: deviceGrant, deviceCode: device.deviceCode!}));
	expect(token.accessToken).toContain('CANARY');
});

test.each([
	['deny', 'AccessDeniedException', 'access_denied'],
	['expire', 'ExpiredTokenException', 'expired_token'],
	['never', 'AuthorizationPendingException', 'authorization_pending'],
] as const)('a device sign-in that ends with "%s"', async (approval, name, error) => {
	const {client} = await start({sso: {approval, pendingPolls: 0}});
	const registered = await registerDevice(client);
	const device = await client.send(new StartDeviceAuthorizationCommand({...registered, startUrl}));
	expect(
		await rejection(client.send(new CreateTokenCommand({...registered, grantType: deviceGrant, deviceCode: device.deviceCode!}))),
	).toMatchObject({name, error});
});

test('slow_down comes at the poll the scenario names, and device codes run out on the injected clock', async () => {
	const {client, clock} = await start({sso: {pendingPolls: 9, slowDownAt: 2, deviceSeconds: 60}});
	const registered = await registerDevice(client);
	const device = await client.send(new StartDeviceAuthorizationCommand({...registered, startUrl}));
	const poll = async () => client.send(new CreateTokenCommand({...registered, grantType: deviceGrant, deviceCode: device.deviceCode!}));
	expect((await rejection(poll())).name).toBe('AuthorizationPendingException');
	expect(await rejection(poll())).toMatchObject({name: 'SlowDownException', error: 'slow_down'});
	clock.advance(61_000);
	expect((await rejection(poll())).name).toBe('ExpiredTokenException');
});

test('a browser signs in with PKCE; codes are single-use and bound to verifier and callback', async () => {
	const {client, sandbox} = await start();
	const registered = await registerBrowser(client);
	const verifier = randomBytes(48).toString('base64url');
	const redeem = async (code: string, more: Readonly<Record<string, string>> = {}) =>
		client.send(
			new CreateTokenCommand({
				...registered,
				grantType: 'authorization_code',
				code,
				redirectUri: callback,
				codeVerifier: verifier,
				...more,
			}),
		);
	const codeOf = async () => (await authorize(sandbox, registered.clientId, verifier)).location!.searchParams.get('code')!;

	const {location, response} = await authorize(sandbox, registered.clientId, verifier);
	expect(response.status).toBe(302);
	expect(location!.searchParams.get('state')).toBe('state-1');
	const code = location!.searchParams.get('code')!;
	expect(await redeem(code)).toMatchObject({tokenType: 'Bearer'});
	expect((await rejection(redeem(code))).name).toBe('InvalidGrantException');
	expect((await rejection(redeem(await codeOf(), {codeVerifier: 'x'.repeat(64)}))).name).toBe('InvalidGrantException');
	expect((await rejection(redeem(await codeOf(), {redirectUri: 'http://127.0.0.1:1/oauth/callback'}))).name).toBe('InvalidGrantException');
});

test('the authorize page refuses other callbacks and reports bad requests and denials to the callback', async () => {
	const {client, sandbox} = await start({sso: {approval: 'deny'}});
	const {clientId} = await registerBrowser(client);
	for (const redirectUri of [
		'http://localhost:51234/oauth/callback',
		'http://127.0.0.1:51234/callback',
		'http://127.0.0.1/oauth/callback',
		'https://evil.example/oauth/callback',
	]) {
		const {response, location} = await authorize(sandbox, clientId, 'v', {redirect_uri: redirectUri});
		expect([response.status, location]).toEqual([400, undefined]);
	}

	expect((await authorize(sandbox, clientId, 'v', {code_challenge_method: 'plain'})).location!.searchParams.get('error')).toBe(
		'invalid_request',
	);
	const denial = (await authorize(sandbox, clientId, 'v')).location!;
	expect([denial.searchParams.get('error'), denial.searchParams.get('state')]).toEqual(['access_denied', 'state-1']);
});

test('registration refuses other callbacks and start URLs of another directory', async () => {
	const {client} = await start();
	const bad = new RegisterClientCommand({
		clientName: 'onboard',
		clientType: 'public',
		grantTypes: ['authorization_code'],
		redirectUris: ['http://localhost/oauth/callback'],
		issuerUrl: startUrl,
	});
	expect((await rejection(client.send(bad))).name).toBe('InvalidRedirectUriException');
	expect(await rejection(registerBrowser(client, 'https://d-other.awsapps.com/start'))).toMatchObject({
		name: 'InvalidRequestException',
		error: 'invalid_request',
	});
	const registered = await registerDevice(client);
	expect(
		(await rejection(client.send(new StartDeviceAuthorizationCommand({...registered, startUrl: 'https://d-other.awsapps.com/start'}))))
			.name,
	).toBe('InvalidRequestException');
});

test('wrong client secrets, unknown grants and expired registrations', async () => {
	const {client, clock} = await start();
	const registered = await registerDevice(client);
	expect(await rejection(client.send(new StartDeviceAuthorizationCommand({...registered, clientSecret: 'wrong', startUrl})))).toMatchObject(
		{name: 'InvalidClientException', $metadata: {httpStatusCode: 401}},
	);
	expect((await rejection(client.send(new CreateTokenCommand({...registered, grantType: 'password'})))).name).toBe(
		'UnsupportedGrantTypeException',
	);
	clock.advance(91 * 24 * 3_600_000);
	expect((await rejection(client.send(new StartDeviceAuthorizationCommand({...registered, startUrl})))).name).toBe(
		'InvalidClientException',
	);
});

test('refresh tokens renew unless the directory issues none', async () => {
	const {client, sandbox, clock, played} = await start();
	const registered = await registerDevice(client);
	const device = await client.send(new StartDeviceAuthorizationCommand({...registered, startUrl}));
	await fetch(device.verificationUriComplete!);
	const {accessToken: first, refreshToken} = await client.send(
		new CreateTokenCommand({...registered, grantType: deviceGrant, deviceCode: device.deviceCode!}),
	);
	clock.advance((played.aws.sso.tokenSeconds + 1) * 1000);
	expect((await rejection(portal(sandbox).send(new ListAccountsCommand({accessToken: first!})))).message).toBe(
		'Session token not found or invalid',
	);
	const renewed = await client.send(new CreateTokenCommand({...registered, grantType: 'refresh_token', refreshToken: refreshToken!}));
	expect((await portal(sandbox).send(new ListAccountsCommand({accessToken: renewed.accessToken!}))).accountList).toHaveLength(3);

	const other = await start({sso: {refresh: false}});
	const second = await registerDevice(other.client);
	expect(
		(await rejection(other.client.send(new CreateTokenCommand({...second, grantType: 'refresh_token', refreshToken: refreshToken!})))).name,
	).toBe('InvalidGrantException');
});

test('accounts and roles come in pages', async () => {
	const {sandbox, clock, played} = await start();
	const token = accessToken(played, clock.now());
	const client = portal(sandbox);
	const pages = [];
	for await (const page of paginateListAccounts({client, pageSize: 2}, {accessToken: token})) {
		pages.push(page.accountList!.map(account => account.accountName));
	}

	expect(pages).toEqual([['claude-dev', 'claude-research'], ['platform-sandbox']]);
	const roles = await client.send(new ListAccountRolesCommand({accessToken: token, accountId: '222233334444', maxResults: 1}));
	expect(roles.roleList).toEqual([{accountId: '222233334444', roleName: 'ClaudeCodeDeveloper'}]);
	expect(
		(await client.send(new ListAccountRolesCommand({accessToken: token, accountId: '222233334444', nextToken: roles.nextToken!}))).roleList,
	).toEqual([{accountId: '222233334444', roleName: 'ReadOnlyAccess'}]);
	expect((await rejection(client.send(new ListAccountsCommand({accessToken: token, maxResults: 500})))).name).toBe(
		'InvalidRequestException',
	);
});

test('role credentials: milliseconds, "No access" for others, nothing after logout', async () => {
	const {sandbox, clock, played} = await start();
	const token = accessToken(played, clock.now());
	const client = portal(sandbox);
	const {roleCredentials: found} = await client.send(
		new GetRoleCredentialsCommand({accessToken: token, accountId: '111122223333', roleName: 'ClaudeCodeDeveloper'}),
	);
	expect(found!.expiration).toBe(clock.now() + 3_600_000);
	expect(found!.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
	expect([found!.secretAccessKey, found!.sessionToken].every(secret => secret!.includes('CANARY'))).toBe(true);
	expect(
		await rejection(client.send(new GetRoleCredentialsCommand({accessToken: token, accountId: '111122223333', roleName: 'Admin'}))),
	).toMatchObject({name: 'ForbiddenException', message: 'No access', $metadata: {httpStatusCode: 403}});
	await client.send(new LogoutCommand({accessToken: token}));
	expect(await rejection(client.send(new ListAccountsCommand({accessToken: token})))).toMatchObject({
		name: 'UnauthorizedException',
		message: 'Session token not found or invalid',
		$metadata: {httpStatusCode: 401},
	});
});

test('a portal that throttles once is survived by the client’s own retry', async () => {
	const {sandbox, clock, played} = await start({
		aws: {faults: {'sso:ListAccounts': {status: 429, type: 'TooManyRequestsException', message: 'HTTP 429 Unknown Code', times: 1}}},
	});
	const {$metadata, accountList} = await portal(sandbox, 3).send(new ListAccountsCommand({accessToken: accessToken(played, clock.now())}));
	expect([$metadata.attempts, accountList!.length]).toEqual([2, 3]);
});

test('by host name, only the directory’s own region knows its sign-ins', async () => {
	const {sandbox, clock, played} = await start();
	const {request} = await import('node:http');
	const status = async (host: string) =>
		new Promise<number>((resolve, reject) => {
			request(
				`${sandbox.url}/assignment/accounts`,
				{headers: {host, 'x-amz-sso_bearer_token': accessToken(played, clock.now())}},
				response => {
					response.resume();
					resolve(response.statusCode!);
				},
			)
				.on('error', reject)
				.end();
		});
	expect(await status('portal.sso.eu-west-1.amazonaws.com')).toBe(200);
	expect(await status('portal.sso.us-east-1.amazonaws.com')).toBe(401);
});
