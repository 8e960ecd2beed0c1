// The AWS access portal: which accounts and roles a signed-in person has, and the credentials of one of them.

import {incomplete} from '../answers.ts';
import {onPortal} from '../clients.ts';
import type {Connection, Credentials} from '../connection.ts';
import {tidy} from '../failure.ts';

export type PortalAccount = {readonly id: string; readonly name: string; readonly email: string};

const pageSize = 100;

/**
 * Every account assigned to the person, by name.
 *
 * @throws CloudError
 */
export async function listAccounts(connection: Connection, accessToken: string): Promise<readonly PortalAccount[]> {
	return onPortal(connection, async (sdk, client) => {
		const found: PortalAccount[] = [];
		let nextToken: string | undefined;
		do {
			const answer = await client.send(
				new sdk.ListAccountsCommand({accessToken, maxResults: pageSize, ...(nextToken === undefined ? {} : {nextToken})}),
			);
			found.push(
				...(answer.accountList ?? []).map(account => ({
					id: account.accountId ?? '',
					name: tidy(account.accountName ?? ''),
					email: tidy(account.emailAddress ?? ''),
				})),
			);
			({nextToken} = answer);
		} while (nextToken !== undefined && nextToken !== '');
		return found.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
	});
}

/**
 * Role (permission set) names in one account. Never ask for many accounts at once: the portal throttles at about 20 calls a second.
 *
 * @throws CloudError
 */
export async function listRoles(connection: Connection, accessToken: string, accountId: string): Promise<readonly string[]> {
	return onPortal(connection, async (sdk, client) => {
		const found: string[] = [];
		let nextToken: string | undefined;
		do {
			const answer = await client.send(
				new sdk.ListAccountRolesCommand({accessToken, accountId, maxResults: pageSize, ...(nextToken === undefined ? {} : {nextToken})}),
			);
			found.push(...(answer.roleList ?? []).map(role => tidy(role.roleName ?? '')));
			({nextToken} = answer);
		} while (nextToken !== undefined && nextToken !== '');
		return found.toSorted();
	});
}

/**
 * Short-lived credentials of one role.
 *
 * @throws CloudError
 */
export async function roleCredentials(connection: Connection, accessToken: string, account: string, role: string): Promise<Credentials> {
	return onPortal(connection, async (sdk, client) => {
		const answer = await client.send(new sdk.GetRoleCredentialsCommand({accessToken, accountId: account, roleName: role}));
		const {accessKeyId, secretAccessKey, sessionToken, expiration} = answer.roleCredentials ?? {};
		if (accessKeyId === undefined || secretAccessKey === undefined) {
			throw incomplete('credentials');
		}

		return {
			accessKeyId,
			secretAccessKey,
			...(sessionToken === undefined ? {} : {sessionToken}),
			...(expiration === undefined ? {} : {expiresAt: expiration}),
		};
	});
}
