// The report as JUnit XML: a person is a test, a team a suite, so that any build server draws it.

import {clean} from '../../core/document.ts';
import type {Board, Row} from '../board/board.ts';
import {stateText} from '../board/words.ts';
import type {Summary} from './summary.ts';

/** Ready passes; waiting and blocked fail with their codes; everybody else is skipped. */
export function reportJunit(board: Board, summary: Summary): string {
	const failed = (rows: readonly Row[]) => rows.filter(row => row.state === 'waiting' || row.state === 'blocked').length;
	const skipped = (rows: readonly Row[]) => rows.filter(row => row.state !== 'ready').length - failed(rows);
	const numbers = (rows: readonly Row[]) => `tests="${rows.length}" failures="${failed(rows)}" errors="0" skipped="${skipped(rows)}"`;
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="${escape(summary.cohort)}" ${numbers(board.rows)}>`,
		...summary.teams.flatMap(({team}) => {
			const rows = board.rows.filter(row => row.person.team === team);
			const name = team === '' ? 'no team' : team;
			return [
				`	<testsuite name="${escape(name)}" timestamp="${new Date(summary.at).toISOString()}" ${numbers(rows)}>`,
				...rows.map(row => testcase(row, name)),
				'	</testsuite>',
			];
		}),
		'</testsuites>',
		'',
	].join('\n');
}

function testcase(row: Row, team: string): string {
	const seconds = row.readyAt === undefined || row.startedAt === undefined ? 0 : (row.readyAt - row.startedAt) / 1000;
	const head = `		<testcase classname="${escape(team)}" name="${escape(`${row.person.name} (${row.person.id})`)}" time="${seconds.toFixed(3)}"`;
	const words = escape([stateText(row), ...row.codes].join(' '));
	switch (row.state) {
		case 'ready': {
			return `${head}/>`;
		}

		case 'waiting':
		case 'blocked': {
			return `${head}><failure message="${words}"/></testcase>`;
		}

		default: {
			return `${head}><skipped message="${words}"/></testcase>`;
		}
	}
}

/** XML 1.0 allows no control characters, not even escaped. */
export function escape(text: string): string {
	return clean(text)
		.replaceAll(/[\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu, '')
		.replaceAll(/[\t\n]+/gu, ' ')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}
