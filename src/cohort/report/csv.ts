// The report as CSV: one row for each person, safe to open in a spreadsheet program.

import {stringify} from 'csv-stringify/sync';
import {clean} from '../../core/document.ts';
import type {Board} from '../board/board.ts';
import {stateText} from '../board/words.ts';

/** RFC 4180 with a byte order mark, so that spreadsheet programs read names in UTF-8. */
export function reportCsv(board: Board): string {
	const rows = board.rows.map(row => [
		row.person.id,
		row.person.name,
		row.person.email,
		row.person.team,
		row.person.role,
		row.person.target,
		stateText(row),
		row.codes.join(' '),
		timeOf(row.startedAt),
		timeOf(row.readyAt),
		timeOf(row.since),
	]);
	return stringify(
		[
			['id', 'name', 'email', 'team', 'role', 'target', 'state', 'codes', 'started', 'ready', 'since'],
			...rows.map(row => row.map(cell => harmless(cell))),
		],
		{bom: true, record_delimiter: 'windows'},
	);
}

/**
 * A cell that a spreadsheet program takes for text, whatever it begins with (OWASP "CSV Injection", read 2026-11-23): what
 * could start a formula gets an apostrophe in front.
 */
export function harmless(cell: string): string {
	const text = clean(cell).replaceAll(/[\t\r\n]+/gu, ' ');
	return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) ? `'${text}` : text;
}

function timeOf(milliseconds: number | undefined): string {
	return milliseconds === undefined ? '' : new Date(milliseconds).toISOString();
}
