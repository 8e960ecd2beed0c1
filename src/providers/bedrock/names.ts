// Names of AWS things that can be read without asking AWS: hosts, partitions, model ids, inference profile ids, ARNs.

import {modelFamilies, withoutSuffix, type ModelFamily} from '../pins.ts';

/** The domain that a region's service hosts end in. Source: AWS SDK for JavaScript partitions (client-bedrock 3.1164.0). */
export function domainOf(region: string): string {
	if (region.startsWith('cn-')) {
		return 'amazonaws.com.cn';
	}

	return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
}

/** The host that Claude Code sends model requests to in a region. */
export function runtimeHost(region: string): string {
	return `bedrock-runtime.${region}.${domainOf(region)}`;
}

/** The host that lists models and inference profiles. */
export function controlHost(region: string): string {
	return `bedrock.${region}.${domainOf(region)}`;
}

/** Whether the text has the shape of a region name, for example `us-east-1` or `us-gov-west-1`. */
export function isRegion(text: string): boolean {
	return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/u.test(text);
}

/** `arn:aws:bedrock:us-east-1:111122223333:inference-profile/x` in parts; undefined when it is not an ARN. */
export function parseArn(text: string): {readonly region: string; readonly account: string; readonly resource: string} | undefined {
	const match = /^arn:aws[a-z-]*:[a-z-]+:([a-z\d-]*):(\d{12})?:(.+)$/u.exec(text);
	return match === null ? undefined : {region: match[1] ?? '', account: match[2] ?? '', resource: match[3] ?? ''};
}

export type ModelId = {
	/** As given, without a `[1m]` suffix. */
	readonly id: string;
	/** `us`, `eu`, `global` …; absent for a bare id. */
	readonly prefix?: string;
	/** The foundation model's id, for example `anthropic.claude-opus-5-5`. */
	readonly base: string;
	readonly family?: ModelFamily;
	/** Generation as numbers, newest last in order: `[5, 5]`. */
	readonly version: readonly number[];
};

/**
 * Takes an id apart. Works on bare ids, inference profile ids and their ARNs; undefined for other ARNs (application profiles,
 * provisioned throughput), whose model only AWS knows.
 */
export function parseModelId(text: string): ModelId | undefined {
	const resource = parseArn(text)?.resource;
	const id = withoutSuffix(resource === undefined ? text : resource.replace(/^(?:inference-profile|foundation-model)\//u, ''));
	const match = /^(?:([a-z]{2,6}(?:-gov)?)\.)?(anthropic\.claude-[\w.:-]+)$/u.exec(id);
	if (match === null) {
		return undefined;
	}

	const [, prefix, base = ''] = match;
	const family = modelFamilies.find(candidate => base.includes(`-${candidate}`));
	return {id, ...(prefix === undefined ? {} : {prefix}), base, ...(family === undefined ? {} : {family}), version: versionOf(base)};
}

// `claude-opus-5-5` → 5.5, `claude-sonnet-4-5-20250929-v1:0` → 4.5, `claude-3-haiku-20240307-v1:0` → 3.
function versionOf(base: string): readonly number[] {
	const numbers = base
		.replace(/-v\d+(?::\d+)?$/u, '')
		.split('-')
		.filter(part => /^\d{1,2}$/u.test(part));
	return numbers.map(Number);
}

/** Orders versions: negative when `a` is older. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
	const difference = (a[0] ?? 0) - (b[0] ?? 0);
	return difference === 0 ? (a[1] ?? 0) - (b[1] ?? 0) : difference;
}

/** `Opus 5.5` for `anthropic.claude-opus-5-5`; the id itself when it cannot be read. */
export function modelName(id: string): string {
	const parsed = parseModelId(id);
	if (parsed?.family === undefined || parsed.version.length === 0) {
		return id;
	}

	return `${parsed.family[0]!.toUpperCase()}${parsed.family.slice(1)} ${parsed.version.join('.')}`;
}
