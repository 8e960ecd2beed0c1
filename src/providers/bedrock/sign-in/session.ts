// Which sign-in the answers mean, and a working token for it: read from the shared cache, renewed when it is about to end.

import {valueOf, type Answers} from '../../../core/session.ts';
import type {StepContext} from '../../provider.ts';
import {findProfile, kindOfProfile, readOrEmpty, sessionNameFor, sessionOfProfile, type AwsFiles, type AwsProfile} from '../aws-files.ts';
import {attempt, CloudError, isThrottled, isUnreachable, type CloudFailure} from '../failure.ts';
import {createToken} from './oidc.ts';
import {expiryOf, readToken, writeToken, type CachedToken} from './token-cache.ts';

export const defaultProfileName = 'claude-code';

/** Where a sign-in is kept and where it is renewed. */
export type SsoSource = {
	/** What the cache file is named after: the session's name, or the start URL of a legacy profile. */
	readonly key: string;
	readonly startUrl: string;
	readonly region: string;
	readonly account?: string;
	readonly role?: string;
};

/** How the answers say that credentials are had. */
export type SignInMethod =
	| ({readonly kind: 'sso'} & SsoSource)
	| {readonly kind: 'profile'; readonly profile: AwsProfile}
	| {readonly kind: 'environment'}
	/** The answers name a profile or session that does not exist. */
	| {readonly kind: 'missing'; readonly name: string};

export type TokenState =
	| {readonly state: 'valid' | 'renewed'; readonly token: CachedToken}
	| {readonly state: 'none'}
	| {readonly state: 'expired'; readonly expiredAt: number; readonly failure?: CloudFailure};

// The JavaScript SDK renews five minutes before the end (token-providers 3.1166.0); later than that a call may meet the end.
const renewalWindowMs = 5 * 60_000;

/** Both AWS files, read once for the length of a run. */
export async function awsFiles(context: Pick<StepContext, 'memo' | 'ports'>): Promise<AwsFiles> {
	return context.memo.get('aws-files', async () => readOrEmpty(context.ports));
}

/** Whether a person's IAM Identity Center sign-in stands behind these answers, as far as the answers alone tell. */
export function isSso(answers: Answers): boolean {
	const signIn = valueOf(answers, 'signIn');
	return signIn === 'sso' || (signIn?.startsWith('session:') ?? false);
}

/** Resolves the answers against the files; undefined while `signIn` or what it needs is not answered. */
export async function methodOf(context: Pick<StepContext, 'answers' | 'memo' | 'ports'>): Promise<SignInMethod | undefined> {
	const {answers} = context;
	const signIn = valueOf(answers, 'signIn');
	if (signIn === undefined || signIn === 'environment') {
		return signIn === undefined ? undefined : {kind: 'environment'};
	}

	const files = await awsFiles(context);
	const target = targetOf(answers);
	if (signIn.startsWith('profile:')) {
		const name = signIn.slice('profile:'.length);
		const profile = findProfile(files, name);
		return profile === undefined ? {kind: 'missing', name} : methodOfProfile(files, profile, target);
	}

	if (signIn.startsWith('session:')) {
		const name = signIn.slice('session:'.length);
		const session = files.sessions.find(candidate => candidate.name === name);
		return session === undefined
			? {kind: 'missing', name}
			: {kind: 'sso', key: name, startUrl: session.startUrl, region: session.region, ...target};
	}

	const startUrl = valueOf(answers, 'startUrl');
	const region = valueOf(answers, 'ssoRegion');
	if (startUrl === undefined || region === undefined) {
		return undefined;
	}

	return {
		kind: 'sso',
		key: sessionNameFor(files, {startUrl, region, profileName: valueOf(answers, 'profileName') ?? defaultProfileName}),
		startUrl,
		region,
		...target,
	};
}

