// How the `az` stand-in gets a token without a person: from the refresh token or secret in its folder, through the simulated directory.

import {reachOfHost} from '../reach.ts';
import {azError, type AzCall} from './az-state.ts';
import type {World} from './call.ts';
import {token} from './entra-token.ts';
import {azureCliClient} from './tokens.ts';

export type Token = {readonly token: string; readonly seconds: number};

const loginHost = 'login.microsoftonline.com';

/**
 * @returns The token, or what Azure CLI prints after `ERROR: `.
 * @throws AzureError when the directory cannot be reached or the folder holds nothing to renew with.
 */
export function silentToken(asked: AzCall, wanted: {readonly scope: string; readonly tenant: string}, world: World): Token | string {
	reachDirectory(wanted.tenant, world);
	return told(grant(asked, wanted, world), wanted);
}

/**
 * @throws AzureError in the words of Azure CLI's HTTP library when the directory's host cannot be reached.
 */
export function reachDirectory(tenant: string, world: World): void {
	const {network} = world.scenario;
	const fault = world.azure.faults['entra:*'] ?? world.azure.faults['entra:Token'];
	if (fault !== undefined && fault.status >= 500) {
		throw azError(`Get Token request returned http error: ${fault.status}, reason: ${fault.message}`);
	}

	const reach = reachOfHost(loginHost, world.scenario);
	if (reach === 'open') {
		return;
	}

	const isUnknown = network.resolver !== undefined || (network.hosts[loginHost] ?? []).length === 0;
	const cause = isUnknown
		? `NameResolutionError("HTTPSConnection(host='${loginHost}', port=443): Failed to resolve '${loginHost}' ([Errno -2] Name or service not known)")`
		: `NewConnectionError("HTTPSConnection(host='${loginHost}', port=443): Failed to establish a new connection: [Errno 111] Connection refused")`;
	throw azError(
		`HTTPSConnectionPool(host='${loginHost}', port=443): Max retries exceeded with url: /${tenant}/v2.0/.well-known/openid-configuration (Caused by ${cause})`,
	);
}

function grant(asked: AzCall, wanted: {readonly scope: string; readonly tenant: string}, world: World): Readonly<Record<string, unknown>> {
	const {files} = asked.run;
	const entries = parsed(files['service_principal_entries.json']);
	const [entry] = Array.isArray(entries) ? (entries as ReadonlyArray<Readonly<Record<string, string>>>) : [];
	const form =
		entry === undefined
			? {
					grant_type: 'refresh_token',
					client_id: azureCliClient,
					refresh_token: refreshTokenIn(files['msal_token_cache.json']),
					scope: `${wanted.scope} offline_access openid profile`,
				}
			: {
					grant_type: 'client_credentials',
					client_id: entry['client_id'] ?? '',
					client_secret: entry['client_secret'] ?? '',
					scope: wanted.scope,
				};
	const reply = token(wanted.tenant, new URLSearchParams(form), world);
	return parsed(Buffer.from(reply.body ?? '').toString('utf8')) as Readonly<Record<string, unknown>>;
}

/** The token in an answer of the directory, or what Azure CLI prints for its refusal. */
export function told(answer: Readonly<Record<string, unknown>>, wanted: {readonly scope: string; readonly tenant: string}): Token | string {
	return typeof answer['access_token'] === 'string'
		? {token: answer['access_token'], seconds: Number(answer['expires_in'])}
		: refusalText(answer, wanted);
}

/** The directory's text and the command to sign in again, as Azure CLI 2.79 prints them (azure-cli-core, `auth/util.py`). */
export function refusalText(answer: Readonly<Record<string, unknown>>, wanted: {readonly scope: string; readonly tenant: string}): string {
	return `${String(answer['error_description'])}\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\naz login --tenant "${wanted.tenant}" --scope "${wanted.scope}"`;
}

function refreshTokenIn(cache: string | undefined): string {
	const {RefreshToken} = (parsed(cache) ?? {}) as {readonly RefreshToken?: Readonly<Record<string, {readonly secret: string}>>};
	const [found] = Object.values(RefreshToken ?? {});
	if (found === undefined) {
		throw azError("Can't find token from MSAL cache.\nTo re-authenticate, please run:\naz login");
	}

	return found.secret;
}

function parsed(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? '') as unknown;
	} catch {
		return undefined;
	}
}
