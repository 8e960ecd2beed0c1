// Puts our keys into Claude Code's user settings; everything else in the file keeps its bytes.

import {maskValue} from '../survey/secret.ts';
import {readSettings} from '../survey/settings-file.ts';
import {removeKey, setKey, styleOf} from './json-edit.ts';

export type SettingsWish = {
	/** Variables for the `env` block. */
	readonly variables: Readonly<Record<string, string>>;
	/** Other keys at the top, for example `awsAuthRefresh`. */
	readonly settings: Readonly<Record<string, string | boolean>>;
	/** Variables of the `env` block to take out. */
	readonly removed: readonly string[];
	/** Other keys at the top to take out. */
	readonly removedSettings?: readonly string[];
};

export type SettingsPlan =
	| {
			readonly ok: true;
			readonly after: Uint8Array;
			/** For the review: `+ 6 keys, 1 replaced (AWS_REGION eu-west-1)`. */
			readonly summary: string;
			/** Why Claude Code ignores the whole file all the same. */
			readonly ignored?: string;
	  }
	| {readonly ok: false; readonly reason: string};

/**
 * Plans the bytes of a settings file with the wished keys in it.
 *
 * @param before - Bytes now; undefined when the file does not exist.
 * @returns The bytes to write (the same ones when all is there), or why the file must not be touched.
 */
export function planSettings(before: Uint8Array | undefined, wish: SettingsWish): SettingsPlan {
	const read = readSettings(before ?? new Uint8Array());
	if (!read.ok) {
		return read;
	}

	const {variables, keys} = read.content;
	const ignored = read.ignored === undefined ? {} : {ignored: read.ignored};
	const edits = [
		...wish.removed
			.filter(name => variables[name] !== undefined)
			.map(name => ({path: ['env', name], name, value: undefined, old: variables[name]})),
		...(wish.removedSettings ?? [])
			.filter(name => keys[name] !== undefined)
			.map(name => ({path: [name], name, value: undefined, old: keys[name]})),
		...Object.entries(wish.variables).map(([name, value]) => ({path: ['env', name], name, value, old: variables[name]})),
		...Object.entries(wish.settings).map(([name, value]) => ({path: [name], name, value, old: keys[name]})),
	].filter(edit => edit.value !== edit.old);
	if (edits.length === 0) {
		return {ok: true, after: before ?? new Uint8Array(), summary: 'no change', ...ignored};
	}

	const isEmpty = read.text.trim() === '';
	const style = styleOf(read.text);
	let text = isEmpty ? '{}' : read.text;
	for (const edit of edits) {
		text = edit.value === undefined ? removeKey(text, edit.path) : setKey(text, edit.path, edit.value, style);
	}

	const after = new TextEncoder().encode(`${read.hasMark ? '\uFEFF' : ''}${text}${isEmpty ? style.end : ''}`);
	const shown = (names: readonly (typeof edits)[number][]) =>
		names.map(({name, old}) => `${name} ${maskValue(name, typeof old === 'string' ? old : JSON.stringify(old))}`).join(', ');
	const added = edits.filter(edit => edit.old === undefined);
	const replaced = edits.filter(edit => edit.old !== undefined && edit.value !== undefined);
	const removed = edits.filter(edit => edit.value === undefined);
	const parts = [
		...(before === undefined ? ['new file'] : []),
		...(added.length === 0 ? [] : [`+ ${added.length} ${added.length === 1 ? 'key' : 'keys'}`]),
		...(replaced.length === 0 ? [] : [`${replaced.length} replaced (${shown(replaced)})`]),
		...(removed.length === 0 ? [] : [`${removed.length} removed (${shown(removed)})`]),
	];
	return {ok: true, after, summary: parts.join(', '), ...ignored};
}
