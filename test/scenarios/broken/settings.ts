// Broken settings: variables, files and tools of the simulated home that compete, are missing or cannot be read.

import {homeCloudOf} from '../../../src/sandbox/clouds/index.ts';
import type {Scenario} from '../../../src/sandbox/scenario.ts';
import {answersIn, broken, type Broken} from './gate.ts';

const competing = /^(?:AWS_(?:REGION|PROFILE|ACCESS_KEY_ID|BEARER_TOKEN_BEDROCK)|ANTHROPIC_FOUNDRY_RESOURCE)$/u;
const ownFiles = [
	'.claude/settings.json',
	'.sandbox/managed/managed-settings.json',
	'work/.claude/settings.json',
	'.aws/config',
	'.aws/credentials',
];

export function brokenSettings(scenario: Scenario): readonly Broken[] {
	const {env = {}, files = {}, settings = {}, tools = {}} = scenario.home;
	const answers = answersIn(scenario);
	const planted = {...homeCloudOf(scenario).settings(scenario).env, ...settings};
	const isOn = (name: string) => (planted[name] ?? '') !== '';
	const providers = ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_FOUNDRY', 'CLAUDE_CODE_USE_VERTEX'].filter(name => isOn(name));
	const isGateway = answers['route'] === 'gateway';
	const isWrong = [
		Object.entries(env).some(([name, value]) => competing.test(name) && planted[name] !== value),
		// A gateway needs no AWS profile, so its home has none.
		ownFiles.some(file => file in files && !(isGateway && file.startsWith('.aws'))),
		providers.length !== 1 && !isOn('CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD'),
		'claude' in tools && tools['claude'] === undefined,
		isOn('ANTHROPIC_SMALL_FAST_MODEL'),
		(answers['haikuModel'] ?? '') === '' && (answers['fastModel'] ?? '') === '',
	].some(Boolean);
	return isWrong ? [broken('settings', /^configuration$/u)] : [];
}
