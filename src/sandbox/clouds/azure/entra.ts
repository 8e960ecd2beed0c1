// Microsoft Entra ID as clients meet it: discovery, device codes, the sign-in page and the token endpoint.

import {randomBytes, randomUUID} from 'node:crypto';
import type {Reply} from '../cloud.ts';
import {jsonReply, type Call, type World} from './call.ts';
import {refusalBody, refusalReply} from './entra-errors.ts';
import {about, signInRefusal, tenantOf, token} from './entra-token.ts';
import {clientInfo, mint, resourceOf} from './tokens.ts';

const paths: ReadonlyArray<readonly [RegExp, string, string]> = [
	[/^\/([^/]+)\/(?:oauth2\/v2\.0|oauth2)\/token$/u, 'POST', 'Token'],
	[/^\/([^/]+)\/oauth2\/v2\.0\/devicecode$/u, 'POST', 'DeviceCode'],
	[/^\/([^/]+)\/oauth2\/v2\.0\/authorize$/u, 'GET', 'Authorize'],
	[/^\/([^/]+)\/(?:v2\.0\/)?\.well-known\/openid-configuration$/u, 'GET', 'OpenIdConfiguration'],
	[/^\/(common)\/discovery\/instance$/u, 'GET', 'InstanceDiscovery'],
	[/^\/([^/]+)\/discovery\/v2\.0\/keys$/u, 'GET', 'Keys'],
];

const deviceSeconds = 900;
const codeSeconds = 600;

/** Operation and tenant segment of a path of the directory. */
export function entraOperation(method: string, path: string): {readonly operation: string; readonly tenant: string} | undefined {
	for (const [form, wanted, operation] of paths) {
		const match = form.exec(path);
		if (match?.[1] !== undefined && method === wanted) {
			return {operation, tenant: decodeURIComponent(match[1])};
		}
	}

	return undefined;
}

export function answerEntra(operation: string, call: Call, world: World): Reply {
	const segment = entraOperation(call.method, call.path)?.tenant ?? '';
	switch (operation) {
		case 'Token':
			return token(segment, new URLSearchParams(Buffer.from(call.body).toString('utf8')), world);
		case 'DeviceCode':
			return deviceCode(segment, new URLSearchParams(Buffer.from(call.body).toString('utf8')), world);
		case 'Authorize':
			return authorize(segment, call.query, world);
		case 'OpenIdConfiguration':
			return configuration(segment, call, world);
		case 'InstanceDiscovery':
			return instanceDiscovery(call);
		default:
			return jsonReply({keys: []});
	}
}

function configuration(segment: string, call: Call, world: World): Reply {
	const tenant = tenantOf(segment, world);
	if (tenant === undefined) {
		return jsonReply({...refusalBody(90_002, {tenant: segment, resource: '', client: ''}, world), error: 'invalid_tenant'}, 400);
	}

	// For the shared names the issuer holds a placeholder, as the real service's does.
	const issued = ['organizations', 'common'].includes(segment.toLowerCase()) ? '{tenantid}' : tenant;
	const base = `${call.baseUrl}/${segment}`;
	return jsonReply({
		token_endpoint: `${base}/oauth2/v2.0/token`,
		token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
		jwks_uri: `${base}/discovery/v2.0/keys`,
		response_modes_supported: ['query', 'fragment', 'form_post'],
		subject_types_supported: ['pairwise'],
		id_token_signing_alg_values_supported: ['RS256'],
		response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
		scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
		issuer: `${call.baseUrl}/${issued}/v2.0`,
		request_uri_parameter_supported: false,
		userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
		authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
		device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
		http_logout_supported: true,
		end_session_endpoint: `${base}/oauth2/v2.0/logout`,
		tenant_region_scope: 'EU',
		cloud_instance_name: 'microsoftonline.com',
		msgraph_host: 'graph.microsoft.com',
	});
}

function instanceDiscovery(call: Call): Reply {
	const host = new URL(call.baseUrl).host;
	const asked = call.query.get('authorization_endpoint') ?? '';
	return jsonReply({
		tenant_discovery_endpoint: asked.replace(/\/oauth2\/v2\.0\/authorize$/u, '/v2.0/.well-known/openid-configuration'),
		'api-version': '1.1',
		metadata: [{preferred_network: host, preferred_cache: host, aliases: [host]}],
	});
}

function deviceCode(segment: string, form: URLSearchParams, world: World): Reply {
	if (tenantOf(segment, world) === undefined) {
		return refusalReply(90_002, about(segment, form), world);
	}

	const userCode = [...randomBytes(9)].map(byte => 'BCDFGHJKLMNPQRSTVWXYZ'[byte % 21]).join('');
	const secret = `CANARY-device-code-${randomBytes(12).toString('base64url')}`;
	const expiresAt = world.now() + deviceSeconds * 1000;
	world.memory.devices.set(secret, {userCode, tenant: segment, scope: form.get('scope') ?? '', expiresAt, polls: 0, isUsed: false});
	return jsonReply({
		user_code: userCode,
		device_code: secret,
		verification_uri: 'https://microsoft.com/devicelogin',
		expires_in: deviceSeconds,
		interval: world.azure.intervalSeconds ?? 5,
		message: `To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ${userCode} to authenticate.`,
	});
}

/** The sign-in page of somebody who says yes (or no) at once: the answer goes back to the loopback address the client listens on. */
function authorize(segment: string, query: URLSearchParams, world: World): Reply {
	const redirect = query.get('redirect_uri') ?? '';
	if (!/^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?\/?$/u.test(redirect)) {
		return {
			status: 400,
			headers: {'content-type': 'text/html'},
			body: '<!doctype html><title>Sign in</title>AADSTS50011: The redirect URI does not match.',
		};
	}

	if (world.azure.approval === 'never') {
		return {
			status: 200,
			headers: {'content-type': 'text/html'},
			body: '<!doctype html><title>Sign in to your account</title>Pick an account',
		};
	}

	const refusal = signInRefusal('browser', world);
	const given: Record<string, string> = {state: query.get('state') ?? ''};
	if (refusal === undefined) {
		const {user, tenants} = world.azure;
		given['code'] = mint('code', {
			tenant: tenantOf(segment, world) ?? segment,
			client: query.get('client_id') ?? '',
			challenge: query.get('code_challenge') ?? '',
			nonce: query.get('nonce') ?? '',
			expires: Math.floor(world.now() / 1000) + codeSeconds,
			id: randomUUID(),
		});
		given['client_info'] = clientInfo(user.objectId, tenants[0]?.id ?? '');
	} else {
		const body = refusalBody(
			refusal,
			{tenant: segment, resource: resourceOf(query.get('scope') ?? ''), client: query.get('client_id') ?? ''},
			world,
		);
		given['error'] = String(body['error']);
		given['error_description'] = String(body['error_description']);
	}

	if (query.get('response_mode') === 'form_post') {
		const fields = Object.entries(given).map(
			([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`,
		);
		const html = `<!doctype html><title>Working...</title><form method="POST" action="${redirect}">${fields.join('')}</form><script>document.forms[0].submit()</script>`;
		return {status: 200, headers: {'content-type': 'text/html; charset=utf-8'}, body: html};
	}

	return {status: 302, headers: {location: `${redirect}?${new URLSearchParams(given).toString()}`}, body: ''};
}
