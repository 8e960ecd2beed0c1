// The lower half of the status: what another way of starting changes, what counts nowhere, what is not known, and the programs.

import {line, type Line} from '../core/document.ts';
import type {Glyphs} from '../core/glyphs.ts';
import {listed} from '../core/listed.ts';
import {columnWidth, oneLine, padTo} from './lines.ts';
import type {Status, StatusNote, StatusValue, StatusWay} from './status-model.ts';

export const wayNames: Readonly<Record<StatusWay, string>> = {
	'this-shell': 'this shell',
	'new-shell': 'a new terminal',
	editor: "VS Code's extension",
	desktop: 'another desktop app',
};

export type RestOptions = {readonly isAll: boolean; readonly signs: Glyphs};

const most = 5;

/** A value for the screen; an empty one cancels the variable. */
export function shown(value: string): string {
	return value === '' ? '(cancelled)' : oneLine(value);
}

/** A place with its line: `~/.zshrc:12`. */
export function placeText({label, line: number}: {readonly label: string; readonly line?: number | undefined}): string {
	return `${oneLine(label)}${number === undefined ? '' : `:${number}`}`;
}

const others = ['new-shell', 'editor', 'desktop'] as const;

/** Only what is not the same as in this shell; the reader compares, not the screen. Ways that differ alike share a section. */
export function differenceLines(status: Status, isAll: boolean): readonly Line[] {
	return grouped(others.map(way => [way, differencesOf(status, way)] as const)).flatMap(([ways, differing]) => {
		const rows = isAll || differing.length <= most ? differing : differing.slice(0, most - 1);
		const width = columnWidth(
			rows.map(({name}) => name),
			40,
		);
		return rows.length === 0
			? []
			: [
					line(''),
					line([
						`Started from ${listed(
							ways.map(way => wayNames[way]),
							'or',
						)}, it gets instead`,
						'strong',
					]),
					...rows.map(({name, found}) =>
						line(
							[`  ${padTo(name, width)}  `, 'muted'],
							[found === undefined ? 'not set' : shown(found.value), 'warn'],
							found === undefined ? '' : [`  ${placeText(found.winner)}`, 'muted'],
						),
					),
					...more(differing.length - rows.length),
				];
	});
}

/** What another way sets to something else says more than what it lacks, so that comes first. */
function differencesOf(status: Status, way: StatusWay): ReadonlyArray<{readonly name: string; readonly found: StatusValue | undefined}> {
	const [main, other] = [status.values['this-shell'], status.values[way]];
	const names = [...new Set([...main, ...other].map(value => value.name))].toSorted();
	const differing = names.flatMap(name => {
		const [usual, found] = [main, other].map(values => values.find(value => value.name === name));
		return usual?.value === found?.value ? [] : [{name, found}];
	});
	return [...differing.filter(({found}) => found !== undefined), ...differing.filter(({found}) => found === undefined)];
}

/** Ways that lead to the same, together. */
export function grouped<Way, Result>(pairs: ReadonlyArray<readonly [Way, Result]>): ReadonlyArray<readonly [readonly Way[], Result]> {
	const keyOf = (result: Result) => JSON.stringify([result]);
	const keys = [...new Set(pairs.map(([, result]) => keyOf(result)))];
	return keys.flatMap(key => {
		const same = pairs.filter(([, result]) => keyOf(result) === key);
		return same[0] === undefined ? [] : [[same.map(([way]) => way), same[0][1]] as const];
	});
}

/** What counts nowhere, what is not known, and which programs there are. */
export function restLines(status: Status, {isAll, signs}: RestOptions): readonly Line[] {
	const tools = status.tools.filter(tool => isAll || tool.path !== undefined || tool.name === 'claude');
	return [
		...section('Set, but ignored', noteLines(status.ignored, isAll)),
		...section('Not known', unknownLines(status, {isAll, signs})),
		...(isAll ? section('Settings of Claude Code', settingLines(status)) : []),
		...section(
			'Programs',
			tools.map(({name, path, version}) =>
				line(
					[`  ${padTo(name, 8)}`, 'muted'],
					path === undefined ? ['not on PATH', 'muted'] : oneLine(`${version === undefined ? '' : `${version}  `}${path}`),
				),
			),
		),
	];
}

function noteLines(notes: readonly StatusNote[], isAll: boolean): readonly Line[] {
	const rows = isAll || notes.length <= most ? notes : notes.slice(0, most - 1);
	return [
		...rows.map(note => line([`  ${placeText(note)}  `, 'muted'], `${oneLine(note.name)} ${oneLine(note.reason)}`)),
		...more(notes.length - rows.length),
	];
}

function unknownLines(status: Status, {isAll, signs}: RestOptions): readonly Line[] {
	const mark = [`  ${signs.unknown} `, 'unknown'] as const;
	return [
		...status.places
			.filter(place => place.state === 'unreadable' || place.state === 'denied')
			.map(place =>
				line(mark, `${oneLine(place.label)} could not be read${place.reason === undefined ? '' : `: ${oneLine(place.reason)}`}`),
			),
		...noteLines(status.computed, isAll),
		...status.notRead.map(place => line(mark, `${oneLine(place)}: not read by this command`)),
	];
}

function settingLines(status: Status): readonly Line[] {
	return status.places.flatMap(place =>
		Object.entries(place.settings).map(([name, value]) =>
			line([`  ${oneLine(name)}  `, 'muted'], shown(value), [`  ${placeText({label: place.label, line: place.lines?.[name]})}`, 'muted']),
		),
	);
}

function more(count: number): readonly Line[] {
	return count === 0 ? [] : [line([`  ${count} more with --all`, 'muted'])];
}

function section(title: string, rows: readonly Line[]): readonly Line[] {
	return rows.length === 0 ? [] : [line(''), line([title, 'strong']), ...rows];
}
