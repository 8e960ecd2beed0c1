// Plants a home folder that is already set up the way onboard saves it: AWS profile, cached sign-in, Claude Code settings.

import {createHash} from 'node:crypto';
import {dirname, join} from 'node:path';
import type {Clock, Files} from '../ports/ports.ts';
import {makeRegistration, makeTokens} from './clouds/aws/sso-client.ts';
import type {Scenario} from './scenario.ts';

export type PlantOptions = {readonly files: Files; readonly clock: Clock};

export const sessionName = 'onboard';
export const profileName = 'claude-code';
/** Folder below the home that programs are started from, so that project settings have a place of their own. */
export const projectFolder = 'work';

/** What the happy set-up answers; a scenario's `home.answers` replace single ones, an empty text leaves one out. */
export const happyAnswers: Readonly<Record<string, string>> = {
	account: '111122223333',
	permissionSet: 'ClaudeCodeDeveloper',
	region: 'us-east-1',
	profileName,
	primaryModel: 'us.anthropic.claude-opus-5-5',
	opusModel: 'us.anthropic.claude-opus-5-5',
	sonnetModel: 'us.anthropic.claude-sonnet-5-5',
	haikuModel: 'us.anthropic.claude-haiku-5-5',
	fableModel: 'us.anthropic.claude-fable-5-1',
};

/** Path of the cached sign-in below the home: the session's name hashed, as AWS CLI v2 and the SDKs do (2026-11-22). */
export const tokenFile = `.aws/sso/cache/${createHash('sha1').update(sessionName).digest('hex')}.json`;

/** What the answers of a planted home are. */
export function answersOf(scenario: Scenario): Readonly<Record<string, string>> {
	const {startUrl, region} = scenario.aws.sso;
	const pinned = scenario.home.answers?.['primaryModel'];
	return {...happyAnswers, startUrl, ssoRegion: region, ...(pinned === undefined ? {} : {opusModel: pinned}), ...scenario.home.answers};
}

/** Every file of the planted home, by path below it. */
export function plantedFiles(scenario: Scenario, now: number): Readonly<Record<string, string>> {
	const files: Record<string, string | undefined> = {
		'.aws/config': awsConfig(scenario),
		'.claude/settings.json': claudeSettings(scenario),
		[tokenFile]: cachedSignIn(scenario, now),
		[`${projectFolder}/README.md`]: '# A project\n',
		...scenario.home.files,
	};
	return Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * Writes the planted home.
 *
 * @throws The system's error when a file cannot be written.
 */
export async function plantHome(scenario: Scenario, home: string, options: PlantOptions): Promise<void> {
	const {files, clock} = options;
	for (const [path, content] of Object.entries(plantedFiles(scenario, clock.now()))) {
		const isPrivate = path.startsWith('.aws/');
		await files.makeFolder(dirname(join(home, path)), isPrivate ? 0o700 : undefined);
		await files.writeAtomic(join(home, path), Buffer.from(content), isPrivate ? 0o600 : 0o644);
	}
}

function awsConfig(scenario: Scenario): string {
	const {startUrl, ssoRegion, account, permissionSet, region} = answersOf(scenario);
	return `[sso-session ${sessionName}]
sso_start_url = ${startUrl}
sso_region = ${ssoRegion}
sso_registration_scopes = sso:account:access

[profile ${profileName}]
sso_session = ${sessionName}
sso_account_id = ${account}
sso_role_name = ${permissionSet}
region = ${region}
`;
}

function claudeSettings(scenario: Scenario): string {
	const answers = answersOf(scenario);
	const variables: Readonly<Record<string, string | undefined>> = {
		CLAUDE_CODE_USE_BEDROCK: '1',
		AWS_PROFILE: answers['profileName'],
		AWS_REGION: answers['region'],
		ANTHROPIC_MODEL: answers['primaryModel'],
		ANTHROPIC_DEFAULT_OPUS_MODEL: answers['opusModel'],
		ANTHROPIC_DEFAULT_SONNET_MODEL: answers['sonnetModel'],
		ANTHROPIC_DEFAULT_HAIKU_MODEL: answers['haikuModel'],
		ANTHROPIC_DEFAULT_FABLE_MODEL: answers['fableModel'],
		ANTHROPIC_BEDROCK_BASE_URL: answers['baseUrl'],
		...scenario.home.settings,
	};
	const env = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
	return `${JSON.stringify({env, awsAuthRefresh: `onboard sign-in --profile ${answers['profileName'] ?? profileName}`}, undefined, 2)}\n`;
}

function cachedSignIn(scenario: Scenario, now: number): string | undefined {
	const {startUrl, region, tokenSeconds, refresh, clockSkewSeconds = 0} = scenario.aws.sso;
	const state = scenario.home.signIn ?? 'valid';
	if (state === 'none') {
		return undefined;
	}

	const issuedAt = Math.floor(now / 1000);
	const expires = state === 'valid' ? issuedAt + tokenSeconds : issuedAt - 60;
	const made = makeTokens(startUrl, region, expires + clockSkewSeconds, issuedAt);
	const client = makeRegistration(startUrl, issuedAt, {});
	// An expired sign-in whose portal session is over still carries a refresh token; the service refuses it.
	const refreshToken = state === 'expired' ? made.refreshToken.replace(/\.[^.]*$/u, '.over') : made.refreshToken;
	const isRenewable = refresh || state === 'expired';
	const token = {
		startUrl,
		// Where it was made, whatever the config says today.
		region,
		accessToken: made.accessToken,
		expiresAt: isoTime(expires),
		...(isRenewable
			? {clientId: client.clientId, clientSecret: client.clientSecret, registrationExpiresAt: isoTime(client.expires), refreshToken}
			: {}),
	};
	return `${JSON.stringify(token, undefined, 2)}\n`;
}

function isoTime(seconds: number): string {
	return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
