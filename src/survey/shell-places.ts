// The places that shells read: start files, our fragments, the system's, and the folder's own `.envrc`.

import path from 'node:path';
import {configFolder, shortPath, xdgConfig} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {relevantOf} from './facts.ts';
import {readBytes, type RawPlace} from './raw.ts';
import {readAssignments, type ShellAssignment} from './shell-file.ts';

type StartFile = {readonly shell: string; readonly path: string; readonly text: string; readonly assignments: readonly ShellAssignment[]};

const fragments: ReadonlyArray<readonly [name: string, shells: readonly string[]]> = [
	['env.sh', ['bash', 'zsh']],
	['env.fish', ['fish']],
	['env.ps1', ['pwsh', 'powershell']],
];

/** Every shell place that exists, in the order in which shells read them; what is read later wins. */
export async function shellPlaces(ports: Ports, systemFolder: string): Promise<readonly RawPlace[]> {
	const starts = (await Promise.all(startFiles(ports).map(async ([shell, file]) => readStart(shell, file, ports)))).flat();
	const own = await Promise.all(
		fragments.map(async ([name, shells]) => {
			const file = path.join(configFolder(ports), name);
			const [found] = await readStart('', file, ports);
			const readBy = shells.filter(shell => starts.some(start => start.shell === shell && lineOf(start.text, name) !== undefined));
			return found === undefined ? [] : [{...placeOf('fragment', found, ports), readBy}];
		}),
	);
	const folder = await readStart('', path.join(ports.host.folder, '.envrc'), ports);
	return [
		...(await systemPlaces(systemFolder, ports)),
		...starts.map(start => {
			const line = fragments.map(([name]) => lineOf(start.text, name)).find(number => number !== undefined);
			const later = line === undefined ? [] : start.assignments.filter(assignment => assignment.line > line).map(({name}) => name);
			return {...placeOf('profile', start, ports), readBy: [start.shell], later};
		}),
		...own.flat(),
		...folder.map(start => placeOf('folder', start, ports)),
	];
}

function startFiles(ports: Ports): ReadonlyArray<readonly [shell: string, file: string]> {
	const {host, env} = ports;
	const fish = path.join(xdgConfig(ports), 'fish');
	return [
		...['.profile', '.bash_profile', '.bash_login', '.bashrc'].map(name => ['bash', path.join(host.home, name)] as const),
		...['.zshenv', '.zprofile', '.zshrc', '.zlogin'].map(name => ['zsh', path.join(env.ZDOTDIR ?? host.home, name)] as const),
		['fish', path.join(fish, 'conf.d', 'onboard.fish')],
		['fish', path.join(fish, 'config.fish')],
		...(host.platform === 'win32' ? [] : [['pwsh', path.join(xdgConfig(ports), 'powershell', 'profile.ps1')] as const]),
	];
}

async function readStart(shell: string, file: string, ports: Ports, isPlain = false): Promise<readonly StartFile[]> {
	const bytes = await readBytes(file, ports);
	if (!(bytes instanceof Uint8Array)) {
		return [];
	}

	const text = new TextDecoder().decode(bytes);
	return [{shell, path: file, text, assignments: readAssignments(text, isPlain)}];
}

/** Number of the line that reads our fragment; comments do not. */
function lineOf(text: string, fragment: string): number | undefined {
	const index = text.split('\n').findLastIndex(line => line.includes(`onboard/${fragment}`) && !/^\s*#/u.test(line));
	return index === -1 ? undefined : index + 1;
}

function placeOf(kind: RawPlace['kind'], start: StartFile, ports: Ports): RawPlace {
	const variables = relevantOf(Object.fromEntries(start.assignments.map(({name, value}) => [name, value])));
	return {id: `${kind}:${start.path}`, kind, label: shortPath(start.path, ports), path: start.path, state: 'read', variables, settings: {}};
}

async function systemPlaces(folder: string, ports: Ports): Promise<readonly RawPlace[]> {
	if (ports.host.platform !== 'linux') {
		return [];
	}

	const names = await ports.files.list(path.join(folder, 'profile.d')).catch(() => []);
	const found = await Promise.all([
		readStart('', path.join(folder, 'environment'), ports, true),
		...names.filter(name => name.endsWith('.sh')).map(async name => readStart('', path.join(folder, 'profile.d', name), ports)),
	]);
	return found
		.flat()
		.map(start => placeOf('system', start, ports))
		.filter(place => Object.keys(place.variables).length > 0);
}
