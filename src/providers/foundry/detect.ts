// Reads back what is configured: from the variables Claude Code will see to the answers that would have led to them.

import type {Ports} from '../../ports/ports.ts';
import type {Detected} from '../provider.ts';
import {isOn, pinnedModels, textOf, type Variables} from '../variables.ts';
import {resourceOfHost} from './names.ts';
import type {FoundSource} from '../../core/sign-ins.ts';
import {azdSource, azSource} from './sign-ins.ts';
import {managementUrl} from './target.ts';

/**
 * The configured answers; undefined when Foundry is not switched on.
 *
 * @param variables - Variables as Claude Code will see them, its settings included.
 */
export async function detect(variables: Variables, ports: Ports): Promise<Detected | undefined> {
	if (!isOn(variables['CLAUDE_CODE_USE_FOUNDRY'])) {
		return undefined;
	}

	const answers = {
		...placeOf(variables, ports),
		signIn: await signInOf(variables, ports),
		...tenantOf(variables, ports),
		...pinnedModels(variables),
	};
	const hasPlace = 'resource' in answers || 'baseUrl' in answers;
	return {answers, complete: hasPlace && 'primaryModel' in answers && 'fastModel' in answers};
}

/** Where requests go, as it is set: a wrong value is kept, so that a check can name it. */
function placeOf(variables: Variables, ports: Ports): Readonly<Record<string, string>> {
	const resource = textOf(variables, 'ANTHROPIC_FOUNDRY_RESOURCE');
	const address = standIn(textOf(variables, 'ANTHROPIC_FOUNDRY_BASE_URL')?.replace(/\/+$/u, ''), ports);
	const own = resource === undefined ? {} : {resource};
	if (address === undefined || !URL.canParse(address)) {
		return {route: 'direct', ...own};
	}

	const both = resource === undefined ? {} : {places: 'both'};
	const named = resourceOfHost(new URL(address).hostname);
	return {...both, ...routeOf(named, address, own, resource)};
}

function routeOf(
	named: string | undefined,
	address: string,
	own: Readonly<Record<string, string>>,
	resource: string | undefined,
): Readonly<Record<string, string>> {
	return named === undefined
		? {route: 'gateway', baseUrl: address, ...own}
		: {route: 'direct', baseUrl: address, resource: resource ?? named};
}

/** The same address for Claude Code and for Azure's own tools is a stand-in for the service itself, not a route of the company. */
function standIn(address: string | undefined, ports: Ports): string | undefined {
	const isStandIn =
		address !== undefined &&
		URL.canParse(address) &&
		(ports.env['ARM_ENDPOINT'] ?? '') !== '' &&
		new URL(address).origin === new URL(managementUrl(ports.env)).origin;
	return isStandIn ? undefined : address;
}

/** In the order Claude Code and the Azure credential chain look. */
async function signInOf(variables: Variables, ports: Ports): Promise<string> {
	const isSet = (name: string) => (textOf(variables, name) ?? ports.env[name] ?? '').trim() !== '';
	if (isSet('ANTHROPIC_FOUNDRY_AUTH_TOKEN')) {
		return 'auth-token';
	}

	if (isSet('ANTHROPIC_FOUNDRY_API_KEY')) {
		return 'api-key';
	}

	const isPrincipal =
		isSet('AZURE_CLIENT_ID') && isSet('AZURE_TENANT_ID') && (isSet('AZURE_CLIENT_SECRET') || isSet('AZURE_CLIENT_CERTIFICATE_PATH'));
	if (isPrincipal && !narrowed(ports, 'dev')) {
		return 'environment';
	}

	// The chain passes on what cannot sign in; with nobody signed in anywhere it is az that people are told to use.
	const [[az], [azd]] = await Promise.all([azSource(variables, ports), azdSource(variables, ports)]);
	const isUsable = (source: FoundSource | undefined) => source !== undefined && source.broken === undefined;
	return !isUsable(az) && isUsable(azd) ? 'azd' : 'az';
}

/** AZURE_TOKEN_CREDENTIALS leaves only a part of the chain. */
export function narrowed(ports: Ports, part: string): boolean {
	return (ports.env['AZURE_TOKEN_CREDENTIALS'] ?? '').trim().toLowerCase() === part;
}

function tenantOf(variables: Variables, ports: Ports): Readonly<Record<string, string>> {
	const tenant = textOf(variables, 'AZURE_TENANT_ID') ?? ports.env['AZURE_TENANT_ID']?.trim();
	return tenant === undefined || tenant === '' ? {} : {tenant};
}
