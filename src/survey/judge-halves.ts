// What is there of a set-up whose switch is missing: variables of one cloud, or AWS profiles that sign in.

import {configFindings} from '../catalog/config.ts';
import {raise} from '../catalog/declare.ts';
import type {Finding} from '../core/finding.ts';
import {isNamed, type Registered} from '../core/registered.ts';
import {explainAll, ways} from './effective.ts';
import type {SurveyFacts} from './facts.ts';

const check = 'survey';

/**
 * The finding about a provider that is set up but for its switch.
 *
 * @param wanted - The provider that ought to be configured; absent: the one with the most variables.
 * @returns Undefined when no provider's own variables are set.
 */
export function halfSetUp(facts: SurveyFacts, wanted: Registered | undefined): Finding | undefined {
	const set = new Map(ways.flatMap(way => explainAll(facts, way)).map(explained => [explained.name, explained]));
	const [found] = (wanted === undefined ? facts.providers : [wanted])
		.map(provider => ({
			provider,
			variables: [...set.values()].filter(({name, value}) => isNamed(name, provider.variables) && value !== ''),
		}))
		.filter(({variables}) => variables.length > 0)
		.toSorted((a, b) => b.variables.length - a.variables.length);
	return found === undefined
		? undefined
		: raise(configFindings, 'config.switch-missing', {
				check,
				details: {
					provider: found.provider.name,
					variable: found.provider.switches[0] ?? '',
					names: found.variables.map(({name}) => name).join(', '),
				},
				evidence: found.variables.map(({name, winner}) => ({label: name, value: `${winner.label}: ${winner.value}`})),
			});
}

/** The finding that nothing is set up; AWS profiles that sign in are named, because they may be meant. */
export function notConfigured({aws}: SurveyFacts, details: {readonly provider: string; readonly variable: string}): Finding {
	const profiles = aws.profiles.filter(({ssoSession}) => ssoSession !== undefined).map(({name}) => name);
	return raise(configFindings, 'config.not-configured', {
		check,
		details,
		evidence: profiles.length === 0 ? [] : [{label: 'AWS profiles that sign in', value: profiles.join(', ')}],
	});
}
