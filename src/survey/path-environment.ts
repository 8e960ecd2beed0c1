// The variables that decide the path of Claude Code's requests, as Claude Code gets them: its settings win over the shell.

import type {Ports} from '../ports/ports.ts';
import {explainAll} from './effective.ts';
import type {SurveyFacts} from './facts.ts';

const deciding = /^(?:https?|no|all)_proxy$|^CLAUDE_CODE_PROXY_RESOLVES_HOSTS$/iu;

/**
 * Ports whose proxy variables are the ones Claude Code would use from this shell; an empty value in its settings cancels
 * what the shell exports (claude-code settings documentation, read 2026-08-22).
 */
export function onClaudeCodesPath(ports: Ports, facts: SurveyFacts): Ports {
	const decided = explainAll(facts, 'this-shell')
		.filter(({name, winner}) => deciding.test(name) && winner.place !== 'environment')
		.map(({name, winner}) => [name, facts.reveal(winner.place, name) ?? ''] as const);
	return decided.length === 0 ? ports : {...ports, env: {...ports.env, ...Object.fromEntries(decided)}};
}
