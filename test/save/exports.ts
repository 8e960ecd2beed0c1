// Exports of a small Bedrock set-up, and survey options that keep away from this machine's own system files.

import {providers} from '../../src/providers/all.ts';
import type {Exports} from '../../src/providers/provider.ts';

export const someExports: Exports = {
	variables: {CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', AWS_PROFILE: 'claude-code'},
	settings: {awsAuthRefresh: 'onboard sign-in --profile claude-code'},
	competing: ['CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_FOUNDRY', 'AWS_BEARER_TOKEN_BEDROCK'],
};

export const elsewhere = {providers, managedFolder: '/nonexistent/claude-code', systemFolder: '/nonexistent/etc'};
