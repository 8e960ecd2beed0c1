// The home folder of somebody set up for Foundry: what Azure CLI keeps, the variables of Claude Code.

import type {Scenario} from '../../scenario.ts';
import {rsaCertificate} from '../certificate.ts';
import {azureFiles, cachedSubscriptions} from './az-files.ts';
import type {SimulatedAzure} from './scenario.ts';
import {azureCliClient, mint} from './tokens.ts';

export type AzureScenario = Scenario & {readonly azure: SimulatedAzure};

/** What the happy set-up answers; a scenario's `home.answers` replace single ones, an empty text leaves one out. */
export const happyAnswers: Readonly<Record<string, string>> = {
	signIn: 'az',
	resource: 'acme-claude',
	primaryModel: 'opus-main',
	fastModel: 'haiku-main',
	opusModel: 'opus-main',
	sonnetModel: 'sonnet-main',
	haikuModel: 'haiku-main',
	fableModel: 'opus-main',
};

/** What the answers of a planted home are. */
export function answersOf(scenario: AzureScenario): Readonly<Record<string, string>> {
	const {tenants, subscriptions} = scenario.azure;
	const {answers = {}} = scenario.home;
	const pinned = answers['primaryModel'];
	const fast = answers['fastModel'];
	return {
		...happyAnswers,
		tenant: tenants[0]?.id ?? '',
		subscription: subscriptions[0]?.id ?? '',
		...(pinned === undefined ? {} : {opusModel: pinned, fableModel: pinned}),
		...(fast === undefined ? {} : {haikuModel: fast}),
		...answers,
	};
}

/** The `env` of the planted Claude Code settings: resource or base URL, never both, and a deployment for every alias. */
export function claudeSettings(scenario: AzureScenario): {readonly env: Readonly<Record<string, string | undefined>>} {
	const answers = answersOf(scenario);
	const baseUrl = answers['baseUrl'] ?? '';
	return {
		env: {
			CLAUDE_CODE_USE_FOUNDRY: '1',
			ANTHROPIC_FOUNDRY_RESOURCE: baseUrl === '' ? answers['resource'] : undefined,
			ANTHROPIC_FOUNDRY_BASE_URL: baseUrl,
			CLAUDE_CODE_SKIP_FOUNDRY_AUTH: answers['route'] === 'gateway' ? '1' : undefined,
			ANTHROPIC_MODEL: answers['primaryModel'],
			ANTHROPIC_DEFAULT_OPUS_MODEL: answers['opusModel'],
			ANTHROPIC_DEFAULT_SONNET_MODEL: answers['sonnetModel'],
			ANTHROPIC_DEFAULT_HAIKU_MODEL: answers['haikuModel'],
			ANTHROPIC_DEFAULT_FABLE_MODEL: answers['fableModel'],
		},
	};
}

/** Files below the home besides Claude Code's settings: what `az login` left, by the scenario's state of the sign-in. */
export function azureHomeFiles(scenario: AzureScenario, now: number): Readonly<Record<string, string | undefined>> {
	const {azure, home} = scenario;
	const state = home.signIn ?? 'valid';
	const certificateFile = azure.application?.certificateFile;
	const {key, cert} = certificateFile === undefined ? {key: '', cert: ''} : rsaCertificate(now);
	const certificate = certificateFile === undefined ? {} : {[certificateFile]: `${key}${cert}`};
	if (state === 'none') {
		return certificate;
	}

	const subscriptions = cachedSubscriptions(azure, undefined);
	const tenant = azure.tenants[0]?.id ?? '';
	const over = mint('refresh', {tenant, client: azureCliClient, expires: Math.floor(now / 1000) - 60});
	const files = state === 'expired' ? azureFiles(azure, now, subscriptions, over) : azureFiles(azure, now, subscriptions);
	return {...certificate, ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`.azure/${name}`, text]))};
}
