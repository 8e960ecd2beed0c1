// Reads back what is configured: from the variables Claude Code will see to the answers that would have led to them.

import {locationNotSet as notSet} from '../../catalog/vertex/target.ts';
import type {Ports} from '../../ports/ports.ts';
import type {Detected} from '../provider.ts';
import {isOn, pinnedModels, textOf, type Variables} from '../variables.ts';
import {findAdc} from './credentials/adc.ts';
import {tokenPlace} from './credentials/token.ts';
import {regionVariable} from './names.ts';
import {overrideFor} from './target.ts';

/**
 * The configured answers; undefined when neither offering on Google Cloud is switched on.
 *
 * @param variables - Variables as Claude Code will see them, its settings included.
 */
export async function detect(variables: Variables, ports: Ports): Promise<Detected | undefined> {
	const isAnthropic = isOn(variables['CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD']);
	const isGoogle = isOn(variables['CLAUDE_CODE_USE_VERTEX']);
	if (!isAnthropic && !isGoogle) {
		return undefined;
	}

	const pins = pinnedModels(variables);
	const offering = isGoogle ? googleTarget(variables, pins) : anthropicTarget(variables);
	const file = textOf(variables, 'GOOGLE_APPLICATION_CREDENTIALS');
	const signIn = file === undefined ? {signIn: 'adc'} : {signIn: `file:${file}`};
	const route = routeOf(variables, ports, isGoogle);
	const tokenHost = await tokenHostOf(signIn.signIn, ports);
	const answers: Readonly<Record<string, string>> = {
		...route,
		...offering,
		...(route.route === 'gateway' ? {} : signIn),
		...(tokenHost === undefined ? {} : {tokenHost}),
		...pins,
	};
	return {answers, complete: 'project' in answers && answers['location'] !== notSet && 'primaryModel' in answers && 'fastModel' in answers};
}

function googleTarget(variables: Variables, pins: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	const project = textOf(variables, 'ANTHROPIC_VERTEX_PROJECT_ID');
	const moved = [...new Set(Object.values(pins))]
		.map(id => {
			const name = regionVariable(id);
			const location = name === undefined ? undefined : textOf(variables, name);
			return location === undefined ? undefined : `${id}=${location}`;
		})
		.filter(entry => entry !== undefined);
	return {
		vertexOffering: 'google',
		...(project === undefined ? {} : {project}),
		location: textOf(variables, 'CLOUD_ML_REGION') ?? notSet,
		...(moved.length === 0 ? {} : {modelLocations: moved.join(',')}),
	};
}

function anthropicTarget(variables: Variables): Readonly<Record<string, string>> {
	const project = textOf(variables, 'ANTHROPIC_GOOGLE_CLOUD_PROJECT');
	const workspaceId = textOf(variables, 'ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID');
	return {
		vertexOffering: 'anthropic',
		...(project === undefined ? {} : {project}),
		...(workspaceId === undefined ? {} : {workspaceId}),
		location: textOf(variables, 'ANTHROPIC_GOOGLE_CLOUD_LOCATION') ?? 'global',
	};
}

function routeOf(variables: Variables, ports: Ports, isGoogle: boolean): {readonly route: string; readonly baseUrl?: string} {
	const [url, skip] = isGoogle
		? ['ANTHROPIC_VERTEX_BASE_URL', 'CLAUDE_CODE_SKIP_VERTEX_AUTH']
		: ['ANTHROPIC_GOOGLE_CLOUD_BASE_URL', 'CLAUDE_CODE_SKIP_ANTHROPIC_GOOGLE_CLOUD_AUTH'];
	const baseUrl = textOf(variables, url)?.replace(/\/+$/u, '');
	const override = overrideFor('aiplatform', ports.env);
	// The same address for Claude Code and for every Google tool is a stand-in for the service itself, not a route of the company.
	if (baseUrl === undefined || !URL.canParse(baseUrl) || (override !== undefined && baseUrl === `${override}/v1`)) {
		return {route: 'direct'};
	}

	if (isOn(variables[skip])) {
		return {route: 'gateway', baseUrl};
	}

	return {route: new URL(baseUrl).hostname.endsWith('.p.googleapis.com') ? 'private' : 'direct', baseUrl};
}

/** The host that renews this sign-in, where the credentials file names one of Google's own. */
export async function tokenHostOf(signIn: string, ports: Ports): Promise<string | undefined> {
	const look = await findAdc({ports, answers: {signIn: {value: signIn, origin: 'environment'}}});
	const adc = look.state === 'found' ? look.adc : undefined;
	const place = adc?.type === 'external_account_authorized_user' || adc?.type === 'external_account' ? tokenPlace(adc, ports) : undefined;
	const host = place === undefined ? 'oauth2.googleapis.com' : new URL(place).hostname;
	return host.endsWith('.googleapis.com') ? host : 'sts.googleapis.com';
}
