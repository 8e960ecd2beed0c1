// Turns what the survey found into findings; pure, and without a secret in any sentence.

import {configFindings} from '../catalog/config.ts';
import {raise} from '../catalog/declare.ts';
import {clean} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import {listed} from '../core/listed.ts';
import {renamedVariables, type Registered} from '../core/registered.ts';
import {explain, explainAll, ways, type Explained, type Way} from './effective.ts';
import type {Place, SurveyFacts} from './facts.ts';
import {halfSetUp, notConfigured} from './judge-halves.ts';

export type JudgeOptions = {
	/** The provider that ought to be configured; absent: whichever is. */
	readonly provider?: string;
	/** The way of starting Claude Code to judge by; default: a terminal opened next. */
	readonly way?: Way;
	/** What the provider itself says about these facts. */
	own?(facts: SurveyFacts, way: Way): readonly Finding[];
};

const check = 'survey';

/** The findings about this machine's configuration. Nothing wrong gives an empty list. */
export function judgeSurvey(facts: SurveyFacts, options: JudgeOptions = {}): readonly Finding[] {
	const way = options.way ?? 'new-shell';
	return [
		...unreadable(facts),
		...providers(facts, options, way),
		...overrides(facts),
		...models(facts, way),
		...(options.own?.(facts, way) ?? []),
		...missingClaude(facts),
	];
}

function unreadable(facts: SurveyFacts): readonly Finding[] {
	return facts.places
		.filter(place => place.state === 'unreadable' || place.state === 'denied')
		.map(place =>
			raise(configFindings, 'config.settings-unreadable', {
				check,
				details: {path: place.label, reason: place.reason ?? 'it cannot be read'},
				// What was denied is not known to be wrong.
				...(place.state === 'denied' ? {severity: 'unknown'} : {}),
			}),
		);
}

function isOn(facts: SurveyFacts, variable: string, way: Way): boolean {
	// `0` and `false` are off, and so is empty (observation of 2.1.330).
	return !['', '0', 'false', 'no', 'off'].includes(explain(facts, variable, way)?.value.toLowerCase() ?? '');
}

function isUsed(facts: SurveyFacts, {switches}: Registered, way: Way): boolean {
	return switches.some(name => isOn(facts, name, way));
}

function providers(facts: SurveyFacts, options: JudgeOptions, way: Way): readonly Finding[] {
	// In the order in which Claude Code prefers them.
	const on = facts.providers.filter(candidate => isUsed(facts, candidate, way));
	const wanted = facts.providers.find(({id}) => id === (options.provider ?? on[0]?.id));
	const isAnywhere = wanted !== undefined && ways.some(other => isUsed(facts, wanted, other));
	const details =
		wanted === undefined
			? {
					provider: 'a cloud',
					variable: listed(
						facts.providers.map(({switches}) => switches[0] ?? ''),
						'or',
					),
				}
			: {provider: wanted.name, variable: wanted.switches[0] ?? ''};
	const missing = isAnywhere ? [] : [halfSetUp(facts, wanted) ?? notConfigured(facts, details)];
	const stale = on.filter(({id}) => id !== (options.provider ?? on[0]?.id));
	const [winner] = on;
	if (stale.length === 0 || winner === undefined || !isAnywhere) {
		return missing;
	}

	const found = stale
		.flatMap(({switches}) => switches.filter(name => isOn(facts, name, way)))
		.map(name => explain(facts, name, way))
		.filter(explained => explained !== undefined);
	return [
		...missing,
		raise(configFindings, 'config.stale-provider', {
			check,
			details: {
				names: found.map(explained => explained.name).join(', '),
				winner: winner.name,
				places: [...new Set(found.map(explained => explained.winner.label))].join(', '),
			},
			evidence: found.map(explained => evidenceOf(explained)),
		}),
	];
}

function evidenceOf(explained: Explained): Finding['evidence'][number] {
	const others = explained.losers.map(loser => `${loser.label}: ${loser.value || 'empty'}`);
	return {
		label: explained.name,
		value: clean(
			[`${explained.winner.label}: ${explained.value || 'empty'}${others.length === 0 ? '' : ' (wins)'}`, ...others].join(' · '),
		),
	};
}

/** One finding per winning place, naming every variable in which it goes against a place below it. */
function overrides(facts: SurveyFacts): readonly Finding[] {
	const seen = new Map<string, Explained>();
	for (const way of ['this-shell', 'new-shell'] as const) {
		for (const explained of explainAll(facts, way).filter(candidate => differs(facts, candidate))) {
			seen.set(explained.name, seen.get(explained.name) ?? explained);
		}
	}

	const codes: Partial<
		Record<Place['kind'], 'config.managed-settings-override' | 'config.project-settings-override' | 'config.settings-override-shell'>
	> = {
		managed: 'config.managed-settings-override',
		'project-local': 'config.project-settings-override',
		project: 'config.project-settings-override',
		user: 'config.settings-override-shell',
	};
	return facts.places.flatMap(place => {
		const code = codes[place.kind];
		const won = [...seen.values()].filter(explained => explained.winner.place === place.id && !isCancelled(explained));
		if (code === undefined || won.length === 0) {
			return [];
		}

		const details = {place: place.label, names: won.map(explained => explained.name).join(', ')};
		return [raise(configFindings, code, {check, details, evidence: won.map(explained => evidenceOf(explained))})];
	});
}

/** Compares the values as they are: masked ones would look alike. */
function differs(facts: SurveyFacts, {name, winner, losers}: Explained): boolean {
	return losers.some(loser => facts.reveal(loser.place, name) !== facts.reveal(winner.place, name));
}

/** An empty value in the user's own settings is how a stale export is cancelled: that is the intention, not a conflict. */
function isCancelled(explained: Explained): boolean {
	return explained.value === '' && explained.winner.place === 'user';
}

function models(facts: SurveyFacts, way: Way): readonly Finding[] {
	const isSet = (name: string) => (explain(facts, name, way)?.value ?? '') !== '';
	const isConfigured = facts.providers.some(provider => isUsed(facts, provider, way));
	const missing = [
		...(isSet('ANTHROPIC_MODEL') || isSet('ANTHROPIC_DEFAULT_MODEL') ? [] : ['ANTHROPIC_MODEL']),
		...(isSet('ANTHROPIC_DEFAULT_HAIKU_MODEL') || isSet('ANTHROPIC_SMALL_FAST_MODEL') ? [] : ['ANTHROPIC_DEFAULT_HAIKU_MODEL']),
	];
	const unpinned =
		isConfigured && missing.length > 0
			? [raise(configFindings, 'config.unpinned-models', {check, details: {names: missing.join(', ')}})]
			: [];
	const old = Object.entries(renamedVariables(facts.providers)).flatMap(([name, instead]) => {
		const explained = explain(facts, name, way);
		return explained === undefined || explained.value === ''
			? []
			: [
					raise(configFindings, 'config.deprecated-variable', {
						check,
						details: {name, instead, place: explained.winner.label},
						evidence: [evidenceOf(explained)],
					}),
				];
	});
	return [...unpinned, ...old];
}

function missingClaude(facts: SurveyFacts): readonly Finding[] {
	return facts.tools.some(tool => tool.name === 'claude' && tool.path !== undefined)
		? []
		: [raise(configFindings, 'config.claude-code-missing', {check})];
}
