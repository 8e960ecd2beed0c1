// What can be wrong with Application Default Credentials.

import {unauthenticated} from '../../clouds/google/errors.ts';
import {accountsFile, credentialsFile} from '../../clouds/google/home.ts';
import {clientSecretOf, gcloudClient, refreshTokenFor} from '../../clouds/google/tokens.ts';
import type {Scenario} from '../../scenario.ts';
import {everyApi, projectId, scenario} from './base.ts';

const otherFile = `${JSON.stringify({
	type: 'authorized_user',
	client_id: gcloudClient,
	client_secret: clientSecretOf(gcloudClient),
	refresh_token: refreshTokenFor({kind: 'user', who: 'dana@acme.example'}),
	quota_project_id: projectId,
})}\n`;
const executable = `${JSON.stringify({
	type: 'external_account',
	audience: '//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/providers/acme-ci',
	subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
	token_url: 'https://sts.googleapis.com/v1/token',
	credential_source: {executable: {command: '/opt/acme/bin/token', timeout_millis: 5000}},
	quota_project_id: projectId,
})}\n`;

export const signIn: readonly Scenario[] = [
	scenario('adc-missing', {
		title: 'Nobody is signed in: there are no Application Default Credentials',
		expected: ['vertex.adc-missing'],
		home: {signIn: 'none'},
	}),
	scenario('gcloud-missing', {
		title: 'Nobody is signed in, and gcloud is not installed',
		expected: ['vertex.gcloud-missing'],
		home: {signIn: 'none', tools: {gcloud: undefined}},
	}),
	scenario('cli-sign-in-only', {
		title: 'Signed in with gcloud auth login, which Claude Code does not see',
		expected: ['vertex.cli-sign-in-only'],
		home: {
			signIn: 'none',
			files: {
				[accountsFile]: '{"active": "dana@acme.example", "accounts": ["dana@acme.example"]}\n',
				'.config/gcloud/configurations/config_default': `[core]\naccount = dana@acme.example\nproject = ${projectId}\n`,
			},
		},
	}),
	scenario('adc-file-missing', {
		title: 'GOOGLE_APPLICATION_CREDENTIALS names a file that is gone',
		expected: ['vertex.adc-file-missing'],
		home: {signIn: 'none', env: {GOOGLE_APPLICATION_CREDENTIALS: '$HOME/keys/gone.json'}},
	}),
	scenario('adc-unreadable', {
		title: 'The file of the Application Default Credentials is damaged',
		expected: ['vertex.adc-unreadable'],
		home: {files: {[credentialsFile]: '{"type": "authorized_user", "client_id": '}},
	}),
	scenario('sign-in-expired', {
		title: 'The sign-in has expired or was revoked',
		expected: ['vertex.sign-in-expired'],
		home: {signIn: 'expired'},
	}),
	scenario('reauthentication-needed', {
		title: 'The organization limits sessions, and this one is over',
		expected: ['vertex.reauthentication-needed'],
		google: {limitsSessions: true},
		home: {signIn: 'expired'},
	}),
	scenario('token-refused', {
		title: 'A token is handed out, and the APIs refuse it',
		expected: ['vertex.token-refused'],
		google: {faults: everyApi(unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED'))},
	}),
	scenario('token-expired', {
		title: 'The token has ended by the time the APIs see it',
		expected: ['vertex.token-refused'],
		google: {faults: everyApi(unauthenticated('ACCESS_TOKEN_EXPIRED'))},
	}),
	scenario('token-stripped', {
		title: 'Something on the way takes the token out of the calls',
		expected: ['vertex.token-refused'],
		google: {faults: everyApi(unauthenticated('CREDENTIALS_MISSING'))},
	}),
	scenario('sign-in-unproven', {
		title: 'The credentials come from a program of the company, and gcloud is not there to try them',
		expected: ['vertex.sign-in-unproven'],
		home: {files: {[credentialsFile]: executable}, tools: {gcloud: undefined}},
	}),
	scenario('credentials-shadowed', {
		title: 'GOOGLE_APPLICATION_CREDENTIALS hides the sign-in made with gcloud',
		expected: ['vertex.credentials-shadowed'],
		home: {env: {GOOGLE_APPLICATION_CREDENTIALS: '$HOME/keys/other.json'}, files: {'keys/other.json': otherFile}},
	}),
	scenario('sign-in-denied', {
		title: 'The person says no on the page of the sign-in',
		expected: ['vertex.adc-missing'],
		google: {approval: 'deny'},
		home: {signIn: 'none'},
	}),
];
