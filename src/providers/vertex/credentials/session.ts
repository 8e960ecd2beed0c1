// The signed-in person of one run: the credentials found, their token and the headers that calls to Google carry.

import type {StepContext} from '../../provider.ts';
import type {Refusal} from '../google.ts';
import {projectOf} from '../target.ts';
import {findAdc, type Adc, type AdcLook} from './adc.ts';
import {exchange} from './token.ts';
import type {Exchange, Token} from './token-request.ts';
import {whoIs} from './who.ts';

export type Session = {
	readonly look: AdcLook;
	/** Absent when no credentials were found. */
	readonly exchange?: Exchange;
	/** Who it is; absent when Google does not say. */
	readonly who?: string;
};

/** Finds and exchanges the credentials, once per run. */
export async function openSession(context: StepContext): Promise<Session> {
	const signIn = `${context.answers['signIn']?.value ?? ''}:${context.answers['credentialsFile']?.value ?? ''}`;
	return context.memo.get(`vertex-session:${signIn}`, async () => {
		const look = await findAdc(context);
		if (look.state !== 'found') {
			return {look};
		}

		const exchanged = await exchange(context, look.adc);
		const who = exchanged.state === 'token' ? await whoIs(context, look.adc, exchanged.token) : undefined;
		return {look, exchange: exchanged, ...(who === undefined ? {} : {who})};
	});
}

/** Forgets the person, after a new sign-in. */
export function forgetSession(context: StepContext): void {
	context.memo.forget('vertex-session:');
}

export type Signed = {readonly adc: Adc; readonly token: Token; readonly who: string};

/** The person with a token; undefined while there is none. */
export async function signedIn(context: StepContext): Promise<Signed | undefined> {
	const session = await openSession(context);
	return session.look.state === 'found' && session.exchange?.state === 'token'
		? {adc: session.look.adc, token: session.exchange.token, who: session.who ?? 'this account'}
		: undefined;
}

/**
 * Headers of a call.
 *
 * @param needsProject - The API takes no project in its address, so that one must be named to bill.
 */
export function headersFor(context: StepContext, {adc, token}: Signed, needsProject = false): Readonly<Record<string, string>> {
	const project = adc.quotaProject ?? (needsProject ? projectOf(context.answers) : undefined);
	return {
		authorization: `Bearer ${token.accessToken}`,
		'content-type': 'application/json',
		...(project === undefined || project === '' ? {} : {'x-goog-user-project': project}),
	};
}

/** Stands for "nobody is signed in" where a refusal is expected. */
export const notSignedIn: Refusal = {http: undefined, status: 'NOT_SIGNED_IN', message: 'Nobody is signed in.'};
