// What a finished Bedrock set-up consists of: the variables and settings Claude Code reads, from the answers alone.

import {valueOf, type Answers} from '../../core/session.ts';
import type {ExportContext, Exports} from '../provider.ts';
import {otherWays} from '../variables.ts';
import {isSso, defaultProfileName} from './sign-in/session.ts';
import {isGateway} from './target.ts';

/** Variables that change the way in, the credentials or the models beside ours. */
const competing: readonly string[] = [
	...otherWays,
	'AWS_BEARER_TOKEN_BEDROCK',
	'AWS_ACCESS_KEY_ID',
	'AWS_SECRET_ACCESS_KEY',
	'AWS_SESSION_TOKEN',
	'ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION',
];

/** A name that means itself in every shell: Claude Code hands the refresh command to one. */
const plainWord = /^[\w@%+=:,./][\w@%+=:,./-]*$/u;

/**
 * Which variable each answer becomes. ANTHROPIC_MODEL makes the primary model win over every default; the background model is
 * whatever the haiku alias leads to. Source: code.claude.com/docs/en/amazon-bedrock and /model-config, read 2026-08-22.
 */
export function exportsFor(answers: Answers, context: ExportContext): Exports {
	const given = (id: string) => valueOf(answers, id);
	const primary = given('primaryModel');
	const fast = given('fastModel') ?? given('haikuModel') ?? primary;
	const profile = isGateway(answers) ? undefined : profileOf(answers);
	const variables: Readonly<Record<string, string | undefined>> = {
		CLAUDE_CODE_USE_BEDROCK: '1',
		AWS_PROFILE: profile,
		AWS_REGION: given('region'),
		ANTHROPIC_MODEL: primary,
		ANTHROPIC_DEFAULT_OPUS_MODEL: given('opusModel') ?? primary,
		ANTHROPIC_DEFAULT_SONNET_MODEL: given('sonnetModel') ?? primary,
		ANTHROPIC_DEFAULT_HAIKU_MODEL: fast,
		ANTHROPIC_DEFAULT_FABLE_MODEL: given('fableModel') ?? primary,
		ANTHROPIC_BEDROCK_BASE_URL: given('baseUrl'),
		CLAUDE_CODE_SKIP_BEDROCK_AUTH: isGateway(answers) ? '1' : undefined,
	};
	const refresh =
		profile === undefined || !isSso(answers) || !plainWord.test(profile)
			? {}
			: {awsAuthRefresh: `${context.hasProviderTool ? 'aws sso login' : `${context.ownCommand} sign-in`} --profile ${profile}`};
	return {
		variables: Object.fromEntries(
			Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
		),
		settings: refresh,
		competing: competing.filter(name => variables[name] === undefined && !(name.startsWith('AWS_') && given('signIn') === 'environment')),
	};
}

/** The AWS profile that Claude Code is told to use; undefined when it takes keys from the environment. */
export function profileOf(answers: Answers): string | undefined {
	const signIn = valueOf(answers, 'signIn');
	if (signIn === 'environment') {
		return undefined;
	}

	return signIn?.startsWith('profile:') === true
		? signIn.slice('profile:'.length)
		: (valueOf(answers, 'profileName') ?? defaultProfileName);
}
