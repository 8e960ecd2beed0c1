// The step `models`: which deployments to pin, from the live list, and the proof that each of them answers.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings} from '../../../catalog/foundry.ts';
import {valueOf} from '../../../core/session.ts';
import type {Option, ProofResult, ProveContext, Step, StepContext} from '../../provider.ts';
import {findResource, listDeployments, type Deployment} from '../arm.ts';
import {modelChecks, pathChecks, resourceChecks, signInChecks} from '../checks.ts';
import {modelCheckId, type ModelFacts} from '../checks/model.ts';
import {describeDeployment} from '../checks/resource.ts';
import {wordsFor} from '../checks/words.ts';
import {callLines, callsAmong, sayWhoAnswers, type CallReader} from '../../answering.ts';
import {modelFamilies, withAnswers, type ModelFamily} from '../../pins.ts';
import {familyOf, modelName} from '../names.ts';
import {isGateway} from '../target.ts';
import {resultOf, run} from './prove.ts';

/** Names that deployments get when nobody chooses one; for when the list cannot be read. Source: Microsoft, Claude models in Foundry, 2026-09-21. */
const usualNames = ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-opus-5', 'claude-sonnet-5', 'claude-haiku-4-5'];

const notRead = 'the usual name; not read from Azure';

export const modelsStep: Step = {
	id: 'models',
	title: 'Models',
	proving: 'Do the models answer?',
	help: 'Every pinned deployment gets one call of one token. It costs next to nothing and is recorded like every call.',
	owns: ['primaryModel', 'fastModel', 'opusModel', 'sonnetModel', 'haikuModel', 'fableModel'],
	applies: () => true,
	asks: () => ['primaryModel', 'fastModel'],
	proves: true,
	questions: [
		{
			kind: 'choice',
			id: 'primaryModel',
			title: 'Which deployment should do the main work?',
			why: 'The list is what is deployed in your resource now; where it could not be read, type the name. Claude Code is given the name of the deployment, which may differ from the name of the model.',
			flag: 'primary-model',
			label: 'Model',
			options: async context => deploymentOptions(context, 'main'),
			typed: typedName,
			preferred: async context => (await ranked(context, 'main')).deployments[0]?.name,
		},
		{
			kind: 'choice',
			id: 'fastModel',
			title: 'Which deployment should do the quick work in the background?',
			why: 'Claude Code uses a second, faster model for titles, summaries and checks. Without a pin it would ask for a deployment that you may not have.',
			flag: 'fast-model',
			label: 'Fast model',
			options: async context => deploymentOptions(context, 'fast'),
			typed: typedName,
			preferred: async context => (await ranked(context, 'fast')).deployments[0]?.name,
		},
	],
	prove,
};

type Ranked = {readonly deployments: readonly Deployment[]; readonly note?: string};

const orders: Readonly<Record<'main' | 'fast', readonly ModelFamily[]>> = {
	main: ['opus', 'sonnet', 'fable', 'haiku'],
	fast: ['haiku', 'sonnet', 'opus', 'fable'],
};

/** Claude deployments, best first for the kind of work; without a list the usual names, said so in every row. */
async function ranked(context: StepContext, work: 'main' | 'fast'): Promise<Ranked> {
	const found = isGateway(context.answers) ? undefined : await findResource(context);
	const resource = found?.value?.resource;
	const read = resource === undefined ? undefined : await listDeployments(context, resource);
	if (read?.value === undefined) {
		const deployments = usualNames.map(name => ({name, format: 'Anthropic', model: name, sku: '', state: 'unknown'}));
		return {deployments: sorted(deployments, work), note: notRead};
	}

	return {
		deployments: sorted(
			read.value.filter(deployment => deployment.format === 'Anthropic'),
			work,
		),
	};
}

function sorted(deployments: readonly Deployment[], work: 'main' | 'fast'): readonly Deployment[] {
	const placeOf = ({model}: Deployment) => {
		const place = orders[work].indexOf(familyOf(model) ?? 'fable');
		return place === -1 ? orders[work].length : place;
	};
	return deployments.toSorted((one, other) => placeOf(one) - placeOf(other) || other.model.localeCompare(one.model, 'en', {numeric: true}));
}

async function deploymentOptions(context: StepContext, work: 'main' | 'fast'): Promise<readonly Option[]> {
	const {deployments, note} = await ranked(context, work);
	if (deployments.length === 0) {
		const finding = raise(foundryFindings, 'foundry.no-deployments', {check: 'models', details: wordsFor(context.answers)});
		throw Object.assign(new Error(finding.title), {findings: [finding]});
	}

	return deployments.map(deployment => ({
		value: deployment.name,
		label: deployment.name,
		hint: modelName(deployment.model),
		note:
			note ??
			describeDeployment(deployment)
				.replace(/^.*?\(|\)$/gu, '')
				.replace(`${modelName(deployment.model)}, `, ''),
	}));
}

/** Where Azure did not list the deployments, only the person knows what theirs are called. */
function typedName(text: string, options: readonly Option[]): Option | undefined {
	const isListed = options.some(option => option.note !== notRead);
	return isListed || !/^[\w.-]{2,64}(?:\[1m\])?$/u.test(text) ? undefined : {value: text, label: text, note: 'the name you typed'};
}

async function prove(context: ProveContext): Promise<ProofResult> {
	const aliases = await fillAliases(context);
	const full: ProveContext = {...context, answers: withAnswers(context.answers, aliases)};
	const outcomes = await run(full, [...signInChecks(full), ...resourceChecks(full), ...pathChecks(full), ...modelChecks(full)], ['models']);
	const calls = callsAmong(outcomes, reader);
	return {...resultOf(full, outcomes, ['models'], sayWhoAnswers(calls)), answers: aliases, lines: callLines(calls)};
}

/** Every alias leads to the newest deployment of its family; families that are not deployed stay with the two chosen ones. */
async function fillAliases(context: ProveContext): Promise<Readonly<Record<string, string>>> {
	const {answers} = context;
	const primary = valueOf(answers, 'primaryModel') ?? '';
	const fast = valueOf(answers, 'fastModel') ?? primary;
	const {deployments, note} = await ranked(context, 'main');
	return Object.fromEntries(
		modelFamilies.flatMap(family => {
			const id = `${family}Model`;
			if (answers[id] !== undefined && answers[id].origin !== 'single') {
				return [];
			}

			const ready = deployments.filter(deployment => familyOf(deployment.model) === family && deployment.state === 'Succeeded');
			const chosen = [primary, fast].find(name => ready.some(deployment => deployment.name === name));
			const own = note === undefined ? (chosen ?? ready[0]?.name) : undefined;
			return [[id, family === 'haiku' ? fast : (own ?? primary)]];
		}),
	);
}

const reader: CallReader = {
	prefix: modelCheckId(''),
	nameOf: id => id,
	tookMs: facts => {
		const call = (facts as ModelFacts | undefined)?.call;
		return call?.stream?.state === 'answered' ? call.tookMs : undefined;
	},
};
