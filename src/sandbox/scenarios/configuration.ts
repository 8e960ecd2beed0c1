// What can be wrong with the settings of a machine, while the cloud itself is fine.

import type {Scenario} from '../scenario.ts';
import {happyAws, scenario} from './base.ts';
import {profileName, tokenFile} from '../clouds/aws/home.ts';

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** Long-term keys that work; they belong to somebody's other work. */
const otherKeys = {
	accessKeyId: 'AKIAEXAMPLEOTHERWORK',
	secretAccessKey: 'CANARY-static-secret-key-0123456789abcdef',
	account: '222233334444',
	arn: 'arn:aws:iam::222233334444:user/dana-scripts',
};
const withOtherKeys = {...happyAws, staticKeys: [otherKeys]};

export const configuration: readonly Scenario[] = [
	scenario('not-configured', {
		title: 'Nothing is set up yet',
		expected: ['config.not-configured'],
		home: {signIn: 'none', files: {'.aws/config': undefined, '.claude/settings.json': undefined}},
	}),
	scenario('settings-override-shell', {
		title: 'The shell exports another region than the Claude Code settings, which win',
		expected: ['config.settings-override-shell'],
		home: {env: {AWS_REGION: 'eu-west-1'}},
	}),
	scenario('managed-settings-override', {
		title: 'Managed settings pin another model than the person chose',
		expected: ['config.managed-settings-override'],
		home: {files: {'.sandbox/managed/managed-settings.json': json({env: {ANTHROPIC_MODEL: 'us.anthropic.claude-sonnet-5-5'}})}},
	}),
	scenario('project-settings-override', {
		title: 'The project folder pins another model than the person chose',
		expected: ['config.project-settings-override'],
		home: {files: {'work/.claude/settings.json': json({env: {ANTHROPIC_MODEL: 'us.anthropic.claude-sonnet-5-5'}})}},
	}),
	scenario('stale-provider', {
		title: 'An old Vertex switch is still on beside Bedrock',
		expected: ['config.stale-provider'],
		home: {settings: {CLAUDE_CODE_USE_VERTEX: '1', CLOUD_ML_REGION: 'us-east5', ANTHROPIC_VERTEX_PROJECT_ID: 'acme-trial'}},
	}),
	scenario('static-keys-shadow-profile', {
		title: 'Exported access keys stand beside the profile',
		expected: ['config.static-keys-shadow-profile'],
		aws: withOtherKeys,
		home: {env: {AWS_ACCESS_KEY_ID: otherKeys.accessKeyId, AWS_SECRET_ACCESS_KEY: otherKeys.secretAccessKey}},
	}),
	scenario('bearer-token-present', {
		title: 'An old Bedrock API key in the shell is sent instead of the sign-in',
		expected: ['config.bearer-token-present'],
		home: {env: {AWS_BEARER_TOKEN_BEDROCK: 'CANARY-bearer-token-0123456789'}},
	}),
	scenario('deprecated-variable', {
		title: 'The fast model is still set by its deprecated variable',
		expected: ['config.deprecated-variable'],
		home: {settings: {ANTHROPIC_SMALL_FAST_MODEL: 'us.anthropic.claude-haiku-5-5'}},
	}),
	scenario('settings-unreadable', {
		title: 'The Claude Code settings file is not valid JSON',
		expected: ['config.settings-unreadable'],
		home: {files: {'.claude/settings.json': '{\n  "env": {\n    "CLAUDE_CODE_USE_BEDROCK": "1"\n    "AWS_REGION": "us-east-1"\n'}},
	}),
	scenario('aws-config-unreadable', {
		title: 'The AWS config file has a broken section',
		expected: ['config.aws-config-unreadable'],
		home: {files: {'.aws/config': `[profile ${profileName}\nsso_session onboard\n`}},
	}),
	scenario('unpinned-models', {
		title: 'Only the primary model is pinned',
		expected: ['config.unpinned-models'],
		home: {answers: {opusModel: '', sonnetModel: '', haikuModel: '', fableModel: ''}},
	}),
	scenario('claude-code-missing', {
		title: 'Everything is set up, but Claude Code is not installed',
		expected: ['config.claude-code-missing'],
		home: {tools: {claude: undefined}},
	}),
	scenario('credential-shadow', {
		title: 'A section of the same name in ~/.aws/credentials beats the sign-in',
		expected: ['config.credential-shadow'],
		aws: withOtherKeys,
		home: {
			files: {
				'.aws/credentials': `[${profileName}]\naws_access_key_id = ${otherKeys.accessKeyId}\naws_secret_access_key = ${otherKeys.secretAccessKey}\n`,
			},
		},
	}),
	scenario('profile-missing', {
		title: 'AWS_PROFILE names a profile that does not exist',
		expected: ['config.profile-missing'],
		home: {files: {'.aws/config': '[default]\nregion = us-east-1\n', [tokenFile]: undefined}},
	}),
];
