// Looks at this machine without the network and without running anything: every place a value can stand, and what stands there.

import path from 'node:path';
import type {Registered} from '../core/registered.ts';
import {claudeFolder, shellName, xdgConfig} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {readAws} from './aws.ts';
import {explain} from './effective.ts';
import {isRelevant, ways, type AwsFacts, type Place, type SurveyFacts, type ToolFacts, type Way} from './facts.ts';
import {managedPlaces} from './managed.ts';
import {readBytes, type RawPlace} from './raw.ts';
import {maskValue} from './secret.ts';
import {readSettings} from './settings-file.ts';
import {settingsPlace} from './settings-place.ts';
import {shellPlaces} from './shell-places.ts';

export type SurveyOptions = {
	/** The clouds to look for. */
	readonly providers: readonly Registered[];
	/** Leaves programs and the AWS files aside: who only wants the variables waits less. */
	readonly placesOnly?: boolean;
	/** Runs `claude --version` (some 100 ms) as well. */
	readonly withVersion?: boolean;
	/** Folder of managed settings; default: the platform's own. */
	readonly managedFolder?: string;
	/** Folder of the system's start files; default `/etc`. */
	readonly systemFolder?: string;
};

const noAws: AwsFacts = {
	config: {path: '', state: 'absent'},
	credentials: {path: '', state: 'absent'},
	profiles: [],
	credentialProfiles: [],
};

/** Settings keys beside `env` that bear on the set-up whatever the cloud. */
const settingsKeys = ['apiKeyHelper', 'model', 'forceLoginMethod', 'modelOverrides', 'skipWebFetchPreflight', 'cleanupPeriodDays'];

/** Reads everything that is configured today. No network; below 100 ms; a file that cannot be read is a fact, not an error. */
export async function survey(ports: Ports, options: SurveyOptions): Promise<SurveyFacts> {
	const {host, env} = ports;
	const {providers} = options;
	const project = path.join(host.folder, '.claude');
	const user = claudeFolder(ports);
	// Started in the home folder, the "project" file is the user's own.
	const projects =
		path.resolve(project) === path.resolve(user)
			? []
			: [
					settingsPlace('project-local', path.join(project, 'settings.local.json'), ports),
					settingsPlace('project', path.join(project, 'settings.json'), ports),
				];
	const here: RawPlace = {
		id: 'environment',
		kind: 'environment',
		label: 'this shell',
		state: 'read',
		variables: Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
		settings: {},
	};
	const found = (
		await Promise.all([
			managedPlaces(ports, options.managedFolder),
			...projects,
			settingsPlace('user', path.join(user, 'settings.json'), ports),
			editorPlace(ports),
			shellPlaces(ports, options.systemFolder ?? '/etc'),
			windowsPlace(ports),
		])
	)
		.flat()
		.concat(here);
	const raw = (await withUserFolders(found, user, ports, place => relevantPart(place, providers))).filter(
		place => place.kind !== 'system' || Object.keys({...place.variables, ...place.computed, ...place.notExported}).length > 0,
	);
	const [tools, aws] = await Promise.all([
		options.placesOnly === true ? [] : findTools(ports, options),
		options.placesOnly === true ? noAws : readAws(ports),
	]);
	return {
		host: {platform: host.platform, nodeVersion: host.nodeVersion, shell: shellName(ports)},
		tools,
		places: raw.map(place => masked(place)),
		aws,
		providers,
		notRead: {
			linux: [],
			darwin: ['what launchctl setenv hands to programs with windows'],
			win32: ["the machine's own environment variables in the registry"],
		}[host.platform],
		reveal: (id, name) => raw.find(place => place.id === id)?.variables[name],
	};
}

/**
 * CLAUDE_CONFIG_DIR moves the user settings, for each way of starting by itself: the settings that are read now, and those
 * that are read elsewhere, each with the ways they count for.
 */
async function withUserFolders(
	read: readonly RawPlace[],
	user: string,
	ports: Ports,
	reduce: (place: RawPlace) => RawPlace,
): Promise<readonly RawPlace[]> {
	const found = read.map(reduce);
	const shell = shellName(ports);
	const outside = found.filter(place => place.kind !== 'user' && place.kind !== 'managed' && !place.kind.startsWith('project'));
	const folderFor = (way: Way) => {
		const own = explain({host: {shell}, places: outside.map(place => masked(place))}, 'CLAUDE_CONFIG_DIR', way)?.value;
		return own === undefined || own === '' ? path.join(ports.host.home, '.claude') : path.resolve(ports.host.home, own);
	};
	const folders = new Map(ways.map(way => [way, way === 'this-shell' ? user : folderFor(way)] as const));
	const waysTo = (folder: string) => ways.filter(way => path.resolve(folders.get(way) ?? '') === path.resolve(folder));
	const others = [...new Set(folders.values())].filter(folder => path.resolve(folder) !== path.resolve(user));
	if (others.length === 0) {
		return found;
	}

	const moved = others.map(async folder => ({
		...reduce(await settingsPlace('user', path.join(folder, 'settings.json'), ports)),
		id: `user:${folder}`,
		ways: waysTo(folder),
	}));
	return [...found.map(place => (place.id === 'user' ? {...place, ways: waysTo(user)} : place)), ...(await Promise.all(moved))];
}

