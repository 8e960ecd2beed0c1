// The step `models`: which models to pin, from the live catalogue, and the proof that each of them answers in its location.

import {valueOf} from '../../../core/session.ts';
import type {Option, ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {modelChecks, pathChecks, signInChecks} from '../checks.ts';
import {callModel, modelCheckId, type ModelFacts} from '../checks/model.ts';
import {aliasesFor, modelsFor, newestOf, optionsFrom, rank} from '../models.ts';
import {callLines, callsAmong, sayWhoAnswers, type CallReader} from '../../answering.ts';
import {withAnswers, type ModelFamily} from '../../pins.ts';
import {modelName, parseModelId} from '../names.ts';
import {locationOf} from '../target.ts';
import {resultOf, run} from './prove.ts';

/** Milliseconds for a model that nobody chose. */
const triesMs = 10_000;

export const modelsStep: Step = {
	id: 'models',
	title: 'Models',
	proving: 'Do the models answer?',
	help: 'Every pinned model gets one call of one token in its location. It costs a fraction of a cent and accepts no terms: Google refuses a model that is not enabled.',
	owns: ['primaryModel', 'fastModel', 'opusModel', 'sonnetModel', 'haikuModel', 'fableModel'],
	applies: () => true,
	asks: () => ['primaryModel', 'fastModel'],
	proves: true,
	questions: [
		{
			kind: 'choice',
			id: 'primaryModel',
			title: 'Which model should do the main work?',
			why: 'The list is what Google offers for this location. Whether your project may use a model is proven by calling it.',
			flag: 'primary-model',
			label: 'Model',
			options: async context => options(context, ids => ids.filter(id => parseModelId(id)?.family !== 'haiku')),
			preferred: async context => preferred(context, 'opus'),
			display: value => `${modelName(value)} (${value})`,
		},
		{
			kind: 'choice',
			id: 'fastModel',
			title: 'Which model should do the quick work in the background?',
			why: 'Claude Code uses a second, faster model for titles, summaries and checks. Without a pin it would choose one itself, which your project may not have.',
			flag: 'fast-model',
			label: 'Fast model',
			options: async context => options(context, fastFirst),
			preferred: async context => preferred(context, 'haiku'),
			display: value => `${modelName(value)} (${value})`,
		},
	],
	prove,
};

async function options(context: StepContext, choose: (ids: readonly string[]) => readonly string[]): Promise<readonly Option[]> {
	const {ids, note} = await modelsFor(context);
	return optionsFrom(choose(ids), note);
}

function fastFirst(ids: readonly string[]): readonly string[] {
	const haiku = ids.filter(id => parseModelId(id)?.family === 'haiku');
	return haiku.length > 0 ? haiku : ids.filter(id => parseModelId(id)?.family !== 'fable');
}

async function preferred(context: StepContext, family: 'opus' | 'haiku'): Promise<string | undefined> {
	const {ids} = await modelsFor(context);
	return newestOf(family, ids) ?? rank(ids)[0];
}

/**
 * The newest model of each alias that no choice covers, if it answers. It matters most for Sonnet: with another family behind that alias,
 * Claude Code tries its own default Sonnet at every start, which the project may not have (2.1.330, observed 2026-11-23).
 */
async function answeringBeside(context: ProveContext): Promise<readonly string[]> {
	const {answers} = context;
	const {ids, note} = await modelsFor(context);
	if (note !== undefined) {
		return [];
	}

	const isOpen = (family: ModelFamily) =>
		valueOf(answers, `${family}Model`) === undefined &&
		!['primaryModel', 'fastModel'].some(pin => parseModelId(valueOf(answers, pin) ?? '')?.family === family);
	// Fable is left out: it answers only where data is shared, which is for a person to choose.
	const candidates = (['opus', 'sonnet'] as const).filter(family => isOpen(family)).map(family => newestOf(family, ids));
	const called = await Promise.all(
		candidates
			.filter(id => id !== undefined)
			.map(async id => callModel(context, {id, pinnedBy: [], location: locationOf(answers)}, {}, triesMs)),
	);
	return called.filter(facts => facts.stream?.state === 'answered').map(facts => facts.pin.id);
}

async function prove(context: ProveContext): Promise<ProofResult> {
	const aliases = aliasesFor(context.answers, await answeringBeside(context));
	const full: ProveContext = {...context, answers: withAnswers(context.answers, aliases)};
	const outcomes = await run(full, [...signInChecks(full), ...pathChecks(full), ...modelChecks(full)], ['models']);
	const calls = callsAmong(outcomes, reader);
	return {...resultOf(full, outcomes, ['models'], sayWhoAnswers(calls)), answers: aliases, lines: callLines(calls)};
}

const reader: CallReader = {
	prefix: modelCheckId(''),
	nameOf: modelName,
	tookMs: facts => {
		const {stream, tookMs} = (facts ?? {}) as Partial<ModelFacts>;
		return stream?.state === 'answered' ? tookMs : undefined;
	},
};