function targetOf(answers: Answers): {readonly account?: string; readonly role?: string} {
	const account = valueOf(answers, 'account');
	const role = valueOf(answers, 'permissionSet');
	return {...(account === undefined ? {} : {account}), ...(role === undefined ? {} : {role})};
}

function methodOfProfile(files: AwsFiles, profile: AwsProfile, target: {readonly account?: string; readonly role?: string}): SignInMethod {
	const session = kindOfProfile(profile) === 'sso' ? sessionOfProfile(files, profile) : undefined;
	if (session === undefined) {
		return {kind: 'profile', profile};
	}

	const account = target.account ?? profile.config['sso_account_id'];
	const role = target.role ?? profile.config['sso_role_name'];
	return {
		kind: 'sso',
		key: session.name,
		startUrl: session.startUrl,
		region: session.region,
		...(account === undefined ? {} : {account}),
		...(role === undefined ? {} : {role}),
	};
}

/**
 * A token for a sign-in, renewed with its refresh token when it is about to end.
 *
 * @param isForced - Renew even though the clock says the token is good: the portal refused it.
 * @throws CloudError when the sign-in service could not be asked, so that nothing is known.
 */
export async function tokenOf(context: Pick<StepContext, 'ports' | 'signal'>, source: SsoSource, isForced = false): Promise<TokenState> {
	const {ports, signal} = context;
	const token = await readToken(ports, source.key);
	if (token === undefined) {
		return {state: 'none'};
	}

	const now = ports.clock.now();
	const expiresAt = expiryOf(token);
	if (!isForced && expiresAt - now > renewalWindowMs) {
		return {state: 'valid', token};
	}

	const {clientId, clientSecret, refreshToken} = token;
	const registrationEnd = Date.parse(token.registrationExpiresAt ?? '');
	const isRegistered = Number.isNaN(registrationEnd) || registrationEnd > now;
	if (clientId === undefined || clientSecret === undefined || refreshToken === undefined || !isRegistered) {
		return !isForced && expiresAt > now ? {state: 'valid', token} : {state: 'expired', expiredAt: expiresAt};
	}

	const registration = {clientId, clientSecret, expiresAt: registrationEnd};
	// Tokens are renewed where they were made; a config edited since then does not move them.
	const region = token.region ?? source.region;
	const directory = {startUrl: token.startUrl ?? source.startUrl, region};
	const renewed = await attempt(async () =>
		createToken({ports, region, signal, attempts: 2}, directory, registration, {kind: 'refresh', refreshToken}),
	);
	if (renewed.failure === undefined) {
		const kept =
			token.registrationExpiresAt === undefined ? renewed.value : {...renewed.value, registrationExpiresAt: token.registrationExpiresAt};
		await keep(ports, source.key, kept);
		return {state: 'renewed', token: kept};
	}

	// Another tool may have renewed it in the same moment; a refresh token is good for one use.
	const other = await readToken(ports, source.key);
	if (other !== undefined && other.accessToken !== token.accessToken && expiryOf(other) > now) {
		return {state: 'renewed', token: other};
	}

	if (!isForced && expiresAt > now) {
		return {state: 'valid', token};
	}

	if (isUnreachable(renewed.failure) || isThrottled(renewed.failure) || (renewed.failure.status ?? 0) >= 500) {
		throw new CloudError(renewed.failure);
	}

	return {state: 'expired', expiredAt: expiresAt, failure: renewed.failure};
}

/** A renewed token serves this run even where the file cannot be written; the next run renews again or asks. */
async function keep(ports: StepContext['ports'], key: string, token: CachedToken): Promise<void> {
	try {
		await writeToken(ports, key, token);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error)) {
			throw error;
		}
	}
}

/** The token of a sign-in that is known to work, once per run. */
export async function accessToken(context: StepContext, source: SsoSource): Promise<CachedToken | undefined> {
	const found = await context.memo.get(`sso-token:${source.key}`, async () => tokenOf(context, source));
	return found.state === 'valid' || found.state === 'renewed' ? found.token : undefined;
}
