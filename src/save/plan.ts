// Plans a save: which files would change, to which bytes, and what the person must know first. Writes nothing.

import type {ChangeSet, Exports, FileChange} from '../core/change-set.ts';
import type {Finding} from '../core/finding.ts';
import type {Ports} from '../ports/ports.ts';
import {isSecret} from '../survey/secret.ts';
import {survey, type SurveyOptions} from '../survey/survey.ts';
import {UserError} from '../core/errors.ts';
import {conflictsOf} from './conflicts.ts';
import {planClaude} from './plan-claude.ts';
import {planShell} from './plan-shell.ts';

export type Destination = 'shell' | 'claude';

export type SaveInput = {
	readonly exports: Exports;
	readonly destinations: readonly Destination[];
	/** The provider's own files, for example `~/.aws/config`; they come first. */
	readonly extra: readonly FileChange[];
};

/**
 * Plans what saving would change.
 *
 * @returns The changes, empty when everything is already as wished, and findings: conflicts, files that are left alone. A
 * finding of severity `fail` means that its destination cannot be written.
 * @throws UserError when a value looks like a secret, which is never written to a profile or settings file.
 */
export async function planSave(input: SaveInput, ports: Ports, options: SurveyOptions = {}): Promise<ChangeSet> {
	const {exports, destinations} = input;
	const secret = Object.entries({...exports.variables, ...exports.settings}).find(([name, value]) => isSecret(name, value));
	if (secret !== undefined) {
		throw new UserError(
			`${secret[0]} looks like a secret, so it is not written to any file`,
			'Take it out of the preset, and let the sign-in bring the credentials.',
			3,
		);
	}

	const none = {changes: [], findings: []};
	const [facts, shell, claude] = await Promise.all([
		survey(ports, options),
		destinations.includes('shell') ? planShell(exports, ports) : none,
		destinations.includes('claude') ? planClaude(exports, ports) : none,
	]);
	const findings: readonly Finding[] = [...shell.findings, ...claude.findings, ...conflictsOf(facts, exports, destinations)];
	return {changes: [...input.extra.filter(change => !isSame(change.before, change.after)), ...shell.changes, ...claude.changes], findings};
}

/** Whether two contents are equal; a missing file equals nothing. */
export function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
	return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}
