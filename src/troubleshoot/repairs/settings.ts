// Repairs in Claude Code's user settings: the one file of the person that every way of starting Claude Code reads.

import type {FileChange} from '../../core/change-set.ts';
import {listed} from '../../core/listed.ts';
import {shortPath} from '../../ports/places.ts';
import {claudeSettingsFile, planSettingsFile} from '../../save/plan-claude.ts';
import type {SettingsWish} from '../../save/claude-settings.ts';
import type {Place, SurveyFacts} from '../../survey/facts.ts';
import {maskValue} from '../../survey/secret.ts';
import type {Patient, Repair} from './repair.ts';

const nothing: SettingsWish = {variables: {}, settings: {}, removed: []};

/** A repair that puts these wishes into the user settings; undefined when the file cannot be changed or has them already. */
export async function settingsRepair(
	patient: Patient,
	title: string,
	wish: Partial<SettingsWish>,
	remark?: string,
): Promise<Repair | undefined> {
	const changes = await settingsChanges(patient, wish);
	return changes.length === 0
		? undefined
		: {title, shown: shownOf(patient.facts, {...nothing, ...wish}), changes, ...(remark === undefined ? {} : {remark})};
}

/** What a wish changes, value by value; secrets are masked. */
function shownOf(facts: SurveyFacts, wish: SettingsWish): readonly string[] {
	const own = facts.places.find(place => place.kind === 'user');
	const now = (name: string) => own?.variables[name] ?? own?.settings[name];
	const gone = [...wish.removed, ...(wish.removedSettings ?? [])].filter(name => now(name) !== undefined);
	const set = Object.entries({...wish.variables, ...wish.settings}).map(([name, value]) => ({
		name,
		before: now(name),
		after: typeof value === 'string' ? maskValue(name, value) : String(value),
	}));
	return [
		...gone.map(name => `- ${name} ${now(name) ?? ''}`),
		...set
			.filter(({before, after}) => before !== after)
			.flatMap(({name, before, after}) => [
				...(before === undefined ? [] : [`- ${name} ${before}`]),
				`+ ${name} ${after === '' ? '(empty)' : after}`,
			]),
	];
}

async function settingsChanges({context}: Patient, wish: Partial<SettingsWish>): Promise<readonly FileChange[]> {
	const {changes, findings} = await planSettingsFile({...nothing, ...wish}, context.ports);
	return findings.some(finding => finding.severity === 'fail') ? [] : changes;
}

/** The settings file as people write it. */
export function settingsName({context}: Patient): string {
	return shortPath(claudeSettingsFile(context.ports), context.ports);
}

/**
 * A repair after which Claude Code does not have these variables: they are taken out of the user settings, and where another
 * place still sets one, an empty value there cancels it. Undefined when a place that wins over the user settings sets one.
 */
export async function silence(names: readonly string[], patient: Patient, remark?: string): Promise<Repair | undefined> {
	const {facts} = patient;
	const set = names.filter(name => places(facts, name).length > 0);
	if (set.length === 0 || set.some(name => places(facts, name).some(place => winsOverUser(place)))) {
		return undefined;
	}

	const elsewhere = set.filter(name => places(facts, name).some(place => place.kind !== 'user' && place.variables[name] !== ''));
	const file = settingsName(patient);
	const title =
		elsewhere.length === 0
			? `Take ${listed(set)} out of ${file}`
			: `Cancel ${listed(elsewhere)} for Claude Code: an empty value in ${file}`;
	return settingsRepair(
		patient,
		title,
		{removed: set.filter(name => !elsewhere.includes(name)), variables: Object.fromEntries(elsewhere.map(name => [name, '']))},
		remark ?? (elsewhere.length === 0 ? undefined : 'Your shell and your other programs keep them.'),
	);
}

/** Places that set a variable to something, or to an empty text. */
export function places(facts: SurveyFacts, name: string): readonly Place[] {
	return facts.places.filter(place => place.variables[name] !== undefined && place.kind !== 'folder' && place.kind !== 'editor');
}

function winsOverUser(place: Place): boolean {
	return place.kind === 'managed' || place.kind === 'project' || place.kind === 'project-local';
}
