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
	/** Switches of the `env` block to take out where they are on; an empty one may cancel what a shell exports. */
	readonly switchedOff?: readonly string[];
	/** Keys by their path (`env.AWS_REGION`, `awsAuthRefresh`) to take out where they still have this value. */
	readonly outdated?: Readonly<Record<string, string>>;
};

export type SettingsPlan =
	| {
			readonly ok: true;
			readonly after: Uint8Array;
			/** For the review: `+ 6 keys, 1 replaced (AWS_REGION eu-west-1)`. */
			readonly summary: string;
			/** What changes, by key, null for what is taken out. */
			readonly keys: Readonly<Record<string, string | null>>;
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
	const oldOf = ([first = '', second]: readonly string[]) => (second === undefined ? keys[first] : variables[second]);
	const gone = [
		...wish.removed.map(name => ['env', name]),
		...(wish.removedSettings ?? []).map(name => [name]),
		...(wish.switchedOff ?? []).filter(name => isOn(variables[name])).map(name => ['env', name]),
		...Object.entries(wish.outdated ?? {}).flatMap(([key, value]) => (oldOf(key.split('.')) === value ? [key.split('.')] : [])),
	];
	const wanted = [
		...Object.entries(wish.variables).map(([name, value]) => ({path: ['env', name], value})),
		...Object.entries(wish.settings).map(([name, value]) => ({path: [name], value})),
	];
	const edits = [...new Map(gone.map(path => [path.join('.'), {path, value: undefined}])).values(), ...wanted]
		.map(({path, value}) => ({path, name: path.at(-1) ?? '', value, old: oldOf(path)}))
		.filter(edit => edit.value !== edit.old);
	if (edits.length === 0) {
		return {ok: true, after: before ?? new Uint8Array(), summary: 'no change', keys: {}, ...ignored};
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
	const changed = edits.flatMap(({path, value}) => (typeof value === 'boolean' ? [] : [[path.join('.'), value ?? null] as const]));
	return {ok: true, after, summary: parts.join(', '), keys: Object.fromEntries(changed), ...ignored};
}

function isOn(value: string | undefined): boolean {
	return value !== undefined && value !== '' && value !== '0';
}
