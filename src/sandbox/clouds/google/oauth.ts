// Google's token endpoints: refresh, authorization code, JWT bearer, security token exchange, introspection, impersonation.

import {createHash} from 'node:crypto';
import {jsonReply, jsonBody, type Reply} from '../cloud.ts';
import {formOf, type Call, type Caller, type Cloud, type Operation} from './call.ts';
import {GoogleError, oauthError, reauthenticationNeeded, tokenRevoked} from './errors.ts';
import {
	accessTokenFor,
	authenticate,
	bearerOf,
	clientSecretOf,
	federatedClient,
	gcloudClient,
	lifeOf,
	readToken,
	refreshed,
	refreshTokenFor,
} from './tokens.ts';

const scope = 'openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/cloud-platform';

export const oauthOperations: Readonly<Record<string, Operation>> = {
	'oauth2:token': (call, cloud) => {
		const form = formOf(call);
		switch (form.get('grant_type')) {
			case 'refresh_token':
				return renewed(form.get('refresh_token') ?? '', cloud);
			case 'authorization_code':
				return redeemed(form, cloud);
			case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
				return granted(asserted(form.get('assertion') ?? '', cloud), cloud);
			default:
				throw new GoogleError(oauthError('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`));
		}
	},
	'oauth2:tokeninfo': (call, cloud) => {
		const token = bearerOf(call) ?? call.query.get('access_token') ?? formOf(call).get('access_token') ?? '';
		const read = readToken(token);
		const seconds = Math.floor(cloud.now() / 1000);
		// Tokens of a workforce pool are not known here; the security token service introspects them.
		if (read === undefined || read.caller.kind === 'workforce' || read.expiresAt <= seconds) {
			throw new GoogleError(oauthError('invalid_token', 'Invalid Value'));
		}

		const {caller, expiresAt} = read;
		const about = {azp: gcloudClient, aud: gcloudClient, scope, exp: String(expiresAt), expires_in: String(expiresAt - seconds)};
		return jsonReply({...about, email: caller.who, email_verified: 'true', access_type: 'offline'});
	},
	'oauth2:userinfo': (call, cloud) => jsonReply({sub: '101', email: authenticate(call, cloud).who, email_verified: true}),
	'oauth2:revoke': (call, cloud) => {
		cloud.memory.revoked.add(formOf(call).get('token') ?? call.query.get('token') ?? '');
		return jsonReply({});
	},
	'sts:oauthtoken': (call, cloud) => {
		checkClient(call);
		const form = formOf(call);
		return form.get('grant_type') === 'authorization_code' ? redeemed(form, cloud) : renewed(form.get('refresh_token') ?? '', cloud);
	},
	'sts:token': (call, cloud) => {
		const fields = call.headers['content-type']?.includes('json') === true ? jsonBody(call.body) : Object.fromEntries(formOf(call));
		const subject = fields['subject_token'] ?? fields['subjectToken'];
		const audience = fields['audience'];
		if (typeof subject !== 'string' || subject === '' || typeof audience !== 'string') {
			throw new GoogleError(oauthError('invalid_request', 'Invalid value for "subject_token".'));
		}

		const isWorkforce = audience.includes('/workforcePools/');
		const caller: Caller = {kind: isWorkforce ? 'workforce' : 'service', who: `principal:${audience}/subject/ci`};
		return jsonReply({
			access_token: accessTokenFor(caller, expiry(cloud)),
			issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
			token_type: 'Bearer',
			expires_in: lifeOf(cloud),
		});
	},
	'sts:introspect': (call, cloud) => {
		checkClient(call);
		const read = readToken(formOf(call).get('token') ?? '');
		const isActive = read !== undefined && read.expiresAt * 1000 > cloud.now();
		return jsonReply(
			isActive
				? {active: true, username: read.caller.who, client_id: federatedClient, scope, exp: read.expiresAt, token_type: 'Bearer'}
				: {active: false},
		);
	},
	'iamcredentials:generateAccessToken': (call, cloud) => {
		authenticate(call, cloud);
		const caller: Caller = {kind: 'service', who: decodeURIComponent(call.named['account'] ?? '')};
		return jsonReply({accessToken: accessTokenFor(caller, expiry(cloud)), expireTime: new Date(expiry(cloud) * 1000).toISOString()});
	},
};

function expiry(cloud: Cloud): number {
	return Math.floor(cloud.now() / 1000) + lifeOf(cloud);
}

function granted(caller: Caller, cloud: Cloud, more: Readonly<Record<string, string>> = {}): Reply {
	return jsonReply({
		access_token: accessTokenFor(caller, expiry(cloud)),
		expires_in: lifeOf(cloud),
		scope,
		token_type: 'Bearer',
		...(caller.kind === 'user' ? {id_token: idTokenFor(caller, cloud)} : {}),
		...more,
	});
}

function renewed(token: string, cloud: Cloud): Reply {
	const caller = refreshed(token, cloud);
	if (caller === undefined) {
		throw new GoogleError(cloud.scenario.google.limitsSessions === true ? reauthenticationNeeded : tokenRevoked);
	}

	return granted(caller, cloud);
}

/** A code is good once, for the redirect address and the PKCE challenge it was made for. */
function redeemed(form: URLSearchParams, cloud: Cloud): Reply {
	const code = form.get('code') ?? '';
	const pending = cloud.memory.codes.get(code);
	cloud.memory.codes.delete(code);
	const challenge = createHash('sha256')
		.update(form.get('code_verifier') ?? '')
		.digest('base64url');
	const isGood =
		pending !== undefined &&
		pending.expiresAt > cloud.now() &&
		pending.redirectUri === form.get('redirect_uri') &&
		(pending.challenge === undefined || pending.challenge === challenge);
	if (!isGood) {
		throw new GoogleError(oauthError('invalid_grant', 'Malformed auth code.'));
	}

	return granted(pending.caller, cloud, {
		refresh_token: refreshTokenFor(pending.caller),
		...(pending.scope === '' ? {} : {scope: pending.scope}),
	});
}

/** The service account of a signed assertion. Its signature is not checked: the key is made with the file that holds it. */
function asserted(assertion: string, cloud: Cloud): Caller {
	const claims = jsonBody(Buffer.from(assertion.split('.')[1] ?? '', 'base64url'));
	const who = claims['iss'];
	const expires = Number(claims['exp']);
	if (assertion.split('.').length !== 3 || typeof who !== 'string' || !who.endsWith('.iam.gserviceaccount.com')) {
		throw new GoogleError(oauthError('invalid_grant', 'Invalid grant: account not found'));
	}

	if (!(expires * 1000 > cloud.now())) {
		throw new GoogleError(
			oauthError(
				'invalid_grant',
				'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
			),
		);
	}

	return {kind: 'service', who};
}

function idTokenFor(caller: Caller, cloud: Cloud): string {
	const seconds = Math.floor(cloud.now() / 1000);
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const claims = {iss: 'https://accounts.google.com', aud: gcloudClient, sub: '101', email: caller.who, iat: seconds, exp: expiry(cloud)};
	return `${part({alg: 'RS256', typ: 'JWT', kid: 'sandbox'})}.${part(claims)}.CANARY`;
}

/** The security token service wants its client to say who it is. */
function checkClient(call: Call): void {
	const basic = /^Basic (.+)$/iu.exec(call.headers['authorization'] ?? '')?.[1];
	const [id = '', secret] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
	// The real gcloud brings a secret of its own for its client; a stand-in's is ours.
	const isKnown = id === federatedClient ? secret !== undefined && secret !== '' : secret === clientSecretOf(id);
	if (!isKnown) {
		throw new GoogleError(oauthError('invalid_client', 'The OAuth client was not found.', {}, 401));
	}
}
