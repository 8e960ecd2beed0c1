// The two pages of a sign-in that a browser opens: the authorization page (PKCE) and the device page.

import {randomBytes} from 'node:crypto';
import type {Reply} from '../cloud.ts';
import type {Call, Cloud} from './call.ts';
import type {Client} from './sso-client.ts';

const codeSeconds = 300;

/** Whether AWS accepts the address as a callback: loopback, `/oauth/callback`, with or without a port (AWS CLI 2.36.7). */
export function isCallback(uri: string): boolean {
	return /^http:\/\/127\.0\.0\.1(?::\d{1,5})?\/oauth\/callback$/u.test(uri);
}

/**
 * Looking at the page is signing in: depending on the scenario it sends the browser back with a code or with a denial,
 * or it stays as it is when the person never answers.
 */
export function authorizePage(call: Call, cloud: Cloud, client: Client | undefined): Reply {
	const {query} = call;
	const redirectUri = query.get('redirect_uri') ?? '';
	const isRegistered = client?.redirectUris.some(uri => uri === redirectUri || uri === redirectUri.replace(/:\d+/u, '')) ?? false;
	const hasPort = /^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/u.test(redirectUri);
	if (client === undefined || !isRegistered || !hasPort) {
		return html(400, 'This sign-in request is not valid', 'The client or its callback address is not registered.');
	}

	const missing =
		query.get('response_type') !== 'code' ||
		query.get('code_challenge_method') !== 'S256' ||
		!query.get('code_challenge') ||
		!query.get('scopes');
	if (missing) {
		return redirect(redirectUri, {error: 'invalid_request', error_description: 'Invalid request', state: query.get('state')});
	}

	const {approval} = cloud.scenario.aws.sso;
	if (approval === 'never') {
		return html(200, 'Sign in', 'This simulated page waits for ever.');
	}

	if (approval === 'deny') {
		return redirect(redirectUri, {error: 'access_denied', error_description: 'The request was denied', state: query.get('state')});
	}

	const code = randomBytes(24).toString('base64url');
	const expiresAt = approval === 'expire' ? cloud.now() : cloud.now() + codeSeconds * 1000;
	cloud.memory.codes.set(code, {clientId: client.id, redirectUri, challenge: query.get('code_challenge') ?? '', expiresAt});
	return redirect(redirectUri, {code, state: query.get('state')});
}

/** Looking at the page with a code approves that code, when the scenario approves sign-ins at all. */
export function devicePage(call: Call, cloud: Cloud): Reply {
	const userCode = call.query.get('user_code') ?? '';
	const found = [...cloud.memory.devices.entries()].find(([, device]) => device.userCode === userCode.toUpperCase());
	if (found === undefined) {
		return html(200, 'Enter your code', 'Add ?user_code=XXXX-XXXX to the address to approve a device.');
	}

	const [deviceCode, device] = found;
	if (cloud.scenario.aws.sso.approval !== 'never') {
		cloud.memory.devices.set(deviceCode, {...device, isApproved: true});
	}

	return html(200, `Request for ${device.userCode} received`, 'You can close this window and go back to the terminal.');
}

function redirect(uri: string, parameters: Readonly<Record<string, string | null>>): Reply {
	const location = new URL(uri);
	for (const [name, value] of Object.entries(parameters)) {
		if (value !== null) {
			location.searchParams.set(name, value);
		}
	}

	return {status: 302, headers: {location: location.href}};
}

function html(status: number, title: string, text: string): Reply {
	return {
		status,
		headers: {'content-type': 'text/html; charset=utf-8'},
		body: `<!doctype html><title>${title} · simulated AWS access portal</title><h1>${title}</h1><p>${text}</p>\n`,
	};
}
