// The report as Markdown: numbers, causes, teams, and who still needs somebody; or two cohorts side by side.

import {describe} from '../../catalog/describe.ts';
import {ownerName} from '../../output/finding.ts';
import {code, escapeMarkdown} from '../../output/markdown.ts';
import type {Board} from '../board/board.ts';
import {states} from '../board/board.ts';
import {medianText, shareText, sinceText, stateNames, stateText} from '../board/words.ts';
import type {Comparison, Group, Summary} from './summary.ts';

/** One cohort. */
export function reportMarkdown(board: Board, summary: Summary): string {
	return [
		`# ${escapeMarkdown(summary.cohort)}`,
		'',
		`Made ${new Date(summary.at).toISOString()} from ${summary.events} events.`,
		'',
		...table(['people', 'ready', 'success rate', 'median time to ready'], [numbers(summary)]),
		'',
		...table(
			states.map(state => stateNames[state]),
			[states.map(state => String(summary.counts[state]))],
		),
		...section(
			'Causes',
			['people', 'cause', 'owner', 'code'],
			summary.causes.map(cause => [String(cause.people), escapeMarkdown(titleOf(cause.code)), ownerName(cause.owner), code(cause.code)]),
		),
		...section(
			'Teams',
			['team', 'people', 'ready', 'success rate', 'median time to ready'],
			summary.teams.map(team => [escapeMarkdown(teamName(team.team)), ...numbers(team)]),
		),
		...section(
			'Still stuck, longest first',
			['person', 'team', 'state', 'for', 'codes'],
			board.stuck.map(row => [
				escapeMarkdown(row.person.name),
				escapeMarkdown(teamName(row.person.team)),
				stateText(row),
				sinceText(row, summary.at),
				row.codes.map(each => code(each)).join(' '),
			]),
		),
		'',
	].join('\n');
}

/** Two cohorts. */
export function comparisonMarkdown({before, now, causes}: Comparison): string {
	return [
		`# ${escapeMarkdown(now.cohort)} beside ${escapeMarkdown(before.cohort)}`,
		'',
		...table(
			['cohort', 'people', 'ready', 'success rate', 'median time to ready'],
			[before, now].map(summary => [escapeMarkdown(summary.cohort), ...numbers(summary)]),
		),
		...section(
			'Causes',
			['cause', 'owner', 'before', 'now', 'code'],
			causes.map(cause => [
				escapeMarkdown(titleOf(cause.code)),
				ownerName(cause.owner),
				String(cause.before),
				String(cause.now),
				code(cause.code),
			]),
		),
		'',
	].join('\n');
}

/** What a cause is called in every report. */
export function titleOf(finding: string): string {
	return describe(finding)?.title ?? 'a finding of a newer version';
}

/** What people without a team are listed under. */
export function teamName(team: string): string {
	return team === '' ? 'no team' : team;
}

function numbers(group: Group): readonly string[] {
	return [String(group.people), String(group.counts.ready), shareText(group.readyShare), medianText(group.medianMs)];
}

function section(title: string, head: readonly string[], rows: ReadonlyArray<readonly string[]>): readonly string[] {
	return rows.length === 0 ? [] : ['', `## ${title}`, '', ...table(head, rows)];
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): readonly string[] {
	return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`);
}
