// Which inference profiles there are and which of them to offer: from the live list, never from a computed prefix.

import offline from '../../../assets/models/bedrock.json' with {type: 'json'};
import {valueOf, type Answers} from '../../core/session.ts';
import type {Option, StepContext} from '../provider.ts';
import {onBedrock} from './clients.ts';
import {connect} from './credentials.ts';
import {modelFamilies, type ModelFamily} from '../pins.ts';
import {compareVersions, modelName, parseModelId} from './names.ts';

/** An inference profile for a Claude model. */
export type Profile = {
	readonly id: string;
	/** Regions a request may be served from; empty when a global profile does not tell. */
	readonly regions: readonly string[];
};

const pageSize = 1000;

/**
 * Every active Claude profile that AWS defines for the region. Once per run.
 *
 * @throws CloudError
 */
export async function listProfiles(context: StepContext, region: string): Promise<readonly Profile[]> {
	const account = valueOf(context.answers, 'account') ?? '';
	return context.memo.get(`profiles:${account}:${region}`, async () => {
		const connection = await connect(context, context.signal, region);
		return onBedrock(connection, async (sdk, client) => {
			const found: Profile[] = [];
			let nextToken: string | undefined;
			do {
				const answer = await client.send(
					new sdk.ListInferenceProfilesCommand({
						typeEquals: 'SYSTEM_DEFINED',
						maxResults: pageSize,
						...(nextToken === undefined ? {} : {nextToken}),
					}),
				);
				const claude = (answer.inferenceProfileSummaries ?? []).filter(
					profile => profile.status === 'ACTIVE' && parseModelId(profile.inferenceProfileId ?? '') !== undefined,
				);
				found.push(
					...claude.map(profile => ({
						id: profile.inferenceProfileId ?? '',
						regions: (profile.models ?? []).map(model => regionOfArn(model.modelArn ?? '')).filter(name => name !== ''),
					})),
				);
				({nextToken} = answer);
			} while (nextToken !== undefined && nextToken !== '');
			return found;
		});
	});
}

/** The profiles this file knows for a region, for when the live list cannot be read. Dated data, shown as such. */
export function offlineProfiles(region: string): readonly Profile[] {
	const geographies: Readonly<Record<string, readonly string[]>> = offline.geographies;
	return offline.models.flatMap(model =>
		model.prefixes
			.filter(prefix => prefix === 'global' || geographies[prefix]?.includes(region) === true)
			.map(prefix => ({id: `${prefix}.${model.id}`, regions: geographies[prefix] ?? []})),
	);
}

export const offlineDate = offline.read;

/** Newest first, and of one model the geographic profile before the global one, because it keeps data in its geography. */
export function rank(profiles: readonly Profile[]): readonly Profile[] {
	const isGlobal = (profile: Profile) => parseModelId(profile.id)?.prefix === 'global';
	return profiles.toSorted((a, b) => {
		const [left, right] = [parseModelId(a.id), parseModelId(b.id)];
		const newer = compareVersions(right?.version ?? [], left?.version ?? []);
		return newer === 0 ? Number(isGlobal(a)) - Number(isGlobal(b)) || a.id.localeCompare(b.id, 'en') : newer;
	});
}

/** The profile to use for a family: the newest model, geographic before global. */
export function newestOf(family: ModelFamily, profiles: readonly Profile[]): Profile | undefined {
	return rank(profiles.filter(profile => parseModelId(profile.id)?.family === family))[0];
}

/**
 * A profile for the model that a wrong id seems to mean: the same model in this region, else the newest of its family.
 *
 * @param id - A bare id, or an id with a prefix or ending that does not exist here.
 */
export function suggestFor(id: string, profiles: readonly Profile[]): Profile | undefined {
	const wanted = parseModelId(id);
	const stem = (base: string) => base.replace(/-\d{8}(?:-v\d+(?::\d+)?)?$|-v\d+(?::\d+)?$/u, '');
	const same =
		wanted === undefined ? undefined : rank(profiles).find(profile => stem(parseModelId(profile.id)?.base ?? '') === stem(wanted.base));
	return same ?? (wanted?.family === undefined ? undefined : newestOf(wanted.family, profiles));
}

/** Rows to choose from for a question about one model. */
export function optionsFrom(profiles: readonly Profile[], note: string | undefined): readonly Option[] {
	return rank(profiles).map(profile => {
		const remarks = [note, cachingNote(profile.id)].filter(text => text !== undefined);
		return {
			value: profile.id,
			label: modelName(profile.id),
			hint: profile.id,
			note: [whereOf(profile), ...remarks].join(' · '),
		};
	});
}

/** Where requests of a profile may be served. */
export function whereOf(profile: Profile): string {
	const prefix = parseModelId(profile.id)?.prefix ?? '';
	const names: Readonly<Record<string, string>> = {
		global: 'any commercial region',
		us: 'United States and Canada',
		eu: 'Europe',
		jp: 'Japan',
		au: 'Australia',
		'us-gov': 'GovCloud',
	};
	return names[prefix] ?? profile.regions.join(', ');
}

/** What to know about prompt caching with a model; undefined when it has it. */
export function cachingNote(id: string): string | undefined {
	return offline.withoutPromptCaching.find(entry => id.includes(entry.match))?.note;
}

/**
 * What every alias leads to, so that no unpinned default is left: the person's own choices first, then the newest model of a
 * family that `isUsable` vouches for, else the primary model, which is proven anyway.
 */
export function aliasesFor(
	answers: Answers,
	profiles: readonly Profile[],
	isUsable: (profile: Profile) => boolean,
): Readonly<Record<string, string>> {
	const primary = valueOf(answers, 'primaryModel') ?? '';
	const fast = valueOf(answers, 'fastModel') ?? primary;
	const own = (family: ModelFamily) => [primary, fast].find(id => parseModelId(id)?.family === family);
	return Object.fromEntries(
		modelFamilies.map(family => {
			const answer = `${family}Model`;
			const newest = newestOf(family, profiles);
			// Claude Code's background model is the haiku alias, so the fast model stands there whatever its family.
			const byRule = family === 'haiku' ? fast : (own(family) ?? (newest !== undefined && isUsable(newest) ? newest.id : primary));
			return [answer, valueOf(answers, answer) ?? byRule];
		}),
	);
}

function regionOfArn(arn: string): string {
	return arn.split(':')[3] ?? '';
}
