// Reads back what is configured: from the variables Claude Code will see to the answers that would have led to them.

import type {Ports} from '../../ports/ports.ts';
import type {Detected} from '../provider.ts';
import {isOn, pinnedModels, textOf, type Variables} from '../variables.ts';
import {findProfile, kindOfProfile, readOrEmpty, sessionOfProfile, type AwsFiles, type AwsProfile} from './aws-files.ts';
import {isRegion} from './names.ts';
import {configuredEndpoint} from './service-endpoints.ts';
import {defaultRegion} from './target.ts';

/**
 * The configured answers; undefined when Bedrock is not switched on.
 *
 * @param variables - Variables as Claude Code will see them, its settings included.
 */
export async function detect(variables: Variables, ports: Ports): Promise<Detected | undefined> {
	if (!isOn(variables['CLAUDE_CODE_USE_BEDROCK'])) {
		return undefined;
	}

	const files = await readOrEmpty(ports);
	const name = textOf(variables, 'AWS_PROFILE');
	const signIn = signInOf(variables, name, files);
	const answers = {
		...routeOf(variables, ports),
		...signIn,
		region: regionOf(variables, findProfile(files, name ?? 'default')),
		...pinnedModels(variables),
		...(isOn(variables['CLAUDE_CODE_USE_MANTLE']) ? {mantle: 'yes'} : {}),
	};
	const isSigned = answers.route === 'gateway' || signIn['signIn'] !== undefined;
	return {answers, complete: isSigned && 'primaryModel' in answers && 'fastModel' in answers};
}

/** The answers behind one profile that signs in with IAM Identity Center; undefined when there is no such profile. */
export async function detectProfile(name: string, ports: Ports): Promise<Detected | undefined> {
	const files = await readOrEmpty(ports);
	const profile = findProfile(files, name);
	if (profile === undefined || sessionOfProfile(files, profile) === undefined) {
		return undefined;
	}

	return {answers: {...answersOfProfile(profile, files), region: regionOf({}, profile)}, complete: false};
}

/**
 * Access keys stand before the profile, as they do for Anthropic's SDK (@anthropic-ai/bedrock-sdk, auth.mjs, read 2026-11-22): what the
 * keys cannot do, Claude Code cannot do, however good the profile is.
 */
function signInOf(variables: Variables, name: string | undefined, files: AwsFiles): Readonly<Record<string, string>> {
	// Only as Claude Code will see them: settings cancel an exported key with an empty text.
	const isSet = (key: string) => textOf(variables, key) !== undefined;
	if (isSet('AWS_ACCESS_KEY_ID') && isSet('AWS_SECRET_ACCESS_KEY')) {
		return {signIn: 'environment'};
	}

	const profile = findProfile(files, name ?? 'default');
	if (name !== undefined) {
		return profile === undefined ? {signIn: `profile:${name}`, profileName: name} : answersOfProfile(profile, files);
	}

	return profile === undefined || kindOfProfile(profile) === 'none' ? {} : answersOfProfile(profile, files);
}

function answersOfProfile(profile: AwsProfile, files: AwsFiles): Readonly<Record<string, string>> {
	const base = {profileName: profile.name};
	if (kindOfProfile(profile) !== 'sso') {
		return {...base, signIn: `profile:${profile.name}`};
	}

	const session = sessionOfProfile(files, profile);
	const named = profile.config['sso_session'];
	const target: Readonly<Record<string, string | undefined>> = {
		startUrl: session?.startUrl,
		ssoRegion: session?.region,
		account: profile.config['sso_account_id'],
		permissionSet: profile.config['sso_role_name'],
	};
	return {
		...base,
		signIn: named === undefined ? `profile:${profile.name}` : `session:${named}`,
		...Object.fromEntries(Object.entries(target).filter((entry): entry is [string, string] => entry[1] !== undefined)),
	};
}

/** AWS_REGION, AWS_DEFAULT_REGION, the profile's region (credentials file first), us-east-1; malformed ones do not count. */
function regionOf(variables: Variables, profile: AwsProfile | undefined): string {
	const candidates = [
		textOf(variables, 'AWS_REGION'),
		textOf(variables, 'AWS_DEFAULT_REGION'),
		profile?.credentials['region'],
		profile?.config['region'],
	];
	return candidates.find(region => region !== undefined && isRegion(region)) ?? defaultRegion;
}

function routeOf(variables: Variables, ports: Ports): {readonly route: string; readonly baseUrl?: string} {
	const baseUrl = textOf(variables, 'ANTHROPIC_BEDROCK_BASE_URL')?.replace(/\/+$/u, '');
	// The same address for Claude Code and for every AWS tool is a stand-in for the service itself, not a route of the company.
	if (
		baseUrl === undefined ||
		!URL.canParse(baseUrl) ||
		baseUrl === configuredEndpoint('bedrock-runtime', ports.env)?.replace(/\/+$/u, '')
	) {
		return {route: 'direct'};
	}

	if (isOn(variables['CLAUDE_CODE_SKIP_BEDROCK_AUTH'])) {
		return {route: 'gateway', baseUrl};
	}

	return {route: new URL(baseUrl).hostname.startsWith('vpce-') ? 'private' : 'direct', baseUrl};
}
