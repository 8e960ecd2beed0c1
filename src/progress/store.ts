// Keeps progress in one file of the config folder, so that a run can be resumed; never in the way of the run itself.

import path from 'node:path';
import {raise} from '../catalog/declare.ts';
import {toolFindings} from '../catalog/tool.ts';
import {clean} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import {configFolder, shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {emptyProgress, parseProgress, type Progress} from './progress.ts';

export type ProgressPorts = Pick<Ports, 'env' | 'files' | 'host'>;

export type LoadedProgress = {
	readonly progress: Progress;
	/** Why an existing file was left aside; it is kept as a copy before the first save. */
	readonly ignored?: {readonly kind: 'corrupt' | 'newer' | 'unreadable'; readonly finding: Finding};
};

/** The file that progress is kept in. */
export function progressFile(ports: Pick<Ports, 'env' | 'host'>): string {
	return path.join(configFolder(ports), 'config.json');
}

/** Reads what an earlier run kept. A file that cannot be read or understood is left alone and named in a finding; never throws. */
export async function loadProgress(ports: ProgressPorts): Promise<LoadedProgress> {
	const file = progressFile(ports);
	try {
		const bytes = await ports.files.read(file);
		if (bytes === undefined) {
			return {progress: emptyProgress};
		}

		const parsed = parseProgress(new TextDecoder().decode(bytes));
		return parsed.kind === 'good'
			? {progress: parsed.progress}
			: {
					progress: emptyProgress,
					ignored: {
						kind: parsed.kind,
						finding: raise(toolFindings, 'tool.progress-ignored', {
							check: 'progress',
							details: {path: clean(shortPath(file, ports)), reason: parsed.reason},
						}),
					},
				};
	} catch (error) {
		return {progress: emptyProgress, ignored: {kind: 'unreadable', finding: notKept(file, ports, reasonOf(error))}};
	}
}

/**
 * Keeps progress, replacing what was kept.
 *
 * A file that is corrupt or newer is first copied to `config.json.corrupt` or `config.json.newer` (with a number when that
 * exists). Two runs at once leave the progress of one of them, whole.
 *
 * @returns A finding when it could not be kept; never throws.
 */
export async function saveProgress(ports: ProgressPorts, progress: Progress): Promise<Finding | undefined> {
	const file = progressFile(ports);
	try {
		if (!(await ports.files.isWritable(file))) {
			return notKept(file, ports, 'It is read-only.');
		}

		await keepAside(file, ports);
		await ports.files.makeFolder(configFolder(ports), 0o700);
		const {default: Conf} = await import('conf');
		const store = new Conf<Progress>({
			cwd: configFolder(ports),
			configName: 'config',
			projectSuffix: '',
			configFileMode: 0o600,
			accessPropertiesByDotNotation: false,
		});
		store.store = progress;
		return undefined;
	} catch (error) {
		return notKept(file, ports, reasonOf(error));
	}
}

/**
 * Forgets the kept answers, after the set-up is done or on request to start again. Accepted presets and acknowledged terms stay.
 *
 * @returns A finding when that did not work; never throws.
 */
export async function forgetAnswers(ports: ProgressPorts): Promise<Finding | undefined> {
	const {progress, ignored} = await loadProgress(ports);
	if (ignored !== undefined || Object.keys(progress.answers).length === 0) {
		return undefined;
	}

	const rest: Progress = {...progress, answers: {}};
	if (rest.termsAcknowledged !== undefined || Object.keys(rest.presetHashes).length > 0) {
		return saveProgress(ports, rest);
	}

	try {
		await ports.files.remove(progressFile(ports));
		return undefined;
	} catch (error) {
		return notKept(progressFile(ports), ports, reasonOf(error));
	}
}

/** Copies a file that this version does not understand, before it is replaced. */
async function keepAside(file: string, ports: ProgressPorts): Promise<void> {
	const bytes = await ports.files.read(file);
	const parsed = bytes === undefined ? undefined : parseProgress(new TextDecoder().decode(bytes));
	if (bytes === undefined || parsed === undefined || parsed.kind === 'good') {
		return;
	}

	for (let number = 1; ; number++) {
		const copy = `${file}.${parsed.kind}${number === 1 ? '' : `-${number}`}`;
		const existing = await ports.files.read(copy);
		if (existing === undefined) {
			await ports.files.writeAtomic(copy, bytes, 0o600);
		}

		if (existing === undefined || Buffer.compare(existing, bytes) === 0) {
			// conf refuses to start on a file that is not JSON; written, not removed, so that a symbolic link stays one.
			await ports.files.writeAtomic(file, new TextEncoder().encode(JSON.stringify(emptyProgress)), 0o600);
			return;
		}
	}
}

function notKept(file: string, ports: ProgressPorts, reason: string): Finding {
	return raise(toolFindings, 'tool.progress-not-kept', {check: 'progress', details: {path: clean(shortPath(file, ports)), reason}});
}

function reasonOf(error: unknown): string {
	const {code = ''} = error as {code?: string};
	const reasons: Readonly<Record<string, string>> = {
		EACCES: 'This user may not write there.',
		EPERM: 'The system does not allow it.',
		EROFS: 'The file system is read-only.',
		ENOSPC: 'The disk is full.',
		EISDIR: 'There is a folder where the file should be.',
		ENOTDIR: 'There is a file where the folder should be.',
		EEXIST: 'There is a file where the folder should be.',
	};
	return reasons[code] ?? `The system says: ${clean(error instanceof Error ? error.message : String(error)).slice(0, 200)}`;
}
