// The checks `foundry.hosting` and `foundry.diagnostics`: who processes prompts, in which zone, and whether the company logs them.

import {raise} from '../../../catalog/declare.ts';
import {foundryFindings} from '../../../catalog/foundry.ts';
import type {Check} from '../../../core/check.ts';
import type {StepContext} from '../../provider.ts';
import {findResource, listDeployments, listDiagnostics, type Deployment, type Diagnostic, type Problem} from '../arm.ts';
import {kindOf} from '../credentials.ts';
import {hostingOf, modelName, zoneOf} from '../names.ts';
import {pinsOf} from '../../pins.ts';
import {sessionCheckId} from './session.ts';
import {nextStepOf} from './unread.ts';
import {wordsFor} from './words.ts';

export type HostingFacts = {readonly pinned?: readonly Deployment[]; readonly problem?: Problem};

export type DiagnosticsFacts = {readonly settings?: readonly Diagnostic[]; readonly problem?: Problem};

const limitMs = 45_000;

const notVisible: Problem = {kind: 'missing', reason: 'The resource is not visible to this sign-in.'};

/** The pinned deployments as Azure describes them. */
export async function readHosting(context: StepContext): Promise<HostingFacts> {
	const found = await findResource(context);
	if (found.value?.resource === undefined) {
		return {problem: found.problem ?? notVisible};
	}

	const deployments = await listDeployments(context, found.value.resource);
	const pins = new Set(pinsOf(context.answers).map(pin => pin.id));
	return deployments.value === undefined
		? {problem: deployments.problem}
		: {pinned: deployments.value.filter(deployment => deployment.format === 'Anthropic' && pins.has(deployment.name))};
}

/** Where the company sends logs of the resource. */
export async function readDiagnostics(context: StepContext): Promise<DiagnosticsFacts> {
	const found = await findResource(context);
	if (found.value?.resource === undefined) {
		return {problem: found.problem ?? notVisible};
	}

	const read = await listDiagnostics(context, found.value.resource);
	return read.value === undefined ? {problem: read.problem} : {settings: read.value};
}

function needsOf(context: StepContext): readonly string[] {
	return ['az', 'environment', 'azd'].includes(kindOf(context.answers)) ? [sessionCheckId] : [];
}

export function hostingCheck(context: StepContext): Check<HostingFacts> {
	const id = 'foundry.hosting';
	return {
		id,
		group: 'terms',
		title: 'hosting',
		needs: needsOf(context),
		limitMs,
		run: async ({signal}) => readHosting({...context, signal}),
		summarize: facts => (facts.pinned === undefined ? 'not readable' : hostingWords(facts.pinned)),
		judge(facts, {answers}) {
			const {pinned = []} = facts;
			const unclear = pinned.filter(deployment => hostingOf(deployment.version) === undefined);
			if (pinned.length === 0 || unclear.length > 0) {
				const reason =
					facts.problem?.reason ??
					(pinned.length === 0
						? 'None of the pinned deployments is in the list.'
						: `${unclear.map(deployment => `${deployment.name} has version ${deployment.version ?? 'not given'}`).join(', ')}, which this version does not know.`);
				return [
					raise(foundryFindings, 'foundry.hosting-unknown', {
						check: id,
						details: wordsFor(answers, {reason}),
						instead: nextStepOf(facts.problem, answers),
					}),
				];
			}

			const elsewhere = pinned.filter(deployment => hostingOf(deployment.version) === 'anthropic');
			return elsewhere.length > 0
				? [
						raise(foundryFindings, 'foundry.hosted-on-anthropic', {
							check: id,
							details: wordsFor(answers, {models: elsewhere.map(deployment => deployment.name).join(', ')}),
							evidence: pinned.map(deployment => ({
								label: deployment.name,
								value: `version ${deployment.version ?? ''}, ${deployment.sku}`,
							})),
						}),
					]
				: [
						raise(foundryFindings, 'foundry.terms-measured', {
							check: id,
							details: wordsFor(answers, {what: 'hosting', value: hostingWords(pinned)}),
						}),
					];
		},
	};
}

export function diagnosticsCheck(context: StepContext): Check<DiagnosticsFacts> {
	const id = 'foundry.diagnostics';
	return {
		id,
		group: 'terms',
		title: 'logging',
		needs: needsOf(context),
		limitMs,
		run: async ({signal}) => readDiagnostics({...context, signal}),
		summarize: facts =>
			facts.settings === undefined
				? 'not readable'
				: facts.settings.length === 0
					? 'no diagnostic settings'
					: `to ${destinationsOf(facts.settings)}`,
		judge(facts, {answers}) {
			if (facts.settings === undefined) {
				return [
					raise(foundryFindings, 'foundry.diagnostics-unknown', {
						check: id,
						details: wordsFor(answers, {reason: facts.problem?.reason ?? 'They were not read.'}),
						instead: nextStepOf(facts.problem, answers),
					}),
				];
			}

			const logging = facts.settings.filter(setting => isOfRequests(setting));
			return logging.length > 0
				? [
						raise(foundryFindings, 'foundry.diagnostics-on', {
							check: id,
							details: wordsFor(answers, {destination: destinationsOf(logging)}),
							evidence: logging.map(setting => ({
								label: setting.name,
								value: `${setting.categories.join(', ')} to ${setting.destination}`,
							})),
						}),
					]
				: [
						raise(foundryFindings, 'foundry.terms-measured', {
							check: id,
							details: wordsFor(answers, {what: 'diagnostic settings', value: 'requests are not logged'}),
						}),
					];
		},
	};
}

/** Categories that tell about single requests. */
export function isOfRequests(setting: Diagnostic): boolean {
	return setting.categories.some(category => /^(?:RequestResponse|Trace|allLogs)$/iu.test(category));
}

export function destinationsOf(settings: readonly Diagnostic[]): string {
	return [...new Set(settings.map(setting => setting.destination))].join(' and ');
}

/** `on Azure, any region` for all, or per model where they differ. */
export function hostingWords(pinned: readonly Deployment[]): string {
	const words = (deployment: Deployment) =>
		`${{azure: 'on Azure', anthropic: 'by Anthropic', unknown: `version ${deployment.version ?? 'not given'}`}[hostingOf(deployment.version) ?? 'unknown']}, ${zoneOf(deployment.sku)}`;
	const unique = [...new Set(pinned.map(deployment => words(deployment)))];
	return unique.length === 1
		? (unique[0] ?? '')
		: pinned.map(deployment => `${modelName(deployment.model)} ${words(deployment)}`).join('; ');
}
