// What an organization's answers come to for everybody, and what they leave to each person: found out by asking the cloud's own exports.

import {UserError} from '../core/errors.ts';
import {givableAnswers, pinAnswers} from '../core/registered.ts';
import {valueOf, type Answers} from '../core/session.ts';
import type {Provider, Registration} from '../providers/provider.ts';
import {isSecret} from '../survey/secret.ts';
import {stepTable} from '../wizard/table.ts';

export type Handout = {
	readonly organization: string;
	readonly provider: Provider;
	readonly answers: Answers;
	/** Variables that are the same for everybody, as the wizard saves them. */
	readonly variables: Readonly<Record<string, string>>;
	/** Keys of Claude Code's settings beside `env`, likewise. */
	readonly settings: Readonly<Record<string, string>>;
	/** Answers that each person gives, with the variables and settings that follow from them and are therefore left out. */
	readonly left: ReadonlyArray<{readonly answer: string; readonly names: readonly string[]}>;
	/** Answers of the organization that no variable carries, for example the start URL of the sign-in. */
	readonly uncarried: readonly string[];
};

/** Stands for what a person would answer; no value of a set-up holds such brackets. */
const unknown = (id: string) => `‹${id}›`;

const routes = ['direct', 'private', 'gateway'];

/** Answers whose outcome the wizard reads from the cloud or takes from the person alone; they decide no variable. */
const unasked = new Set(['destinations', 'agreements', 'consent', 'terms']);

/** Pins that nobody is asked for: the wizard takes the newest of each family from the cloud's own list. */
const aliases: readonly string[] = pinAnswers.slice(2);

/** Answers whose absence from the variables tells nobody anything: a pin that gives way to another one is still a pin. */
const silent = new Set<string>([...unasked, ...pinAnswers, 'provider', 'route']);

/**
 * Settles what the answers decide.
 *
 * @param given - Answers that hold for everybody: locked ones, and those named for this hand-out. All others count as left open.
 * @param options.open - Further answers that people may change.
 * @throws UserError when they name no cloud, or a value looks like a secret.
 */
export async function settle(
	given: Answers,
	options: {readonly organization: string; readonly providers: readonly Registration[]; readonly open: readonly string[]},
): Promise<Handout> {
	const {providers, organization} = options;
	if (valueOf(given, 'provider') === undefined) {
		throw new UserError(
			'The preset leaves the provider to each person, so there is nothing to hand out for all of them.',
			`Name it with --provider: ${providers.map(({id}) => id).join(', ')}.`,
		);
	}

	const table = stepTable(providers);
	await table.prepare(given);
	const provider = table.providerOf(given);
	if (provider === undefined) {
		throw new Error('The provider was loaded a line above.');
	}

	const left = [...new Set([...options.open, ...asked(table.steps(given), given), ...aliases])].filter(
		id => given[id] === undefined && !unasked.has(id),
	);
	const base: Answers = {...given, ...Object.fromEntries(left.map(id => [id, answer(unknown(id))]))};
	const all = exported(provider, base);
	const dependents = new Map(left.map(id => [id, dependentsOf(id, provider, base)]));
	const isOpen = (name: string, value: string) => value.includes('‹') || [...dependents.values()].some(names => names.has(name));
	const settled = (values: Readonly<Record<string, string>>) =>
		Object.fromEntries(Object.entries(values).filter(([name, value]) => !isOpen(name, value)));
	const handout: Handout = {
		organization,
		provider,
		answers: given,
		variables: settled(all.variables),
		settings: settled(all.settings),
		left: [
			...left
				.filter(id => givableAnswers(providers).includes(id) || Object.hasOwn(provider.answers, id))
				.map(id => ({answer: id, names: [...(dependents.get(id) ?? [])]}))
				.filter(({answer: id, names}) => names.length > 0 || !aliases.includes(id)),
			...homeOf(all),
		],
		uncarried: Object.keys(given).filter(id => !silent.has(id) && dependentsOf(id, provider, base).size === 0),
	};
	refuseSecrets(handout);
	return handout;
}

type Exported = {readonly variables: Readonly<Record<string, string>>; readonly settings: Readonly<Record<string, string>>};

/**
 * What the cloud's own exports come to. Which tools are on a laptop is not known here: a refresh command that needs none of them goes
 * before one that does.
 */
function exported(provider: Provider, answers: Answers): Exported {
	const context = {ownCommand: 'npx --yes onboard', home: unknown('home')};
	const {variables, settings} = provider.exports(answers, {...context, hasProviderTool: false});
	return {variables, settings: {...provider.exports(answers, {...context, hasProviderTool: true}).settings, ...settings}};
}

/** The questions that the wizard would still ask everybody. */
function asked(steps: ReturnType<ReturnType<typeof stepTable>['steps']>, given: Answers): readonly string[] {
	return steps.filter(step => step.applies(given)).flatMap(step => step.asks(given));
}

/** Names of the variables and settings that come out differently for different values of one answer. */
function dependentsOf(id: string, provider: Provider, base: Answers): ReadonlySet<string> {
	const {choices = [], kinds = []} = provider.answers[id] ?? {};
	const values = [unknown(id), ...choices, ...kinds.map(kind => kind.replace(/[A-Z]+$/u, unknown(id))), ...(id === 'route' ? routes : [])];
	const {[id]: _own, ...rest} = base;
	const outcomes = [rest, base, ...values.map(value => ({...rest, [id]: answer(value)}))].map(answers => {
		const {variables, settings} = exported(provider, answers);
		return {...variables, ...settings};
	});
	const names = new Set(outcomes.flatMap(outcome => Object.keys(outcome)));
	return new Set([...names].filter(name => new Set(outcomes.map(outcome => outcome[name])).size > 1));
}

/** Values that lie in the person's home folder: only a shell of theirs knows where that is. */
function homeOf({variables, settings}: Exported): Handout['left'] {
	const names = Object.entries({...variables, ...settings}).flatMap(([name, value]) => (value.includes(unknown('home')) ? [name] : []));
	return names.length === 0 ? [] : [{answer: 'home folder', names}];
}

function refuseSecrets({variables, settings}: Handout): void {
	const secret = Object.entries({...variables, ...settings}).find(([name, value]) => isSecret(name, value));
	if (secret !== undefined) {
		throw new UserError(
			`${secret[0]} looks like a secret, so it is not handed out.`,
			'Take it out of the preset, and let the sign-in bring the credentials.',
			3,
		);
	}
}

function answer(value: string): {readonly value: string; readonly origin: 'preset'} {
	return {value, origin: 'preset'};
}
