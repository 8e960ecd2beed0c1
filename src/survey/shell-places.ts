// The places that shells read: start files, our fragments, the system's, and the folder's own `.envrc`.

import path from 'node:path';
import {configFolder, shortPath, xdgConfig} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {readBytes, type RawPlace} from './raw.ts';
import {readAssignments, type Dialect, type ShellAssignment} from './shell-file.ts';

type StartFile = {readonly shell: string; readonly path: string; readonly text: string; readonly assignments: readonly ShellAssignment[]};

const fragments: ReadonlyArray<readonly [name: string, shells: readonly string[], dialect: Dialect]> = [
	['env.sh', ['bash', 'zsh'], 'posix'],
	['env.fish', ['fish'], 'fish'],
	['env.ps1', ['pwsh', 'powershell'], 'powershell'],
];

const dialects: Readonly<Record<string, Dialect>> = {fish: 'fish', pwsh: 'powershell', powershell: 'powershell'};

/** Every shell place that exists, in the order in which shells read them; what is read later wins. */
export async function shellPlaces(ports: Ports, systemFolder: string): Promise<readonly RawPlace[]> {
	const starts = (await Promise.all(startFiles(ports).map(async ([shell, file]) => readStart(shell, file, ports)))).flat();
	const own = await Promise.all(
		fragments.map(async ([name, shells, dialect]) => {
			const file = path.join(configFolder(ports), name);
			const [found] = await readStart('', file, ports, dialect);
			const readBy = shells.filter(shell => starts.some(start => start.shell === shell && lineOf(start.text, name) !== undefined));
			return found === undefined ? [] : [{...placeOf('fragment', found, ports), readBy}];
		}),
	);
	const folder = await readStart('', path.join(ports.host.folder, '.envrc'), ports);
	return [
		...(await systemPlaces(systemFolder, ports)),
		...starts.map(start => {
			const line = fragments.map(([name]) => lineOf(start.text, name)).find(number => number !== undefined);
			const later = line === undefined ? [] : start.assignments.filter(each => each.isExported && each.line > line).map(({name}) => name);
			const hiding = hiddenBy(start, starts);
			return {
				...placeOf('profile', start, ports),
				readBy: [start.shell],
				later,
				...(hiding === undefined ? {} : {ignored: `bash reads ${shortPath(hiding, ports)} in its place`}),
			};
		}),
		...own.flat(),
		...folder.map(start => placeOf('folder', start, ports)),
	];
}

function startFiles(ports: Ports): ReadonlyArray<readonly [shell: string, file: string]> {
	const {host, env} = ports;
	const fish = path.join(xdgConfig(ports), 'fish');
	return [
		...loginFiles.map(name => ['bash', path.join(host.home, name)] as const),
		['bash', path.join(host.home, '.bashrc')],
		...['.zshenv', '.zprofile', '.zshrc', '.zlogin'].map(name => ['zsh', path.join(env.ZDOTDIR ?? host.home, name)] as const),
		['fish', path.join(fish, 'conf.d', 'onboard.fish')],
		['fish', path.join(fish, 'config.fish')],
		...(host.platform === 'win32' ? [] : [['pwsh', path.join(xdgConfig(ports), 'powershell', 'profile.ps1')] as const]),
	];
}

/** The last one of these that exists is the one that a login bash reads (Bash Reference Manual §6.2). */
const loginFiles = ['.profile', '.bash_login', '.bash_profile'];

/** The start file that bash reads instead of this one; undefined when bash reads it, or the other file reads it in turn. */
function hiddenBy(start: StartFile, starts: readonly StartFile[]): string | undefined {
	const rank = (file: string) => loginFiles.indexOf(path.basename(file));
	const read = starts.filter(other => other.shell === 'bash' && rank(other.path) !== -1).at(-1);
	const isHidden = start.shell === 'bash' && rank(start.path) !== -1 && read !== undefined && read.path !== start.path;
	return isHidden && !read.text.includes(path.basename(start.path)) ? read.path : undefined;
}

async function readStart(shell: string, file: string, ports: Ports, dialect?: Dialect): Promise<readonly StartFile[]> {
	const bytes = await readBytes(file, ports);
	if (!(bytes instanceof Uint8Array)) {
		return [];
	}

	const text = new TextDecoder().decode(bytes);
	return [{shell, path: file, text, assignments: readAssignments(text, dialect ?? dialects[shell] ?? 'posix', ports.host.home)}];
}

/** Number of the line that reads our fragment; comments do not. */
function lineOf(text: string, fragment: string): number | undefined {
	const index = text.split('\n').findLastIndex(line => line.includes(`onboard/${fragment}`) && !/^\s*#/u.test(line));
	return index === -1 ? undefined : index + 1;
}

function placeOf(kind: RawPlace['kind'], start: StartFile, ports: Ports): RawPlace {
	// What is set last counts.
	const last = [...new Map(start.assignments.map(assignment => [assignment.name, assignment])).values()];
	const linesOf = (some: readonly ShellAssignment[]) => Object.fromEntries(some.map(({name, line}) => [name, line]));
	const exported = last.filter(assignment => assignment.isExported);
	return {
		id: `${kind}:${start.path}`,
		kind,
		label: shortPath(start.path, ports),
		path: start.path,
		state: 'read',
		variables: Object.fromEntries(exported.flatMap(({name, value}) => (value === undefined ? [] : [[name, value]]))),
		settings: {},
		lines: linesOf(exported.filter(({value}) => value !== undefined)),
		computed: linesOf(exported.filter(({value}) => value === undefined)),
		notExported: linesOf(last.filter(assignment => !assignment.isExported)),
	};
}

/** What the login session hands to every program of the person, those with windows included. */
async function systemPlaces(folder: string, ports: Ports): Promise<readonly RawPlace[]> {
	if (ports.host.platform !== 'linux') {
		return [];
	}

	const below = async (where: string, end: string, dialect: Dialect) =>
		(await ports.files.list(where).catch(() => []))
			.filter(name => name.endsWith(end))
			.map(async name => readStart('', path.join(where, name), ports, dialect));
	const found = await Promise.all([
		readStart('', path.join(folder, 'environment'), ports, 'plain'),
		...(await below(path.join(folder, 'environment.d'), '.conf', 'plain')),
		// systemd user sessions (environment.d(5), read 2026-11-22).
		...(await below(path.join(xdgConfig(ports), 'environment.d'), '.conf', 'plain')),
		...(await below(path.join(folder, 'profile.d'), '.sh', 'posix')),
	]);
	return found.flat().map(start => placeOf('system', start, ports));
}
