// One call that hands out an access token: what is asked for, what comes back, and the token itself.

import {scalarNumber} from '../../../core/scalar.ts';
import type {StepContext} from '../../provider.ts';
import {callGoogle, recordOf, textOf, type Answer, type Refusal} from '../google.ts';
import type {Adc} from './adc.ts';

/** An access token; never part of facts. */
export type Token = {
	readonly accessToken: string;
	/** Clock.now() when it ends. */
	readonly until: number;
};

export type Exchange =
	| {readonly state: 'token'; readonly token: Token}
	| {readonly state: 'refused'; readonly refusal: Refusal}
	/** Only a program could exchange this kind, and it is not there or fails. */
	| {readonly state: 'unable'; readonly reason: string};

export type Context = Pick<StepContext, 'ports' | 'signal'>;

export const scope = 'https://www.googleapis.com/auth/cloud-platform';
export const form = {'content-type': 'application/x-www-form-urlencoded'};

/** Posts a form to a token endpoint. */
export async function post(
	context: Context,
	url: string,
	fields: Readonly<Record<string, string>>,
	headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
	const body = new URLSearchParams(fields).toString();
	return tokenFrom(context, await callGoogle(context, {url, method: 'POST', headers: {...form, ...headers}, body}));
}

/** The token in an answer, under either of its names. */
export function tokenFrom({ports}: Context, answer: Answer): Exchange {
	if (answer.refusal !== undefined) {
		return {state: 'refused', refusal: answer.refusal};
	}

	const found = recordOf(answer.value);
	const accessToken = textOf(found?.['access_token']) ?? textOf(found?.['accessToken']);
	const seconds = found?.['expires_in'] === undefined ? 3600 : (scalarNumber(found['expires_in']) ?? 0);
	return accessToken === undefined
		? {state: 'unable', reason: 'The token endpoint answered without a token.'}
		: {state: 'token', token: {accessToken, until: ports.clock.now() + seconds * 1000}};
}

/** How a client with a secret of its own authenticates (RFC 6749 §2.3.1). */
export function basic(content: Adc['content']): Readonly<Record<string, string>> {
	const id = textOf(content['client_id']);
	const secret = textOf(content['client_secret']);
	return id === undefined || secret === undefined ? {} : {authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`};
}

/** A token of the service account that this one may act as. */
export async function asAccount(context: Context, token: Token, url: string): Promise<Exchange> {
	return tokenFrom(
		context,
		await callGoogle(context, {
			url,
			method: 'POST',
			headers: {'content-type': 'application/json', authorization: `Bearer ${token.accessToken}`},
			body: JSON.stringify({scope: [scope], lifetime: '3600s'}),
		}),
	);
}
