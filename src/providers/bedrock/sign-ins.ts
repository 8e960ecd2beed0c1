// What this machine has to sign in to AWS with, and what Claude Code takes of it, without asking AWS.

import {raise} from '../../catalog/declare.ts';
import {signInFindings} from '../../catalog/sign-in.ts';
import type {Finding} from '../../core/finding.ts';
import {ordered, type FoundSource, type SignIns, type SignInSource} from '../../core/sign-ins.ts';
import {awsConfigFile, awsCredentialsFile, shortPath} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';
import {isOn, textOf, type Variables} from '../variables.ts';
import {findProfile, kindOfProfile, readOrEmpty, sessionOfProfile, type AwsFiles, type AwsProfile, type ProfileKind} from './aws-files.ts';
import {timeOf} from '../../core/time-of-day.ts';
import {expiryOf, readToken, tokenPath} from './sign-in/token-cache.ts';

const check = 'sign-in';

const kinds: Readonly<Record<ProfileKind, string>> = {
	'assume-role': 'a role that another profile assumes',
	static: 'access keys',
	'web-identity': 'a web identity token',
	process: 'a program of its own (credential_process)',
	sso: 'IAM Identity Center',
	login: 'aws login',
	none: 'no credentials',
};

/**
 * Order: a gateway that signs, the Bedrock API key, access keys of the environment (Anthropic's SDK puts them before the profile), the
 * profile. Source: reference of the credential chain, JavaScript SDK 3.11xx measured and @anthropic-ai/bedrock-sdk's auth.mjs, 2026-11-22.
 */
export async function signIns(variables: Variables, ports: Ports): Promise<SignIns> {
	const files = await readOrEmpty(ports);
	const named = textOf(variables, 'AWS_PROFILE');
	const profile = findProfile(files, named ?? 'default');
	const own = await profileSource(named, profile, files, ports);
	const found: readonly FoundSource[] = [
		...(isOn(variables['CLAUDE_CODE_SKIP_BEDROCK_AUTH'])
			? [{title: 'The gateway signs in', place: 'CLAUDE_CODE_SKIP_BEDROCK_AUTH', note: 'Claude Code sends no AWS credentials'}]
			: []),
		...(textOf(variables, 'AWS_BEARER_TOKEN_BEDROCK') === undefined
			? []
			: [{title: 'Bedrock API key', place: 'AWS_BEARER_TOKEN_BEDROCK', note: 'wins over every other AWS credential'}]),
		...keys(variables),
		...(own === undefined ? [] : [own]),
	];
	const others = await Promise.all(
		files.profiles.filter(candidate => candidate !== profile).map(async candidate => otherProfile(candidate, files, ports)),
	);
	const sources = ordered(found);
	const isProfileNeeded = sources.every(source => source.state !== 'used' || source.title === own?.title);
	return {sources: [...sources, ...others], findings: isProfileNeeded ? await judge(profile, own, files, ports) : []};
}

function keys(variables: Variables): readonly FoundSource[] {
	const [id, secret] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map(name => textOf(variables, name));
	if (id === undefined && secret === undefined) {
		return [];
	}

	const missing = id === undefined ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY';
	const isSession = id?.startsWith('ASIA') === true;
	const needsToken = isSession && textOf(variables, 'AWS_SESSION_TOKEN') === undefined;
	return [
		{
			title: isSession ? 'Temporary access keys' : 'Access keys',
			place: 'AWS_ACCESS_KEY_ID',
			...(id === undefined || secret === undefined
				? {broken: `half set: ${missing} is missing`}
				: needsToken
					? {broken: 'half set: keys that begin with ASIA need AWS_SESSION_TOKEN'}
					: {note: isSession ? 'they end without saying when' : 'they do not end by themselves'}),
		},
	];
}

async function profileSource(
	named: string | undefined,
	profile: AwsProfile | undefined,
	files: AwsFiles,
	ports: Ports,
): Promise<FoundSource | undefined> {
	if (profile === undefined) {
		return named === undefined
			? undefined
			: {
					title: `Profile ${named}`,
					place: 'AWS_PROFILE',
					broken: `neither ${shortPath(awsConfigFile(ports), ports)} nor the credentials file has it`,
				};
	}

	const kind = kindOfProfile(profile);
	const base = {title: `Profile ${profile.name}, ${kinds[kind]}`, place: placeOf(profile, kind, ports), ...whoOf(profile)};
	if (kind === 'none') {
		return {...base, broken: 'it says nothing about how to sign in'};
	}

	return kind === 'sso' ? {...base, ...(await sessionFacts(profile, files, ports))} : base;
}

async function sessionFacts(profile: AwsProfile, files: AwsFiles, ports: Ports): Promise<Partial<FoundSource>> {
	const session = sessionOfProfile(files, profile);
	if (session === undefined) {
		return {broken: `its sso_session ${profile.config['sso_session'] ?? ''} is not in ${shortPath(awsConfigFile(ports), ports)}`};
	}

	const token = await readToken(ports, session.name).catch(() => undefined);
	return token === undefined
		? {note: 'nobody is signed in'}
		: {until: expiryOf(token), isRenewable: token.refreshToken !== undefined && token.clientId !== undefined};
}

/** The other profiles: known, and used by nothing that Claude Code is told. */
async function otherProfile(profile: AwsProfile, files: AwsFiles, ports: Ports): Promise<SignInSource> {
	const kind = kindOfProfile(profile);
	const {until, isRenewable} = kind === 'sso' ? await sessionFacts(profile, files, ports) : {};
	return {
		title: `Profile ${profile.name}, ${kinds[kind]}`,
		place: placeOf(profile, kind, ports),
		state: 'info',
		why: 'AWS_PROFILE does not name it',
		...whoOf(profile),
		...(until === undefined ? {} : {until}),
		...(isRenewable === undefined ? {} : {isRenewable}),
	};
}

async function judge(
	profile: AwsProfile | undefined,
	own: FoundSource | undefined,
	files: AwsFiles,
	ports: Ports,
): Promise<readonly Finding[]> {
	const session = profile === undefined || kindOfProfile(profile) !== 'sso' ? undefined : sessionOfProfile(files, profile);
	if (profile === undefined || session === undefined || own?.broken !== undefined) {
		return [];
	}

	const command = `onboard sign-in --profile ${profile.name}`;
	if (own?.until === undefined) {
		const reason = `${shortPath(tokenPath(ports, session.name), ports)}, which a sign-in makes, does not exist.`;
		return [raise(signInFindings, 'sign-in.needed', {check, details: {what: ` at ${session.startUrl}`, reason, command}})];
	}

	const now = ports.clock.now();
	if (own.until > now || own.isRenewable === true) {
		return [];
	}

	const details = {
		when: ` (at ${timeOf(own.until, now)})`,
		reason: 'It lasts some hours, and this one cannot be renewed without you.',
		command,
	};
	return [raise(signInFindings, 'sign-in.expired', {check, details})];
}

function placeOf(profile: AwsProfile, kind: ProfileKind, ports: Ports): string {
	const isOfCredentials = kind === 'static' ? 'aws_access_key_id' in profile.credentials : Object.keys(profile.config).length === 0;
	return shortPath(isOfCredentials ? awsCredentialsFile(ports) : awsConfigFile(ports), ports);
}

function whoOf({config}: AwsProfile): {readonly who?: string} {
	const {sso_account_id: account, sso_role_name: role, role_arn: arn} = config;
	const words = account === undefined ? arn : `${role ?? 'no role'} in account ${account}`;
	return words === undefined ? {} : {who: words};
}
