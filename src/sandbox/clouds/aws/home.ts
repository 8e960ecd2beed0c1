// The home folder of somebody set up for Bedrock: AWS profile, cached sign-in, the variables of Claude Code.

import {createHash} from 'node:crypto';
import type {AwsScenario} from './scenario.ts';
import {makeRegistration, makeTokens} from './sso-client.ts';

export const sessionName = 'onboard';
export const profileName = 'claude-code';

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
export function answersOf(scenario: AwsScenario): Readonly<Record<string, string>> {
	const {startUrl, region} = scenario.aws.sso;
	const pinned = scenario.home.answers?.['primaryModel'];
	return {...happyAnswers, startUrl, ssoRegion: region, ...(pinned === undefined ? {} : {opusModel: pinned}), ...scenario.home.answers};
}

/** Files below the home besides Claude Code's settings. */
export function awsFiles(scenario: AwsScenario, now: number): Readonly<Record<string, string | undefined>> {
	return {'.aws/config': awsConfig(scenario), [tokenFile]: cachedSignIn(scenario, now)};
}

/** The `env` and refresh command of the planted Claude Code settings. */
export function claudeSettings(scenario: AwsScenario) {
	const answers = answersOf(scenario);
	const env: Readonly<Record<string, string | undefined>> = {
		CLAUDE_CODE_USE_BEDROCK: '1',
		AWS_PROFILE: answers['profileName'],
		AWS_REGION: answers['region'],
		ANTHROPIC_MODEL: answers['primaryModel'],
		ANTHROPIC_DEFAULT_OPUS_MODEL: answers['opusModel'],
		ANTHROPIC_DEFAULT_SONNET_MODEL: answers['sonnetModel'],
		ANTHROPIC_DEFAULT_HAIKU_MODEL: answers['haikuModel'],
		ANTHROPIC_DEFAULT_FABLE_MODEL: answers['fableModel'],
		ANTHROPIC_BEDROCK_BASE_URL: answers['baseUrl'],
	};
	return {env, awsAuthRefresh: `onboard sign-in --profile ${answers['profileName'] ?? profileName}`};
}

function awsConfig(scenario: AwsScenario): string {
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

function cachedSignIn(scenario: AwsScenario, now: number): string | undefined {
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
