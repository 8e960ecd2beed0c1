// Exchanges Application Default Credentials for an access token, by their type, as google-auth-library does.

import type {Ports} from '../../../ports/ports.ts';
import {signAssertion} from '../../assertion.ts';
import {callGoogle, recordOf, textOf} from '../google.ts';
import type {Adc} from './adc.ts';
import {fromSubject} from './federation.ts';
import {asAccount, basic, post, scope, tokenFrom, type Context, type Exchange} from './token-request.ts';

/** The token endpoint of Google accounts; gcloud's property auth/token_host moves it. */
export function tokenUrl({env}: Pick<Ports, 'env'>): string {
	const own = env['CLOUDSDK_AUTH_TOKEN_HOST'];
	return own !== undefined && URL.canParse(own) ? own : 'https://oauth2.googleapis.com/token';
}

/** The host that this kind of credentials is renewed at; undefined when the machine does it itself. */
export function tokenPlace(adc: Adc | undefined, ports: Pick<Ports, 'env'>): string | undefined {
	if (adc?.type === 'metadata') {
		return undefined;
	}

	const own = adc === undefined ? undefined : textOf(adc.content['token_url']);
	return own !== undefined && URL.canParse(own) ? own : tokenUrl(ports);
}

/** Exchanges the credentials. Never throws except when aborted. */
export async function exchange(context: Context, adc: Pick<Adc, 'type' | 'content' | 'path'>): Promise<Exchange> {
	const {content} = adc;
	const field = (name: string) => textOf(content[name]) ?? '';
	switch (adc.type) {
		case 'authorized_user': {
			return post(context, tokenUrl(context.ports), {
				grant_type: 'refresh_token',
				client_id: field('client_id'),
				client_secret: field('client_secret'),
				refresh_token: field('refresh_token'),
			});
		}

		case 'external_account_authorized_user': {
			return post(context, field('token_url'), {grant_type: 'refresh_token', refresh_token: field('refresh_token')}, basic(content));
		}

		case 'service_account': {
			const assertion = assertionOf(content, tokenUrl(context.ports), context.ports.clock.now());
			return assertion === undefined
				? {state: 'unable', reason: 'The private key in the file cannot be read.'}
				: post(context, tokenUrl(context.ports), {grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion});
		}

		case 'external_account': {
			return (await fromSubject(context, content)) ?? fromGcloud(context);
		}

		case 'impersonated_service_account': {
			return impersonated(context, content);
		}

		case 'metadata': {
			return fromMetadata(context);
		}

		default: {
			return fromGcloud(context);
		}
	}
}

/** What the service account's own key signs. */
function assertionOf(content: Adc['content'], audience: string, now: number): string | undefined {
	const issued = Math.floor(now / 1000);
	const issuer = textOf(content['client_email']) ?? '';
	const key = textOf(content['private_key_id']);
	return signAssertion({
		algorithm: 'RS256',
		header: key === undefined ? {} : {kid: key},
		claims: {iss: issuer, sub: issuer, scope, aud: audience, iat: issued, exp: issued + 3600},
		key: textOf(content['private_key']) ?? '',
	});
}

async function impersonated(context: Context, content: Adc['content']): Promise<Exchange> {
	const source = recordOf(content['source_credentials']) ?? {};
	const type = source['type'];
	if (type !== 'authorized_user' && type !== 'service_account') {
		return fromGcloud(context);
	}

	const first = await exchange(context, {type, content: source, path: ''});
	return first.state === 'token' ? asAccount(context, first.token, textOf(content['service_account_impersonation_url']) ?? '') : first;
}

async function fromMetadata(context: Context): Promise<Exchange> {
	const host = context.ports.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal';
	const url = `http://${host}/computeMetadata/v1/instance/service-accounts/default/token?scopes=${encodeURIComponent(scope)}`;
	return tokenFrom(context, await callGoogle(context, {url, method: 'GET', headers: {'metadata-flavor': 'Google'}}, 3000));
}

/** Kinds that only a program can exchange: gcloud knows them all. */
async function fromGcloud({ports, signal}: Context): Promise<Exchange> {
	try {
		const result = await ports.processes.run('gcloud', ['auth', 'application-default', 'print-access-token', '--quiet'], {
			limitMs: 15_000,
			signal,
		});
		const accessToken = result.stdout.trim();
		return result.code === 0 && /^\S{20,}$/u.test(accessToken)
			? {state: 'token', token: {accessToken, until: ports.clock.now() + 300_000}}
			: {state: 'unable', reason: 'gcloud cannot exchange these credentials either.'};
	} catch {
		signal.throwIfAborted();
		return {state: 'unable', reason: 'Only gcloud can exchange this kind of credentials, and it is not installed.'};
	}
}
