// Set-ups that grew over time: leftovers that win, values that reach only some programs, keys and profiles of other work.

import {happyAnswers, profileName, sessionName} from '../clouds/aws/home.ts';
import type {Scenario} from '../scenario.ts';
import {happyAws, scenario, startUrl} from './base.ts';

/** What onboard saves, as somebody wrote it into a start file instead. */
const exported: Readonly<Record<string, string>> = {
	CLAUDE_CODE_USE_BEDROCK: '1',
	AWS_PROFILE: profileName,
	AWS_REGION: happyAnswers['region'] ?? '',
	ANTHROPIC_MODEL: happyAnswers['primaryModel'] ?? '',
	ANTHROPIC_DEFAULT_OPUS_MODEL: happyAnswers['opusModel'] ?? '',
	ANTHROPIC_DEFAULT_SONNET_MODEL: happyAnswers['sonnetModel'] ?? '',
	ANTHROPIC_DEFAULT_HAIKU_MODEL: happyAnswers['haikuModel'] ?? '',
	ANTHROPIC_DEFAULT_FABLE_MODEL: happyAnswers['fableModel'] ?? '',
};
const exports = Object.entries(exported)
	.map(([name, value]) => `export ${name}='${value}'\n`)
	.join('');
const bash = {SHELL: '/bin/bash'};

/** Keys of a user of the account itself. */
const ownKeys = {
	accessKeyId: 'AKIAEXAMPLEDANASOWN0',
	secretAccessKey: 'CANARY-own-secret-key-0123456789abcdef012',
	account: '111122223333',
	arn: 'arn:aws:iam::111122223333:user/dana',
};

/** Temporary keys that somebody copied from the access portal yesterday. */
const copiedKeys = {
	accessKeyId: 'ASIAEXAMPLEYESTERDAY',
	secretAccessKey: 'CANARY-copied-secret-key-0123456789abcdef',
	account: '111122223333',
	arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ClaudeCodeDeveloper_8f2c41d09ab37e65/dana@acme.example',
	isExpired: true,
} as const;

const profileOf = (header: string, account: string, region = happyAnswers['region'] ?? '') => `[${header}]
sso_session = ${sessionName}
sso_account_id = ${account}
sso_role_name = ${happyAnswers['permissionSet']}
${region === '' ? '' : `region = ${region}\n`}`;
const sessionSection = `[sso-session ${sessionName}]
sso_start_url = ${startUrl}
sso_region = ${happyAws.sso.region}
sso_registration_scopes = sso:account:access
`;

export const grown: readonly Scenario[] = [
	scenario('exported-value-ignored', {
		title: 'The shell exports the model that the person wants, and the older one in the Claude Code settings wins',
		expected: ['config.settings-override-shell'],
		home: {env: {ANTHROPIC_MODEL: 'us.anthropic.claude-sonnet-5-5'}},
	}),
	scenario('start-file-unread', {
		title: 'Everything is set in the start file of another shell than the one in use',
		expected: ['config.not-configured'],
		home: {env: bash, files: {'.claude/settings.json': undefined, '.zshrc': exports}},
	}),
	scenario('editor-without-environment', {
		title: 'Everything is exported in the shell alone, so an editor that was started from its icon sees nothing',
		expected: [],
		home: {env: {...bash, ...exported}, files: {'.claude/settings.json': undefined, '.bashrc': exports}},
	}),
	scenario('exported-keys-invalid', {
		title: 'Keys that were deleted long ago are still exported, in front of the profile',
		expected: ['config.static-keys-shadow-profile', 'sign-in.credentials-invalid'],
		home: {env: {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEDELETED00', AWS_SECRET_ACCESS_KEY: 'CANARY-deleted-secret-key-0123456789abcdef'}},
	}),
	scenario('exported-keys-expired', {
		title: 'Keys copied from the access portal are over, and no profile is chosen',
		expected: ['sign-in.credentials-expired'],
		aws: {staticKeys: [copiedKeys]},
		home: {
			answers: {profileName: ''},
			env: {
				AWS_ACCESS_KEY_ID: copiedKeys.accessKeyId,
				AWS_SECRET_ACCESS_KEY: copiedKeys.secretAccessKey,
				AWS_SESSION_TOKEN: 'CANARY-copied-session-token-0123456789',
			},
		},
	}),
	scenario('keys-in-settings', {
		title: 'The keys stand in the settings of Claude Code alone, and are good',
		expected: [],
		aws: {staticKeys: [ownKeys]},
		home: {
			answers: {profileName: ''},
			settings: {AWS_ACCESS_KEY_ID: ownKeys.accessKeyId, AWS_SECRET_ACCESS_KEY: ownKeys.secretAccessKey},
		},
	}),
	scenario('default-profile-elsewhere', {
		title: 'No profile is chosen, and the default one belongs to the account of other work',
		expected: [],
		home: {
			answers: {profileName: ''},
			files: {
				'.aws/config': [sessionSection, profileOf('default', '222233334444'), profileOf(`profile ${profileName}`, '111122223333')].join(
					'\n',
				),
			},
		},
	}),
	scenario('profile-without-role', {
		title: 'The profile names the sign-in and the account, and no permission set',
		expected: ['sign-in.role-not-chosen'],
		home: {
			answers: {permissionSet: ''},
			files: {
				'.aws/config': [sessionSection, profileOf(`profile ${profileName}`, '111122223333').replace(/^sso_role_name.*\n/mu, '')].join('\n'),
			},
		},
	}),
	scenario('other-region', {
		title: 'AWS_DEFAULT_REGION of other work leads to a region where the pinned models are not offered',
		expected: ['model.invalid-id'],
		requirePrivatePath: false,
		home: {
			answers: {region: ''},
			env: {AWS_DEFAULT_REGION: 'eu-central-1'},
			files: {'.aws/config': [sessionSection, profileOf(`profile ${profileName}`, '111122223333', '')].join('\n')},
		},
	}),
	scenario('models-of-another-region', {
		title: 'Models of the US are pinned where only those of the EU are offered',
		expected: ['model.invalid-id'],
		requirePrivatePath: false,
		home: {settings: {AWS_REGION: 'eu-central-1'}},
	}),
];
