// Settings that an administrator manages, from every place a machine can have them, in the order in which Claude Code ranks them.

import path from 'node:path';
import {managedFolder, shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {readBytes, type RawPlace} from './raw.ts';
import {readSettings, type SettingsRead} from './settings-file.ts';
import {settingsOf, settingsPlace} from './settings-place.ts';

const limitMs = 2000;
const domain = 'com.anthropic.claudecode.plist';
const registryKey = String.raw`SOFTWARE\Policies\ClaudeCode`;

/**
 * Every managed place, the one that wins last. Variables are merged one by one over the places an administrator alone can write:
 * the device's policy wins over files, a later drop-in over an earlier file; the policy of the current Windows user counts only
 * where there is no other (code.claude.com/docs/en/managed-settings, "How Claude Code combines managed sources", read 2026-11-22).
 *
 * @param folder - Folder of the files; default: the platform's own.
 */
export async function managedPlaces(ports: Ports, folder?: string): Promise<readonly RawPlace[]> {
	const [files, policies, old] = await Promise.all([
		filePlaces(folder ?? managedFolder(ports), ports),
		policyPlaces(ports),
		oldPlaces(ports),
	]);
	const admin = [...files, ...policies.filter(place => !isOfUser(place))];
	const isGoverned = admin.some(place => Object.keys({...place.variables, ...place.settings}).length > 0);
	const own = policies
		.filter(place => isOfUser(place))
		.map(place => (isGoverned ? {...place, ignored: "the organization's managed settings are used in its place"} : place));
	return [...old, ...own, ...admin];
}

/** `managed-settings.json` and its drop-ins, each in the order in which it is merged. */
async function filePlaces(folder: string, ports: Ports): Promise<readonly RawPlace[]> {
	const dropIns = path.join(folder, 'managed-settings.d');
	const names = await ports.files.list(dropIns).catch(() => []);
	const files = [
		path.join(folder, 'managed-settings.json'),
		...names.filter(name => name.endsWith('.json') && !name.startsWith('.')).map(name => path.join(dropIns, name)),
	];
	return Promise.all(files.map(async file => settingsPlace('managed', file, ports)));
}

/** Policies of the device (macOS managed preferences, the machine's registry) and of the Windows user. A simulated home has none. */
async function policyPlaces(ports: Ports): Promise<readonly RawPlace[]> {
	if (ports.sandbox !== undefined) {
		return [];
	}

	switch (ports.host.platform) {
		case 'darwin': {
			const folder = '/Library/Managed Preferences';
			const user = ports.env['USER'] ?? path.basename(ports.host.home);
			return (
				await Promise.all([path.join(folder, domain), path.join(folder, user, domain)].map(async file => preferences(file, ports)))
			).flat();
		}

		case 'win32': {
			return (await Promise.all(['HKCU', 'HKLM'].map(async hive => registry(`${hive}\\${registryKey}`, ports)))).flat();
		}

		default: {
			return [];
		}
	}
}

async function preferences(file: string, ports: Ports): Promise<readonly RawPlace[]> {
	const bytes = await readBytes(file, ports);
	const base = placeAt(file, shortPath(file, ports));
	if (!(bytes instanceof Uint8Array)) {
		return bytes.state === 'absent' ? [] : [{...base, ...bytes}];
	}

	const text = await outputOf('plutil', ['-convert', 'json', '-o', '-', file], ports);
	return [settingsOf(base, text === undefined ? undefined : readSettings(new TextEncoder().encode(text)))];
}

async function registry(key: string, ports: Ports): Promise<readonly RawPlace[]> {
	const text = await outputOf('reg', ['query', key, '/v', 'Settings'], ports);
	const value = /^\s+Settings\s+REG_(?:EXPAND_)?SZ\s+(?<value>.*)$/mu.exec(text ?? '')?.groups?.value;
	if (value === undefined) {
		return [];
	}

	const read: SettingsRead = readSettings(new TextEncoder().encode(value.trim()));
	return [settingsOf(placeAt(key, key), read)];
}

/** The folder that older versions read on Windows, and no longer do. */
async function oldPlaces(ports: Ports): Promise<readonly RawPlace[]> {
	if (ports.host.platform !== 'win32') {
		return [];
	}

	const place = await settingsPlace('managed', String.raw`C:\ProgramData\ClaudeCode\managed-settings.json`, ports);
	return place.state === 'absent'
		? []
		: [{...place, ignored: String.raw`Claude Code reads C:\Program Files\ClaudeCode and no longer this folder`}];
}

function placeAt(where: string, label: string): RawPlace {
	return {id: `managed:${where}`, kind: 'managed', label, path: where, state: 'read', variables: {}, settings: {}};
}

function isOfUser(place: RawPlace): boolean {
	return place.id.startsWith('managed:HKCU');
}

async function outputOf(program: string, parameters: readonly string[], {processes}: Ports): Promise<string | undefined> {
	try {
		const {code, stdout} = await processes.run(program, parameters, {limitMs});
		return code === 0 ? stdout : undefined;
	} catch {
		return undefined;
	}
}
