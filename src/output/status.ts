// What is configured on this machine, in words and as JSON: which value wins for each way of starting Claude Code, and why.

import {line, type Line, type Tone} from '../core/document.ts';
import type {Finding} from '../core/finding.ts';
import {glyphs, type Glyphs} from '../core/glyphs.ts';
import {redactValue} from '../core/redact.ts';
import {findingLines} from './finding.ts';
import {columnWidth, oneLine, padTo} from './lines.ts';

type Candidate = {readonly place: string; readonly label: string; readonly value: string};

/** One variable as Claude Code gets it; secrets are masked before they come here. */
export type StatusValue = {
	readonly name: string;
	/** Empty when a place cancels the variable. */
	readonly value: string;
	readonly winner: Candidate;
	/** Other places that set it and do not count. */
	readonly losers: readonly Candidate[];
	readonly why: string;
};

export type StatusPlace = {
	readonly kind: string;
	readonly label: string;
	readonly path?: string;
	readonly state: 'read' | 'absent' | 'unreadable' | 'denied';
	readonly reason?: string;
	readonly variables: Readonly<Record<string, string>>;
	readonly settings: Readonly<Record<string, string>>;
};

export type Status = {
	/** Version of the program. */
	readonly version: string;
	/** Milliseconds since the Unix epoch. */
	readonly at: number;
	/** The configured cloud; undefined when none is. */
	readonly provider: {readonly id: string; readonly name: string} | undefined;
	readonly host: {readonly platform: string; readonly nodeVersion: string; readonly shell: string};
	readonly tools: ReadonlyArray<{readonly name: string; readonly path?: string; readonly version?: string}>;
	/** Values by way of starting: from this shell, from a terminal opened next, from an editor that reads no profile. */
	readonly values: {
		readonly 'this-shell': readonly StatusValue[];
		readonly 'new-shell': readonly StatusValue[];
		readonly editor: readonly StatusValue[];
	};
	readonly places: readonly StatusPlace[];
	/** Places that exist here but are not read. */
	readonly notRead: readonly string[];
	/** Problems with the configuration. */
	readonly findings: readonly Finding[];
};

export type StatusOptions = {readonly contacts?: Readonly<Record<string, string>>; readonly glyphs?: Glyphs};

const wayNames = {'this-shell': 'this shell', 'new-shell': 'a new terminal', editor: 'VS Code and programs that read no profile'} as const;

/** The status as lines: what is configured, the values of a new terminal, what differs elsewhere, unreadable places, problems. */
export function statusLines(status: Status, options: StatusOptions = {}): readonly Line[] {
	const signs = options.glyphs ?? glyphs(true);
	const main = status.values['new-shell'];
	const problems = status.findings.filter(finding => finding.severity !== 'pass');
	return [
		status.provider === undefined
			? line(['No cloud is configured for Claude Code.', 'strong'], ' Run onboard to set one up.')
			: line([`Claude Code is configured for ${status.provider.name}.`, 'strong']),
		...toolLines(status),
		line(''),
		...(main.length === 0
			? [line([`Nothing relevant is set in ${wayNames['new-shell']}`, 'muted'])]
			: [line([`In ${wayNames['new-shell']}`, 'strong']), ...main.flatMap(value => valueLines(value, main))]),
		...(['this-shell', 'editor'] as const).flatMap(way => differenceLines(status, way)),
		...unreadableLines(status, signs),
		...problems.flatMap(finding => [line(''), ...findingLines(finding, {...options, glyphs: signs})]),
	];
}

function toolLines(status: Status): readonly Line[] {
	return status.tools.map(({name, path, version}) =>
		line(
			[`  ${padTo(name, 8)}`, 'muted'],
			path === undefined ? ['not on PATH', 'muted'] : oneLine(`${version === undefined ? '' : `${version}  `}${path}`),
		),
	);
}

function valueLines(value: StatusValue, all: readonly StatusValue[]): readonly Line[] {
	const widths = {
		name: columnWidth(
			all.map(other => other.name),
			40,
		),
		value: columnWidth(
			all.map(other => shown(other.value)),
			44,
		),
	};
	const others = value.losers.map(loser => `${shown(loser.value)} in ${loser.label}`);
	return [
		line([`  ${padTo(value.name, widths.name)}  `, 'muted'], padTo(shown(value.value), widths.value), [
			`  ${oneLine(value.winner.label)}`,
			'muted',
		]),
		...(others.length === 0
			? []
			: [
					line([
						`    wins over ${others.join(', ')}. ${value.why}`,
						value.losers.some(loser => loser.value !== value.value) ? 'warn' : 'muted',
					]),
				]),
	];
}

function shown(value: string): string {
	return value === '' ? '(cancelled)' : oneLine(value);
}

/** Only what is not the same as in a new terminal; the reader compares, not the screen. */
function differenceLines(status: Status, way: 'this-shell' | 'editor'): readonly Line[] {
	const main = status.values['new-shell'];
	const here = status.values[way];
	const names = [...new Set([...main, ...here].map(value => value.name))].toSorted();
	const differing = names.flatMap(name => {
		const [usual, other] = [main, here].map(values => values.find(value => value.name === name));
		return usual?.value === other?.value ? [] : [{name, other}];
	});
	if (differing.length === 0) {
		return [];
	}

	const width = columnWidth(
		differing.map(({name}) => name),
		40,
	);
	const tone: Tone = way === 'this-shell' ? 'warn' : 'plain';
	return [
		line(''),
		line([`Different in ${wayNames[way]}`, 'strong']),
		...differing.map(({name, other}) =>
			line(
				[`  ${padTo(name, width)}  `, 'muted'],
				[other === undefined ? 'not set' : shown(other.value), tone],
				other === undefined ? '' : [`  ${oneLine(other.winner.label)}`, 'muted'],
			),
		),
	];
}

function unreadableLines(status: Status, signs: Glyphs): readonly Line[] {
	const places = status.places.filter(place => place.state === 'unreadable' || place.state === 'denied');
	return [
		...(places.length + status.notRead.length === 0 ? [] : [line('')]),
		...places.map(place =>
			line(
				[`${signs.unknown} `, 'unknown'],
				`${oneLine(place.label)} could not be read${place.reason === undefined ? '' : `: ${oneLine(place.reason)}`}`,
			),
		),
		...status.notRead.map(place => line([`${signs.unknown} `, 'unknown'], `${oneLine(place)} is not read by this command`)),
	];
}

/** The status as `onboard/status@1`, ended by a newline. */
export function statusJson(status: Status): string {
	const {version, at, provider, host, tools, values, places, notRead, findings} = status;
	const document = {
		schema: 'onboard/status@1',
		tool: {name: 'onboard', version, node: host.nodeVersion, platform: host.platform},
		at: new Date(at).toISOString(),
		provider: provider?.id ?? null,
		shell: host.shell,
		tools,
		values: Object.fromEntries(
			Object.entries(values).map(([way, list]) => [
				way,
				list.map(({name, value, winner, losers, why}) => ({
					name,
					value,
					from: winner.label,
					why,
					others: losers.map(loser => ({from: loser.label, value: loser.value})),
				})),
			]),
		),
		places: places.map(({kind, label, path, state, reason, variables, settings}) => ({
			kind,
			label,
			path,
			state,
			reason,
			variables,
			settings,
		})),
		notRead,
		findings,
	};
	return `${JSON.stringify(redactValue(document).value, undefined, '\t')}\n`;
}
