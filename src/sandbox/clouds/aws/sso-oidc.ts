// SSO-OIDC: device authorization and the three token grants, with the real service's errors.

import {createHash, randomBytes} from 'node:crypto';
import {jsonReply, type Reply} from '../cloud.ts';
import {jsonBody, textMember, type Call, type Cloud, type Service} from './call.ts';
import {unseal} from '../secrets.ts';
import {
	authenticateClient,
	clientOf,
	fail,
	isStartUrl,
	makeTokens,
	oidcErrors,
	registerClient,
	type Client,
	type OidcError,
} from './sso-client.ts';
import {authorizePage, devicePage} from './sso-pages.ts';

const operations: Readonly<Record<string, string>> = {
	'POST /client/register': 'RegisterClient',
	'POST /device_authorization': 'StartDeviceAuthorization',
	'POST /token': 'CreateToken',
	'GET /authorize': 'Authorize',
	'GET /device': 'Device',
};

export const ssoOidc: Service = {
	name: 'sso-oidc',
	operationOf: call => operations[`${call.method} ${call.path}`],
	answer(operation, call, cloud) {
		switch (operation) {
			case 'RegisterClient':
				return registerClient(call, cloud);
			case 'StartDeviceAuthorization':
				return startDeviceAuthorization(call, cloud);
			case 'Authorize':
				return authorizePage(call, cloud, clientOf(call.query.get('client_id') ?? '', cloud));
			case 'Device':
				return devicePage(call, cloud);
			default:
				return createToken(call, cloud);
		}
	},
	errorReply: error => ({
		...jsonReply({error: oidcErrors[error.type as OidcError] ?? error.type, error_description: error.message}, error.status),
		headers: {'content-type': 'application/json', 'x-amzn-errortype': error.type},
	}),
};

function startDeviceAuthorization(call: Call, cloud: Cloud): Reply {
	const body = jsonBody(call);
	const client = authenticateClient(body, cloud);
	if (!isStartUrl(textMember(body, 'startUrl') ?? '', call, cloud)) {
		return fail('InvalidRequestException', 'Invalid start URL provided');
	}

	const letters = [...randomBytes(8)].map(byte => 'BCDFGHJKLMNPQRSTVWXZ'[byte % 20]).join('');
	const userCode = `${letters.slice(0, 4)}-${letters.slice(4)}`;
	const deviceCode = randomBytes(32).toString('base64url');
	const {deviceSeconds = 600, intervalSeconds = 5} = cloud.scenario.aws.sso;
	cloud.memory.devices.set(deviceCode, {
		userCode,
		clientId: client.id,
		expiresAt: cloud.now() + deviceSeconds * 1000,
		polls: 0,
		isApproved: false,
		isUsed: false,
	});
	return jsonReply({
		deviceCode,
		userCode,
		verificationUri: `${call.baseUrl}/device`,
		verificationUriComplete: `${call.baseUrl}/device?user_code=${userCode}`,
		expiresIn: deviceSeconds,
		interval: intervalSeconds,
	});
}

function createToken(call: Call, cloud: Cloud): Reply {
	const body = jsonBody(call);
	const client = authenticateClient(body, cloud);
	switch (textMember(body, 'grantType')) {
		case 'urn:ietf:params:oauth:grant-type:device_code':
			return redeemDevice(textMember(body, 'deviceCode') ?? '', client, cloud);
		case 'authorization_code':
			return redeemCode(body, client, cloud);
		case 'refresh_token':
			return refresh(textMember(body, 'refreshToken') ?? '', cloud);
		default:
			return fail('UnsupportedGrantTypeException', 'Unsupported grant type');
	}
}

function redeemDevice(deviceCode: string, client: Client, cloud: Cloud): Reply {
	const device = cloud.memory.devices.get(deviceCode);
	if (device === undefined || device.clientId !== client.id || device.isUsed) {
		return fail('InvalidGrantException', 'Invalid device code provided');
	}

	const {approval, pendingPolls, slowDownAt} = cloud.scenario.aws.sso;
	const polls = device.polls + 1;
	cloud.memory.devices.set(deviceCode, {...device, polls});
	if (device.expiresAt <= cloud.now()) {
		return fail('ExpiredTokenException', 'Device code expired');
	}

	if (polls === slowDownAt) {
		return fail('SlowDownException', 'Polling too fast');
	}

	const isSettled = device.isApproved || (approval !== 'never' && polls > pendingPolls);
	if (!isSettled) {
		return fail('AuthorizationPendingException', 'Authorization is still pending');
	}

	if (approval === 'deny') {
		return fail('AccessDeniedException', 'The request was denied');
	}

	if (approval === 'expire') {
		return fail('ExpiredTokenException', 'Device code expired');
	}

	cloud.memory.devices.set(deviceCode, {...device, polls, isUsed: true});
	return tokens(cloud);
}

function redeemCode(body: Readonly<Record<string, unknown>>, client: Client, cloud: Cloud): Reply {
	const code = textMember(body, 'code') ?? '';
	const pending = cloud.memory.codes.get(code);
	cloud.memory.codes.delete(code);
	if (pending === undefined || pending.clientId !== client.id || pending.redirectUri !== textMember(body, 'redirectUri')) {
		return fail('InvalidGrantException', 'Invalid authorization code provided');
	}

	if (pending.expiresAt <= cloud.now()) {
		return fail('ExpiredTokenException', 'Authorization code expired');
	}

	const verifier = textMember(body, 'codeVerifier') ?? '';
	if (createHash('sha256').update(verifier).digest('base64url') !== pending.challenge) {
		return fail('InvalidGrantException', 'Invalid code verifier provided');
	}

	return tokens(cloud);
}

function refresh(refreshToken: string, cloud: Cloud): Reply {
	const {startUrl, refresh: isHonoured} = cloud.scenario.aws.sso;
	if (!isHonoured || unseal('refresh-token', refreshToken, startUrl) === undefined) {
		return fail('InvalidGrantException', 'Invalid refresh token provided');
	}

	return tokens(cloud);
}

function tokens(cloud: Cloud): Reply {
	const {startUrl, region, tokenSeconds, refresh: isRefreshed} = cloud.scenario.aws.sso;
	const issuedAt = Math.floor(cloud.now() / 1000);
	const made = makeTokens(startUrl, region, issuedAt + tokenSeconds, issuedAt, randomBytes(6).toString('hex'));
	return jsonReply({
		accessToken: made.accessToken,
		tokenType: 'Bearer',
		expiresIn: tokenSeconds,
		...(isRefreshed ? {refreshToken: made.refreshToken} : {}),
	});
}
