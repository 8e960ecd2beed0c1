// What a scenario breaks, told from its data alone: gates, and the checks that cannot honestly pass while a gate is broken.

import {homeCloudOf} from '../../../src/sandbox/clouds/index.ts';
import {hostOf} from '../../../src/sandbox/clouds/aws/route.ts';
import {modelHost} from '../../../src/sandbox/clouds/google/route.ts';
import type {Fault, Scenario} from '../../../src/sandbox/scenario.ts';

export type Gate =
	| 'settings'
	| 'sign-in'
	| 'role'
	| 'name'
	| 'connection'
	| 'TLS'
	| 'answerer'
	| 'proxy'
	| 'private path'
	| 'endpoint'
	| 'side hosts'
	| 'target'
	| 'model list'
	| 'models'
	| 'terms';

/** One broken thing; no check whose id matches may pass. */
export type Broken = {readonly gate: Gate; readonly checks: RegExp};

export function broken(gate: Gate, checks: RegExp): Broken {
	return {gate, checks};
}

/** Checks of the layers from one upwards: what stands on a broken layer is broken with it. */
export const above = {
	name: /^network\.(?:dns|tcp|tls|http|path|signed)$|^(?:vertex\.|foundry\.)?model\.(?!access)/u,
	connection: /^network\.(?:tcp|tls|http|path|signed)$|^(?:vertex\.|foundry\.)?model\.(?!access)/u,
	tls: /^network\.(?:tls|http|path|signed)$|^(?:vertex\.|foundry\.)?model\.(?!access)/u,
	answerer: /^network\.(?:http|path|signed)$|^(?:vertex\.|foundry\.)?model\.(?!access)/u,
};

export const everyModel = /^(?:vertex\.|foundry\.)?model\.(?!access)/u;

/** The check of one pinned id. */
export function modelCheckOf(id: string): RegExp {
	return new RegExp(`^(?:vertex\\.|foundry\\.)?model\\.${id.replaceAll(/[.@:]/gu, String.raw`\$&`)}$`, 'u');
}

export function answersIn(scenario: Scenario): Readonly<Record<string, string>> {
	const answers = homeCloudOf(scenario).answersOf(scenario);
	const {settings = {}, env = {}} = scenario.home;
	const region = settings['AWS_REGION'] ?? (answers['region'] === '' ? env['AWS_DEFAULT_REGION'] : undefined);
	return region === undefined ? answers : {...answers, region};
}

/** Every pinned id. */
export function pinsIn(scenario: Scenario): readonly string[] {
	const answers = answersIn(scenario);
	const ids = ['primaryModel', 'fastModel', 'opusModel', 'sonnetModel', 'haikuModel', 'fableModel'].map(id => answers[id] ?? '');
	return [...new Set(ids)].filter(id => id !== '');
}

/** The location on Google Cloud; Claude Code falls back to us-east5 for one it cannot use (google-and-azure.md, A1). */
export function locationIn(answers: Readonly<Record<string, string>>): string {
	const location = answers['location'] ?? '';
	return /^[a-z]+(?:-[a-z]+\d+)?$/u.test(location) ? location : 'us-east5';
}

/** The host that model requests go to. */
export function mainHost(scenario: Scenario): string {
	const answers = answersIn(scenario);
	if ((answers['baseUrl'] ?? '') !== '') {
		return new URL(answers['baseUrl'] ?? '').hostname;
	}

	switch (scenario.provider) {
		case 'bedrock':
			return hostOf('bedrock-runtime', answers['region'] ?? '');
		case 'vertex':
			return modelHost(locationIn(answers));
		case 'foundry':
			// A pasted host name is corrected before anything is tried; the setting itself is a broken gate of its own.
			return `${(answers['resource'] ?? '').split('.')[0] ?? ''}.services.ai.azure.com`;
	}
}

/** Faults that refuse, hang or drop for good, by `service:Operation`. */
export function lastingFaults(faults: Readonly<Record<string, Omit<Fault, 'status'> & {readonly status: number}>>): readonly string[] {
	return Object.entries(faults)
		.filter(([, fault]) => fault.times === undefined && (fault.status >= 400 || fault.raw !== undefined || fault.hang || fault.drop))
		.map(([operation]) => operation);
}

/** Whether a fault of one of these operations lasts; `service:*` covers all of a service. */
export function hits(faults: readonly string[], ...operations: readonly string[]): boolean {
	return operations.some(operation => faults.some(fault => fault === operation || fault === `${operation.split(':')[0]}:*`));
}
