// The variables that decide how Claude Code reaches its cloud, and as whom, as Claude Code gets them: its settings win over the shell.

import {trusting} from '../ports/authorities.ts';
import type {Ports} from '../ports/ports.ts';
import {isNamed, type Registered} from '../core/registered.ts';
import {explainAll, type Way} from './effective.ts';
import type {SurveyFacts} from './facts.ts';

const authorities = 'NODE_EXTRA_CA_CERTS';
const deciding = /^(?:https?|no|all)_proxy$|^CLAUDE_CODE_PROXY_RESOLVES_HOSTS$|^NODE_EXTRA_CA_CERTS$/iu;

/**
 * Ports whose proxy variables and certificate authorities are the ones Claude Code would use from this shell; an empty value in its settings cancels
 * what the shell exports (claude-code settings documentation, read 2026-08-22).
 */
export function onClaudeCodesPath(ports: Ports, facts: SurveyFacts): Ports {
	const decided = decidedElsewhere(facts, 'this-shell', name => deciding.test(name));
	if (decided.length === 0) {
		return ports;
	}

	const own = {...ports, env: {...ports.env, ...Object.fromEntries(decided)}};
	// Those of this shell are trusted by this process already.
	return decided.some(([name]) => name === authorities) ? {...own, network: trusting(own)} : own;
}

/**
 * Ports whose variables of one cloud, and of its tools, are the ones Claude Code would have when it is started this way: keys that stand
 * in its settings alone are as good to it as exported ones.
 */
export function asClaudeCode(ports: Ports, facts: SurveyFacts, way: Way, provider: Registered): Ports {
	const own = [...provider.variables, ...provider.toolVariables];
	const decided = decidedElsewhere(facts, way, name => isNamed(name, own)).map(([name, value]) => [name, value || undefined] as const);
	return decided.length === 0 ? ports : {...ports, env: {...ports.env, ...Object.fromEntries(decided)}};
}

/** What is set for a way of starting by another place than this shell's environment; an empty value cancels. */
function decidedElsewhere(facts: SurveyFacts, way: Way, isMeant: (name: string) => boolean): ReadonlyArray<readonly [string, string]> {
	return explainAll(facts, way)
		.filter(({name, winner}) => isMeant(name) && winner.place !== 'environment')
		.map(({name, winner}) => [name, facts.reveal(winner.place, name) ?? ''] as const);
}
