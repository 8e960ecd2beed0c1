// The credential that Claude Code will use for these answers, and a token to read the resource's settings with.

import {valueOf, type Answers} from '../../core/session.ts';
import type {Ports} from '../../ports/ports.ts';
import type {StepContext} from '../provider.ts';
import {readFailure} from './entra.ts';
import {request, textAt} from './request.ts';
import {authorityUrl, tenantOf} from './target.ts';
import {audiences, azdToken, azToken, type Audience, type TokenOutcome} from './tools.ts';

export type SignInKind = 'az' | 'environment' | 'azd' | 'api-key' | 'auth-token';

/** How these answers sign in; what is missing or not known counts as the Azure CLI. */
export function kindOf(answers: Answers): SignInKind {
	const given = valueOf(answers, 'signIn');
	return given === 'environment' || given === 'azd' || given === 'api-key' || given === 'auth-token' ? given : 'az';
}

/** How a call is authorized. `headers` hold a secret: never part of facts. */
export type Authorized = {readonly headers: Readonly<Record<string, string>>; readonly isKey: boolean};

/** The headers of a model call, as Claude Code would send them; the failure when there is nothing to send. */
export async function authorize(
	context: StepContext,
): Promise<
	| {readonly authorized: Authorized; readonly failure?: undefined}
	| {readonly authorized?: undefined; readonly failure: NonNullable<TokenOutcome['failure']>}
> {
	const {env} = context.ports;
	const kind = kindOf(context.answers);
	const variable = kind === 'api-key' ? 'ANTHROPIC_FOUNDRY_API_KEY' : 'ANTHROPIC_FOUNDRY_AUTH_TOKEN';
	if (kind === 'api-key' || kind === 'auth-token') {
		const secret = (env[variable] ?? '').trim();
		if (secret === '') {
			return {failure: {code: 'foundry.sign-in-needed', raw: `${variable} is not set in this shell.`}};
		}

		return {
			authorized:
				kind === 'api-key' ? {headers: {'x-api-key': secret}, isKey: true} : {headers: {authorization: `Bearer ${secret}`}, isKey: false},
		};
	}

	const outcome = await tokenFor(context, 'models');
	return outcome.token === undefined
		? {failure: outcome.failure}
		: {authorized: {headers: {authorization: `Bearer ${outcome.token.value}`}, isKey: false}};
}

/**
 * A token for models or for Azure Resource Manager, once per run. Keys and ready-made tokens are no sign-in to Azure Resource Manager,
 * so the Azure CLI is asked there.
 */
export async function tokenFor(context: StepContext, audience: Audience): Promise<TokenOutcome> {
	const kind = kindOf(context.answers);
	const tenant = tenantOf(context.answers);
	const outcome = await context.memo.get(`azure-token:${kind}:${tenant ?? ''}:${audience}`, async () => {
		switch (kind) {
			case 'environment': {
				return principalToken(context.ports, audience, context.signal);
			}

			case 'azd': {
				return azdToken(context.ports, audience, tenant, context.signal);
			}

			default: {
				return azToken(context.ports, audience, tenant, context.signal);
			}
		}
	});
	if (outcome.failure !== undefined) {
		// The next look must not be answered from memory: the person may sign in meanwhile.
		context.memo.forget(`azure-token:${kind}:${tenant ?? ''}:${audience}`);
	}

	return outcome;
}

/** The service principal of the environment, exchanged for a token as the credential chain does (RFC 6749 §4.4). */
async function principalToken(ports: Ports, audience: Audience, signal: AbortSignal): Promise<TokenOutcome> {
	const {AZURE_CLIENT_ID: client = '', AZURE_TENANT_ID: tenant = '', AZURE_CLIENT_SECRET: secret = ''} = ports.env;
	if (client === '' || tenant === '') {
		return {failure: {code: 'foundry.sign-in-needed', raw: 'AZURE_CLIENT_ID and AZURE_TENANT_ID are not both set in this shell.'}};
	}

	if (secret === '') {
		const hasCertificate = (ports.env['AZURE_CLIENT_CERTIFICATE_PATH'] ?? '') !== '';
		return hasCertificate
			? {failure: {code: 'foundry.sign-in-unavailable', raw: 'The service principal signs in with a certificate, which is not tried here.'}}
			: {failure: {code: 'foundry.sign-in-needed', raw: 'AZURE_CLIENT_SECRET is not set in this shell.'}};
	}

	const reply = await request(
		ports,
		{
			url: `${authorityUrl(ports.env)}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
			method: 'POST',
			headers: {'content-type': 'application/x-www-form-urlencoded'},
			body: new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: client,
				client_secret: secret,
				scope: `${audiences[audience]}/.default`,
			}).toString(),
			limitMs: 10_000,
		},
		signal,
	);
	const value = textAt(reply.json, 'access_token');
	if (reply.status === 200 && value !== undefined) {
		const seconds = Number((reply.json as {readonly expires_in?: unknown}).expires_in);
		return {token: {value, tenant, ...(Number.isFinite(seconds) ? {expiresAt: ports.clock.now() + seconds * 1000} : {})}};
	}

	const words = textAt(reply.json, 'error_description');
	return {
		failure:
			words === undefined
				? {
						code: 'foundry.sign-in-unavailable',
						raw: `${authorityUrl(ports.env)} ${reply.status === undefined ? `does not answer (${reply.error ?? ''})` : `answers ${reply.status} ${reply.text}`}`,
					}
				: readFailure(words),
	};
}
