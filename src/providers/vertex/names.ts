// Names of Google Cloud things that can be read without asking Google: locations, hosts, projects, model ids, per-model variables.

import {modelFamilies, withoutSuffix, type ModelFamily} from '../pins.ts';

export type ModelId = {
	/** As given, without a `[1m]` suffix. */
	readonly id: string;
	readonly family: ModelFamily;
	/** Generation as numbers: `[5, 5]`. */
	readonly version: readonly number[];
	/** What follows the `@`; absent from 4.6 on. */
	readonly date?: string;
};

/** Multi-regions; each has an endpoint host of its own. */
const multiRegions: readonly string[] = ['us', 'eu'];

/**
 * Whether Claude Code takes the text as a location. It replaces others silently by us-east5.
 * Source: code.claude.com/docs/en/google-vertex-ai, read 2026-08-22.
 */
export function isLocation(text: string): boolean {
	return /^[a-z\d-]{2,40}$/u.test(text);
}

/** Whether the text is one region, for example `us-east5`, and not `global`, `us` or `eu`. */
export function isSingleRegion(location: string): boolean {
	return location !== 'global' && !multiRegions.includes(location);
}

/** The host that serves a location. Source: code.claude.com/docs/en/google-vertex-ai and @anthropic-ai/vertex-sdk 1.1.3. */
export function hostFor(location: string): string {
	if (location === 'global') {
		return 'aiplatform.googleapis.com';
	}

	return multiRegions.includes(location) ? `aiplatform.${location}.rep.googleapis.com` : `${location}-aiplatform.googleapis.com`;
}

/** Whether the text has the shape of a project id, domain-scoped ones included. */
export function isProject(text: string): boolean {
	return /^(?:[a-z\d.-]+\.[a-z]{2,}:)?[a-z][a-z\d-]{4,28}[a-z\d]$/u.test(text);
}

/** Takes a model id apart: `claude-opus-5-5`, `claude-haiku-4-5@20251001`, `claude-3-5-haiku@20241022`. */
export function parseModelId(text: string): ModelId | undefined {
	const id = withoutSuffix(text);
	const match = /^claude-([a-z\d-]+?)(?:@([\w.-]+))?$/u.exec(id);
	const parts = match?.[1]?.split('-') ?? [];
	const family = modelFamilies.find(candidate => parts.includes(candidate));
	const version = parts.filter(part => /^\d{1,2}$/u.test(part)).map(Number);
	if (family === undefined || version.length === 0 || parts.some(part => part !== family && !/^\d{1,2}$/u.test(part))) {
		return undefined;
	}

	return {id, family, version, ...(match?.[2] === undefined ? {} : {date: match[2]})};
}

/** Orders versions: negative when `a` is older. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
	const difference = (a[0] ?? 0) - (b[0] ?? 0);
	return difference === 0 ? (a[1] ?? 0) - (b[1] ?? 0) : difference;
}

/** `Opus 5.5` for `claude-opus-5-5`; the id itself when it cannot be read. */
export function modelName(id: string): string {
	const parsed = parseModelId(id);
	return parsed === undefined ? id : `${parsed.family[0]!.toUpperCase()}${parsed.family.slice(1)} ${parsed.version.join('.')}`;
}

/**
 * Whether a location can serve a model, by what Anthropic documents: single regions serve Sonnet 4.6 and older only.
 * Source: platform.claude.com, claude-on-vertex-ai, read 2026-08-22. Only a call proves it.
 */
export function mayServe(location: string, id: string): boolean {
	const parsed = parseModelId(id);
	return parsed === undefined || !isSingleRegion(location) || compareVersions(parsed.version, [4, 6]) <= 0;
}

/**
 * What Claude Code calls the variable that moves one model to another location; undefined where it has none.
 * Source: code.claude.com/docs/en/env-vars, read 2026-08-22.
 */
export function regionVariable(id: string): string | undefined {
	const parsed = parseModelId(id);
	if (parsed === undefined) {
		return undefined;
	}

	const version = parsed.version.join('_');
	const family = parsed.family.toUpperCase();
	const suffix = [`${version}_${family}`, `${family}_${version}`].find(candidate => regionSuffixes.includes(candidate));
	return suffix === undefined ? undefined : `${regionPrefix}${suffix}`;
}

const regionPrefix = 'VERTEX_REGION_CLAUDE_';

const regionSuffixes: readonly string[] = [
	'3_5_HAIKU',
	'3_5_SONNET',
	'3_7_SONNET',
	'4_0_OPUS',
	'4_0_SONNET',
	'4_1_OPUS',
	'4_5_OPUS',
	'4_5_SONNET',
	'4_6_OPUS',
	'4_6_SONNET',
	'4_7_OPUS',
	'4_8_OPUS',
	'5_OPUS',
	'5_SONNET',
	'FABLE_5',
	'HAIKU_4_5',
];

/** Every variable that moves one model to another location. */
export const regionVariables: readonly string[] = regionSuffixes.map(suffix => `${regionPrefix}${suffix}`);
