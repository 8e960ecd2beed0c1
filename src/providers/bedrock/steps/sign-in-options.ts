// What there is to choose from when signing in: existing sign-ins, profiles, known directories, regions.

import {valueOf} from '../../../core/session.ts';
import type {Option, StepContext} from '../../provider.ts';
import {canonicalStartUrl, kindOfProfile, sessionOfProfile} from '../aws-files.ts';
import {timeOf} from '../../../core/time-of-day.ts';
import {isRegion} from '../names.ts';
import {awsFiles} from '../sign-in/session.ts';
import {expiryOf, readToken} from '../sign-in/token-cache.ts';

/** An error sentence for something that cannot be a start URL. */
export function checkStartUrl(value: string): string | undefined {
	if (!URL.canParse(value) || !value.startsWith('https:')) {
		return 'Type the whole address, for example https://d-1234567890.awsapps.com/start';
	}

	const url = new URL(value);
	if (url.username !== '' || url.password !== '') {
		return 'Leave the user name and password out of the address.';
	}

	return url.hostname.includes('.') ? undefined : 'The host name is not complete.';
}

/** Sign-ins that work already come first; then a new one, then profiles that need none. */
export async function signInOptions(context: StepContext): Promise<readonly Option[]> {
	const files = await awsFiles(context);
	const wanted = valueOf(context.answers, 'startUrl');
	const now = context.ports.clock.now();
	const sessions: Option[] = [];
	for (const session of files.sessions) {
		if (wanted === undefined || canonicalStartUrl(session.startUrl) === canonicalStartUrl(wanted)) {
			const token = await readToken(context.ports, session.name);
			if (token !== undefined && expiryOf(token) > now) {
				sessions.push({
					value: `session:${session.name}`,
					label: `Use the sign-in "${session.name}"`,
					hint: session.startUrl,
					note: `valid until ${timeOf(expiryOf(token), now)}`,
				});
			}
		}
	}

	// The organization's own start URL is given: a sign-in there that works is the one it means.
	const [first] = sessions;
	if (wanted !== undefined) {
		return first === undefined ? [ssoOption(wanted)] : [first];
	}

	const profiles: Option[] = [];
	for (const profile of files.profiles) {
		const kind = kindOfProfile(profile);
		const legacy = kind === 'sso' && profile.config['sso_session'] === undefined ? sessionOfProfile(files, profile) : undefined;
		const token = legacy === undefined ? undefined : await readToken(context.ports, legacy.name);
		const isUsable = kind === 'sso' ? token !== undefined && expiryOf(token) > now : kind !== 'none';
		if (isUsable) {
			profiles.push({value: `profile:${profile.name}`, label: `Use the profile "${profile.name}"`, note: words[kind] ?? kind});
		}
	}

	const {env} = context.ports;
	const keys: readonly Option[] =
		(env['AWS_ACCESS_KEY_ID'] ?? '') === ''
			? []
			: [
					{
						value: 'environment',
						label: 'Use the keys in the environment',
						note: 'AWS_ACCESS_KEY_ID is set; they will not be there in other terminals',
					},
				];
	return [...sessions, ssoOption(undefined), ...profiles, ...keys];
}

const words: Readonly<Record<string, string>> = {
	static: 'keys in a file, which do not expire by themselves',
	process: 'a program of your company gives the credentials',
	'assume-role': 'assumes a role',
	'web-identity': 'a web identity token',
	login: 'made by aws login',
	sso: 'signed in',
};

function ssoOption(startUrl: string | undefined): Option {
	return {value: 'sso', label: 'Sign in with IAM Identity Center', note: startUrl ?? 'in the browser, or with a code on any device'};
}

/** Directories that this machine's settings name. */
export async function knownDirectories(context: StepContext): Promise<ReadonlyArray<{readonly startUrl: string; readonly region: string}>> {
	const files = await awsFiles(context);
	const legacy = files.profiles.flatMap(profile => {
		const session = sessionOfProfile(files, profile);
		return session === undefined ? [] : [session];
	});
	return [...files.sessions, ...legacy].map(session => ({startUrl: canonicalStartUrl(session.startUrl), region: session.region}));
}

const commonRegions: ReadonlyArray<readonly [string, string]> = [
	['us-east-1', 'N. Virginia'],
	['us-east-2', 'Ohio'],
	['us-west-2', 'Oregon'],
	['eu-west-1', 'Ireland'],
	['eu-central-1', 'Frankfurt'],
	['eu-west-2', 'London'],
	['eu-west-3', 'Paris'],
	['eu-north-1', 'Stockholm'],
	['ca-central-1', 'Canada'],
	['ap-southeast-1', 'Singapore'],
	['ap-southeast-2', 'Sydney'],
	['ap-northeast-1', 'Tokyo'],
	['ap-northeast-2', 'Seoul'],
	['ap-south-1', 'Mumbai'],
	['sa-east-1', 'São Paulo'],
	['us-west-1', 'N. California'],
	['eu-south-1', 'Milan'],
	['me-south-1', 'Bahrain'],
	['af-south-1', 'Cape Town'],
	['ap-northeast-3', 'Osaka'],
];

/** New portal addresses carry their region; then there is nothing to ask. Source: AWS CLI 2.36.7, sso/resolve.py. */
export function regionInStartUrl(startUrl: string): string | undefined {
	const host = URL.canParse(startUrl) ? new URL(startUrl).hostname : '';
	const found =
		/^[^.]+\.portal\.([a-z\d-]+)\.app\.aws$/u.exec(host)?.[1] ?? /^[^.]+\.([a-z\d-]+)\.portal\.amazonaws\.com$/u.exec(host)?.[1];
	return found !== undefined && isRegion(found) ? found : undefined;
}

/** One region when the start URL carries it, else the usual ones. */
export async function ssoRegionOptions(context: StepContext): Promise<readonly Option[]> {
	const told = regionInStartUrl(valueOf(context.answers, 'startUrl') ?? '');
	return told === undefined
		? commonRegions.map(([value, place]) => ({value, label: value, note: place}))
		: [{value: told, label: told, note: 'from the start URL'}];
}
