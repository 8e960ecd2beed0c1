// What would win over the values about to be saved, and what competes with them; pure.

import type {Exports, FileChange} from '../core/change-set.ts';
import {raise} from '../catalog/declare.ts';
import {saveFindings} from '../catalog/save.ts';
import type {Finding} from '../core/finding.ts';
import type {Place, SurveyFacts} from '../survey/facts.ts';
import {isSecretName} from '../survey/secret.ts';
import type {Destination} from './plan.ts';
import type {Rivals} from './rivals.ts';

const check = 'save';

export type Saving = {
	readonly exports: Exports;
	readonly destinations: readonly Destination[];
	readonly rivals: Rivals;
	/** What this save is about to change. */
	readonly changes: readonly FileChange[];
};

/** One finding per variable and winning place, per competing variable and place, and per place with left-overs of another cloud. */
export function conflictsOf(facts: SurveyFacts, saving: Saving): readonly Finding[] {
	const {exports, destinations} = saving;
	return [
		...facts.places.flatMap(place =>
			winning(
				place,
				facts,
				exports,
				destinations,
				Object.keys(exports.variables).filter(name => !isTakenOut(place, name, facts, saving)),
			),
		),
		...facts.places.flatMap(place => competing(place, facts, saving)),
		...facts.places.flatMap(place => leftOver(place, facts, saving)),
	];
}

/** Only the settings files that win over what Claude Code gets from these destinations. */
export function overridesOf(facts: SurveyFacts, exports: Exports, destinations: readonly string[]): readonly Finding[] {
	const chosen = (['shell', 'claude'] as const).filter(destination => destinations.includes(destination));
	const places = facts.places.filter(place => ['managed', 'project', 'project-local', 'user'].includes(place.kind));
	return places.flatMap(place => winning(place, facts, exports, chosen, Object.keys(exports.variables)));
}

function winning(
	place: Place,
	facts: SurveyFacts,
	exports: Exports,
	destinations: readonly Destination[],
	names: readonly string[],
): readonly Finding[] {
	const why = reasonToWin(place, destinations);
	return names
		.filter(name => place.variables[name] !== undefined && facts.reveal(place.id, name) !== exports.variables[name])
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

function competing(place: Place, facts: SurveyFacts, saving: Saving): readonly Finding[] {
	return saving.rivals.competing
		.filter(name => isOn(place.variables[name]) && !isTakenOut(place, name, facts, saving))
		.map(name =>
			raise(saveFindings, 'save.competing', {
				check,
				details: {place: place.label, name},
				evidence: isSecretName(name) ? [] : [{label: name, value: place.variables[name] ?? ''}],
			}),
		);
}

/** What only another cloud reads, and nobody took out. This shell is left out: what it has goes with it. */
function leftOver(place: Place, facts: SurveyFacts, saving: Saving): readonly Finding[] {
	const {rivals, changes} = saving;
	const settings = Object.keys(place.settings).filter(
		name => !changes.some(change => change.path === place.path && change.keys?.[name] === null),
	);
	const variables = Object.keys(place.variables).filter(
		name => isOn(place.variables[name]) && !rivals.competing.includes(name) && !isTakenOut(place, name, facts, saving),
	);
	const names = [...variables, ...settings];
	const owners = [...new Set(names.map(name => rivals.ownerOf(name)).filter(owner => owner !== undefined))];
	return place.kind === 'environment'
		? []
		: owners.map(owner =>
				raise(saveFindings, 'save.left-over', {
					check,
					details: {place: place.label, owner, names: names.filter(name => rivals.ownerOf(name) === owner).join(', ')},
				}),
			);
}

function isOn(value: string | undefined): boolean {
	return value !== undefined && value !== '' && value !== '0';
}

/** Whether this very save takes the value away: our fragment is written anew, and keys leave the user settings. */
function isTakenOut(place: Place, name: string, facts: SurveyFacts, {exports, destinations, changes}: Saving): boolean {
	const isRewritten = (other: Place) =>
		other.kind === 'fragment' &&
		other.variables[name] !== undefined &&
		((destinations.includes('shell') && exports.variables[name] === undefined) || changes.some(change => change.path === other.path));
	switch (place.kind) {
		case 'fragment':
			return isRewritten(place);
		case 'environment':
			// This shell got it from our fragment, and the next one will not.
			return facts.places.some(other => isRewritten(other));
		default:
			return changes.some(change => change.path === place.path && change.keys?.[`env.${name}`] === null);
	}
}
