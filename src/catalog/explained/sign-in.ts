// Sign-in troubles with AWS that only an error text names.

import {family} from '../declare.ts';
import {explained} from './declare.ts';

const bedrock = 'https://code.claude.com/docs/en/amazon-bedrock';

export const explainedSignInFindings = family({
	'sign-in.chain-timed-out': explained({
		owner: 'you',
		title: 'Looking for AWS credentials took too long',
		cause:
			'A credential command waits for an answer nobody sees (a second factor, aws-vault), or the tools wait for a metadata service that is not there.',
		fix: {
			kind: 'do',
			text: 'Sign in before you start Claude Code, and set AWS_EC2_METADATA_DISABLED=true on a laptop. If the command is just slow, raise CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS.',
		},
		detection: 'Claude Code says that resolving the default credential chain timed out, or an SDK gives up on the metadata service.',
		links: ['https://code.claude.com/docs/en/errors', 'https://github.com/anthropics/claude-code/issues/76566'],
	}),
	'sign-in.credential-command-wrong': explained({
		owner: 'you',
		title: 'The command that hands out credentials is the wrong one',
		cause:
			'awsCredentialExport or credential_process runs something that does not work with a signed-in session, for example get-session-token.',
		fix: {
			kind: 'do',
			text: 'Set awsCredentialExport to: aws configure export-credentials --profile PROFILE (or take it out and set AWS_PROFILE).',
		},
		detection: 'STS answers "Cannot call GetSessionToken with session credentials", or the output of the command cannot be used.',
		links: [bedrock, 'https://github.com/anthropics/claude-code/issues/3823'],
	}),
	'sign-in.assume-role-failed': explained({
		owner: 'you',
		title: 'The profile takes on a role by way of another profile, and that did not work',
		cause: 'The profile under it (source_profile) has no sign-in, the chain is written wrongly, or the role does not trust you.',
		fix: {
			kind: 'do',
			text: 'Check each profile of the chain with aws sts get-caller-identity --profile NAME, beginning at the lowest. Update Claude Code if only it fails.',
		},
		causedBy: ['sign-in.expired', 'sign-in.needed'],
		detection: 'AssumeRole is denied, or a tool cannot follow role_arn and source_profile.',
		links: ['https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html'],
	}),
	'sign-in.foreign-token': explained({
		owner: 'you',
		title: 'A token of another service is sent to Bedrock',
		cause:
			'A gateway or another tool left its token in the environment while CLAUDE_CODE_USE_BEDROCK is on, or AWS_BEARER_TOKEN_BEDROCK holds something that is not a Bedrock API key.',
		fix: {
			kind: 'do',
			text: 'Unset ANTHROPIC_AUTH_TOKEN and ANTHROPIC_API_KEY, or CLAUDE_CODE_USE_BEDROCK, whichever is not meant; check AWS_BEARER_TOKEN_BEDROCK.',
		},
		causedBy: ['config.bearer-token-present'],
		detection: 'Bedrock answers "Invalid API Key format: Must start with pre-defined prefix".',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html'],
	}),
	'sign-in.api-key-rejected': explained({
		owner: 'you',
		title: 'Bedrock does not accept the API key',
		cause: 'The key has expired, belongs to another region, or another credential in the environment gets in its way.',
		fix: {
			kind: 'do',
			text: 'Make a new key in the region you use, or use a profile that signs in. Look for a stray AWS_BEARER_TOKEN_BEDROCK in the shell and in settings.json.',
		},
		detection: 'A Bedrock API key is refused: "API key was rejected", "Authentication failed" or "Bearer Token has expired".',
		links: ['https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html', 'https://github.com/anthropics/claude-code/issues/60587'],
	}),
	'sign-in.aws-cli-missing': explained({
		owner: 'you',
		title: 'The AWS CLI is not installed, or not on PATH',
		cause: 'A command or a refresh command of Claude Code calls aws, and no such program is found.',
		fix: {
			kind: 'command',
			command: 'onboard sign-in',
			text: 'Sign in with onboard, which needs no AWS CLI; or install it and open a new terminal.',
		},
		detection: 'A shell says that the command aws is not found.',
		links: ['https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'],
	}),
});
