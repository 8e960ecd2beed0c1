// Runs every applicable check for what is configured on this machine; doctor prints the result, terms reads parts of it.

import manifest from '../../package.json' with {type: 'json'};
import {supplementaryCodes} from '../catalog/network.ts';
import {configurationCheck} from '../checks/configuration.ts';
import {runChecks} from '../checks/runner.ts';
import {type Check, type CheckGroup, type Outcome, type ProgressRow} from '../core/check.ts';
import {makeReport, type Report, type Tool} from '../core/report.ts';
import {valueOf, type Answers} from '../core/session.ts';
import {diagnosticCodeOf} from '../explain/diagnostic-code.ts';
import type {Ports} from '../ports/ports.ts';
import type {Provider, StepContext} from '../providers/provider.ts';
import {isOn} from '../providers/variables.ts';
import {effectiveVariables, type Way} from '../survey/effective.ts';
import type {JudgeOptions} from '../survey/judge.ts';
import type {SurveyFacts} from '../survey/facts.ts';
import {asClaudeCode, onClaudeCodesPath} from '../survey/path-environment.ts';
import {survey} from '../survey/survey.ts';
import {createMemo} from '../wizard/memo.ts';
import type {World} from './world.ts';

/** Milliseconds that all checks together may take: nobody on the phone waits longer than a minute. */
export const wholeLimitMs = 60_000;

export type Examined = {readonly report: Report; readonly outcomes: readonly Outcome[]; readonly provider?: Provider};

/** The program, for reports. */
export function toolOf(ports: Ports): Tool {
	return {name: 'onboard', version: manifest.version, node: ports.host.nodeVersion, platform: ports.host.platform};
}

/** What is configured: the provider that wins, its answers, and the ports with the variables that Claude Code would have. */
export type Configured = {readonly provider: Provider; readonly answers: Answers; readonly way: Way; readonly ports: Ports};

/** What is configured; undefined when nothing is. */
export async function detectConfigured(world: Pick<World, 'ports' | 'providers'>, facts: SurveyFacts): Promise<Configured | undefined> {
	const ports = onClaudeCodesPath(world.ports, facts);
	for (const way of ['this-shell', 'new-shell'] as const) {
		const variables = effectiveVariables(facts, way);
		for (const registration of world.providers.filter(({switches}) => switches.some(name => isOn(variables[name])))) {
			const provider = await registration.load();
			const detected = await provider.detect(variables, ports);
			if (detected !== undefined) {
				const answers = Object.entries({provider: provider.id, ...detected.answers});
				return {
					provider,
					way,
					answers: Object.fromEntries(answers.map(([id, value]) => [id, {value, origin: 'environment' as const}])),
					ports: asClaudeCode(ports, facts, way, registration),
				};
			}
		}
	}

	return undefined;
}

/** How the survey is judged once it is known what is configured. */
export function judgeOptions(provider: Provider, way?: Way): JudgeOptions {
	return {
		provider: provider.id,
		...(way === undefined ? {} : {way}),
		...(provider.judgeSurvey === undefined ? {} : {own: provider.judgeSurvey.bind(provider)}),
	};
}

/** The context that checks and summaries of a configured provider are given. */
export function contextFor(world: World, {answers, ports}: Pick<Configured, 'answers' | 'ports'>, signal: AbortSignal): StepContext {
	return {
		ports,
		answers,
		policy: world.policy,
		memo: createMemo(),
		signal,
		...(world.organization === undefined ? {} : {organization: world.organization}),
	};
}

/**
 * Detects what is configured, runs the checks and judges them.
 *
 * @param only - One group; the checks that it needs run too, but only its own findings and what explains them are reported.
 */
export async function examine(
	world: World,
	options: {readonly signal: AbortSignal; readonly only?: CheckGroup; onProgress?(rows: readonly ProgressRow[]): void},
): Promise<Examined> {
	const facts = await survey(world.ports, world);
	const configured = await detectConfigured(world, facts);
	const ports = configured?.ports ?? world.ports;
	const context = configured === undefined ? undefined : contextFor(world, configured, options.signal);
	const all: readonly Check[] = [
		configurationCheck(
			async () => facts,
			configured === undefined ? {way: 'this-shell'} : judgeOptions(configured.provider, configured.way),
		),
		...(configured === undefined || context === undefined ? [] : configured.provider.checks(context)),
	];
	// Where nothing is configured, that is the answer whatever was asked for.
	const checks = options.only === undefined || configured === undefined ? all : withNeeds(all, options.only);
	const outcomes = await runChecks({
		checks,
		context: {answers: configured?.answers ?? {}, policy: world.policy},
		clock: ports.clock,
		signal: options.signal,
		limitMs: wholeLimitMs,
		...(options.onProgress === undefined ? {} : {onProgress: options.onProgress}),
	});
	const target =
		configured === undefined
			? {}
			: Object.fromEntries(
					[...configured.provider.target, 'primaryModel', 'fastModel']
						.map(id => [id, valueOf(configured.answers, id)])
						.filter(([, value]) => value !== undefined),
				);
	return {
		report: makeReport({
			tool: toolOf(ports),
			at: ports.clock.now(),
			provider: configured?.provider.id,
			simulated: ports.sandbox,
			only: options.only,
			target: target as Record<string, string>,
			outcomes,
			codeOf: diagnosticCodeOf,
			needed: finding => !supplementaryCodes.has(finding.code),
		}),
		outcomes,
		...(configured === undefined ? {} : {provider: configured.provider}),
	};
}

/** The checks of one group with everything they need, directly or not. */
function withNeeds(checks: readonly Check[], group: CheckGroup): readonly Check[] {
	const wanted = new Set(checks.filter(check => check.group === group).map(check => check.id));
	// A set hands out what is added to it while it is read.
	for (const id of wanted) {
		for (const need of checks.find(check => check.id === id)?.needs ?? []) {
			wanted.add(need);
		}
	}

	return checks.filter(check => wanted.has(check.id));
}
