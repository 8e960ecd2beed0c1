// What would win over the values about to be saved, and what competes with them; pure.

import type {Exports} from '../core/change-set.ts';
import {raise} from '../catalog/declare.ts';
import {saveFindings} from '../catalog/save.ts';
import type {Finding} from '../core/finding.ts';
import type {Place, SurveyFacts} from '../survey/facts.ts';
import {isSecretName} from '../survey/secret.ts';
import type {Destination} from './plan.ts';

const check = 'save';

/** One finding per variable and winning place, and one per competing variable and place. */
export function conflictsOf(facts: SurveyFacts, exports: Exports, destinations: readonly Destination[]): readonly Finding[] {
	return [
		...facts.places.flatMap(place => winning(place, facts, exports, destinations)),
		...facts.places.flatMap(place => competing(place, facts, exports, destinations)),
	];
}

/** Only the settings files that win over what Claude Code gets from these destinations. */
export function overridesOf(facts: SurveyFacts, exports: Exports, destinations: readonly string[]): readonly Finding[] {
	const chosen = (['shell', 'claude'] as const).filter(destination => destinations.includes(destination));
	const places = facts.places.filter(place => ['managed', 'project', 'project-local', 'user'].includes(place.kind));
	return places.flatMap(place => winning(place, facts, exports, chosen));
}

function winning(place: Place, facts: SurveyFacts, exports: Exports, destinations: readonly Destination[]): readonly Finding[] {
	const why = reasonToWin(place, destinations);
	const names = Object.keys(exports.variables).filter(
		name => place.variables[name] !== undefined && facts.reveal(place.id, name) !== exports.variables[name],
	);
	return names
		.filter(name => why !== undefined && (place.kind !== 'profile' || place.later?.includes(name) === true))
		.map(name =>
			raise(saveFindings, 'save.will-lose', {
				check,
				details: {place: place.label, name, value: place.variables[name] ?? '', why: why ?? ''},
			}),
		);
}

/** Why a place wins over what these destinations hold; undefined when it does not. */
function reasonToWin(place: Place, destinations: readonly Destination[]): string | undefined {
	switch (place.kind) {
		case 'managed':
			return "Your organization's managed settings win over everything you save.";
		case 'project':
		case 'project-local':
			return "Claude Code started in this folder takes the folder's settings over yours, once you trust it.";
		case 'user':
			return destinations.includes('claude')
				? undefined
				: "Claude Code's own settings win over the shell, and you chose not to change them.";
		case 'folder':
			return destinations.includes('shell')
				? "direnv sets it in every shell that enters this folder; Claude Code's own settings would still win for Claude Code."
				: undefined;
		case 'profile':
			return destinations.includes('shell') ? 'It is set below the line that reads what onboard saves.' : undefined;
		default:
			return undefined;
	}
}

function competing(place: Place, facts: SurveyFacts, exports: Exports, destinations: readonly Destination[]): readonly Finding[] {
	return exports.competing
		.filter(name => isOn(place.variables[name]) && !isTakenOut(place, name, facts, destinations))
		.map(name =>
			raise(saveFindings, 'save.competing', {
				check,
				details: {place: place.label, name},
				evidence: isSecretName(name) ? [] : [{label: name, value: place.variables[name] ?? ''}],
			}),
		);
}

function isOn(value: string | undefined): boolean {
	return value !== undefined && value !== '' && value !== '0';
}

/** Whether this very save takes the value away: our fragment is written anew, a stale switch leaves the user settings. */
function isTakenOut(place: Place, name: string, facts: SurveyFacts, destinations: readonly Destination[]): boolean {
	const isRewritten = (other: Place) => other.kind === 'fragment' && destinations.includes('shell') && other.variables[name] !== undefined;
	switch (place.kind) {
		case 'fragment':
			return isRewritten(place);
		case 'environment':
			// This shell got it from our fragment, and the next one will not.
			return facts.places.some(other => isRewritten(other));
		default:
			return place.kind === 'user' && destinations.includes('claude') && name.startsWith('CLAUDE_CODE_USE_');
	}
}
