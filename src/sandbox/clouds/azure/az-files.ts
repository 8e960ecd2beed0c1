// The files Azure CLI keeps below `~/.azure`: the accounts it knows and the token cache.

import type {CachedSubscription} from './az-state.ts';
import {refreshToken} from './entra-token.ts';
import type {SimulatedAzure} from './scenario.ts';
import {azureCliClient, guidFor, idToken} from './tokens.ts';

const environment = 'login.microsoftonline.com';

/** Subscriptions as the sign-in finds them, the first enabled one as the default. */
export function cachedSubscriptions(azure: SimulatedAzure, tenant: string | undefined): readonly CachedSubscription[] {
	const found = azure.subscriptions.filter(subscription => tenant === undefined || subscription.tenant === tenant);
	const chosen = found.find(subscription => (subscription.state ?? 'Enabled') === 'Enabled') ?? found[0];
	return found.map(subscription => {
		const own = azure.tenants.find(candidate => candidate.id === subscription.tenant);
		return {
			id: subscription.id,
			name: subscription.name,
			state: subscription.state ?? 'Enabled',
			user: {name: azure.user.name, type: 'user'},
			isDefault: subscription === chosen,
			tenantId: subscription.tenant,
			environmentName: 'AzureCloud',
			homeTenantId: subscription.tenant,
			tenantDefaultDomain: own?.domain ?? null,
			tenantDisplayName: own?.name ?? null,
			managedByTenants: [],
		};
	});
}

/**
 * The files of a sign-in, by name below the CLI's folder. `azureProfile.json` begins with a byte order mark, as the real one does.
 *
 * @param secret - Refresh token; default a fresh one.
 */
export function azureFiles(
	azure: SimulatedAzure,
	now: number,
	subscriptions: readonly CachedSubscription[] = cachedSubscriptions(azure, undefined),
	secret: string = refreshToken(azure.tenants[0]?.id ?? '', now),
): Readonly<Record<'azureProfile.json' | 'msal_token_cache.json', string>> {
	const {user, tenants} = azure;
	const home = tenants[0]?.id ?? '';
	const account = `${user.objectId}.${home}`;
	const seconds = String(Math.floor(now / 1000));
	const cache = {
		Account: {
			[`${account}-${environment}-${home}`]: {
				home_account_id: account,
				environment,
				realm: home,
				local_account_id: user.objectId,
				username: user.name,
				authority_type: 'MSSTS',
				account_source: 'authorization_code',
			},
		},
		IdToken: {
			[`${account}-${environment}-idtoken-${azureCliClient}-${home}-`]: {
				credential_type: 'IdToken',
				secret: idToken({aud: azureCliClient, oid: user.objectId, preferred_username: user.name, tid: home, ver: '2.0'}),
				home_account_id: account,
				environment,
				realm: home,
				client_id: azureCliClient,
			},
		},
		RefreshToken: {
			[`${account}-${environment}-refreshtoken-${azureCliClient}--`]: {
				credential_type: 'RefreshToken',
				secret,
				home_account_id: account,
				environment,
				client_id: azureCliClient,
				target: 'https://management.core.windows.net//user_impersonation https://management.core.windows.net//.default',
				last_modification_time: seconds,
			},
		},
		AppMetadata: {
			[`appmetadata-${environment}-${azureCliClient}`]: {client_id: azureCliClient, environment, family_id: '1'},
		},
	};
	return {
		'azureProfile.json': `\u{FEFF}${JSON.stringify({installationId: guidFor(`installation ${account}`), subscriptions})}`,
		'msal_token_cache.json': JSON.stringify(cache),
	};
}
