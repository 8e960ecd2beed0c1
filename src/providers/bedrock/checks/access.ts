// The check `model.access`: what may be learned about the pinned models without calling them.

import {raise} from '../../../catalog/declare.ts';
import {modelFindings} from '../../../catalog/model.ts';
import type {Check, FactsById} from '../../../core/check.ts';
import {callAgain} from '../../../checks/unread.ts';
import type {OtherFacts} from '../../../checks/network/others.ts';
import type {StepContext} from '../../provider.ts';
import {attempt, describeFailure, isDenied, isUnreachable, type CloudFailure} from '../failure.ts';
import {baseOf, readAvailability, readUseCaseForm, type Availability} from '../gates.ts';
import {pinsOf} from '../../pins.ts';
import {listProfiles, type Profile} from '../models.ts';
import {controlFrom, regionOf} from '../target.ts';
import {signInFindingOf} from './unread.ts';
import {modelWords, seen} from './words.ts';

export type AccessFacts = {
	/** Undefined when the list could not be read. */
	readonly profiles: readonly Profile[] | undefined;
	readonly listFailure?: CloudFailure;
	/** By pinned id; absent when unread. */
	readonly availability: Readonly<Record<string, Availability>>;
	readonly form: 'filled' | 'missing' | 'unread';
	/** The network checks saw that the control plane cannot be reached, so nothing was asked. */
	readonly isUnreachable: boolean;
};

export const accessCheckId = 'model.access';

export function accessCheck(context: StepContext, needs: readonly string[]): Check<AccessFacts> {
	return {
		id: accessCheckId,
		group: 'models',
		title: 'list',
		needs,
		after: ['network.control'],
		limitMs: 25_000,
		run: async ({signal, facts}) => readAccess({...context, signal}, facts),
		summarize(facts) {
			return facts.profiles === undefined
				? facts.isUnreachable
					? 'the control plane cannot be reached'
					: 'the list could not be read'
				: `${facts.profiles.length} Claude inference profiles`;
		},
		judge(facts, {answers}) {
			const check = accessCheckId;
			const region = regionOf(answers);
			if (facts.profiles !== undefined) {
				return [raise(modelFindings, 'model.listed', {check, details: {count: String(facts.profiles.length), region}})];
			}

			const signIn = facts.listFailure === undefined ? undefined : signInFindingOf(facts.listFailure, answers, check);
			if (signIn !== undefined) {
				return [signIn];
			}

			const details = {
				...modelWords(answers, 'the list of models'),
				name: 'the list of models',
				raw: facts.listFailure === undefined ? `${controlFrom(answers).host} cannot be reached.` : describeFailure(facts.listFailure),
			};
			const evidence = facts.listFailure === undefined ? [] : [seen('list', facts.listFailure)];
			const code = facts.listFailure !== undefined && isDenied(facts.listFailure) ? 'model.list-denied' : 'model.service-unavailable';
			const isSilent = facts.listFailure === undefined || isUnreachable(facts.listFailure);
			return [raise(modelFindings, code, {check, details, evidence, instead: isSilent ? callAgain : undefined})];
		},
	};
}

async function readAccess(context: StepContext, facts: FactsById): Promise<AccessFacts> {
	const control = facts['network.control'] as OtherFacts | undefined;
	if (control?.isReached === false) {
		return {profiles: undefined, availability: {}, form: 'unread', isUnreachable: true};
	}

	const region = regionOf(context.answers);
	const ask = async (id: string) => {
		const base = await baseOf(context, region, id);
		return [id, base === undefined ? undefined : await readAvailability(context, region, base)] as const;
	};
	const [listed, form, available] = await Promise.all([
		attempt(async () => listProfiles(context, region)),
		readUseCaseForm(context, region),
		Promise.all(pinsOf(context.answers).map(async pin => ask(pin.id))),
	]);
	return {
		profiles: listed.value,
		...(listed.failure === undefined ? {} : {listFailure: listed.failure}),
		availability: Object.fromEntries(available.filter((entry): entry is readonly [string, Availability] => entry[1] !== undefined)),
		form,
		isUnreachable: false,
	};
}
