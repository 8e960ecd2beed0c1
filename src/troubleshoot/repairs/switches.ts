// Repairs of what is switched on twice or set to two values: which one is meant only the person knows.

import {listed} from '../../core/listed.ts';
import {renamedVariables} from '../../core/registered.ts';
import {explain} from '../../survey/effective.ts';
import type {SurveyFacts} from '../../survey/facts.ts';
import {keep} from '../flow.ts';
import type {RepairPlan} from './repair.ts';
import {places, settingsName, settingsRepair, silence} from './settings.ts';

const isOn = (facts: SurveyFacts, name: string) =>
	(['this-shell', 'new-shell'] as const).some(
		way => !['', '0', 'false', 'no', 'off'].includes(explain(facts, name, way)?.value.toLowerCase() ?? ''),
	);

/** Several clouds are on. */
export const staleProvider: RepairPlan = {
	choice: {
		title: 'Which cloud does your company use for Claude?',
		why: 'More than one is switched on, and Claude Code uses the one it prefers whatever you meant. Nothing on this machine says which one is right; your colleagues or the mail that invited you do.',
		label: 'Cloud',
		options: async ({facts}) =>
			facts.providers.filter(({switches}) => switches.some(name => isOn(facts, name))).map(({id: value, name: label}) => ({value, label})),
	},
	async plan(patient, chosen) {
		const others = patient.facts.providers.filter(({id}) => id !== chosen).flatMap(({switches}) => switches);
		return silence(
			others.filter(name => isOn(patient.facts, name)),
			patient,
		);
	},
};

/** Variables whose value in the user settings differs from what a new or this shell sets. */
function differing(facts: SurveyFacts): readonly string[] {
	const own = facts.places.find(place => place.kind === 'user');
	return Object.keys(own?.variables ?? {}).filter(name => {
		const ours = facts.reveal('user', name);
		return ours !== '' && shellValues(facts, name).some(value => value !== ours);
	});
}

function shellValues(facts: SurveyFacts, name: string): readonly string[] {
	return places(facts, name)
		.filter(place => place.kind === 'environment' || place.kind === 'profile' || place.kind === 'fragment')
		.map(place => facts.reveal(place.id, name) ?? '');
}

/** The settings say one thing and the shell another. */
export const overriddenShell: RepairPlan = {
	choice: {
		title: 'Which of the two is right?',
		why: "Claude Code's settings win over the shell, so the shell's value does nothing. Choose the one you want Claude Code to use.",
		label: 'Right value',
		async options({facts}) {
			const names = differing(facts);
			const shown = (values: readonly string[]) =>
				names.map((name, index) => (names.length === 1 ? values[index] : `${name} ${values[index]}`)).join(', ');
			const own = facts.places.find(place => place.kind === 'user');
			const shell = names.map(name =>
				places(facts, name).find(place => place.kind === 'environment' || place.kind === 'profile' || place.kind === 'fragment'),
			);
			return [
				{
					value: 'shell',
					label: shown(names.map((name, index) => shell[index]?.variables[name] ?? '')),
					hint: [...new Set(shell.map(place => place?.label))].join(', '),
					note: 'ignored now',
				},
				{value: keep, label: shown(names.map(name => own?.variables[name] ?? '')), hint: own?.label ?? '', note: 'used now'},
			];
		},
	},
	async plan(patient, chosen) {
		const {facts} = patient;
		const names = differing(facts);
		if (chosen !== 'shell' || names.length === 0) {
			return undefined;
		}

		const variables = Object.fromEntries(names.map(name => [name, shellValues(facts, name)[0] ?? '']));
		return settingsRepair(patient, `Set ${listed(names)} in ${settingsName(patient)} to what the shell says`, {variables});
	},
};

/** A variable has a new name. */
export const deprecatedVariable: RepairPlan = {
	async plan(patient) {
		const {facts} = patient;
		const replacements = renamedVariables(facts.providers);
		const old = Object.keys(replacements).filter(name =>
			facts.places.some(place => place.kind === 'user' && place.variables[name] !== undefined),
		);
		const moved = old.filter(name => places(facts, replacements[name] ?? '').length === 0);
		return old.length === 0
			? undefined
			: settingsRepair(
					patient,
					`Use ${listed(old.map(name => replacements[name] ?? ''))} instead of ${listed(old)} in ${settingsName(patient)}`,
					{
						removed: old,
						variables: Object.fromEntries(moved.map(name => [replacements[name] ?? '', facts.reveal('user', name) ?? ''])),
					},
				);
	},
};
