// The credential that Claude Code will use for these answers, and a token to read the resource's settings with.

import {valueOf, type Answers} from '../../core/session.ts';
import type {StepContext} from '../provider.ts';
import {principalToken} from './principal.ts';
import {tenantOf} from './target.ts';
import {azdToken, azToken, type Audience, type TokenOutcome} from './tools.ts';

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
