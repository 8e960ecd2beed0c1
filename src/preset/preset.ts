// What a preset is: the organization's file that pre-fills and locks answers, sets policy, names contacts and makes statements.

import type {Policy} from '../core/check.ts';
import type {Answers} from '../core/session.ts';
import type {TermsSummary} from '../core/terms.ts';

export type Statement = {
	readonly label: string;
	readonly value: string;
	/** Page that says so. */
	readonly url?: string | undefined;
	/** When the organization last read or wrote it, YYYY-MM-DD. */
	readonly read?: string | undefined;
};

/** A preset after checking: known keys only, text free of control characters. */
export type Preset = {
	readonly organization: string;
	/** Values by question id; never consent to anything. */
	readonly answers: Readonly<Record<string, string>>;
	/** Answers the person may change; all others are locked. */
	readonly open: readonly string[];
	readonly requirePrivatePath: boolean;
	/** Contacts by owner. */
	readonly contacts: Readonly<Record<string, string>>;
	readonly statements: readonly Statement[];
	readonly supportUrl?: string;
};

/** Where a preset came from. */
export type PresetOrigin = {
	readonly kind: 'file' | 'url';
	/** Whole path or address. */
	readonly location: string;
	/** Short form shown beside each value: `acme.example/onboard.json`, `~/acme.json`. */
	readonly label: string;
	/** What named it: `--preset`, `ONBOARD_PRESET`, or the well-known path. */
	readonly from: string;
};

export type LoadedPreset = {
	readonly preset: Preset;
	readonly origin: PresetOrigin;
	/** SHA-256 of the file's text, in hexadecimal. */
	readonly hash: string;
};

/** Every answer of the preset, with origin `preset`. */
export function answersOf(preset: Preset): Answers {
	return Object.fromEntries(Object.entries(preset.answers).map(([id, value]) => [id, {value, origin: 'preset' as const}]));
}

/** Whether the organization has decided this answer: given, and not listed in `open`. An open one is only where the question starts. */
export function isLocked(preset: Preset, id: string): boolean {
	return Object.hasOwn(preset.answers, id) && !preset.open.includes(id);
}

/** The answers that are given and locked: these questions are not asked. */
export function lockedAnswers(preset: Preset): Answers {
	return Object.fromEntries(Object.entries(answersOf(preset)).filter(([id]) => isLocked(preset, id)));
}

/** Values of the open answers: these questions are asked, starting on the given value; `--yes` takes it. */
export function suggestionsOf(preset: Preset): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(preset.answers).filter(([id]) => !isLocked(preset, id)));
}

/** What the organization demands and whom it names. */
export function policyOf(preset: Preset): Policy {
	return {requirePrivatePath: preset.requirePrivatePath, contacts: preset.contacts};
}

/** The organization's own statements, as the data-retention summary takes them; undefined when it makes none. */
export function statementsOf(preset: Preset): TermsSummary['organization'] {
	const {organization, statements} = preset;
	return statements.length === 0
		? undefined
		: {
				name: organization,
				rows: statements.map(({label, value, url, read}) => ({
					label,
					value,
					...(url === undefined && read !== undefined ? {note: `stated ${read}`} : {}),
					...(url === undefined ? {} : {source: {url, read: read ?? ''}}),
				})),
			};
}

/**
 * Whether a remote preset differs from the one this person last went on with, so that they must be asked again.
 *
 * @param accepted - Hashes of accepted presets by label, from the kept progress. Not by address: a query could hold a token.
 */
export function isChanged(loaded: LoadedPreset, accepted: Readonly<Record<string, string>>): boolean {
	const before = accepted[loaded.origin.label];
	return loaded.origin.kind === 'url' && before !== undefined && before !== loaded.hash;
}
