// The token endpoint of Microsoft Entra ID: every grant that clients use towards Foundry and Azure Resource Manager.

import type {Reply} from '../cloud.ts';
import {jsonReply, type World} from './call.ts';
import {refusalReply, type RefusedCall} from './entra-errors.ts';
import {azureCliClient, clientInfo, guidFor, idToken, mint, read, resourceOf} from './tokens.ts';

const refreshDays = 90;

/** The tenant a path segment means: `organizations` and `common` are the person's own. */
export function tenantOf(segment: string, world: World): string | undefined {
	const lower = segment.toLowerCase();
	const [home] = world.azure.tenants;
	return lower === 'organizations' || lower === 'common'
		? home?.id
		: world.azure.tenants.find(tenant => tenant.id === lower || tenant.domain === lower)?.id;
}

export function about(segment: string, form: URLSearchParams): RefusedCall {
	return {tenant: segment, resource: resourceOf(form.get('scope') ?? form.get('resource') ?? ''), client: form.get('client_id') ?? ''};
}

/** The directory's outcome of the interactive sign-in, before any token: a code of its own, or undefined for a good one. */
export function signInRefusal(way: 'browser' | 'device-code', world: World): number | undefined {
	const {refusesSignIn, approval} = world.azure;
	const isMeant = refusesSignIn?.isForDeviceCode !== true || way === 'device-code';
	return (isMeant ? refusesSignIn?.code : undefined) ?? (approval === 'deny' ? 65_004 : undefined);
}

/** The token endpoint, by grant. */
export function token(segment: string, form: URLSearchParams, world: World): Reply {
	const tenant = tenantOf(segment, world);
	const call = about(segment, form);
	if (tenant === undefined) {
		return refusalReply(90_002, call, world);
	}

	const grantType = form.get('grant_type') ?? '';
	switch (grantType) {
		case 'client_credentials':
			return forApplication(tenant, form, world);
		case 'refresh_token':
			return renewed(tenant, form, world);
		case 'authorization_code':
			return redeemed(tenant, form, world);
		case 'urn:ietf:params:oauth:grant-type:device_code':
		case 'device_code':
			return polled(form, world);
		default:
			return refusalReply(9_002_313, call, world);
	}
}

function forApplication(tenant: string, form: URLSearchParams, world: World): Reply {
	const {application} = world.azure;
	const call = about(tenant, form);
	if (application === undefined || application.id !== call.client || application.tenant !== tenant) {
		return refusalReply(700_016, call, world);
	}

	if (form.get('client_secret') === null && form.get('client_assertion') === null) {
		return refusalReply(7_000_218, call, world);
	}

	const assertion = form.get('client_assertion');
	if (assertion !== null) {
		const isGood = application.certificateFile !== undefined && isAssertion(assertion, application.id, tenant, world);
		return isGood
			? (refused(call, world) ?? jsonReply(issued(tenant, call, world, {application: application.id})))
			: refusalReply(700_027, call, world);
	}

	if (form.get('client_secret') !== application.secret) {
		return refusalReply(7_000_215, call, world);
	}

	return refused(call, world) ?? jsonReply(issued(tenant, call, world, {application: application.id}));
}

/** An assertion as Microsoft describes it: PS256 or RS256, a thumbprint, the application about itself, for this very endpoint, in time. */
function isAssertion(text: string, client: string, tenant: string, world: World): boolean {
	try {
		const [head, claims] = text.split('.').map(part => Buffer.from(part, 'base64url').toString('utf8'));
		const {alg, 'x5t#S256': modern, x5t} = JSON.parse(head ?? '') as Readonly<Record<string, unknown>>;
		const {aud, iss, sub, exp} = JSON.parse(claims ?? '') as Readonly<Record<string, unknown>>;
		const isForUs = typeof aud === 'string' && new URL(aud).pathname === `/${tenant}/oauth2/v2.0/token`;
		const isInTime = typeof exp === 'number' && exp * 1000 > world.now();
		return (alg === 'PS256' || alg === 'RS256') && (modern ?? x5t) !== undefined && iss === client && sub === client && isForUs && isInTime;
	} catch {
		return false;
	}
}

/** The scenario's refusal of silent tokens, when it is about this resource. */
function refused(call: RefusedCall, world: World): Reply | undefined {
	const {refusesToken} = world.azure;
	return refusesToken === undefined || (refusesToken.resource !== undefined && refusesToken.resource !== call.resource)
		? undefined
		: refusalReply(refusesToken.code, call, world);
}

