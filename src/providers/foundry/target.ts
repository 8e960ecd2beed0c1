// The exact place that Claude Code sends model requests to, and the places Azure is asked at, from answers and environment.

import {valueOf, type Answers} from '../../core/session.ts';
import type {Environment} from '../../ports/ports.ts';
import {placeFrom, type Place} from '../place.ts';
import {baseUrlOf, resourceFrom} from './names.ts';

export {isGateway} from '../place.ts';

/** Stands for "whichever tenant the account is at home in" and for "no subscription could be listed". */
export const anyTenant = 'organizations';
export const noSubscription = 'none';

/** The tenant to sign in to; undefined for the account's own. */
export function tenantOf(answers: Answers): string | undefined {
	const tenant = valueOf(answers, 'tenant');
	return tenant === '' || tenant === anyTenant ? undefined : tenant;
}

/** The chosen subscription; undefined when none was or could be chosen. */
export function subscriptionOf(answers: Answers): string | undefined {
	const subscription = valueOf(answers, 'subscription');
	return subscription === '' || subscription === noSubscription ? undefined : subscription;
}

/** The bare name of the resource, chosen or typed; an empty text while there is none. */
export function resourceOf(answers: Answers): string {
	const given = valueOf(answers, 'resource') ?? valueOf(answers, 'resourceAddress') ?? '';
	return resourceFrom(given) ?? given;
}

/** The base URL when one was chosen, else the resource's own. */
export function endpointFrom(answers: Answers): Place {
	return placeFrom(answers, baseUrlOf(resourceFrom(resourceOf(answers)) ?? 'resource-not-chosen'));
}

/** Where Azure Resource Manager is asked, without a slash at the end; ARM_ENDPOINT is what other Azure tools read for other clouds. */
export function managementUrl(env: Environment): string {
	const own = env['ARM_ENDPOINT'] ?? '';
	return (own === '' ? 'https://management.azure.com' : own).replace(/\/+$/u, '');
}

/** Where Entra is asked, without a slash at the end (AZURE_AUTHORITY_HOST as @azure/identity reads it). */
export function authorityUrl(env: Environment): string {
	const own = env['AZURE_AUTHORITY_HOST'] ?? '';
	const address = own === '' ? 'https://login.microsoftonline.com' : own;
	return (/^https?:\/\//u.test(address) ? address : `https://${address}`).replace(/\/+$/u, '');
}

/** Which variable each pin is read from. */
export const variableOf: Readonly<Record<string, string>> = {
	primaryModel: 'ANTHROPIC_MODEL',
	fastModel: 'ANTHROPIC_DEFAULT_HAIKU_MODEL',
	opusModel: 'ANTHROPIC_DEFAULT_OPUS_MODEL',
	sonnetModel: 'ANTHROPIC_DEFAULT_SONNET_MODEL',
	haikuModel: 'ANTHROPIC_DEFAULT_HAIKU_MODEL',
	fableModel: 'ANTHROPIC_DEFAULT_FABLE_MODEL',
};
