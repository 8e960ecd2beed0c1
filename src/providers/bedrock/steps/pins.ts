// Which profiles the models step works with, and what it does to the pins: wrong ids put right, aliases filled.

import {valueOf, type Answers} from '../../../core/session.ts';
import type {ProveContext, StepContext} from '../../provider.ts';
import {readRetention} from '../checks/retention.ts';
import {attempt} from '../failure.ts';
import {readAvailability} from '../gates.ts';
import {aliasesFor, listProfiles, newestOf, offlineDate, offlineProfiles, suggestFor, type Profile} from '../models.ts';
import {modelFamilies, withAnswers, withoutSuffix} from '../../pins.ts';
import {parseArn, parseModelId} from '../names.ts';
import {isGateway, regionOf} from '../target.ts';

/** The live list; without it the dated one, said so in every row. */
export async function profilesFor(context: StepContext): Promise<{readonly profiles: readonly Profile[]; readonly note?: string}> {
	const region = regionOf(context.answers);
	if (isGateway(context.answers)) {
		return {profiles: offlineProfiles(region), note: `as of ${offlineDate}`};
	}

	const listed = await attempt(async () => listProfiles(context, region));
	return listed.value === undefined || listed.value.length === 0
		? {profiles: offlineProfiles(region), note: `not read from AWS: as of ${offlineDate}`}
		: {profiles: listed.value};
}

/** Offers to replace ids that cannot work by the profile they seem to mean; nobody there means that nothing changes. */
export async function correctPins(
	context: ProveContext,
): Promise<{readonly answers: Answers; readonly changes: Readonly<Record<string, string>>}> {
	const {answers} = context;
	const {profiles, note} = await profilesFor(context);
	const changes: Record<string, string> = {};
	const isWrong = (id: string) => parseArn(id) === undefined && !profiles.some(profile => profile.id === withoutSuffix(id));
	for (const answer of ['primaryModel', 'fastModel']) {
		const id = valueOf(answers, answer) ?? '';
		const suggestion = note === undefined && isWrong(id) ? suggestFor(id, profiles)?.id : undefined;
		const isOpen = !['preset', 'flag', 'environment'].includes(answers[answer]?.origin ?? '');
		if (suggestion !== undefined && context.isAttended && (isOpen || parseModelId(id)?.prefix === undefined)) {
			const what =
				parseModelId(id)?.prefix === undefined
					? 'is a bare model id, which Bedrock does not take on demand; a profile has a region prefix in front'
					: 'is not offered in this region';
			context.onNotice({text: `${id} ${what}. ${suggestion} is`});
			const pressed = await context.onActions([
				{id: 'use', key: 'u', label: `use ${suggestion}`},
				{id: 'keep', key: 'k', label: 'keep it'},
			]);
			context.onNotice(undefined);
			if (pressed === 'use') {
				changes[answer] = suggestion;
			}
		}
	}

	return {answers: withAnswers(answers, changes), changes};
}

/** Aliases lead only to models that a call cannot accept terms for and that the account's retention mode lets through. */
export async function fillAliases(context: ProveContext): Promise<Readonly<Record<string, string>>> {
	const {answers} = context;
	const {profiles, note} = await profilesFor(context);
	if (isGateway(answers) || note !== undefined) {
		return aliasesFor(answers, [], () => false);
	}

	const region = regionOf(answers);
	const candidates = modelFamilies.map(family => newestOf(family, profiles)).filter(profile => profile !== undefined);
	const retention = await readRetention(context);
	const keepsData = ['aws_review', 'provider_data_share'].includes(retention.mode ?? '');
	const usable = await Promise.all(
		candidates.map(async profile => {
			const parsed = parseModelId(profile.id);
			const availability = await readAvailability(context, region, parsed?.base ?? '');
			return availability?.agreement === 'AVAILABLE' && (parsed?.family !== 'fable' || keepsData) ? profile.id : undefined;
		}),
	);
	return aliasesFor(answers, profiles, profile => usable.includes(profile.id));
}
