// The names Foundry uses: resources, their hosts, the addresses people paste, deployments and hosting options.

import {modelFamilies, type ModelFamily} from '../pins.ts';

/**
 * Whether Claude Code takes the text as ANTHROPIC_FOUNDRY_RESOURCE: 2 to 64 letters, digits and hyphens.
 * Source: text of Claude Code 2.1.330, observed 2026-11-22.
 */
export function isResourceName(text: string): boolean {
	return /^[a-z\d](?:[a-z\d-]{0,62}[a-z\d])$/iu.test(text);
}

const domains = ['services.ai.azure.com', 'cognitiveservices.azure.com', 'openai.azure.com'] as const;

/** Where model requests of a resource go. */
export function modelHost(resource: string): string {
	return `${resource.toLowerCase()}.${domains[0]}`;
}

/**
 * Every name of a resource; each needs its privatelink zone.
 * Source: learn.microsoft.com/azure/ai-foundry/how-to/configure-private-link, read 2026-11-22.
 */
export function namesOf(resource: string): readonly string[] {
	return domains.map(domain => `${resource.toLowerCase()}.${domain}`);
}

/** The name that exists in DNS only when the resource has a private endpoint. */
export function privateLinkName(resource: string): string {
	return `${resource.toLowerCase()}.privatelink.${domains[0]}`;
}

/** The resource whose host this is; undefined for hosts that are none of Azure's. */
export function resourceOfHost(host: string): string | undefined {
	const domain = domains.find(candidate => host.toLowerCase().endsWith(`.${candidate}`));
	const name = domain === undefined ? undefined : host.slice(0, -domain.length - 1).replace(/\.privatelink$/iu, '');
	return name !== undefined && isResourceName(name) ? name : undefined;
}

/** What was pasted where a resource was asked for: a name, its host, its address, or the address of a project. */
export function resourceFrom(text: string): string | undefined {
	const trimmed = text.trim();
	if (isResourceName(trimmed)) {
		return trimmed;
	}

	const address = /^[a-z]+:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`;
	return URL.canParse(address) ? resourceOfHost(new URL(address).hostname) : undefined;
}

/** Whether an address is the one the portal shows for a project. */
export function isProjectUrl(address: string): boolean {
	return /\/api\/projects(?:\/|$)/iu.test(address);
}

/** The address of a resource as Claude Code takes it. */
export function baseUrlOf(resource: string): string {
	return `https://${modelHost(resource)}/anthropic`;
}

/** The family of a model; undefined when the name shows none. */
export function familyOf(model: string): ModelFamily | undefined {
	return modelFamilies.find(family => new RegExp(`(?:^|-)${family}(?:-|$)`, 'u').test(model.toLowerCase()));
}

/** `Claude Opus 5.5` for `claude-opus-5-5`; other texts stay as they are. */
export function modelName(model: string): string {
	const match = /^claude-([a-z]+)-(\d+)(?:-(\d{1,2}))?$/u.exec(model);
	return match === null
		? model
		: `Claude ${match[1]?.replace(/^./u, first => first.toUpperCase())} ${match[2]}${match[3] === undefined ? '' : `.${match[3]}`}`;
}

/**
 * Who runs the model: version 2 of a deployment is hosted on Azure, version 1 by Anthropic.
 * Source: learn.microsoft.com, Claude models in Foundry, 2026-09-21.
 */
export function hostingOf(version: string | undefined): 'azure' | 'anthropic' | undefined {
	return version === '2' ? 'azure' : version === '1' ? 'anthropic' : undefined;
}

/** Where a deployment may be processed, by its SKU; other SKUs are shown as they are. */
export function zoneOf(sku: string): string {
	const known: Readonly<Record<string, string>> = {GlobalStandard: 'any region', DataZoneStandard: 'the data zone'};
	return known[sku] ?? sku;
}

/**
 * When a model ends, for those whose day is announced.
 * Source: platform.claude.com, model deprecations, read 2026-11-22.
 */
export function endOf(model: string): string | undefined {
	return model === 'claude-sonnet-4-5' ? '2026-11-30' : undefined;
}
