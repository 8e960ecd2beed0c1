// The shared sign-in cache ~/.aws/sso/cache: the standard file that AWS CLI, the SDKs and Claude Code read and refresh.

import {createHash} from 'node:crypto';
import {join} from 'node:path';
import type {Ports} from '../../../ports/ports.ts';

/** One cached sign-in, as in the file. Field names are the standard's; times are ISO 8601 in UTC. */
export type CachedToken = {
	readonly startUrl?: string;
	readonly region?: string;
	readonly accessToken: string;
	readonly expiresAt: string;
	readonly clientId?: string;
	readonly clientSecret?: string;
	readonly registrationExpiresAt?: string;
	readonly refreshToken?: string;
};

/** The file for a session: its name hashed, or the start URL of a legacy profile (AWS CLI v2, SDK `getSSOTokenFilepath`). */
export function tokenPath(ports: Ports, key: string): string {
	return join(ports.host.home, '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
}

/** The cached sign-in; undefined when there is none or the file is not one. */
export async function readToken(ports: Ports, key: string): Promise<CachedToken | undefined> {
	const bytes = await ports.files.read(tokenPath(ports, key));
	if (bytes === undefined) {
		return undefined;
	}

	try {
		const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
		return isToken(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** Replaces the cached sign-in in one step, readable by its owner only. */
export async function writeToken(ports: Ports, key: string, token: CachedToken): Promise<void> {
	await ports.files.makeFolder(join(ports.host.home, '.aws', 'sso', 'cache'), 0o700);
	await ports.files.writeAtomic(tokenPath(ports, key), new TextEncoder().encode(`${JSON.stringify(token, undefined, 2)}\n`), 0o600);
}

/** When the token stops working, in milliseconds since the Unix epoch. Old tools wrote the suffix `UTC` instead of `Z`. */
export function expiryOf(token: CachedToken): number {
	const time = Date.parse(token.expiresAt.replace(/UTC$/u, 'Z'));
	return Number.isNaN(time) ? 0 : time;
}

/** ISO 8601 in UTC without fractions: the form that every reader of the cache takes. */
export function isoTime(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/u, 'Z');
}

function isToken(value: unknown): value is CachedToken {
	return (
		typeof value === 'object' &&
		value !== null &&
		'accessToken' in value &&
		typeof value.accessToken === 'string' &&
		'expiresAt' in value &&
		typeof value.expiresAt === 'string'
	);
}
