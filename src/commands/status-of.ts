// Gathers the status of a machine: the survey, what wins for each way of starting, the sign-ins, and what is wrong with them.

import manifest from '../../package.json' with {type: 'json'};
import {runChecks} from '../checks/runner.ts';
import type {Finding} from '../core/finding.ts';
import type {SignIns} from '../core/sign-ins.ts';
import type {Status} from '../output/status-model.ts';
import type {Registration} from '../providers/provider.ts';
import {isOn} from '../providers/variables.ts';
import {effectiveVariables, explainAll, type Explained, type Way} from '../survey/effective.ts';
import type {SurveyFacts} from '../survey/facts.ts';
import {judgeSurvey} from '../survey/judge.ts';
import {survey, type SurveyOptions} from '../survey/survey.ts';
import {computedOf, ignoredOf} from '../survey/unheeded.ts';
import {contextFor, detectConfigured, judgeOptions, type Configured} from './examine.ts';
import type {World} from './world.ts';

const nothing: SignIns = {sources: [], findings: []};

/** The status. Reads files and asks Claude Code for its version; no network, no sign-in. */
export async function statusOf(world: World, signal: AbortSignal, options: Omit<SurveyOptions, 'providers'> = {}): Promise<Status> {
	const {ports, providers} = world;
	const facts = await survey(ports, {...options, providers, withVersion: true});
	const configured = await detectConfigured(world, facts);
	const own = providers.find(({id}) => id === configured?.provider.id);
	const signInsOf = async (registration: Registration | undefined, way: Way) =>
		(await registration?.signIns?.(effectiveVariables(facts, way), ports)) ?? nothing;
	const [here, newShell, editor, desktop, others, local] = await Promise.all([
		signInsOf(own, 'this-shell'),
		signInsOf(own, 'new-shell'),
		signInsOf(own, 'editor'),
		signInsOf(own, 'desktop'),
		Promise.all(
			providers
				.filter(registration => registration !== own)
				.map(async registration => ({name: registration.name, sources: (await signInsOf(registration, 'this-shell')).sources})),
		),
		configured === undefined ? [] : localFindings(world, configured, signal),
	]);
	return {
		version: manifest.version,
		at: ports.clock.now(),
		provider: configured === undefined ? undefined : {id: configured.provider.id, name: configured.provider.name},
		clouds: byWay(way => cloudOf(providers, facts, way)),
		host: facts.host,
		tools: facts.tools,
		values: byWay(way => explainAll(facts, way).filter(value => !isOfSandbox(value, world))),
		signIns: {'this-shell': here.sources, 'new-shell': newShell.sources, editor: editor.sources, desktop: desktop.sources},
		otherSignIns: others.filter(({sources}) => sources.length > 0),
		places: facts.places,
		ignored: ignoredOf(facts),
		computed: computedOf(facts),
		notRead: facts.notRead,
		findings: [
			...judgeSurvey(facts, configured === undefined ? {way: 'this-shell'} : judgeOptions(configured.provider, configured.way)),
			...local,
			...(configured?.way === 'new-shell' ? newShell : here).findings,
		],
	};
}

/** The checks of the cloud that look at nothing but the settings: half a set-up shows here. */
async function localFindings(world: World, configured: Configured, signal: AbortSignal): Promise<readonly Finding[]> {
	const {provider, answers} = configured;
	const checks = provider
		.checks(contextFor(world, configured, signal))
		.filter(check => check.group === 'configuration' && check.needs.length === 0);
	const outcomes = await runChecks({checks, context: {answers, policy: world.policy}, clock: world.ports.clock, signal});
	return outcomes.flatMap(outcome => outcome.findings);
}

/** The cloud that the switches lead to; the first one wins, in the order in which Claude Code prefers them. */
function cloudOf(providers: readonly Registration[], facts: SurveyFacts, way: Way): string | undefined {
	const variables = effectiveVariables(facts, way);
	return providers.find(({switches}) => switches.some(name => isOn(variables[name])))?.name;
}

/** The addresses and files of the simulated cloud stand in the environment of its shell alone and say nothing about a set-up. */
function isOfSandbox({value, winner}: Explained, {ports}: World): boolean {
	return ports.sandbox !== undefined && winner.place === 'environment' && /:\/\/127\.0\.0\.1:|[/\\]\.sandbox[/\\]/u.test(value);
}

function byWay<T>(make: (way: Way) => T): Readonly<Record<Way, T>> {
	return {'this-shell': make('this-shell'), 'new-shell': make('new-shell'), editor: make('editor'), desktop: make('desktop')};
}