/** The place with only what bears on how Claude Code reaches its models. */
function relevantPart(place: RawPlace, providers: readonly Registered[]): RawPlace {
	const keys = [...settingsKeys, ...providers.flatMap(({settings}) => settings)];
	const kept = <T>(values: Readonly<Record<string, T>>) =>
		Object.fromEntries(Object.entries(values).filter(([name]) => isRelevant(name, providers)));
	return {
		...place,
		variables: kept(place.variables),
		settings: Object.fromEntries(Object.entries(place.settings).filter(([name]) => keys.includes(name))),
		...(place.computed === undefined ? {} : {computed: kept(place.computed)}),
		...(place.notExported === undefined ? {} : {notExported: kept(place.notExported)}),
	};
}

function masked(place: RawPlace): Place {
	const variables = Object.entries(place.variables).map(([name, value]) => [name, maskValue(name, value)]);
	const settings = Object.entries(place.settings).map(([name, value]) => [
		name,
		maskValue(name, typeof value === 'string' ? value : JSON.stringify(value)),
	]);
	return {...place, variables: Object.fromEntries(variables), settings: Object.fromEntries(settings)};
}

/** VS Code hands these to its Claude Code extension only. */
async function editorPlace(ports: Ports): Promise<readonly RawPlace[]> {
	const {host, env} = ports;
	const base = {
		linux: xdgConfig(ports),
		darwin: path.join(host.home, 'Library', 'Application Support'),
		win32: env.APPDATA ?? path.join(host.home, 'AppData', 'Roaming'),
	}[host.platform];
	const file = path.join(base, 'Code', 'User', 'settings.json');
	const bytes = await readBytes(file, ports);
	const read = bytes instanceof Uint8Array ? readSettings(bytes) : undefined;
	const listed = read?.ok === true ? read.content.keys['claudeCode.environmentVariables'] : undefined;
	if (!Array.isArray(listed)) {
		return [];
	}

	const entries = (listed as unknown[]).flatMap(entry => {
		const {name, value} = (entry ?? {}) as {name?: unknown; value?: unknown};
		return typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [];
	});
	return [
		{
			id: 'editor',
			kind: 'editor',
			label: 'VS Code settings',
			path: file,
			state: 'read',
			variables: Object.fromEntries(entries),
			settings: {},
		},
	];
}

/** What Windows hands to every program of this user. */
async function windowsPlace(ports: Ports): Promise<readonly RawPlace[]> {
	if (ports.host.platform !== 'win32' || ports.sandbox !== undefined) {
		return [];
	}

	const key = String.raw`HKCU\Environment`;
	const text = await ports.processes.run('reg', ['query', key], {limitMs: 2000}).then(
		({stdout}) => stdout,
		() => '',
	);
	const pairs = [...text.matchAll(/^\s+(?<name>\S+)\s+REG_(?:EXPAND_)?SZ\s+(?<value>.*)$/gmu)];
	const variables = Object.fromEntries(pairs.map(({groups}) => [groups?.name ?? '', (groups?.value ?? '').trim()]));
	return [{id: `system:${key}`, kind: 'system', label: 'your Windows environment variables', state: 'read', variables, settings: {}}];
}

async function findTools({processes}: Ports, {providers, withVersion}: SurveyOptions): Promise<readonly ToolFacts[]> {
	return Promise.all(
		['claude', ...new Set(providers.flatMap(({tool, otherTools = []}) => [tool, ...otherTools]))].map(async (name): Promise<ToolFacts> => {
			const found = await processes.find(name);
			if (found === undefined || name !== 'claude' || withVersion !== true) {
				return {name, ...(found === undefined ? {} : {path: found})};
			}

			try {
				const {stdout} = await processes.run(found, ['--version'], {limitMs: 5000});
				const version = /\d+\.\d+\.\d+/u.exec(stdout)?.[0];
				return {name, path: found, ...(version === undefined ? {} : {version})};
			} catch {
				return {name, path: found};
			}
		}),
	);
}
