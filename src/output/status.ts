// What is configured on this machine, in words: first what wins, then how it differs by the way of starting, then the rest.

import {line, type Line} from '../core/document.ts';
import {fold, isProblem} from '../core/finding.ts';
import {glyphs, type Glyphs} from '../core/glyphs.ts';
import {findingLines} from './finding.ts';
import {columnWidth, oneLine, padTo} from './lines.ts';
import {differenceLines, placeText, restLines, shown, wayNames} from './status-rest.ts';
import type {Status, StatusValue, StatusWay} from './status-model.ts';
import {signInLines} from './status-sign-ins.ts';

export type StatusOptions = {
	readonly contacts?: Readonly<Record<string, string>>;
	readonly glyphs?: Glyphs;
	/** Long lists in full. */
	readonly all?: boolean;
};

const most = 12;

/** The status as lines; the answer comes first, problems come last so that a terminal shows them. */
export function statusLines(status: Status, options: StatusOptions = {}): readonly Line[] {
	const signs = options.glyphs ?? glyphs(true);
	const isAll = options.all === true;
	const problems = fold(status.findings).filter(({finding}) => isProblem(finding));
	const list = [...status.values['this-shell']].toSorted((a, b) => rankOf(a) - rankOf(b));
	const rows = isAll || list.length <= most ? list : list.slice(0, most);
	return [
		...headLines(status),
		...(problems.length === 0
			? []
			: [line([`${signs.warn} `, 'warn'], `${problems.length === 1 ? '1 problem' : `${problems.length} problems`}, at the end`)]),
		...(status.provider === undefined ? [] : signInLines(status, {isAll, signs})),
		line(''),
		...(rows.length === 0
			? [line([`Nothing relevant is set in ${wayNames['this-shell']}`, 'muted'])]
			: [line([`What Claude Code gets from ${wayNames['this-shell']}`, 'strong']), ...placeLines(rows)]),
		...(rows.length === list.length ? [] : [line([`  ${list.length - rows.length} more with --all`, 'muted'])]),
		...differenceLines(status, isAll),
		...restLines(status, {isAll, signs}),
		...problems.flatMap(({finding, consequences}) => [line(''), ...findingLines(finding, {...options, glyphs: signs, consequences})]),
	];
}

function headLines(status: Status): readonly Line[] {
	const {clouds, provider} = status;
	const all = Object.values(clouds);
	const claude = status.tools.find(tool => tool.name === 'claude');
	const version = claude?.version === undefined ? '' : ` (${oneLine(claude.version)})`;
	if (all.every(cloud => cloud === all[0])) {
		return provider === undefined || all[0] === undefined
			? [line(['No cloud is configured for Claude Code.', 'strong'], ' Run onboard to set one up.')]
			: [line([`Claude Code${version} uses ${all[0]}, however you start it.`, 'strong'])];
	}

	return [
		line([`Claude Code${version} uses`, 'strong']),
		...(Object.keys(wayNames) as StatusWay[]).map(way =>
			line(
				[`  ${padTo(`from ${wayNames[way]}`, 26)}  `, 'muted'],
				clouds[way] === undefined ? ['no cloud: it asks for a Claude account', 'warn'] : clouds[way],
			),
		),
	];
}

/** Switches first, then what places disagree about, then what was written for Claude Code, then the rest of the environment. */
function rankOf(value: StatusValue): number {
	if (value.name.startsWith('CLAUDE_CODE_USE_')) {
		return 0;
	}

	return value.losers.some(loser => loser.value !== value.value) ? 1 : value.winner.place === 'environment' ? 3 : 2;
}

/** Rows under the place they come from; a place comes as early as its most telling row. */
function placeLines(values: readonly StatusValue[]): readonly Line[] {
	const places = [...new Set(values.map(value => value.winner.label))];
	return places.flatMap(label => {
		const rows = values.filter(value => value.winner.label === label);
		return [line([`  ${oneLine(label)}`, 'accent']), ...rows.flatMap(value => valueLines(value, values))];
	});
}

function valueLines(value: StatusValue, all: readonly StatusValue[]): readonly Line[] {
	const widths = {
		name: columnWidth(
			all.map(other => other.name),
			40,
		),
		value: columnWidth(
			all.map(other => shown(other.value)),
			32,
		),
	};
	const {line: number} = value.winner;
	const others = value.losers.map(loser => `${shown(loser.value)} in ${placeText(loser)}`);
	return [
		line(
			[`    ${padTo(value.name, widths.name)}  `, 'muted'],
			padTo(shown(value.value), widths.value),
			number === undefined ? '' : [`  line ${number}`, 'muted'],
		),
		...(others.length === 0
			? []
			: [
					line([
						`      wins over ${others.join(', ')}. ${value.why}`,
						value.losers.some(loser => loser.value !== value.value) ? 'warn' : 'muted',
					]),
				]),
	];
}
