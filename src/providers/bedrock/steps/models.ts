// The step `models`: which models to pin, from the live list, and the proof that each of them answers.

import {raise} from '../../../catalog/declare.ts';
import {modelFindings} from '../../../catalog/model.ts';
import {line, type Line} from '../../../core/document.ts';
import {valueOf, type Answers} from '../../../core/session.ts';
import type {Option, ProofResult, ProveContext, Review, Step, StepContext} from '../../provider.ts';
import {modelChecks, pathChecks, signInChecks} from '../checks.ts';
import {accessCheckId} from '../checks/access.ts';
import {modelCheckId, type ModelFacts} from '../checks/judge-model.ts';
import {modelWords} from '../checks/words.ts';
import {baseOf, isAccepted, readAvailability} from '../gates.ts';
import {cachingNote, newestOf, optionsFrom, rank, type Profile} from '../models.ts';
import {modelName, parseArn, parseModelId} from '../names.ts';
import {isGateway, regionOf} from '../target.ts';
import {callLines, callsAmong, sayWhoAnswers, type CallReader} from '../../answering.ts';
import {pinsOf, withAnswers} from '../../pins.ts';
import {correctPins, fillAliases, profilesFor} from './pins.ts';
import {resultOf, run} from './prove.ts';

/** The agreements of every pinned model stand, so a call accepts nothing. */
const inPlace = 'in-place';

export const modelsStep: Step = {
	id: 'models',
	title: 'Models',
	proving: 'Do the models answer?',
	help: 'Every pinned model gets one streamed call of one token, the call Claude Code makes. It costs next to nothing and is recorded like every call.',
	owns: ['primaryModel', 'fastModel', 'agreements', 'consent', 'opusModel', 'sonnetModel', 'haikuModel', 'fableModel'],
	applies: () => true,
	asks(answers) {
		const models = ['primaryModel', 'fastModel'];
		if (isGateway(answers)) {
			return models;
		}

		const open = valueOf(answers, 'agreements');
		return [...models, 'agreements', ...(open === undefined || open === inPlace ? [] : ['consent'])];
	},
	proves: true,
	questions: [
		{
			kind: 'choice',
			id: 'primaryModel',
			title: 'Which model should do the main work?',
			why: 'The list is what Amazon Bedrock offers in this region now. A geographic profile keeps data in its geography; a global one may use any commercial region.',
			flag: 'primary-model',
			label: 'Model',
			options: async context => modelOptions(context, profiles => profiles.filter(profile => parseModelId(profile.id)?.family !== 'haiku')),
			preferred: async context => preferred(context, 'opus'),
			display: value => `${modelName(value)} (${value})`,
		},
		{
			kind: 'choice',
			id: 'fastModel',
			title: 'Which model should do the quick work in the background?',
			why: 'Claude Code uses a second, faster model for titles, summaries and checks. Without a pin it would choose one itself, which your account may not have.',
			flag: 'fast-model',
			label: 'Fast model',
			options: async context => modelOptions(context, fastFirst),
			preferred: async context => preferred(context, 'haiku'),
			display: value => `${modelName(value)} (${value})`,
		},
		{
			kind: 'choice',
			id: 'agreements',
			title: "Are the models' agreements in place?",
			why: 'The first call to a model accepts its terms for the whole account. Whether that has happened is read from the account; there is nothing to choose.',
			flag: 'agreements',
			label: 'Agreements',
			options: agreementOptions,
			display: value =>
				value === inPlace
					? 'in place'
					: `open for ${value
							.split(',')
							.map(model => modelName(model))
							.join(', ')}`,
		},
		{
			kind: 'review',
			id: 'consent',
			title: 'May onboard make the first call?',
			why: 'Only people who may accept terms for the company should say yes. Without it the models stay unproven and everything else goes on.',
			flag: 'consent',
			label: 'First call',
			confirm: 'make the first call and accept the terms',
			needsFlag: true,
			alternatives: [{key: 's', label: 'go on without it', value: 'none'}],
			value: async context => valueOf(context.answers, 'agreements') ?? '',
			body: consentReview,
			display: value =>
				value === 'none'
					? 'not made'
					: `allowed for ${value
							.split(',')
							.map(model => modelName(model))
							.join(', ')}`,
		},
	],
	prove,
};

