// Which Claude models Google lists and which of them to offer: from the live catalogue, with dated data behind it.

import offline from '../../../assets/models/vertex.json' with {type: 'json'};
import {clean} from '../../core/document.ts';
import {valueOf, type Answers} from '../../core/session.ts';
import type {Option, StepContext} from '../provider.ts';
import {headersFor, notSignedIn, signedIn} from './credentials/session.ts';
import {callGoogle, recordOf, textOf, type Refusal} from './google.ts';
import {modelFamilies, withoutSuffix, type ModelFamily} from '../pins.ts';
import {compareVersions, mayServe, modelName, parseModelId} from './names.ts';
import {apiBase, isAnthropicManaged, isGateway, locationOf} from './target.ts';

export type Catalogue = {
	/** Ids as Claude Code takes them; undefined when the list could not be read. */
	readonly ids: readonly string[] | undefined;
	readonly refusal?: Refusal;
};

export const offlineDate = offline.read;

/** Ids that this file knows, for when the live list cannot be read. Dated data, shown as such. */
export const offlineModels: readonly string[] = offline.models;

const mostPages = 20;

/** Every Claude model in the publisher catalogue. Once per run. It says what exists, not what a project may use. */
export async function readCatalogue(context: StepContext): Promise<Catalogue> {
	return context.memo.get('vertex-catalogue:', async () => {
		const signed = await signedIn(context);
		if (signed === undefined) {
			return {ids: undefined, refusal: notSignedIn};
		}

		const ids: string[] = [];
		let next: string | undefined;
		for (let page = 0; page < mostPages; page++) {
			const query = new URLSearchParams({pageSize: '100', listAllVersions: 'true', ...(next === undefined ? {} : {pageToken: next})});
			const answer = await callGoogle(context, {
				url: `${apiBase('aiplatform', context.ports.env)}/v1beta1/publishers/anthropic/models?${query.toString()}`,
				method: 'GET',
				headers: headersFor(context, signed, true),
			});
			if (answer.refusal !== undefined) {
				return {ids: undefined, refusal: answer.refusal};
			}

			const body = recordOf(answer.value);
			const listed = Array.isArray(body?.['publisherModels']) ? body['publisherModels'] : [];
			ids.push(...listed.map(model => idOf(model)).filter(id => id !== undefined));
			next = textOf(body?.['nextPageToken']);
			if (next === undefined) {
				return ids.length === 0 ? {ids: undefined} : {ids: [...new Set(ids)]};
			}
		}

		return {ids: undefined, refusal: {http: 200, status: 'ENDLESS_LIST', message: `The list still goes on after ${mostPages} pages.`}};
	});
}

function idOf(model: unknown): string | undefined {
	const found = recordOf(model);
	const name = textOf(found?.['name'])?.split('/').at(-1);
	const version = textOf(found?.['versionId']);
	if (name === undefined) {
		return undefined;
	}

	const id = clean(version === undefined || version === 'default' || name.includes('@') ? name : `${name}@${version}`);
	return parseModelId(id) === undefined ? undefined : id;
}

/** Whether the catalogue holds an id, with or without its date. */
export function isListed(id: string, ids: readonly string[]): boolean {
	const bare = (text: string) => text.replace(/@.*$/u, '');
	return ids.includes(id) || (!id.includes('@') && ids.some(other => bare(other) === id)) || ids.includes(bare(id));
}

/** The live list for the chosen location; without it the dated one, said so in every row. */
export async function modelsFor(context: StepContext): Promise<{readonly ids: readonly string[]; readonly note?: string}> {
	const {answers} = context;
	const catalogue = isGateway(answers) || isAnthropicManaged(answers) ? undefined : await readCatalogue(context);
	const isLive = catalogue?.ids !== undefined && catalogue.ids.length > 0;
	const ids = (isLive ? catalogue.ids : offlineModels).filter(id => mayServe(locationOf(answers), id));
	return isLive ? {ids: rank(ids)} : {ids: rank(ids), note: `not read from Google: as of ${offlineDate}`};
}

/** Newest first. */
export function rank(ids: readonly string[]): readonly string[] {
	return ids.toSorted(
		(a, b) => compareVersions(parseModelId(b)?.version ?? [], parseModelId(a)?.version ?? []) || a.localeCompare(b, 'en'),
	);
}

/** The newest model of a family. */
export function newestOf(family: ModelFamily, ids: readonly string[]): string | undefined {
	return rank(ids.filter(id => parseModelId(id)?.family === family))[0];
}

/** The model that a wrong id seems to mean. */
export function suggestFor(id: string, ids: readonly string[]): string | undefined {
	const wanted = parseModelId(
		withoutSuffix(id)
			.replace(/^anthropic[./]/u, '')
			.replace(/-(?=\d{8}$)/u, '@'),
	);
	const same = ids.find(other => {
		const parsed = parseModelId(other);
		return parsed?.family === wanted?.family && parsed?.version.join('.') === wanted?.version.join('.');
	});
	return wanted === undefined ? undefined : (same ?? newestOf(wanted.family, ids));
}

/** Rows to choose from. */
export function optionsFrom(ids: readonly string[], note: string | undefined): readonly Option[] {
	return ids.map(id => {
		const needsSharing = ['fable'].includes(parseModelId(id)?.family ?? '');
		const remarks = [note, needsSharing ? 'kept 30 days and shared with Anthropic; an administrator has to agree' : undefined].filter(
			text => text !== undefined,
		);
		return {value: id, label: modelName(id), hint: id, ...(remarks.length === 0 ? {} : {note: remarks.join(' · ')})};
	});
}

/**
 * What every alias leads to, so that no unpinned default is left: a chosen model, else one of its own family that answered.
 *
 * @param answering - Models beside the chosen ones that answered a call.
 */
export function aliasesFor(answers: Answers, answering: readonly string[] = []): Readonly<Record<string, string>> {
	const primary = valueOf(answers, 'primaryModel') ?? '';
	const fast = valueOf(answers, 'fastModel') ?? primary;
	const own = (family: ModelFamily) => [primary, fast, ...answering].find(id => parseModelId(id)?.family === family);
	return Object.fromEntries(
		modelFamilies.map(family => {
			const answer = `${family}Model`;
			return [answer, valueOf(answers, answer) ?? own(family) ?? (family === 'haiku' ? fast : primary)];
		}),
	);
}
