// Repairs of what does not reach Claude Code: variables that only some shells have, and commands and checks that get in its way.

import {isNamed} from '../../core/registered.ts';
import {isSecret} from '../../survey/secret.ts';
import {effectiveVariables, type Way} from '../../survey/effective.ts';
import type {SurveyFacts} from '../../survey/facts.ts';
import type {RepairPlan} from './repair.ts';
import {settingsName, settingsRepair} from './settings.ts';

/** What makes up a set-up; certificates, proxies and tuning stay where they are unless they are needed. */
const ofSetUp =
	/^(?:CLAUDE_CODE_USE_\w+|CLAUDE_CODE_SKIP_\w+_AUTH|AWS_PROFILE|AWS_REGION|ANTHROPIC_(?:MODEL|DEFAULT_\w+_MODEL|\w+_BASE_URL)|NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)$/iu;

/** Variables of the set-up that one way of starting has and another lacks; secrets are never among them. */
export function lacking(facts: SurveyFacts, having: Readonly<Record<string, string>>, way: Way): Readonly<Record<string, string>> {
	const there = effectiveVariables(facts, way);
	const ofClouds = facts.providers.flatMap(({switches, variables}) => [...switches, ...variables]);
	const isOfSetUp = (name: string) => ofSetUp.test(name) || isNamed(name, ofClouds);
	return Object.fromEntries(
		Object.entries(having).filter(([name, value]) => isOfSetUp(name) && there[name] === undefined && !isSecret(name, value)),
	);
}

/** What is set for a terminal and missing in an editor that was started from its icon. */
export function missingInEditor(facts: SurveyFacts): Readonly<Record<string, string>> {
	return lacking(facts, {...effectiveVariables(facts, 'new-shell'), ...effectiveVariables(facts, 'this-shell')}, 'editor');
}

/** What start files set and this shell does not have: it is not the shell that reads them, or it is older than the change. */
export function missingHere(facts: SurveyFacts): Readonly<Record<string, string>> {
	const files = facts.places.filter(place => place.kind === 'profile' || place.kind === 'fragment');
	const set = files.flatMap(place => Object.keys(place.variables).map(name => [name, facts.reveal(place.id, name) ?? ''] as const));
	return lacking(facts, Object.fromEntries(set.filter(([, value]) => value !== '')), 'this-shell');
}

const saving = (missing: (facts: SurveyFacts) => Readonly<Record<string, string>>): RepairPlan => ({
	async plan(patient) {
		const variables = missing(patient.facts);
		const names = Object.keys(variables);
		return names.length === 0
			? undefined
			: settingsRepair(
					patient,
					`Save ${names.length === 1 ? names[0] : `these ${names.length} variables`} to ${settingsName(patient)}`,
					{variables},
					'Every way of starting Claude Code reads that file: any shell, VS Code and other editors.',
				);
	},
});

export const editorBlind: RepairPlan = saving(missingInEditor);
export const notExported: RepairPlan = saving(missingHere);

/** The command that renews a sign-in keeps opening pages. */
export const signInLoop: RepairPlan = {
	async plan(patient) {
		return settingsRepair(
			patient,
			`Take awsAuthRefresh out of ${settingsName(patient)}`,
			{removedSettings: ['awsAuthRefresh']},
			'Afterwards, sign in once with: onboard sign-in --device-code',
		);
	},
};

/** Claude Code asks Anthropic about each web page before it reads it. */
export const webFetch: RepairPlan = {
	plan: async patient =>
		settingsRepair(
			patient,
			`Set skipWebFetchPreflight in ${settingsName(patient)}`,
			{settings: {skipWebFetchPreflight: true}},
			'Anthropic is then not asked whether a page is safe to read. Do it only if your organization agrees.',
		),
};
