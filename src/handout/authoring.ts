// The few questions of somebody who writes a preset, on the wizard's own engine: every answer may be left to each person.

import {openPolicy} from '../core/check.ts';
import {givableAnswers, pinAnswers, type Registered} from '../core/registered.ts';
import {emptySession, valueOf, type Answers} from '../core/session.ts';
import type {Ports} from '../ports/ports.ts';
import {answerProblem} from '../preset/schema.ts';
import type {Option, Question, Step} from '../providers/provider.ts';
import {createEngine, type Engine} from '../wizard/engine.ts';
import {createMemo} from '../wizard/memo.ts';

/** Stands for "each person answers this themselves". */
export const left = '';

const leave: Option = {value: left, label: 'Each person chooses'};

export type Authoring = {
	readonly ports: Ports;
	readonly providers: readonly Registered[];
	/** Answers that are given; they are not asked. Among them `organization`, `open` and `out`. */
	readonly given: Answers;
	/** Where questions start. */
	readonly suggested: Readonly<Record<string, string>>;
	/** Given answers that start as open. */
	openAtFirst(answers: Answers): readonly string[];
};

/** An engine that asks them and is finished. */
export function authoringEngine(options: Authoring): Engine {
	const {ports, providers, given, suggested} = options;
	const steps = [organizationStep(), cloudStep(providers), answersStep(providers), openStep(options)];
	return createEngine({
		ports,
		policy: openPolicy,
		memo: createMemo(),
		session: {...emptySession, answers: given},
		header: `onboard preset init${ports.sandbox === undefined ? '' : ` · simulated cloud ${ports.sandbox}`}`,
		steps: () => steps,
		isAttended: true,
		noteFor: () => undefined,
		suggested,
		onSession() {},
		aboutFailure: async () => ({ticket: []}),
		finish: async () => [],
		listLimitMs: 1000,
	});
}

function step(id: string, title: string, help: string, questions: readonly Question[], asks: Step['asks']): Step {
	return {id, title, help, owns: questions.map(question => question.id), applies: () => true, asks, proves: false, questions};
}

function organizationStep(): Step {
	const name: Question = {
		kind: 'text',
		id: 'organization',
		title: "What is your organization's name?",
		why: 'It stands in the header and beside every value that the preset sets, so that people see who decided it.',
		flag: 'name',
		label: 'Organization',
		placeholder: 'Acme',
		validate: async value =>
			value.trim() === '' ? 'Type the name as people know it.' : value.length > 60 ? 'At most 60 characters.' : undefined,
		normalize: value => value.trim(),
	};
	return step('organization', 'Organization', 'Who hands the preset out.', [name], () => ['organization']);
}

function cloudStep(providers: readonly Registered[]): Step {
	const options = [...providers.map(({id, name, tagline}) => ({value: id, label: name, note: tagline})), leave];
	const cloud: Question = {
		kind: 'choice',
		id: 'provider',
		title: 'Through which cloud does Claude Code work?',
		why: 'The other questions follow from it. Left open, people choose it, and a hand-out without the wizard is not possible.',
		flag: 'provider',
		label: 'Provider',
		skipSingle: false,
		options: async () => options,
		display: value => options.find(option => option.value === value)?.label,
	};
	return step('provider', 'Provider', 'Which cloud pays.', [cloud], () => ['provider']);
}

/** Route, the cloud's own answers, and the two models that every set-up needs. */
function answersStep(providers: readonly Registered[]): Step {
	const givable = new Set(givableAnswers(providers));
	const ids = ['route', 'baseUrl', ...new Set(providers.flatMap(({answers}) => Object.keys(answers)).filter(id => givable.has(id)))];
	const pins = pinAnswers.slice(0, 2);
	const questions = [...ids, ...pins].map(id => answerQuestion(id, providers));
	return step('answers', 'Answers', 'What holds for everybody. Leave a line empty and each person is asked.', questions, answers => {
		const provider = providers.find(candidate => candidate.id === valueOf(answers, 'provider'));
		const own = provider === undefined ? [] : Object.keys(provider.answers).filter(id => givable.has(id));
		return ['route', ...(valueOf(answers, 'route') === 'gateway' ? ['baseUrl'] : []), ...own, ...(provider === undefined ? [] : pins)];
	});
}

const words: Readonly<Record<string, string>> = {
	route: 'How do requests travel to the cloud',
	baseUrl: 'Address of the gateway',
	signIn: 'How do people sign in',
	primaryModel: 'Model for the main work',
	fastModel: 'Model for quick background work',
};

function answerQuestion(id: string, providers: readonly Registered[]): Question {
	const asking = providers.filter(({answers}) => answers[id] !== undefined);
	const specs = asking.flatMap(({answers}) => answers[id] ?? []);
	const text = words[id] ?? specs[0]?.text ?? id;
	const choices = id === 'route' ? ['private', 'direct', 'gateway'] : (specs[0]?.choices ?? []);
	const meanings = asking.map(({shortName, answers}) => `${shortName}: ${answers[id]?.description ?? answers[id]?.text ?? ''}.`);
	const base = {
		id,
		title: `${text}?`,
		why: [`This is the answer "${id}" of the preset.`, ...meanings, 'Without it each person is asked.'].join(' '),
		flag: id,
		label: id,
		display: (value: string) => (value === left ? 'left to each person' : value),
	};
	return choices.length > 0
		? {...base, kind: 'choice', skipSingle: false, options: async () => [...choices.map(value => ({value, label: value})), leave]}
		: {
				...base,
				kind: 'text',
				placeholder: 'leave it empty to let each person answer',
				validate: async (value, {answers}) => {
					const chosen = providers.filter(provider => provider.id === valueOf(answers, 'provider'));
					const problem = value === left ? undefined : answerProblem(id, value, chosen.length === 0 ? providers : chosen);
					return problem === undefined ? undefined : `It ${problem}.`;
				},
				normalize: value => value.trim(),
			};
}

function openStep({providers, openAtFirst}: Authoring): Step {
	const given = (answers: Answers) =>
		givableAnswers(providers).filter(id => id !== 'destinations' && (valueOf(answers, id) ?? left) !== left);
	const open: Question = {
		kind: 'checklist',
		id: 'open',
		title: 'Which of these may people change?',
		why: 'A ticked answer is asked, starting on your value. All others are locked: nobody is asked, and nobody can change them.',
		flag: 'open',
		label: 'Open',
		confirm: 'go on',
		options: async ({answers}) => given(answers).map(id => ({value: id, label: id, hint: valueOf(answers, id) ?? ''})),
		preferred: async ({answers}) => openAtFirst(answers).join(','),
		display: value => (value === '' ? 'nothing' : value.replaceAll(',', ', ')),
	};
	const out: Question = {
		kind: 'text',
		id: 'out',
		title: 'Into which file?',
		why: 'A file that is there is replaced only after another question.',
		flag: 'out',
		label: 'File',
		preferred: async () => 'preset.json',
		validate: async value => (value.trim() === '' ? 'Type the name of a file.' : undefined),
		normalize: value => value.trim(),
	};
	return step('open', 'Open answers', 'What stays up to each person, and where the preset goes.', [open, out], answers =>
		given(answers).length === 0 ? ['out'] : ['open', 'out'],
	);
}
