// Finds and reads the organization's preset: from the flag, the variable or the well-known path; from a file or over https.

import {createHash} from 'node:crypto';
import path from 'node:path';
import {clean} from '../core/document.ts';
import {UserError} from '../core/errors.ts';
import type {Registered} from '../core/registered.ts';
import {shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import type {PresetCheck} from './check.ts';
import type {LoadedPreset, PresetOrigin} from './preset.ts';
import {presetSizeLimit, readRemote, tooLarge, type RemoteOptions} from './remote.ts';

/** Where the system's administrator may leave a preset for everybody. */
export const wellKnownPath = '/etc/onboard/preset.json';

/** Which preset applies, and what named it. */
export type PresetSource = {readonly location: string; readonly from: string};

export type LoadOptions = RemoteOptions & {readonly ports: Pick<Ports, 'files' | 'network' | 'host'>};

/** Which preset applies: `--preset`, then ONBOARD_PRESET, then the well-known path when a file is there. */
export async function discoverPreset(
	flag: string | undefined,
	ports: Pick<Ports, 'env' | 'files' | 'host'>,
): Promise<PresetSource | undefined> {
	if (flag !== undefined) {
		return {location: flag, from: '--preset'};
	}

	const variable = ports.env.ONBOARD_PRESET?.trim();
	if (variable !== undefined && variable !== '') {
		return {location: variable, from: 'ONBOARD_PRESET'};
	}

	const isThere = ports.host.platform !== 'win32' && (await ports.files.stat(wellKnownPath)) !== undefined;
	return isThere ? {location: wellKnownPath, from: wellKnownPath} : undefined;
}

/**
 * Reads and checks a preset.
 *
 * @throws UserError when it cannot be read, is too large, or says something it may not; the message names the place.
 */
export async function loadPreset(
	source: PresetSource,
	options: LoadOptions & {readonly providers: readonly Registered[]},
): Promise<LoadedPreset> {
	const {text, origin} = await readPreset(source, options);
	const {checkPreset} = await import('./check.ts');
	const result: PresetCheck = checkPreset(text, options.providers);
	if (!result.isGood) {
		const [first = '', ...others] = result.problems;
		const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'problem' : 'problems'})`;
		const next =
			origin.kind === 'file'
				? `Correct the file; onboard preset check ${origin.label} lists every problem.`
				: `Tell whoever maintains it; onboard preset check ${origin.location} lists every problem.`;
		throw new UserError(`The preset ${origin.label} cannot be used: ${first}${more}.`.replace('?.', '?'), next);
	}

	return {preset: result.preset, origin, hash: createHash('sha256').update(text).digest('hex')};
}

/**
 * Reads a preset's text without checking it.
 *
 * @throws UserError when it cannot be read.
 */
export async function readPreset(
	source: PresetSource,
	options: LoadOptions,
): Promise<{readonly text: string; readonly origin: PresetOrigin}> {
	const location = source.location.trim();
	if (location === '' || location !== clean(location)) {
		throw new UserError(`${source.from} names no preset.`, 'Give a file or an https address.');
	}

	if (/^[a-z][a-z\d+.-]+:\/\//iu.test(location)) {
		return readRemote(location, source.from, options);
	}

	const file = fileOf(location, options.ports);
	const facts = await factsOf(file, location, options.ports);
	// `acme.example/onboard.json` is an address people type; a file of that name wins.
	if (facts === undefined && /^[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?\/\S+$/iu.test(location)) {
		return readRemote(`https://${location}`, source.from, options);
	}

	if (facts === undefined) {
		throw new UserError(`There is no preset ${location} (from ${source.from}).`, 'Check the path, or give an https address.');
	}

	if (facts.kind !== 'file') {
		throw new UserError(`The preset ${location} is ${facts.kind === 'folder' ? 'a folder' : 'not a file'}.`, 'Name the file itself.');
	}

	if (facts.size > presetSizeLimit) {
		throw tooLarge(location);
	}

	return {
		text: await readText(file, location, options.ports),
		origin: {kind: 'file', location: file, label: shortPath(file, options.ports), from: source.from},
	};
}

function fileOf(location: string, ports: LoadOptions['ports']): string {
	return /^~[/\\]/u.test(location) ? path.join(ports.host.home, location.slice(2)) : path.resolve(ports.host.folder, location);
}

async function factsOf(file: string, location: string, ports: LoadOptions['ports']) {
	try {
		return await ports.files.stat(file);
	} catch (error) {
		throw unreadable(location, error);
	}
}

async function readText(file: string, location: string, ports: LoadOptions['ports']): Promise<string> {
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode((await ports.files.read(file)) ?? new Uint8Array());
	} catch (error) {
		throw unreadable(location, error);
	}
}

function unreadable(location: string, error: unknown): UserError {
	const code = (error as {code?: unknown}).code;
	const reason =
		code === 'EACCES' || code === 'EPERM'
			? 'this user may not read it'
			: error instanceof TypeError
				? 'it is not UTF-8 text'
				: `the system says ${clean(String(code ?? error))}`;
	return new UserError(`Could not read the preset ${location}: ${reason}.`, 'Ask whoever keeps it, or give another one with --preset.');
}
