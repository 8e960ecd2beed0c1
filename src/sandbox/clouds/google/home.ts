// The home folder of somebody set up for Vertex AI: Application Default Credentials, gcloud's configuration, the variables of Claude Code.

import {generateKeyPairSync} from 'node:crypto';
import type {Address} from '../cloud.ts';
import type {GoogleScenario} from './scenario.ts';
import {clientSecretOf, federatedClient, gcloudClient, personOf, refreshTokenFor, workforcePool} from './tokens.ts';

/** What the happy set-up answers; a scenario's `home.answers` replace single ones, an empty text leaves one out. */
export const happyAnswers: Readonly<Record<string, string>> = {
	project: 'acme-claude',
	location: 'global',
	primaryModel: 'claude-opus-5-5',
	opusModel: 'claude-opus-5-5',
	sonnetModel: 'claude-sonnet-5-5',
	haikuModel: 'claude-haiku-5-5',
};

/** Path of the Application Default Credentials below the home (google-auth-library 10.9.1). */
export const credentialsFile = '.config/gcloud/application_default_credentials.json';
/** The organization's file for signing in through its own identity provider. */
export const loginConfigFile = '.sandbox/login-config.json';
/** Accounts of `gcloud auth login`; the real gcloud keeps them in a database instead. */
export const accountsFile = '.config/gcloud/sandbox-accounts.json';

export function answersOf(scenario: GoogleScenario): Readonly<Record<string, string>> {
	const pinned = scenario.home.answers?.['primaryModel'];
	return {
		...happyAnswers,
		project: scenario.google.project.id,
		...(pinned === undefined ? {} : {opusModel: pinned}),
		...scenario.home.answers,
	};
}

/** The `env` and refresh command of the planted Claude Code settings. */
export function claudeSettings(scenario: GoogleScenario) {
	const answers = answersOf(scenario);
	const env: Readonly<Record<string, string | undefined>> = {
		CLAUDE_CODE_USE_VERTEX: '1',
		ANTHROPIC_VERTEX_PROJECT_ID: answers['project'],
		CLOUD_ML_REGION: answers['location'],
		ANTHROPIC_MODEL: answers['primaryModel'],
		ANTHROPIC_DEFAULT_OPUS_MODEL: answers['opusModel'],
		ANTHROPIC_DEFAULT_SONNET_MODEL: answers['sonnetModel'],
		ANTHROPIC_DEFAULT_HAIKU_MODEL: answers['haikuModel'],
		ANTHROPIC_DEFAULT_FABLE_MODEL: answers['fableModel'],
		ANTHROPIC_VERTEX_BASE_URL: answers['baseUrl'],
	};
	return {env, gcpAuthRefresh: 'gcloud auth application-default login'};
}

/** Files below the home besides Claude Code's settings. */
export function googleFiles(scenario: GoogleScenario, address: Address): Readonly<Record<string, string | undefined>> {
	const {email, project} = scenario.google;
	const isSignedIn = (scenario.home.signIn ?? 'valid') !== 'none';
	return {
		[credentialsFile]: isSignedIn ? json(credentials(scenario, address)) : undefined,
		'.config/gcloud/active_config': 'default',
		'.config/gcloud/configurations/config_default': `[core]\n${isSignedIn ? `account = ${email}\n` : ''}project = ${project.id}\n`,
		[accountsFile]: isSignedIn ? json({active: email, accounts: [email]}) : undefined,
		...(scenario.google.adc === 'external-account' ? {'.sandbox/subject-token': 'CANARY-subject-token'} : {}),
	};
}

/**
 * The login configuration that an administrator hands out (`gcloud iam workforce-pools create-login-config`, gcloud 578.0.0). It
 * holds no secret.
 */
export function loginConfig({url}: Address): string {
	return json({
		universe_domain: 'googleapis.com',
		universe_cloud_web_domain: 'cloud.google',
		type: 'external_account_authorized_user_login_config',
		audience: workforcePool,
		auth_url: `${url}/authorize`,
		token_url: `${url}/v1/oauthtoken`,
		token_info_url: `${url}/v1/introspect`,
	});
}

function credentials(scenario: GoogleScenario, {url}: Address): Readonly<Record<string, unknown>> {
	const {adc = 'workforce', project, quotaProject = project.id} = scenario.google;
	const isOver = scenario.home.signIn === 'expired';
	const quota = quotaProject === '' ? {} : {quota_project_id: quotaProject};
	const sts = url === '' ? 'https://sts.googleapis.com' : url;
	switch (adc) {
		case 'user':
			return {
				account: '',
				client_id: gcloudClient,
				client_secret: clientSecretOf(gcloudClient),
				...quota,
				refresh_token: refreshTokenFor(personOf('user', scenario), isOver),
				type: 'authorized_user',
				universe_domain: 'googleapis.com',
			};
		case 'service-account':
			return {
				type: 'service_account',
				project_id: project.id,
				private_key_id: 'sandbox',
				private_key: generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey.export({type: 'pkcs8', format: 'pem'}),
				client_email: `claude-code@${project.id}.iam.gserviceaccount.com`,
				client_id: '101',
				token_uri: 'https://oauth2.googleapis.com/token',
				universe_domain: 'googleapis.com',
			};
		case 'external-account':
			return {
				type: 'external_account',
				audience: '//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/providers/acme-ci',
				subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
				token_url: `${sts}/v1/token`,
				credential_source: {file: '$HOME/.sandbox/subject-token'},
				...quota,
			};
		case 'workforce':
			return {
				type: 'external_account_authorized_user',
				audience: workforcePool,
				client_id: federatedClient,
				client_secret: clientSecretOf(federatedClient),
				refresh_token: refreshTokenFor(personOf('workforce', scenario), isOver),
				token_url: `${sts}/v1/oauthtoken`,
				token_info_url: `${sts}/v1/introspect`,
				universe_domain: 'googleapis.com',
				...quota,
			};
	}
}

function json(value: unknown): string {
	return `${JSON.stringify(value, undefined, 2)}\n`;
}
