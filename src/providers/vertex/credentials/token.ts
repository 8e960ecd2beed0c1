// Exchanges Application Default Credentials for an access token, as google-auth-library does, and asks Google whose it is.

import {createSign} from 'node:crypto';
import path from 'node:path';
import type {Ports} from '../../../ports/ports.ts';
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

type Context = Pick<StepContext, 'ports' | 'signal'>;

const scope = 'https://www.googleapis.com/auth/cloud-platform';
const form = {'content-type': 'application/x-www-form-urlencoded'};

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
			const assertion = signed(content, tokenUrl(context.ports), context.ports.clock.now());
			return assertion === undefined
				? {state: 'unable', reason: 'The private key in the file cannot be read.'}
				: post(context, tokenUrl(context.ports), {grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion});
		}

		case 'external_account': {
			return fromSubject(context, content);
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

async function post(
	context: Context,
	url: string,
	fields: Readonly<Record<string, string>>,
	headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
	const body = new URLSearchParams(fields).toString();
	return tokenFrom(context, await callGoogle(context, {url, method: 'POST', headers: {...form, ...headers}, body}));
}

function tokenFrom({ports}: Context, answer: Answer): Exchange {
	if (answer.refusal !== undefined) {
		return {state: 'refused', refusal: answer.refusal};
	}

	const found = recordOf(answer.value);
	const accessToken = textOf(found?.['access_token']) ?? textOf(found?.['accessToken']);
	const seconds = Number(found?.['expires_in'] ?? 3600);
	return accessToken === undefined
		? {state: 'unable', reason: 'The token endpoint answered without a token.'}
		: {state: 'token', token: {accessToken, until: ports.clock.now() + (Number.isFinite(seconds) ? seconds : 0) * 1000}};
}

function basic(content: Adc['content']): Readonly<Record<string, string>> {
	const id = textOf(content['client_id']);
	const secret = textOf(content['client_secret']);
	return id === undefined || secret === undefined ? {} : {authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`};
}

/** RFC 7523: an assertion that the service account's own key signs. */
function signed(content: Adc['content'], audience: string, now: number): string | undefined {
	const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const issued = Math.floor(now / 1000);
	const issuer = textOf(content['client_email']) ?? '';
	const key = textOf(content['private_key_id']);
	const head = encode({alg: 'RS256', typ: 'JWT', ...(key === undefined ? {} : {kid: key})});
	const claims = encode({iss: issuer, sub: issuer, scope, aud: audience, iat: issued, exp: issued + 3600});
	try {
		const signature = createSign('RSA-SHA256')
			.update(`${head}.${claims}`)
			.sign(textOf(content['private_key']) ?? '', 'base64url');
		return `${head}.${claims}.${signature}`;
	} catch {
		return undefined;
	}
}

/** Federation: a token of the company's own identity provider, from a file or an address, is exchanged at the token service. */
async function fromSubject(context: Context, content: Adc['content']): Promise<Exchange> {
	const source = recordOf(content['credential_source']) ?? {};
	const subject = await subjectToken(context, source);
	if (subject === undefined) {
		return 'file' in source || 'url' in source
			? {state: 'unable', reason: 'The token of your identity provider that the file points to cannot be read.'}
			: fromGcloud(context);
	}

	const project = textOf(content['workforce_pool_user_project']);
	const exchanged = await post(
		context,
		textOf(content['token_url']) ?? '',
		{
			grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
			audience: textOf(content['audience']) ?? '',
			scope,
			requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
			subject_token: subject,
			subject_token_type: textOf(content['subject_token_type']) ?? '',
			...(project === undefined ? {} : {options: JSON.stringify({userProject: project})}),
		},
		basic(content),
	);
	const impersonation = textOf(content['service_account_impersonation_url']);
	return exchanged.state === 'token' && impersonation !== undefined ? asAccount(context, exchanged.token, impersonation) : exchanged;
}

async function subjectToken(context: Context, source: Readonly<Record<string, unknown>>): Promise<string | undefined> {
	const format = recordOf(source['format']);
	const field = format?.['type'] === 'json' ? (textOf(format['subject_token_field_name']) ?? 'id_token') : undefined;
	const pick = (value: unknown) => (field === undefined ? textOf(value) : textOf(recordOf(value)?.[field]));
	const file = textOf(source['file']);
	if (file !== undefined) {
		const bytes = await context.ports.files.read(path.resolve(context.ports.host.folder, file));
		const text = bytes === undefined ? undefined : new TextDecoder().decode(bytes).trim();
		try {
			return text === undefined ? undefined : pick(field === undefined ? text : JSON.parse(text));
		} catch {
			return undefined;
		}
	}

	const url = textOf(source['url']);
	if (url === undefined || field === undefined) {
		return undefined;
	}

	const headers = Object.fromEntries(Object.entries(recordOf(source['headers']) ?? {}).map(([name, value]) => [name, String(value)]));
	const answer = await callGoogle(context, {url, method: 'GET', headers});
	return answer.refusal === undefined ? pick(answer.value) : undefined;
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

async function asAccount(context: Context, token: Token, url: string): Promise<Exchange> {
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
