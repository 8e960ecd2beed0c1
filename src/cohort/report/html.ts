// The report as one page that needs nothing else: numbers, bars drawn as SVG, teams and who still needs somebody. It runs no script.

import {ownerName} from '../../output/finding.ts';
import type {Board} from '../board/board.ts';
import {states, type State} from '../board/board.ts';
import {medianText, shareText, sinceText, stateNames, stateText} from '../board/words.ts';
import {escape} from './junit.ts';
import {teamName, titleOf} from './markdown.ts';
import type {Comparison, Group, Summary} from './summary.ts';

/** Colours that stay apart for people who see few of them; every bar has its number beside it all the same. */
const colours: Readonly<Record<State, string>> = {
	blocked: '#b3261e',
	waiting: '#c77700',
	'signing-in': '#2f6fb3',
	'under-way': '#5a8fd0',
	invited: '#8a8f98',
	ready: '#1f7a4d',
};

const style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
.figures{display:flex;flex-wrap:wrap;gap:2rem;margin:1.5rem 0}
.figures b{display:block;font-size:2rem;line-height:1.2}
svg{display:block;width:100%;height:auto}
code{font-size:.9em}
small{color:#777}
@media print{body{margin:0}}
`;

/** One cohort. */
export function reportHtml(board: Board, summary: Summary): string {
	return page(summary.cohort, [
		`<h1>${escape(summary.cohort)}</h1>`,
		`<p><small>Made ${new Date(summary.at).toISOString()} from ${summary.events} events.</small></p>`,
		figures(summary),
		stateBar(summary),
		...(summary.causes.length === 0
			? []
			: [
					'<h2>Causes</h2>',
					bars(
						summary.causes.slice(0, 12).map(cause => ({
							label: titleOf(cause.code),
							value: cause.people,
							text: `${cause.people} · ${ownerName(cause.owner)}`,
							colour: colours.waiting,
						})),
					),
					table(
						['People', 'Cause', 'Owner', 'Code'],
						summary.causes.map(cause => [
							String(cause.people),
							escape(titleOf(cause.code)),
							escape(ownerName(cause.owner)),
							`<code>${escape(cause.code)}</code>`,
						]),
						[0],
					),
				]),
		'<h2>Teams</h2>',
		bars(
			summary.teams.map(team => ({
				label: teamName(team.team),
				value: team.counts.ready,
				of: team.people,
				text: `${team.counts.ready} of ${team.people} ready`,
				colour: colours.ready,
			})),
		),
		table(
			['Team', 'People', 'Ready', 'Success rate', 'Median time to ready'],
			summary.teams.map(team => [
				escape(teamName(team.team)),
				String(team.people),
				String(team.counts.ready),
				shareText(team.readyShare),
				medianText(team.medianMs),
			]),
			[1, 2, 3, 4],
		),
		...(board.stuck.length === 0
			? []
			: [
					'<h2>Still stuck, longest first</h2>',
					table(
						['Person', 'Team', 'State', 'For', 'Codes'],
						board.stuck.map(row => [
							escape(row.person.name),
							escape(teamName(row.person.team)),
							escape(stateText(row)),
							sinceText(row, summary.at),
							row.codes.map(code => `<code>${escape(code)}</code>`).join(' '),
						]),
					),
				]),
	]);
}

/** Two cohorts side by side. */
export function comparisonHtml({before, now, causes}: Comparison): string {
	return page(`${now.cohort} beside ${before.cohort}`, [
		`<h1>${escape(now.cohort)} beside ${escape(before.cohort)}</h1>`,
		...[before, now].flatMap(summary => [`<h2>${escape(summary.cohort)}</h2>`, figures(summary), stateBar(summary)]),
		'<h2>Causes</h2>',
		table(
			['Cause', 'Owner', 'Before', 'Now', 'Code'],
			causes.map(cause => [
				escape(titleOf(cause.code)),
				escape(ownerName(cause.owner)),
				String(cause.before),
				String(cause.now),
				`<code>${escape(cause.code)}</code>`,
			]),
			[2, 3],
		),
	]);
}

function page(title: string, parts: readonly string[]): string {
	return [
		'<!doctype html>',
		'<html lang="en">',
		'<meta charset="utf-8">',
		// Even if something slipped through the escaping, nothing would run or be fetched.
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
		'<meta name="viewport" content="width=device-width">',
		`<title>${escape(title)}</title>`,
		`<style>${style}</style>`,
		...parts,
		'</html>',
		'',
	].join('\n');
}

function figures(group: Group): string {
	const cells = [
		[String(group.people), 'people'],
		[String(group.counts.ready), 'ready'],
		[shareText(group.readyShare), 'success rate'],
		[medianText(group.medianMs), 'median time to ready'],
	];
	return `<div class="figures">${cells.map(([value, label]) => `<div><b>${value}</b>${label}</div>`).join('')}</div>`;
}

/** One bar of all people by state, with its key below. */
function stateBar(group: Group): string {
	const shown = states.filter(state => group.counts[state] > 0);
	let left = 0;
	const parts = shown.map(state => {
		const width = (group.counts[state] / Math.max(1, group.people)) * 1000;
		const part = `<rect x="${left.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="40" fill="${colours[state]}"><title>${stateNames[state]}: ${group.counts[state]}</title></rect>`;
		left += width;
		return part;
	});
	const words = shown.map(state => `${stateNames[state]} ${group.counts[state]}`).join(', ');
	return [
		`<svg viewBox="0 0 1000 40" role="img" aria-label="${escape(words)}">${parts.join('')}</svg>`,
		`<p>${shown.map(state => `<span style="color:${colours[state]}">■</span> ${stateNames[state]} ${group.counts[state]}`).join(' · ')}</p>`,
	].join('\n');
}

type Bar = {readonly label: string; readonly value: number; readonly of?: number; readonly text: string; readonly colour: string};

function bars(rows: readonly Bar[]): string {
	const most = Math.max(1, ...rows.map(row => row.of ?? row.value));
	const height = 26;
	return `<svg viewBox="0 0 1000 ${rows.length * height}" role="img" aria-label="${escape(rows.map(row => `${row.label}: ${row.text}`).join('; '))}" font-size="14" fill="currentColor">${rows
		.map((row, index) => {
			const y = index * height;
			const width = (value: number) => ((value / most) * 420).toFixed(1);
			return [
				`<text x="0" y="${y + 17}">${escape(short(row.label))}</text>`,
				...(row.of === undefined ? [] : [`<rect x="440" y="${y + 4}" width="${width(row.of)}" height="16" fill="#8884"/>`]),
				`<rect x="440" y="${y + 4}" width="${width(row.value)}" height="16" fill="${row.colour}"/>`,
				`<text x="${440 + Number(width(row.of ?? row.value)) + 8}" y="${y + 17}">${escape(row.text)}</text>`,
			].join('');
		})
		.join('')}</svg>`;
}

function short(text: string): string {
	return text.length > 58 ? `${text.slice(0, 57)}…` : text;
}

/** Cells are HTML already. */
function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>, numeric: readonly number[] = []): string {
	const cell = (tag: 'th' | 'td') => (text: string, index: number) =>
		`<${tag}${numeric.includes(index) ? ' class="number"' : ''}>${text}</${tag}>`;
	return [
		'<table>',
		`<thead><tr>${head.map(cell('th')).join('')}</tr></thead>`,
		`<tbody>${rows.map(row => `<tr>${row.map(cell('td')).join('')}</tr>`).join('\n')}</tbody>`,
		'</table>',
	].join('\n');
}
