// The answers behind what is configured on this machine, as far as they can hold for a whole organization; never a secret.

import type {Registered} from '../core/registered.ts';
import {givableAnswers} from '../core/registered.ts';
import {hasSecret} from '../core/redact.ts';
import {loadProgress} from '../progress/store.ts';
import {survey} from '../survey/survey.ts';
import {detectConfigured} from './examine.ts';
import type {World} from './world.ts';

export type MachineAnswers = {readonly answers: Readonly<Record<string, string>>; readonly from: string};

/** What is configured, else the answers that an unfinished run kept; undefined when there is neither. */
export async function machineAnswers(world: Pick<World, 'ports' | 'providers'>): Promise<MachineAnswers | undefined> {
	const {ports, providers} = world;
	const configured = await detectConfigured(world, await survey(ports, world));
	if (configured !== undefined) {
		const found = Object.fromEntries(Object.entries(configured.answers).map(([id, {value}]) => [id, value]));
		return {
			answers: await forEverybody(found, configured.provider, world),
			from: `what is configured on this machine for ${configured.provider.name}`,
		};
	}

	const {answers} = (await loadProgress(ports)).progress;
	const provider = providers.find(({id}) => id === answers['provider']);
	return provider === undefined
		? undefined
		: {answers: await forEverybody(answers, provider, world), from: 'the answers of an unfinished run on this machine'};
}

/**
 * Only what a preset may give. A path in the home folder is written with `~`. A direct route is left out: a machine that sends its
 * requests to the usual host does not tell whether the path is meant to be private.
 */
async function forEverybody(
	found: Readonly<Record<string, string>>,
	provider: Registered,
	{ports, providers}: Pick<World, 'ports' | 'providers'>,
): Promise<Readonly<Record<string, string>>> {
	const {answerProblem} = await import('../preset/schema.ts');
	const entries = givableAnswers(providers).flatMap((id): ReadonlyArray<readonly [string, string]> => {
		const own = found[id]?.replaceAll(`${ports.host.home}/`, '~/');
		const shared = provider.answers[id]?.shared;
		const value = own !== undefined && shared?.insteadOf.test(own) === true ? shared.value : own;
		const isGiven = value !== undefined && answerProblem(id, value, providers) === undefined && !hasSecret(value);
		return isGiven && !(id === 'route' && value === 'direct') ? [[id, value]] : [];
	});
	return Object.fromEntries(entries);
}
