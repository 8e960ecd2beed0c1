// The pages a person meets when signing in to the simulated Google: consent, or the company's own sign-in, and back.

import {randomBytes} from 'node:crypto';
import type {Reply} from '../cloud.ts';
import type {Call, Cloud, Operation} from './call.ts';
import {personOf} from './tokens.ts';

const codeMs = 600_000;

export const accountsOperations: Readonly<Record<string, Operation>> = {
	'accounts:authorize': (call, cloud) => authorize(call, cloud, 'user'),
	'accounts:authorizeFederated': (call, cloud) => authorize(call, cloud, 'workforce'),
	'accounts:showCode': call => page(`Enter this code where the sign-in was started: <code>${escape(call.query.get('code') ?? '')}</code>`),
};

/** Signs the person in without asking and goes back, as a browser does that is signed in already. */
function authorize(call: Call, cloud: Cloud, kind: 'user' | 'workforce'): Reply {
	const redirectUri = call.query.get('redirect_uri') ?? '';
	if (!URL.canParse(redirectUri) || call.query.get('response_type') !== 'code') {
		return {...page('Error 400: invalid_request'), status: 400};
	}

	const {hostname} = new URL(redirectUri);
	if (!['localhost', '127.0.0.1', '[::1]', 'sdk.cloud.google.com'].includes(hostname)) {
		return {...page('Error 400: redirect_uri_mismatch'), status: 400};
	}

	const back = new URL(redirectUri);
	const state = call.query.get('state');
	if (state !== null) {
		back.searchParams.set('state', state);
	}

	if (cloud.scenario.google.approval === 'deny') {
		back.searchParams.set('error', 'access_denied');
	} else {
		const code = `4/CANARY-${randomBytes(18).toString('base64url')}`;
		const caller = personOf(kind, cloud.scenario);
		const challenge = call.query.get('code_challenge') ?? undefined;
		cloud.memory.codes.set(code, {caller, redirectUri, challenge, scope: call.query.get('scope') ?? '', expiresAt: cloud.now() + codeMs});
		back.searchParams.set('code', code);
		back.searchParams.set('scope', call.query.get('scope') ?? '');
	}

	// The page that shows a code lives here too.
	const location = hostname === 'sdk.cloud.google.com' ? `${call.origin}/applicationdefaultauthcode.html${back.search}` : back.href;
	return {status: 302, headers: {location}, body: ''};
}

function page(text: string): Reply {
	return {
		status: 200,
		headers: {'content-type': 'text/html; charset=utf-8'},
		body: `<!doctype html><title>Simulated Google sign-in</title><p>${text}</p>\n`,
	};
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
