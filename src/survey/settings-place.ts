// One Claude Code settings file as a place: its variables and keys, each with its line.

import {shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import type {PlaceKind} from './facts.ts';
import {readBytes, type RawPlace} from './raw.ts';
import {readSettings, type SettingsRead} from './settings-file.ts';

/** Reads a settings file; one that cannot be read is a place all the same. */
export async function settingsPlace(kind: PlaceKind, file: string, ports: Ports): Promise<RawPlace> {
	const base: RawPlace = {
		id: kind === 'managed' ? `managed:${file}` : kind,
		kind,
		label: shortPath(file, ports),
		path: file,
		state: 'read',
		variables: {},
		settings: {},
	};
	const bytes = await readBytes(file, ports);
	return bytes instanceof Uint8Array ? settingsOf(base, readSettings(bytes)) : {...base, ...bytes};
}

/** The place with what the settings say; undefined means that the system would not hand them out. */
export function settingsOf(base: RawPlace, read: SettingsRead | undefined): RawPlace {
	if (read === undefined || !read.ok || read.ignored !== undefined) {
		const reason = read === undefined ? 'it could not be converted' : read.ok ? (read.ignored ?? '') : read.reason;
		return {...base, state: 'unreadable', reason};
	}

	const {variables, keys, lines} = read.content;
	return {...base, state: 'read', variables, settings: keys, lines};
}
