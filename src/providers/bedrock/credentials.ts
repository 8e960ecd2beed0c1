// Credentials for the calls onboard makes itself: of the chosen role, or of an existing profile, once per run and never shown.

import {valueOf} from '../../core/session.ts';
import type {StepContext} from '../provider.ts';
import {kindOfProfile, type AwsProfile} from './aws-files.ts';
import {chainCredentials} from './clients.ts';
import type {Connection, Credentials} from './connection.ts';
import {attempt, CloudError, type CloudFailure} from './failure.ts';
import {roleCredentials} from './sign-in/portal.ts';
import {accessToken, methodOf, tokenOf, type SsoSource} from './sign-in/session.ts';

/** What was learned beside the credentials. Plain data. */
export type CredentialFacts = {
	readonly expiresAt?: number;
	/** The service's clock minus this machine's, in milliseconds. */
	readonly skewMs?: number;
};

type Found = {readonly credentials: Credentials; readonly facts: CredentialFacts};

/**
 * The credentials that the answers mean.
 *
 * @throws CloudError with the service's own name, `NotSignedIn` when there is no working sign-in to ask with, or `RoleNotChosen` when
 * the account or the permission set is open; its message names which.
 */
export async function credentialsOf(context: StepContext): Promise<Found> {
	const key = ['signIn', 'startUrl', 'ssoRegion', 'account', 'permissionSet', 'profileName']
		.map(id => valueOf(context.answers, id) ?? '')
		.join('|');
	return context.memo.get(`credentials:${key}`, async () => find(context));
}

/** A connection to a service in the chosen region with the chosen credentials. */
export async function connect(
	context: StepContext,
	signal: AbortSignal,
	region: string,
	options: Pick<Connection, 'attempts' | 'requestMs' | 'url' | 'onResponse'> = {},
): Promise<Connection> {
	const {credentials} = await credentialsOf({...context, signal});
	return {ports: context.ports, region, signal, credentials, attempts: 2, ...options};
}

async function find(context: StepContext): Promise<Found> {
	const method = await methodOf(context);
	if (method === undefined || method.kind === 'missing') {
		throw notSignedIn(method === undefined ? 'Nothing says how to sign in.' : `${method.name} does not exist.`);
	}

	if (method.kind === 'sso') {
		return fromPortal(context, method);
	}

	const credentials = method.kind === 'environment' ? await fromEnvironment(context) : await fromProfile(context, method.profile);
	return {credentials, facts: credentials.expiresAt === undefined ? {} : {expiresAt: credentials.expiresAt}};
}

async function fromPortal(context: StepContext, source: SsoSource): Promise<Found> {
	const {account, role} = source;
	const token = await accessToken(context, source);
	if (token === undefined) {
		throw notSignedIn('There is no valid sign-in.');
	}

	if (account === undefined || role === undefined) {
		const open = [...(account === undefined ? ['account'] : []), ...(role === undefined ? ['permission set'] : [])];
		throw new CloudError({name: 'RoleNotChosen', message: open.join(' and no '), isForeign: false});
	}

	let skewMs: number | undefined;
	const connection: Connection = {
		ports: context.ports,
		region: source.region,
		signal: context.signal,
		attempts: 2,
		onResponse(response) {
			skewMs = response.skewMs ?? skewMs;
		},
	};
	const first = await attempt(async () => roleCredentials(connection, token.accessToken, account, role));
	const credentials = first.value ?? (await afterRefusal(context, source, connection, first.failure));
	return {
		credentials,
		facts: {...(credentials.expiresAt === undefined ? {} : {expiresAt: credentials.expiresAt}), ...(skewMs === undefined ? {} : {skewMs})},
	};
}

// A token that the clock calls good may have been revoked: one renewal tells "session over" from "asked in the wrong region".
async function afterRefusal(context: StepContext, source: SsoSource, connection: Connection, failure: CloudFailure): Promise<Credentials> {
	if (failure.status !== 401 || source.account === undefined || source.role === undefined) {
		throw new CloudError(failure);
	}

	const state = await tokenOf(context, source, true);
	context.memo.forget(`sso-token:${source.key}`);
	if (state.state !== 'renewed') {
		throw new CloudError(failure);
	}

	const again = await attempt(async () => roleCredentials(connection, state.token.accessToken, source.account!, source.role!));
	if (again.value !== undefined) {
		return again.value;
	}

	throw new CloudError(again.failure?.status === 401 ? {...again.failure, name: 'RefusedAfterRenewal'} : again.failure);
}

async function fromEnvironment(context: StepContext): Promise<Credentials> {
	const {env} = context.ports;
	const accessKeyId = env['AWS_ACCESS_KEY_ID'];
	const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
	if (accessKeyId === undefined || secretAccessKey === undefined) {
		throw notSignedIn('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set.');
	}

	const sessionToken = env['AWS_SESSION_TOKEN'];
	return {accessKeyId, secretAccessKey, ...(sessionToken === undefined || sessionToken === '' ? {} : {sessionToken})};
}

async function fromProfile(context: StepContext, profile: AwsProfile): Promise<Credentials> {
	const values = {...profile.config, ...profile.credentials};
	const kind = kindOfProfile(profile);
	if (kind === 'static') {
		const sessionToken = values['aws_session_token'];
		return {
			accessKeyId: values['aws_access_key_id'] ?? '',
			secretAccessKey: values['aws_secret_access_key'] ?? '',
			...(sessionToken === undefined ? {} : {sessionToken}),
		};
	}

	if (kind === 'none') {
		throw notSignedIn(`The profile ${profile.name} holds no credentials.`);
	}

	// Programs named by credential_process, assumed roles, web identity and `aws login` follow rules that only the SDK knows.
	const region = values['region'] ?? valueOf(context.answers, 'region') ?? 'us-east-1';
	return chainCredentials(profile.name, {ports: context.ports, region, signal: context.signal});
}

function notSignedIn(message: string): CloudError {
	return new CloudError({name: 'NotSignedIn', message, isForeign: false});
}
