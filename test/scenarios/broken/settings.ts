// Broken settings: variables, files and tools of the simulated home that compete, are missing or cannot be read.

import {homeCloudOf} from '../../../src/sandbox/clouds/index.ts';
import type {Scenario} from '../../../src/sandbox/scenario.ts';
import {answersIn, broken, type Broken} from './gate.ts';

/** Of these the settings and the shell may not say different things. */
const agreeing = /^(?:AWS_(?:REGION|PROFILE)|ANTHROPIC_(?:MODEL|FOUNDRY_RESOURCE))$/u;
const ownFiles = [
	'.claude/settings.json',
	'.sandbox/managed/managed-settings.json',
	'work/.claude/settings.json',
	'.aws/config',
	'.aws/credentials',
];

/** An AWS config with somebody's profile in it, as the tools read it. */
function isWhole(text: string | undefined): boolean {
	return text?.includes('sso_account_id') === true;
}

export function brokenSettings(scenario: Scenario): readonly Broken[] {
	const {env = {}, files = {}, settings = {}, tools = {}} = scenario.home;
	const answers = answersIn(scenario);
	// A set-up may stand in the shell alone.
	const isOfShell = '.claude/settings.json' in files && Object.keys(env).some(name => name.startsWith('CLAUDE_CODE_USE_'));
	const planted: Readonly<Record<string, string | undefined>> = isOfShell
		? {}
		: {...homeCloudOf(scenario).settings(scenario).env, ...settings};
	const isOn = (name: string) => (planted[name] ?? (isOfShell ? env[name] : undefined) ?? '') !== '';
	const providers = ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_FOUNDRY', 'CLAUDE_CODE_USE_VERTEX'].filter(name => isOn(name));
	const isGateway = answers['route'] === 'gateway';
	const isWrong = [
		Object.entries(env).some(([name, value]) => agreeing.test(name) && isOn(name) && planted[name] !== value && !isOfShell),
		env['AWS_ACCESS_KEY_ID'] !== undefined && isOn('AWS_PROFILE'),
		env['AWS_BEARER_TOKEN_BEDROCK'] !== undefined,
		// A gateway needs no AWS profile, so its home has none.
		ownFiles.some(
			file =>
				file in files && !(isGateway && file.startsWith('.aws')) && !(isOfShell && file.startsWith('.claude')) && !isWhole(files[file]),
		),
		providers.length !== 1 && !isOn('CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD'),
		'claude' in tools && tools['claude'] === undefined,
		isOn('ANTHROPIC_SMALL_FAST_MODEL'),
		(answers['haikuModel'] ?? '') === '' && (answers['fastModel'] ?? '') === '',
	].some(Boolean);
	return isWrong ? [broken('settings', /^configuration$/u)] : [];
}
