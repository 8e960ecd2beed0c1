// The Claude Code destination: our keys in the person's user settings.

import path from 'node:path';
import type {ChangeSet} from '../core/change-set.ts';
import {raise} from '../catalog/declare.ts';
import {saveFindings} from '../catalog/save.ts';
import {claudeFolder, shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {planSettings, type SettingsWish} from './claude-settings.ts';
import {standingOf} from './standing.ts';

const check = 'save';

export function claudeSettingsFile(ports: Pick<Ports, 'env' | 'host'>): string {
	return path.join(claudeFolder(ports), 'settings.json');
}

/** Plans the settings file with any wishes. A finding of severity `fail` says why it must be left alone. */
export async function planSettingsFile(wish: SettingsWish, ports: Ports): Promise<ChangeSet> {
	const file = claudeSettingsFile(ports);
	const name = shortPath(file, ports);
	const failed = (code: 'save.settings-corrupt' | 'save.settings-read-only', details: Record<string, string>): ChangeSet => ({
		changes: [],
		findings: [raise(saveFindings, code, {check, details: {path: name, ...details}})],
	});
	let before: Uint8Array | undefined;
	try {
		before = await ports.files.read(file);
	} catch (error) {
		return failed('save.settings-read-only', {reason: `reading it failed with ${String((error as NodeJS.ErrnoException).code)}`, how: ''});
	}

	const plan = planSettings(before, wish);
	if (!plan.ok) {
		return failed('save.settings-corrupt', {reason: plan.reason});
	}

	const findings =
		plan.ignored === undefined ? [] : [raise(saveFindings, 'save.settings-ignored', {check, details: {path: name, reason: plan.ignored}})];
	if (before !== undefined && Buffer.compare(before, plan.after) === 0) {
		return {changes: [], findings};
	}

	const standing = await standingOf(file, ports);
	if (standing.kind === 'held') {
		return failed('save.settings-read-only', {
			reason: standing.reason,
			how: `Keys to set: ${Object.keys({...wish.variables, ...wish.settings}).join(', ')}.`,
		});
	}

	const facts = await ports.files.stat(file);
	return {
		changes: [
			{
				path: file,
				target: standing.target,
				before,
				after: plan.after,
				mode: facts?.mode ?? 0o600,
				summary: plan.summary,
				destination: 'claude',
				keys: plan.keys,
			},
		],
		findings,
	};
}