async function modelOptions(
	context: StepContext,
	choose: (profiles: readonly Profile[]) => readonly Profile[],
): Promise<readonly Option[]> {
	const {profiles, note} = await profilesFor(context);
	const chosen = choose(profiles);
	if (chosen.length === 0) {
		const region = regionOf(context.answers);
		const finding = raise(modelFindings, 'model.not-listed', {
			check: 'models',
			details: {...modelWords(context.answers, 'Claude'), region, suggestion: 'another region', variables: 'AWS_REGION'},
		});
		throw Object.assign(new Error(finding.title), {findings: [finding]});
	}

	return optionsFrom(chosen, note);
}

function fastFirst(profiles: readonly Profile[]): readonly Profile[] {
	const haiku = profiles.filter(profile => parseModelId(profile.id)?.family === 'haiku');
	return haiku.length > 0 ? haiku : profiles.filter(profile => parseModelId(profile.id)?.family !== 'fable');
}

async function preferred(context: StepContext, family: 'opus' | 'haiku'): Promise<string | undefined> {
	const {profiles} = await profilesFor(context);
	return (newestOf(family, profiles) ?? rank(profiles)[0])?.id;
}

/** One option always: what was read. It answers itself and decides whether consent is needed. */
async function agreementOptions(context: StepContext): Promise<readonly Option[]> {
	const region = regionOf(context.answers);
	const states = await Promise.all(
		pinsOf(context.answers).map(async ({id}) => {
			const base = await baseOf(context, region, id);
			const availability = base === undefined ? undefined : await readAvailability(context, region, base);
			// An id that Bedrock will refuse as it is accepts nothing; the proof says what is wrong with it.
			const isCallable = parseModelId(id)?.prefix !== undefined || parseArn(id) !== undefined;
			return {id, isOpen: isCallable && !isAccepted(availability)};
		}),
	);
	const open = states.filter(state => state.isOpen).map(state => state.id);
	const value = open.length === 0 ? inPlace : open.join(',');
	return [{value, label: value}];
}

async function consentReview(context: StepContext): Promise<Review> {
	const region = regionOf(context.answers);
	const ids = (valueOf(context.answers, 'agreements') ?? '').split(',');
	const rows = await Promise.all(
		ids.map(async (id): Promise<Line> => {
			const base = await baseOf(context, region, id);
			const availability = base === undefined ? undefined : await readAvailability(context, region, base);
			const state =
				availability === undefined
					? 'whether its agreement stands could not be read'
					: `its agreement does not stand yet (${availability.agreement})`;
			return line(`  ${modelName(id)}  `, [state, 'muted']);
		}),
	);
	return {
		lines: [
			line('To prove that a model answers, onboard calls it once with one token.'),
			line(['For these models that call may accept their terms for the whole account and start billing:', 'warn']),
			...rows,
			line('AWS keeps a record of the call: CloudTrail always, invocation logs where they are on.'),
		],
		details: {key: 'o', label: 'terms', lines: [line('https://aws.amazon.com/legal/bedrock/third-party-models/')]},
	};
}

async function prove(context: ProveContext): Promise<ProofResult> {
	const corrected = await correctPins(context);
	const pinned = {...context, answers: corrected.answers};
	const aliases = await fillAliases(pinned);
	const full: ProveContext = {...pinned, answers: withAnswers(pinned.answers, aliases)};
	const checks = isGateway(full.answers)
		? [...pathChecks(full), ...modelChecks(full)]
		: [...signInChecks(full).filter(check => check.id !== 'sign-in.identity'), ...pathChecks(full), ...modelChecks(full)];
	const outcomes = await run(full, checks, ['models']);
	const calls = callsAmong(
		outcomes.filter(outcome => outcome.check !== accessCheckId),
		reader,
	);
	const result = resultOf(full, outcomes, ['models'], sayWhoAnswers(calls));
	const isSkipped =
		valueOf(full.answers, 'consent') === 'none' &&
		result.findings.every(finding => finding.severity !== 'fail' || finding.code === 'model.agreement-missing');
	return {
		...result,
		// The person has already said that they go on without the call; asking again would be a trap.
		...(isSkipped && result.state === 'failed' ? {state: 'unproven'} : {}),
		answers: {...corrected.changes, ...aliases},
		lines: [...callLines(calls), ...cachingLines(full.answers)],
	};
}

const reader: CallReader = {
	prefix: modelCheckId(''),
	nameOf: modelName,
	tookMs: facts => {
		const call = (facts as ModelFacts | undefined)?.invoke;
		return call?.state === 'answered' ? call.tookMs : undefined;
	},
};

function cachingLines(answers: Answers): readonly Line[] {
	return pinsOf(answers).flatMap(pin => {
		const note = cachingNote(pin.id);
		return note === undefined ? [] : [line('  ', [`${modelName(pin.id)}: ${note}`, 'warn'])];
	});
}
