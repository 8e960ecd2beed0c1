// The SSO portal: accounts, roles and role credentials for a bearer of an access token.

import {jsonReply, type Reply} from '../cloud.ts';
import {CloudError, page, restJsonError, type Call, type Cloud, type Service} from './call.ts';
import {accessKeyIdFor, seal, secretKeyFor, unseal} from '../secrets.ts';

const defaultPage = 20;

const operations: Readonly<Record<string, string>> = {
	'GET /assignment/accounts': 'ListAccounts',
	'GET /assignment/roles': 'ListAccountRoles',
	'GET /federation/credentials': 'GetRoleCredentials',
	'POST /logout': 'Logout',
};

export const portal: Service = {
	name: 'sso',
	operationOf: call => operations[`${call.method} ${call.path}`],
	answer(operation, call, cloud) {
		const token = bearerOf(call, cloud);
		switch (operation) {
			case 'ListAccounts':
				return listAccounts(call, cloud);
			case 'ListAccountRoles':
				return listAccountRoles(call, cloud);
			case 'GetRoleCredentials':
				return getRoleCredentials(call, cloud);
			default:
				cloud.memory.loggedOut.add(token);
				return {status: 200};
		}
	},
	errorReply(error) {
		// The portal does not model this one: it comes with a namespaced `__type` (public reports, 2026).
		if (error.type === 'ForbiddenException') {
			return {
				...jsonReply({message: error.message, __type: 'com.amazonaws.switchboard.portal#ForbiddenException'}, error.status),
				headers: {'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException'},
			};
		}

		return restJsonError(error);
	},
};

function bearerOf(call: Call, cloud: Cloud): string {
	const {startUrl, region} = cloud.scenario.aws.sso;
	const token = call.headers['x-amz-sso_bearer_token'] ?? '';
	const claims = unseal('access-token', token, startUrl);
	const isElsewhere = call.region !== undefined && call.region !== region;
	if (claims === undefined || isElsewhere || Number(claims['expires']) <= cloud.now() / 1000 || cloud.memory.loggedOut.has(token)) {
		throw new CloudError(401, 'UnauthorizedException', 'Session token not found or invalid');
	}

	return token;
}

function sizeOf(call: Call): number {
	const given = call.query.get('max_result');
	const size = given === null ? defaultPage : Number(given);
	if (!Number.isInteger(size) || size < 1 || size > 100) {
		throw new CloudError(400, 'InvalidRequestException', 'maxResults must be between 1 and 100');
	}

	return size;
}

function listAccounts(call: Call, cloud: Cloud): Reply {
	const {items, next} = page(cloud.scenario.aws.sso.accounts, call.query.get('next_token') ?? undefined, sizeOf(call));
	return jsonReply({
		accountList: items.map(account => ({accountId: account.id, accountName: account.name, emailAddress: account.email})),
		...(next === undefined ? {} : {nextToken: next}),
	});
}

function listAccountRoles(call: Call, cloud: Cloud): Reply {
	const account = cloud.scenario.aws.sso.accounts.find(candidate => candidate.id === call.query.get('account_id'));
	if (account === undefined) {
		throw new CloudError(403, 'ForbiddenException', 'No access');
	}

	const {items, next} = page(account.roles, call.query.get('next_token') ?? undefined, sizeOf(call));
	return jsonReply({
		roleList: items.map(roleName => ({roleName, accountId: account.id})),
		...(next === undefined ? {} : {nextToken: next}),
	});
}

function getRoleCredentials(call: Call, cloud: Cloud): Reply {
	const {startUrl, accounts, user = 'dana@acme.example', credentialSeconds = 3600} = cloud.scenario.aws.sso;
	const account = call.query.get('account_id') ?? '';
	const role = call.query.get('role_name') ?? '';
	if (!accounts.some(candidate => candidate.id === account && candidate.roles.includes(role))) {
		throw new CloudError(403, 'ForbiddenException', 'No access');
	}

	const expires = Math.floor(cloud.now() / 1000) + credentialSeconds;
	const arn = `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_${role}_8f2c41d09ab37e65/${user}`;
	const key = accessKeyIdFor({account, role, expires});
	return jsonReply({
		roleCredentials: {
			accessKeyId: key,
			secretAccessKey: secretKeyFor(key, startUrl),
			sessionToken: seal('session-token', {key, account, arn, expires}, startUrl),
			expiration: expires * 1000,
		},
	});
}
