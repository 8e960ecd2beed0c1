// The board's people as rows: filtered, grouped, and the window of them that fits.

import type {Line} from '../../core/document.ts';
import {agoText} from '../../core/durations.ts';
import {cut, pad, spread, widthOf} from '../cells.ts';
import type {Signs} from '../theme.ts';
import type {BoardPerson, BoardPicture} from '../../cohort/board/view.ts';

export type Grouping = 'cause' | 'team' | 'nothing';

export const groupings: readonly Grouping[] = ['cause', 'team', 'nothing'];

/** A heading, or the place of a person in `people`. */
export type Entry = {readonly heading: string; readonly count: number} | {readonly person: BoardPerson; readonly place: number};

export type List = {
	/** People in the order shown. */
	readonly people: readonly BoardPerson[];
	readonly entries: readonly Entry[];
};

/** The people whose name, team, state or finding hold every word of the filter, in groups. */
export function listOf(picture: BoardPicture, grouping: Grouping, filter: string): List {
	const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
	const found =
		words.length === 0
			? picture.people
			: picture.people.filter(person => {
					const text = `${person.name} ${person.team} ${person.state} ${person.code}`.toLowerCase();
					return words.every(word => text.includes(word));
				});
	if (grouping === 'nothing') {
		return {people: found, entries: found.map((person, place) => ({person, place}))};
	}

	const groups = new Map<string, BoardPerson[]>(grouping === 'cause' ? picture.causes.map(cause => [cause, []]) : []);
	for (const person of found) {
		const heading = grouping === 'cause' ? person.cause : person.team === '' ? 'no team' : person.team;
		const group = groups.get(heading);
		if (group === undefined) {
			groups.set(heading, [person]);
		} else {
			group.push(person);
		}
	}

	const filled = [...groups].filter(([, group]) => group.length > 0);
	const ordered = grouping === 'team' ? filled.toSorted(([a], [b]) => a.localeCompare(b)) : filled;
	const people: BoardPerson[] = [];
	const entries: Entry[] = [];
	for (const [heading, group] of ordered) {
		entries.push({heading, count: group.length});
		// Who has been there longest comes first.
		for (const person of group.toSorted((a, b) => (a.since ?? Infinity) - (b.since ?? Infinity))) {
			entries.push({person, place: people.length});
			people.push(person);
		}
	}

	return {people, entries};
}

/** The person so many rows further down, or up when negative; headings are rows too, so nobody is leafed past unseen. */
export function personRowsOn({entries, people}: List, cursor: number, rows: number): number {
	const at = entries.findIndex(entry => 'place' in entry && entry.place === cursor);
	const within = rows > 0 ? entries.slice(at + 1, at + 1 + rows) : entries.slice(Math.max(0, at + rows), Math.max(0, at)).toReversed();
	const furthest = within.findLast(entry => 'place' in entry);
	const next = cursor + Math.sign(rows);
	return furthest !== undefined && 'place' in furthest ? furthest.place : Math.min(Math.max(0, next), Math.max(0, people.length - 1));
}

export type Window = {
	readonly list: List;
	/** Place of the chosen person. */
	readonly cursor: number;
	readonly room: number;
	readonly width: number;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	readonly signs: Signs;
};

/** At most `room` rows around the chosen person; only these are ever made, however many people there are. */
export function windowOf({list, cursor, room, width, now, signs}: Window): readonly Line[] {
	const {entries, people} = list;
	if (people.length === 0) {
		return [[{text: 'nobody', tone: 'muted'}]];
	}

	const isCut = entries.length > room;
	const shown = isCut ? Math.max(1, room - 1) : room;
	const at = entries.findIndex(entry => 'place' in entry && entry.place === cursor);
	const top = Math.min(Math.max(0, at - (shown >> 1)), Math.max(0, entries.length - shown));
	const visible = entries.slice(top, top + shown);
	const columns = columnsOf(visible, width);
	const rows = visible.map(entry =>
		'place' in entry
			? personRow(entry.person, {isChosen: entry.place === cursor, columns, width, now, signs})
			: headingRow(entry.heading, `  ${entry.count}`, width, signs),
	);
	return isCut ? [...rows, [{text: `  person ${cursor + 1} of ${people.length}`, tone: 'muted'}]] : rows;
}

/** How many one fix would help is never cut off. */
function headingRow(heading: string, count: string, width: number, signs: Signs): Line {
	return [...cut([{text: heading, tone: 'strong'}], Math.max(1, width - count.length), signs.ellipsis), {text: count, tone: 'muted'}];
}

type Columns = {readonly name: number; readonly team: number};

function columnsOf(entries: readonly Entry[], width: number): Columns {
	const people = entries.flatMap(entry => ('person' in entry ? [entry.person] : []));
	const widest = (texts: readonly string[], limit: number) => Math.min(limit, Math.max(4, ...texts.map(text => widthOf(text))));
	return {
		name: widest(
			people.map(person => person.name),
			width >= 70 ? 26 : 18,
		),
		team:
			width >= 70
				? widest(
						people.map(person => person.team),
						14,
					)
				: 0,
	};
}

function personRow(
	person: BoardPerson,
	{isChosen, columns, width, now, signs}: Pick<Window, 'width' | 'now' | 'signs'> & {readonly isChosen: boolean; readonly columns: Columns},
): Line {
	const column = (text: string, cells: number) => {
		const short = cut([{text, tone: 'plain'}], cells, signs.ellipsis)
			.map(span => span.text)
			.join('');
		return pad(short, cells);
	};
	const left: Line = [
		{text: isChosen ? `${signs.pointer} ` : '  ', tone: 'accent'},
		{text: column(person.name, columns.name), tone: isChosen ? 'strong' : 'plain'},
		...(columns.team === 0 ? [] : [{text: `  ${column(person.team, columns.team)}`, tone: 'muted' as const}]),
		{text: `  ${person.state}`, tone: person.tone},
	];
	const right: Line = [{text: person.since === undefined ? '' : agoText(now - person.since), tone: 'muted'}];
	return spread(left, right, width) ?? cut(left, width, signs.ellipsis);
}
