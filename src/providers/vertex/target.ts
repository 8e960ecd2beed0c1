// The exact places that Claude Code sends model requests to, from the answers alone.

import {valueOf, type Answers} from '../../core/session.ts';
import type {Environment} from '../../ports/ports.ts';
import {pinsOf as distinctPins, type PinnedModel} from '../pins.ts';
import {placeFrom, type Place} from '../place.ts';
import {hostFor, isLocation} from './names.ts';

export {isGateway} from '../place.ts';

export type Pin = PinnedModel & {readonly location: string};

export const defaultLocation = 'global';

export function projectOf(answers: Answers): string {
	return valueOf(answers, 'project') ?? '';
}

/** The chosen location; `global` while none is chosen. A malformed one is kept, so that it can be told. */
export function locationOf(answers: Answers): string {
	return valueOf(answers, 'location') ?? defaultLocation;
}

/** Whether the answers mean the offering that Anthropic runs ("Claude Models on Google Cloud"). */
export function isAnthropicManaged(answers: Answers): boolean {
	return valueOf(answers, 'vertexOffering') === 'anthropic';
}

/** The host that serves a location in the chosen offering; the malformed location falls back as in Claude Code. */
export function modelHost(answers: Answers, location: string): string {
	return isAnthropicManaged(answers) ? 'claude.googleapis.com' : hostFor(isLocation(location) ? location : 'us-east5');
}

/** The base URL when one was chosen, else the location's own host with the version that Claude Code appends its paths to. */
export function endpointFrom(answers: Answers, location = locationOf(answers)): Place {
	return placeFrom(answers, `https://${modelHost(answers, location)}/v1`);
}

/** `claude-haiku-4-5@20251001=us-east5,…`: models that live in a location of their own. */
export function modelLocations(answers: Answers): Readonly<Record<string, string>> {
	const entries = (valueOf(answers, 'modelLocations') ?? '')
		.split(',')
		.map(entry => entry.split('='))
		.filter((entry): entry is [string, string] => entry.length === 2);
	return Object.fromEntries(entries.map(([id, location]) => [id.trim(), location.trim()]));
}

/** The distinct models that the answers pin, each with the answers that pin it and the location it is called in. */
export function pinsOf(answers: Answers): readonly Pin[] {
	const own = modelLocations(answers);
	return distinctPins(answers).map(pin => ({...pin, location: own[pin.id] ?? locationOf(answers)}));
}

export type Api = 'aiplatform' | 'cloudresourcemanager' | 'logging';

/**
 * Another address for one Google API, as gcloud takes it (property api_endpoint_overrides), without a slash at its end.
 * Source: gcloud 578.0.0, core/properties.py.
 */
export function overrideFor(api: Api, env: Environment): string | undefined {
	const value = env[`CLOUDSDK_API_ENDPOINT_OVERRIDES_${api.toUpperCase()}`];
	return value === undefined || !URL.canParse(value) ? undefined : value.replace(/\/+$/u, '');
}

/** The address of an API, without a slash at its end. */
export function apiBase(api: Api, env: Environment): string {
	return overrideFor(api, env) ?? `https://${api}.googleapis.com`;
}

/** The address of one call to a model, streamed as Claude Code calls it. */
export function modelUrl(answers: Answers, pin: Pick<Pin, 'id' | 'location'>, env: Environment): string {
	const project = projectOf(answers);
	const isOwn = valueOf(answers, 'baseUrl') !== undefined;
	const override = isOwn ? undefined : overrideFor('aiplatform', env);
	const base = override === undefined ? endpointFrom(answers, pin.location).url : `${override}/v1`;
	const above = `${base}/projects/${encodeURIComponent(project)}/locations/${encodeURIComponent(pin.location)}`;
	return isAnthropicManaged(answers)
		? `${above}/workspaces/${encodeURIComponent(valueOf(answers, 'workspaceId') ?? '')}/invoke/v1/messages`
		: `${above}/publishers/anthropic/models/${encodeURIComponent(pin.id).replaceAll('%40', '@')}:streamRawPredict`;
}
