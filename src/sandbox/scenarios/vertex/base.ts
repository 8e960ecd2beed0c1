// The company on Google Cloud that every Vertex AI scenario starts from: its project, models, names and private path.

import {modelHost, plainHosts} from '../../clouds/google/route.ts';
import type {GoogleFault, GoogleScenario, SimulatedGoogle, SimulatedPublisherModel} from '../../clouds/google/scenario.ts';
import type {SimulatedHome, SimulatedNetwork} from '../../scenario.ts';

export const projectId = 'acme-claude';
export const projectNumber = '481516234200';
export const perimeterId = 'Qk7XhV2sWm4yN0cTtR9bLg3ZpJ6uEa1f';

const everywhere = ['global', 'us', 'eu'];
const regions = ['us-east5', 'us-central1', 'europe-west1', 'asia-southeast1'];
const models: readonly SimulatedPublisherModel[] = [
	// No date from 4.6 on; single regions serve Sonnet 4.6 and older only (platform.claude.com, claude-on-vertex-ai, read 2026-08-22).
	{id: 'claude-opus-5-5', locations: everywhere},
	{id: 'claude-sonnet-5-5', locations: everywhere},
	{id: 'claude-haiku-5-5', locations: everywhere},
	{id: 'claude-fable-5-1', locations: ['global', 'us']},
	{id: 'claude-opus-5', locations: everywhere},
	{id: 'claude-sonnet-5', locations: everywhere},
	{id: 'claude-opus-4-8', locations: everywhere},
	{id: 'claude-sonnet-4-6', locations: [...everywhere, ...regions]},
	{id: 'claude-opus-4-5@20251101', locations: [...everywhere, ...regions]},
	{id: 'claude-sonnet-4-5@20250929', locations: [...everywhere, ...regions]},
	{id: 'claude-haiku-4-5@20251001', locations: [...everywhere, ...regions]},
];

export const happyGoogle: SimulatedGoogle = {
	project: {id: projectId, number: projectNumber, name: 'Claude Code'},
	otherProjects: [{id: 'acme-web', number: '481516234201', name: 'Web shop'}],
	email: 'dana@acme.example',
	permissions: [
		'aiplatform.endpoints.predict',
		'serviceusage.services.use',
		'serviceusage.services.get',
		'serviceusage.services.enable',
		'resourcemanager.projects.get',
	],
	services: ['aiplatform.googleapis.com', 'cloudresourcemanager.googleapis.com', 'serviceusage.googleapis.com'],
	models,
	behaviour: {},
	logDays: 30,
	faults: {},
};

/** Addresses of restricted.googleapis.com, for perimeters of VPC Service Controls (docs.cloud.google.com, read 2026-11-22). */
export const restrictedAddresses = ['199.36.153.4', '199.36.153.5', '199.36.153.6', '199.36.153.7'];
/** Addresses of private.googleapis.com, for Private Google Access. */
export const privateAddresses = ['199.36.153.8', '199.36.153.9', '199.36.153.10', '199.36.153.11'];
/** An address of the company's own, of a Private Service Connect endpoint. */
export const endpointAddresses = ['10.10.0.5'];

const locations = ['global', 'us', 'eu', ...regions];

/** A public address for a host; stable, and inside a range that Google announces. */
export function publicAddress(host: string): string {
	const sum = [...host].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 16_384, 7);
	return `142.250.${sum >> 8}.${sum % 256}`;
}

/** Every simulated name at a public address. */
export const publicHosts: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	[...plainHosts, ...locations.map(location => modelHost(location)), 'cloud.google.com', 'www.google.com'].map(host => [
		host,
		[publicAddress(host)],
	]),
);

/** The names below `googleapis.com` at these addresses, as a private zone makes them; regional endpoints (`rep`) have their own. */
export function privateZone(addresses: readonly string[]): Readonly<Record<string, readonly string[]>> {
	const names = Object.keys(publicHosts).filter(host => host.endsWith('.googleapis.com') && !host.includes('.rep.'));
	return Object.fromEntries(names.map(host => [host, addresses]));
}

/** The network with these names instead of the public ones. */
export function networkWith(hosts: Readonly<Record<string, readonly string[]>>): SimulatedNetwork {
	return {hosts: {...publicHosts, ...hosts}, addresses: {}, certificates: {}, proxies: {}, pages: {}};
}

export const happyNetwork = networkWith(privateZone(restrictedAddresses));

export const modelPath = (model: string, location = 'global') =>
	`projects/${projectId}/locations/${location}/publishers/anthropic/models/${model}`;

export const gatewayUrl = 'https://llm-gateway.acme.example/vertex/v1';

/** Answers of a set-up in one region, with models that regions serve. */
export const regionAnswers: Readonly<Record<string, string>> = {
	location: 'us-east5',
	primaryModel: 'claude-sonnet-4-6',
	opusModel: 'claude-opus-4-5@20251101',
	sonnetModel: 'claude-sonnet-4-6',
	haikuModel: 'claude-haiku-4-5@20251001',
};

/** What a scenario changes of the happy one; groups are merged one level deep. */
export type Change = {
	readonly title: string;
	readonly expected: readonly string[];
	readonly wizard?: readonly string[];
	readonly requirePrivatePath?: boolean;
	readonly google?: Partial<SimulatedGoogle>;
	readonly network?: Partial<SimulatedNetwork>;
	readonly home?: SimulatedHome;
};

/** A Vertex AI scenario: the happy one with some things changed. */
export function scenario(what: string, change: Change): GoogleScenario {
	return {
		name: `vertex/${what}`,
		provider: 'vertex',
		title: change.title,
		expected: change.expected,
		...(change.wizard === undefined ? {} : {wizard: change.wizard}),
		requirePrivatePath: change.requirePrivatePath ?? true,
		google: {...happyGoogle, ...change.google},
		network: {...happyNetwork, ...change.network},
		home: change.home ?? {},
	};
}

/** Every API that needs a token refuses alike. */
export function everyApi(fault: GoogleFault): Readonly<Record<string, GoogleFault>> {
	return {'aiplatform:*': fault, 'cloudresourcemanager:*': fault, 'logging:*': fault};
}

/** The pinned primary model answers with this refusal; the others answer. */
export function refusing(invoke: GoogleFault, model = 'claude-opus-5-5'): Partial<SimulatedGoogle> {
	return {behaviour: {[model]: {invoke}}};
}
