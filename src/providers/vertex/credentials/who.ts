// Asks Google whose a token is.

import {callGoogle, recordOf, textOf} from '../google.ts';
import type {Adc} from './adc.ts';
import {tokenUrl} from './token.ts';
import {basic, form, type Context, type Token} from './token-request.ts';

/** Who a token belongs to; undefined when Google does not say. */
export async function whoIs(context: Context, adc: Adc, token: Token): Promise<string | undefined> {
	const own = textOf(adc.content['client_email']);
	if (own !== undefined) {
		return own;
	}

	const introspection = textOf(adc.content['token_info_url']);
	if (introspection !== undefined) {
		const answer = await callGoogle(context, {
			url: introspection,
			method: 'POST',
			headers: {...form, ...basic(adc.content)},
			body: new URLSearchParams({token: token.accessToken, token_type_hint: 'urn:ietf:params:oauth:token-type:access_token'}).toString(),
		});
		const username = answer.refusal === undefined ? textOf(recordOf(answer.value)?.['username']) : undefined;
		return username?.replace(/^principal:\/\/iam\.googleapis\.com\/.*\/subject\//u, '');
	}

	const answer = await callGoogle(context, {
		url: new URL('/tokeninfo', tokenUrl(context.ports)).href,
		method: 'POST',
		headers: {...form, authorization: `Bearer ${token.accessToken}`},
		body: '',
	});
	return answer.refusal === undefined ? textOf(recordOf(answer.value)?.['email']) : undefined;
}
