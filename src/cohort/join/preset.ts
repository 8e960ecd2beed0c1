// The preset that comes with a join code: from the collector, or the copy of an earlier run while the collector is away.

import {createHash} from 'node:crypto';
import path from 'node:path';
import {UserError} from '../../core/errors.ts';
import type {Registered} from '../../core/registered.ts';
import {stateFolder} from '../../ports/places.ts';
import type {HttpResponse, Ports} from '../../ports/ports.ts';
import {checkPreset} from '../../preset/check.ts';
import type {LoadedPreset} from '../../preset/preset.ts';
import {presetSizeLimit} from '../../preset/remote.ts';
import {ownProxy} from '../../probes/proxy.ts';
import type {Join} from '../join-link.ts';

const limitMs = 10_000;

export type JoinedPreset = {
	/** Undefined when neither the collector nor an earlier run has one. */
	readonly preset?: LoadedPreset;
	/** The collector did not answer: what is reported waits. */
	readonly isAway: boolean;
};

/**
 * Fetches the preset of the person whose code this is.
 *
 * @throws UserError when the collector does not know the code, or what it hands out is no good preset.
 */
export async function joinedPreset(
	join: Required<Join>,
	ports: Pick<Ports, 'env' | 'files' | 'host' | 'network'>,
	providers: readonly Registered[],
	signal: AbortSignal,
): Promise<JoinedPreset> {
	const url = `${join.collector}/api/preset`;
	const proxy = ownProxy(url, ports.env);
	const copy = path.join(
		stateFolder(ports),
		`cohort-preset-${createHash('sha256').update(`preset ${join.code}`).digest('hex').slice(0, 16)}.json`,
	);
	let response: HttpResponse | undefined;
	try {
		response = await ports.network.request({
			url,
			method: 'GET',
			headers: {authorization: `Bearer ${join.code}`},
			limitMs,
			maxBytes: presetSizeLimit,
			signal,
			...(proxy === undefined ? {} : {proxy}),
		});
	} catch {
		signal.throwIfAborted();
	}

	if (response?.status === 401 && response.body.includes('"no-code"')) {
		throw new UserError(
			'The collector does not know this join code.',
			'Ask your cohort lead for a new one, or leave --join out to set up without being counted.',
		);
	}

	if (response?.status === 200 && response.body.trimStart().startsWith('{')) {
		const preset = presetFrom(response.body, join.collector, providers);
		await keep(copy, response.body, ports);
		return {preset, isAway: false};
	}

	const kept = await ports.files.read(copy).catch(() => undefined);
	return {...(kept === undefined ? {} : {preset: presetFrom(new TextDecoder().decode(kept), join.collector, providers)}), isAway: true};
}

function presetFrom(text: string, collector: string, providers: readonly Registered[]): LoadedPreset {
	const result = checkPreset(text, providers);
	if (!result.isGood) {
		throw new UserError(
			`The preset that comes with the join code cannot be used: ${result.problems[0] ?? 'it has problems'}.`,
			'Tell your cohort lead.',
		);
	}

	const {host} = new URL(collector);
	return {
		preset: result.preset,
		origin: {kind: 'url', location: collector, label: host, from: '--join'},
		hash: createHash('sha256').update(text).digest('hex'),
	};
}

async function keep(file: string, text: string, {files}: Pick<Ports, 'files'>): Promise<void> {
	try {
		await files.makeFolder(path.dirname(file), 0o700);
		await files.writeAtomic(file, new TextEncoder().encode(text), 0o600);
	} catch {
		// Only the next run without a collector would have used it.
	}
}