function renewed(tenant: string, form: URLSearchParams, world: World): Reply {
	const call = about(tenant, form);
	const claims = read('refresh', form.get('refresh_token') ?? '');
	if (claims === undefined) {
		return refusalReply(9_002_313, call, world);
	}

	if (Number(claims['expires']) * 1000 <= world.now()) {
		return refusalReply(700_082, call, world);
	}

	return refused(call, world) ?? jsonReply(issued(tenant, call, world, {}));
}

function redeemed(tenant: string, form: URLSearchParams, world: World): Reply {
	const call = about(tenant, form);
	const code = form.get('code') ?? '';
	const claims = read('code', code);
	if (claims === undefined) {
		return refusalReply(9_002_313, call, world);
	}

	if (world.memory.redeemed.has(code)) {
		return refusalReply(54_005, call, world);
	}

	if (Number(claims['expires']) * 1000 <= world.now()) {
		return refusalReply(70_008, call, world);
	}

	world.memory.redeemed.add(code);
	return jsonReply(issued(tenant, call, world, {nonce: String(claims['nonce'])}));
}

function polled(form: URLSearchParams, world: World): Reply {
	const secret = form.get('device_code') ?? form.get('code') ?? '';
	const device = world.memory.devices.get(secret);
	const call = about(device?.tenant ?? 'organizations', form);
	if (device === undefined || device.isUsed) {
		return refusalReply(70_018, call, world);
	}

	const {approval = 'approve', pendingPolls = 1} = world.azure;
	if (device.expiresAt <= world.now() || approval === 'expire') {
		return refusalReply(70_019, call, world);
	}

	world.memory.devices.set(secret, {...device, polls: device.polls + 1});
	if (device.polls < pendingPolls || approval === 'never') {
		return refusalReply(70_016, call, world);
	}

	const refusal = signInRefusal('device-code', world);
	if (refusal !== undefined) {
		return refusalReply(refusal, call, world);
	}

	world.memory.devices.set(secret, {...device, isUsed: true});
	const wanted = {...call, resource: resourceOf(device.scope)};
	return jsonReply(issued(tenantOf(device.tenant, world) ?? '', wanted, world, {}));
}

/** Refresh token of the scenario's person, as the directory hands it out. */
export function refreshToken(tenant: string, nowMs: number): string {
	return mint('refresh', {tenant, client: azureCliClient, expires: Math.floor(nowMs / 1000) + refreshDays * 86_400});
}

function issued(
	tenant: string,
	call: RefusedCall,
	world: World,
	who: {readonly application?: string; readonly nonce?: string},
): Readonly<Record<string, unknown>> {
	const {user, tenants, tokenSeconds = 4800} = world.azure;
	const seconds = Math.floor(world.now() / 1000);
	const home = tenants[0]?.id ?? tenant;
	const subject =
		who.application === undefined
			? {oid: user.objectId, upn: user.name, unique_name: user.name, name: 'Dana Reyes', idtyp: 'user', scp: 'user_impersonation'}
			: {oid: guidFor(who.application), idtyp: 'app'};
	const access = mint('access', {
		aud: call.resource,
		iss: `https://sts.windows.net/${tenant}/`,
		iat: seconds,
		nbf: seconds,
		exp: seconds + tokenSeconds,
		appid: who.application ?? call.client,
		tid: tenant,
		ver: '1.0',
		...subject,
	});
	const common = {
		token_type: 'Bearer',
		scope: `${call.resource}/user_impersonation ${call.resource}/.default`,
		expires_in: tokenSeconds,
		ext_expires_in: tokenSeconds,
		access_token: access,
	};
	return who.application === undefined
		? {
				...common,
				refresh_token: refreshToken(home, world.now()),
				foci: '1',
				id_token: idToken({
					aud: call.client === '' ? azureCliClient : call.client,
					iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
					iat: seconds,
					nbf: seconds,
					exp: seconds + tokenSeconds,
					name: 'Dana Reyes',
					oid: user.objectId,
					preferred_username: user.name,
					sub: guidFor(`${user.objectId} ${call.client}`),
					tid: tenant,
					ver: '2.0',
					// Clients that sent one refuse a token without it; others refuse one that they did not send.
					...((who.nonce ?? '') === '' ? {} : {nonce: who.nonce!}),
				}),
				client_info: clientInfo(user.objectId, home),
			}
		: {token_type: 'Bearer', expires_in: tokenSeconds, ext_expires_in: tokenSeconds, access_token: access};
}
