// What ~/.aws/config and ~/.aws/credentials say: profiles and sign-in sessions, by the rules the AWS tools share.

import {awsConfigFile, awsCredentialsFile} from '../../ports/places.ts';
import type {Ports} from '../../ports/ports.ts';
import {parseIni, type IniSection} from './ini.ts';

export type SsoSession = {readonly name: string; readonly startUrl: string; readonly region: string};

export type AwsProfile = {
	readonly name: string;
	/** Values of the config file. */
	readonly config: Readonly<Record<string, string>>;
	/** Values of the credentials file. */
	readonly credentials: Readonly<Record<string, string>>;
};

export type AwsFiles = {
	readonly profiles: readonly AwsProfile[];
	readonly sessions: readonly SsoSession[];
	/** Lines that could not be read, as `path:line: reason`. */
	readonly problems: readonly string[];
};

/** How a profile gets its credentials, in the order the SDK decides (credential-provider-ini 3.x, read 2026-11-22). */
export type ProfileKind = 'assume-role' | 'static' | 'web-identity' | 'process' | 'sso' | 'login' | 'none';

// The JavaScript SDK silently ignores sections whose name has any other character (measured 2026-11-22).
const usableName = /^[\w@+.%:/-]+$/u;

/** Whether every AWS tool can read a profile or session of this name. */
export function isUsableName(name: string): boolean {
	return usableName.test(name);
}

/**
 * Reads both files through the ports.
 *
 * @throws The system's error when a file exists but cannot be read.
 */
export async function readAwsFiles(ports: Ports): Promise<AwsFiles> {
	const configPath = awsConfigFile(ports);
	const credentialsPath = awsCredentialsFile(ports);
	const config = parseIni(await readText(ports, configPath));
	const credentials = parseIni(await readText(ports, credentialsPath));
	const fromConfig = new Map(config.sections.filter(section => isProfile(section)).map(section => [profileName(section), section.values]));
	const fromCredentials = new Map(credentials.sections.map(section => [section.name, section.values]));
	return {
		profiles: [...new Set([...fromConfig.keys(), ...fromCredentials.keys()])].map(name => ({
			name,
			config: fromConfig.get(name) ?? {},
			credentials: fromCredentials.get(name) ?? {},
		})),
		sessions: config.sections.filter(section => section.name.startsWith('sso-session ')).flatMap(section => sessionOf(section)),
		problems: [
			...config.problems.map(problem => `${configPath}:${problem.line}: ${problem.reason}`),
			...credentials.problems.map(problem => `${credentialsPath}:${problem.line}: ${problem.reason}`),
		],
	};
}

/** The same, but a file that cannot be read counts as empty: saying so is the configuration check's part. */
export async function readOrEmpty(ports: Ports): Promise<AwsFiles> {
	try {
		return await readAwsFiles(ports);
	} catch {
		return {profiles: [], sessions: [], problems: []};
	}
}

export function findProfile(files: AwsFiles, name: string): AwsProfile | undefined {
	return files.profiles.find(profile => profile.name === name);
}

/** How the profile gets its credentials. A section in the credentials file counts first: that is why static keys beat a sign-in. */
export function kindOfProfile(profile: AwsProfile): ProfileKind {
	const all = {...profile.config, ...profile.credentials};
	if (all['role_arn'] !== undefined && (all['source_profile'] !== undefined || all['credential_source'] !== undefined)) {
		return 'assume-role';
	}

	if (all['aws_access_key_id'] !== undefined && all['aws_secret_access_key'] !== undefined) {
		return 'static';
	}

	if (all['web_identity_token_file'] !== undefined) {
		return 'web-identity';
	}

	if (all['credential_process'] !== undefined) {
		return 'process';
	}

	if (all['sso_session'] !== undefined || all['sso_start_url'] !== undefined) {
		return 'sso';
	}

	return all['login_session'] === undefined ? 'none' : 'login';
}

/** The session a profile signs in with; legacy profiles carry it themselves and cache under the start URL. */
export function sessionOfProfile(files: AwsFiles, profile: AwsProfile): (SsoSession & {readonly isLegacy: boolean}) | undefined {
	const name = profile.config['sso_session'];
	if (name !== undefined) {
		const session = files.sessions.find(candidate => candidate.name === name);
		return session === undefined ? undefined : {...session, isLegacy: false};
	}

	const startUrl = profile.config['sso_start_url'];
	const region = profile.config['sso_region'];
	return startUrl === undefined || region === undefined ? undefined : {name: startUrl, startUrl, region, isLegacy: true};
}

/** A start URL without what makes equal addresses differ: case of the host, trailing slashes and `/#/`. */
export function canonicalStartUrl(text: string): string {
	const trimmed = text.trim();
	const address = /^[a-z]+:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`;
	if (!URL.canParse(address)) {
		return trimmed;
	}

	const url = new URL(address);
	return `${url.protocol}//${url.host}${url.pathname}`.replace(/\/+$/u, '');
}

/**
 * The name under which the sign-in is kept, so that every AWS tool finds it: an existing session with this start URL and
 * region, else the profile's own name, with a number when another start URL has taken it.
 */
export function sessionNameFor(
	files: AwsFiles,
	wanted: {readonly startUrl: string; readonly region: string; readonly profileName: string},
): string {
	const isSame = (session: SsoSession) => canonicalStartUrl(session.startUrl) === canonicalStartUrl(wanted.startUrl);
	const same = files.sessions.find(session => isSame(session) && session.region === wanted.region && isUsableName(session.name));
	if (same !== undefined) {
		return same.name;
	}

	const isTaken = (name: string) => files.sessions.some(session => session.name === name && !isSame(session));
	let name = wanted.profileName;
	for (let number = 2; isTaken(name); number += 1) {
		name = `${wanted.profileName}-${number}`;
	}

	return name;
}

async function readText(ports: Ports, path: string): Promise<string> {
	const bytes = await ports.files.read(path);
	return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}

function isProfile(section: IniSection): boolean {
	return section.name === 'default' || section.name.startsWith('profile ');
}

function profileName(section: IniSection): string {
	return section.name.replace(/^profile /u, '').replaceAll(/^["']|["']$/gu, '');
}

function sessionOf(section: IniSection): readonly SsoSession[] {
	const startUrl = section.values['sso_start_url'];
	const region = section.values['sso_region'];
	return startUrl === undefined || region === undefined ? [] : [{name: section.name.slice('sso-session '.length), startUrl, region}];
}
