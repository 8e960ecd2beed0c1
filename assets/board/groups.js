// Puts people under headings: by what holds them up, by team, or all together.
// @ts-check

import {ownerText, plain} from './words.js';

/**
 * @typedef {{team: string, state: string, codes: string[]} & Record<string, any>} Row
 * @typedef {{code: string, owner: string, title: string}} Cause
 */

/** Groups with most people to help first. @param {Row[]} rows @param {Cause[]} causes @param {string} by @returns {Array<[string, Row[]]>} */
export function grouped(rows, causes, by) {
	if (by === 'none') {
		return [['', rows]];
	}

	const titles = new Map(causes.map(cause => [cause.code, `${cause.title} · ${ownerText(cause.owner)}`]));
	/** @type {Map<string, Row[]>} */
	const groups = new Map(by === 'cause' ? [...titles.values()].map(title => [title, []]) : []);
	for (const row of rows) {
		const isHeldUp = row.state === 'blocked' || row.state === 'waiting';
		const title = by === 'team' ? row.team || 'no team' : isHeldUp ? (titles.get(row.codes[0] ?? '') ?? 'another finding') : plain(row.state);
		const group = groups.get(title);
		if (group === undefined) {
			groups.set(title, [row]);
		} else {
			group.push(row);
		}
	}

	const found = [...groups].filter(([, group]) => group.length > 0);
	return by === 'team' ? found.toSorted(([a], [b]) => a.localeCompare(b)) : found;
}

