// Looks at this machine without the network and without running anything: every place a value can stand, and what stands there.

import path from 'node:path';
import {claudeFolder, managedFolder, shellName, shortPath, xdgConfig} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {readAws} from './aws.ts';
import {relevantOf, type Place, type PlaceKind, type SurveyFacts, type ToolFacts} from './facts.ts';
import {readBytes, type RawPlace} from './raw.ts';
import {maskValue} from './secret.ts';
import {readSettings} from './settings-file.ts';
import {shellPlaces} from './shell-places.ts';

export type SurveyOptions = {
	/** Runs `claude --version` (some 100 ms) as well. */
	readonly withVersion?: boolean;
	/** Folder of managed settings; default: the platform's own. */
	readonly managedFolder?: string;
	/** Folder of the system's start files; default `/etc`. */
	readonly systemFolder?: string;
};

/** Settings keys beside `env` that bear on the cloud set-up. */
const settingsKeys = [
	'awsAuthRefresh',
	'awsCredentialExport',
	'gcpAuthRefresh',
	'apiKeyHelper',
	'model',
	'forceLoginMethod',
	'modelOverrides',
	'skipWebFetchPreflight',
	'cleanupPeriodDays',
];

/** Reads everything that is configured today. No network; below 100 ms; a file that cannot be read is a fact, not an error. */
export async function survey(ports: Ports, options: SurveyOptions = {}): Promise<SurveyFacts> {
	const {host, env} = ports;
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
		variables: relevantOf(env),
		settings: {},
	};
	const raw = (
		await Promise.all([
			managedPlaces(options.managedFolder ?? managedFolder(ports), ports),
			...projects,
			settingsPlace('user', path.join(user, 'settings.json'), ports),
			editorPlace(ports),
			shellPlaces(ports, options.systemFolder ?? '/etc'),
		])
	)
		.flat()
		.concat(here);

	const [tools, aws] = await Promise.all([findTools(ports, options.withVersion === true), readAws(ports)]);
	return {
		host: {platform: host.platform, nodeVersion: host.nodeVersion, shell: shellName(ports)},
		tools,
		places: raw.map(place => masked(place)),
		aws,
		notRead: {
			linux: [],
			darwin: ['the com.anthropic.claudecode preferences domain'],
			win32: [String.raw`the registry key SOFTWARE\Policies\ClaudeCode`],
		}[host.platform],
		reveal: (id, name) => raw.find(place => place.id === id)?.variables[name],
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

/** `managed-settings.json` and its drop-ins, each in the order in which it is merged. */
async function managedPlaces(folder: string, ports: Ports): Promise<readonly RawPlace[]> {
	const dropIns = path.join(folder, 'managed-settings.d');
	const names = await ports.files.list(dropIns).catch(() => []);
	const files = [
		path.join(folder, 'managed-settings.json'),
		...names.filter(name => name.endsWith('.json') && !name.startsWith('.')).map(name => path.join(dropIns, name)),
	];
	return (await Promise.all(files.map(async file => settingsPlace('managed', file, ports)))).flat();
}

async function settingsPlace(kind: PlaceKind, file: string, ports: Ports): Promise<readonly RawPlace[]> {
	const base = {
		id: kind === 'managed' ? `managed:${file}` : kind,
		kind,
		label: shortPath(file, ports),
		path: file,
		variables: {},
		settings: {},
	};
	const bytes = await readBytes(file, ports);
	if (!(bytes instanceof Uint8Array)) {
		return [{...base, ...bytes}];
	}

	const read = readSettings(bytes);
	if (!read.ok || read.ignored !== undefined) {
		return [{...base, state: 'unreadable', reason: read.ok ? (read.ignored ?? '') : read.reason}];
	}

	const settings = Object.entries(read.content.keys).filter(([name]) => settingsKeys.includes(name));
	return [{...base, state: 'read', variables: relevantOf(read.content.variables), settings: Object.fromEntries(settings)}];
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
			variables: relevantOf(Object.fromEntries(entries)),
			settings: {},
		},
	];
}

async function findTools({processes}: Ports, withVersion: boolean): Promise<readonly ToolFacts[]> {
	return Promise.all(
		['claude', 'aws', 'gcloud', 'az'].map(async (name): Promise<ToolFacts> => {
			const found = await processes.find(name);
			if (found === undefined || name !== 'claude' || !withVersion) {
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
