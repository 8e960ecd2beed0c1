// What a finished set-up on Google Cloud consists of: the variables and settings Claude Code reads, from the answers alone.

import {valueOf, type Answers} from '../../core/session.ts';
import type {ExportContext, Exports} from '../provider.ts';
import {otherWays} from '../variables.ts';
import {signInCommand} from './checks/words.ts';
import {chosenFile} from './credentials/adc.ts';
import {regionVariable, regionVariables} from './names.ts';
import {isAnthropicManaged, isGateway, locationOf, modelLocations, projectOf} from './target.ts';

/** Variables that change the way in, the credentials or the models beside ours. */
const competing: readonly string[] = [
	...otherWays,
	'CLAUDE_CODE_USE_VERTEX',
	'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
	'CLAUDE_CODE_SKIP_VERTEX_AUTH',
	'GOOGLE_APPLICATION_CREDENTIALS',
];

/**
 * Which variable each answer becomes. The location is always written: without it Claude Code falls back to us-east5 in silence.
 * Source: code.claude.com/docs/en/google-vertex-ai, /claude-models-on-google-cloud-anthropic-managed, /llm-gateway, read 2026-08-22.
 */
export function exportsFor(answers: Answers, context: ExportContext): Exports {
	const given = (id: string) => valueOf(answers, id);
	const primary = given('primaryModel');
	const fast = given('fastModel') ?? given('haikuModel') ?? primary;
	const file = isGateway(answers) ? undefined : chosenFile(answers)?.replace(/^~(?=\/|$)/u, () => context.home);
	const isAnthropic = isAnthropicManaged(answers);
	const offering: Readonly<Record<string, string | undefined>> = isAnthropic
		? {
				CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD: '1',
				ANTHROPIC_GOOGLE_CLOUD_PROJECT: projectOf(answers),
				ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID: given('workspaceId'),
				ANTHROPIC_GOOGLE_CLOUD_LOCATION: locationOf(answers),
				ANTHROPIC_GOOGLE_CLOUD_BASE_URL: given('baseUrl'),
				CLAUDE_CODE_SKIP_ANTHROPIC_GOOGLE_CLOUD_AUTH: isGateway(answers) ? '1' : undefined,
			}
		: {
				CLAUDE_CODE_USE_VERTEX: '1',
				ANTHROPIC_VERTEX_PROJECT_ID: projectOf(answers),
				CLOUD_ML_REGION: locationOf(answers),
				...ownLocations(answers),
				ANTHROPIC_VERTEX_BASE_URL: given('baseUrl'),
				CLAUDE_CODE_SKIP_VERTEX_AUTH: isGateway(answers) ? '1' : undefined,
			};
	const variables: Readonly<Record<string, string | undefined>> = {
		...offering,
		GOOGLE_APPLICATION_CREDENTIALS: file,
		ANTHROPIC_MODEL: primary,
		ANTHROPIC_DEFAULT_OPUS_MODEL: given('opusModel') ?? primary,
		ANTHROPIC_DEFAULT_SONNET_MODEL: given('sonnetModel') ?? primary,
		ANTHROPIC_DEFAULT_HAIKU_MODEL: fast,
		ANTHROPIC_DEFAULT_FABLE_MODEL: given('fableModel') ?? primary,
	};
	// Claude Code runs it without a keyboard: only the kind that opens a browser works there.
	const canRefresh = context.hasProviderTool && file === undefined && !isGateway(answers);
	return {
		variables: Object.fromEntries(
			Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
		),
		settings: canRefresh ? {gcpAuthRefresh: signInCommand(answers)} : {},
		// A location left over for one model would win over the chosen one without a word.
		competing: [...competing, ...regionVariables].filter(name => variables[name] === undefined),
	};
}

function ownLocations(answers: Answers): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(modelLocations(answers))
			.map(([id, location]) => [regionVariable(id), location] as const)
			.filter((entry): entry is readonly [string, string] => entry[0] !== undefined),
	);
}
