// Plans a save: which files would change, to which bytes, and what the person must know first. Writes nothing.

import type {ChangeSet, Exports, FileChange} from '../core/change-set.ts';
import type {Ports} from '../ports/ports.ts';
import {isSecret} from '../survey/secret.ts';
import {survey, type SurveyOptions} from '../survey/survey.ts';
import {UserError} from '../core/errors.ts';
import type {SurveyFacts} from '../survey/facts.ts';
import {conflictsOf} from './conflicts.ts';
import {keysPutInto} from './own-keys.ts';
import {claudeSettingsFile, planSettingsFile} from './plan-claude.ts';
import {planEmptyFragments, planShell} from './plan-shell.ts';
import {rivalsOf, type Rivals} from './rivals.ts';

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
export async function planSave(input: SaveInput, ports: Ports, options: SurveyOptions): Promise<ChangeSet> {
	const {exports, destinations} = input;
	const secret = Object.entries({...exports.variables, ...exports.settings}).find(([name, value]) => isSecret(name, value));
	if (secret !== undefined) {
		throw new UserError(
			`${secret[0]} looks like a secret, so it is not written to any file`,
			'Take it out of the preset, and let the sign-in bring the credentials.',
			3,
		);
	}

	const facts = await survey(ports, options);
	const rivals = rivalsOf(exports, options.providers);
	const [shell, claude] = await Promise.all([planShellPart(input, facts, ports), planClaudePart(input, rivals, ports)]);
	const changes = [...input.extra.filter(change => !isSame(change.before, change.after)), ...shell.changes, ...claude.changes];
	const conflicts = conflictsOf(facts, {exports, destinations, rivals, changes});
	return {changes, findings: [...shell.findings, ...claude.findings, ...conflicts]};
}

/** The fragments and profile lines. Where the shell is not chosen, fragments of another set-up are emptied: they would compete. */
async function planShellPart({exports, destinations}: SaveInput, facts: SurveyFacts, ports: Ports): Promise<ChangeSet> {
	if (destinations.includes('shell')) {
		return planShell(exports, ports);
	}

	const isOther = facts.places
		.filter(({kind}) => kind === 'fragment')
		.some(({id, variables}) => Object.keys(variables).some(name => facts.reveal(id, name) !== exports.variables[name]));
	return {changes: isOther && destinations.length > 0 ? await planEmptyFragments(exports, ports) : [], findings: []};
}

/**
 * The user settings: this set-up's keys, without those of another cloud or an earlier set-up that a save put there, and
 * without the switch of another cloud, whoever set it. Where they are not chosen, only what an earlier save put there goes, if
 * it is another set-up: it would win over the shell.
 */
async function planClaudePart({exports, destinations}: SaveInput, rivals: Rivals, ports: Ports): Promise<ChangeSet> {
	const put = await keysPutInto(await ports.files.resolve(claudeSettingsFile(ports)), ports);
	const wanted: Readonly<Record<string, string>> = {
		...Object.fromEntries(Object.entries(exports.variables).map(([name, value]) => [`env.${name}`, value])),
		...exports.settings,
	};
	const ofSetUp = Object.entries(put).filter(([key]) => wanted[key] !== undefined || rivals.isSetUpKey(key));
	if (destinations.includes('claude')) {
		const outdated = Object.fromEntries(ofSetUp.filter(([key]) => wanted[key] === undefined));
		return planSettingsFile({...exports, removed: [], switchedOff: rivals.switches, outdated}, ports);
	}

	const isOther = destinations.length > 0 && ofSetUp.some(([key, value]) => wanted[key] !== value);
	const outdated = Object.fromEntries(ofSetUp);
	// What cannot be taken out is reported as what it then is: a value that wins.
	return {
		changes: isOther ? (await planSettingsFile({variables: {}, settings: {}, removed: [], outdated}, ports)).changes : [],
		findings: [],
	};
}

/** Whether two contents are equal; a missing file equals nothing. */
export function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
	return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}
