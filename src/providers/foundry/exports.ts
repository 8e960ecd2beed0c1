// What a finished Foundry set-up consists of: the variables Claude Code reads, from the answers alone.

import {valueOf, type Answers} from '../../core/session.ts';
import type {ExportContext, Exports} from '../provider.ts';
import {otherWays} from '../variables.ts';
import {resourceOf} from './target.ts';

/** Variables that change the way in, the place or the models beside ours. */
const competing: readonly string[] = [...otherWays, 'ANTHROPIC_FOUNDRY_RESOURCE', 'ANTHROPIC_FOUNDRY_BASE_URL'];

/**
 * Which variable each answer becomes: the resource or a base URL, never both, and the name of a deployment for every alias.
 * Keys and tokens are named by the sign-in step and never stored. Source: code.claude.com/docs/en/microsoft-foundry, read 2026-08-22.
 */
export function exportsFor(answers: Answers, _context: ExportContext): Exports {
	const given = (id: string) => valueOf(answers, id);
	const primary = given('primaryModel');
	const fast = given('fastModel') ?? given('haikuModel') ?? primary;
	const baseUrl = given('baseUrl');
	const isGateway = given('route') === 'gateway';
	const variables: Readonly<Record<string, string | undefined>> = {
		CLAUDE_CODE_USE_FOUNDRY: '1',
		ANTHROPIC_FOUNDRY_RESOURCE: baseUrl === undefined ? resourceOf(answers) : undefined,
		ANTHROPIC_FOUNDRY_BASE_URL: baseUrl,
		// Without it Claude Code would ask Azure for a token that the gateway has no use for.
		CLAUDE_CODE_SKIP_FOUNDRY_AUTH: isGateway ? '1' : undefined,
		ANTHROPIC_MODEL: primary,
		ANTHROPIC_DEFAULT_OPUS_MODEL: given('opusModel') ?? primary,
		ANTHROPIC_DEFAULT_SONNET_MODEL: given('sonnetModel') ?? primary,
		ANTHROPIC_DEFAULT_HAIKU_MODEL: fast,
		ANTHROPIC_DEFAULT_FABLE_MODEL: given('fableModel') ?? primary,
	};
	const keys = given('signIn') === 'api-key' || isGateway ? [] : ['ANTHROPIC_FOUNDRY_API_KEY', 'ANTHROPIC_FOUNDRY_AUTH_TOKEN'];
	const skip = isGateway ? [] : ['CLAUDE_CODE_SKIP_FOUNDRY_AUTH'];
	return {
		variables: Object.fromEntries(
			Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
		),
		settings: {},
		competing: [...competing, ...keys, ...skip].filter(
			name => (variables[name] ?? '') === '' && !(name === 'ANTHROPIC_FOUNDRY_AUTH_TOKEN' && given('signIn') === 'auth-token'),
		),
	};
}
