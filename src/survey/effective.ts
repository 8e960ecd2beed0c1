// Which value Claude Code ends up with, for each way of starting it, and why.

import type {Place, SurveyFacts, Way} from './facts.ts';

export {ways, type Way} from './facts.ts';

export type Candidate = {
	readonly place: string;
	readonly label: string;
	/** In the file, counted from 1. */
	readonly line?: number;
	/** Secrets masked. */
	readonly value: string;
};

export type Explained = {
	readonly name: string;
	/** Masked; an empty value cancels the variable. */
	readonly value: string;
	readonly winner: Candidate;
	/** Places with another say on the same variable that do not count, the next best first. */
	readonly losers: readonly Candidate[];
	readonly why: string;
};

const settingsOrder: ReadonlyArray<Place['kind']> = ['managed', 'project-local', 'project', 'user'];
/** Comes from the system rather than from a profile, so a new shell most likely has it too. */
const inherited = /_proxy$|^NODE_EXTRA_CA_CERTS$|^SSL_CERT_|^NODE_TLS_/iu;

/** As much of the survey as decides which place wins. */
type Decisive = {readonly host: Pick<SurveyFacts['host'], 'shell'>; readonly places: SurveyFacts['places']};

/**
 * The places that have a say, the winning one first.
 *
 * Claude Code's settings beat the environment it is started in; among settings, managed > local > project > user, each
 * variable on its own (code.claude.com/docs/en/settings, read 2026-08-22, and observation of 2.1.330).
 */
function ranked(facts: Decisive, way: Way): readonly Place[] {
	const isFor = (place: Place) => place.ignored === undefined && (place.ways?.includes(way) ?? true);
	const of = (kind: Place['kind']) => facts.places.filter(place => place.kind === kind && isFor(place)).toReversed();
	const isRead = (place: Place) => place.readBy === undefined || place.readBy.includes(facts.host.shell);
	const settings = settingsOrder.flatMap(kind => of(kind));
	switch (way) {
		case 'this-shell':
			return [...settings, ...of('environment')];
		case 'new-shell':
			return [
				...settings,
				...of('fragment').filter(place => isRead(place)),
				...of('profile').filter(place => isRead(place)),
				...of('system'),
				...of('environment'),
			];
		case 'editor':
			return [...settings, ...of('editor'), ...of('system')];
		case 'desktop':
			return [...settings, ...of('system')];
	}
}

function candidates(facts: Decisive, way: Way, name: string): readonly Place[] {
	const found = ranked(facts, way).filter(place => place.variables[name] !== undefined);
	if (way !== 'new-shell') {
		return found;
	}

	const kept = found.filter(place => place.kind !== 'environment' || inherited.test(name));
	const isLate = (place: Place) => place.later?.includes(name) === true;
	const isSettings = (place: Place) => settingsOrder.includes(place.kind);
	return [
		...kept.filter(place => isSettings(place)),
		...kept.filter(place => isLate(place)),
		...kept.filter(place => !isSettings(place) && !isLate(place)),
	];
}

/** One variable: its winning place, the places that lose, and the rule that decides. Undefined when nothing sets it. */
export function explain(facts: Decisive, name: string, way: Way): Explained | undefined {
	const [winner, ...losers] = candidates(facts, way, name);
	if (winner === undefined) {
		return undefined;
	}

	const candidate = (place: Place): Candidate => {
		const line = place.lines?.[name];
		return {place: place.id, label: place.label, ...(line === undefined ? {} : {line}), value: place.variables[name] ?? ''};
	};
	return {
		name,
		value: winner.variables[name] ?? '',
		winner: candidate(winner),
		losers: losers.map(place => candidate(place)),
		why: reasonFor(winner, losers),
	};
}

function reasonFor(winner: Place, losers: readonly Place[]): string {
	switch (winner.kind) {
		case 'managed':
			return 'Managed settings win over everything else; only an administrator can change them.';
		case 'project-local':
		case 'project':
			return 'Settings in this folder win over your own and over the shell, once you trust the folder.';
		case 'user':
			return losers.length === 0 ? 'Claude Code reads it from your settings.' : "Claude Code's settings win over what the shell exports.";
		case 'profile':
			return losers.some(place => place.kind === 'fragment')
				? 'It is set below the line that reads what onboard saved, so it wins.'
				: 'The shell sets it when it starts.';
		default:
			return losers.length === 0 ? 'Nothing else sets it.' : 'No settings file of Claude Code sets it.';
	}
}

/** Every variable with a say for this way of starting, explained, by name. */
export function explainAll(facts: SurveyFacts, way: Way): readonly Explained[] {
	const names = [...new Set(facts.places.flatMap(place => Object.keys(place.variables)))].toSorted();
	return names.flatMap(name => explain(facts, name, way) ?? []);
}

/**
 * The variables as Claude Code has them, unmasked: for programs, never for a screen.
 *
 * An empty value counts as not set: that is how a settings file cancels what the shell exports.
 */
export function effectiveVariables(facts: SurveyFacts, way: Way): Readonly<Record<string, string>> {
	const found = explainAll(facts, way).map(({name, winner}) => [name, facts.reveal(winner.place, name) ?? ''] as const);
	return Object.fromEntries(found.filter(([, value]) => value !== ''));
}
