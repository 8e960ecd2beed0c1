// The sign-ins of the status: what Claude Code signs in with, until when, and what stands behind it.

import {line, type Line, type Tone} from '../core/document.ts';
import type {Glyphs} from '../core/glyphs.ts';
import {listed} from '../core/listed.ts';
import type {SignInSource} from '../core/sign-ins.ts';
import {dateAndTime} from '../core/time-of-day.ts';
import {oneLine} from './lines.ts';
import {grouped, placeText, wayNames} from './status-rest.ts';
import type {Status, StatusWay} from './status-model.ts';

/** What signs in, from this shell and where another way of starting differs; with `--all` every other sign-in on this machine. */
export function signInLines(status: Status, {isAll, signs}: {readonly isAll: boolean; readonly signs: Glyphs}): readonly Line[] {
	const main = status.signIns['this-shell'];
	const ways = grouped(
		(Object.keys(wayNames) as StatusWay[])
			.filter(way => usedOf(status, way) !== usedOf(status, 'this-shell'))
			.map(way => [way, usedOf(status, way)] as const),
	);
	const infos = main.filter(source => source.state === 'info');
	// Where nothing counts, what people take for a sign-in is the answer.
	const isInfoShown = isAll || usedOf(status, 'this-shell') === undefined;
	return [
		line(''),
		line(['Signs in with', 'strong']),
		...(usedOf(status, 'this-shell') === undefined ? [line(['  nothing that is on this machine', 'warn'])] : []),
		...main.filter(source => source.state !== 'info').flatMap(source => sourceLines(source, status, signs)),
		...(isInfoShown ? infos.flatMap(source => sourceLines(source, status, signs)) : []),
		...ways.map(([same, used]) =>
			line(
				[
					`  Started from ${listed(
						same.map(way => wayNames[way]),
						'or',
					)}: `,
					'muted',
				],
				[used ?? 'nothing on this machine', 'warn'],
			),
		),
		...(isAll ? status.otherSignIns : []).flatMap(({name, sources}) => [
			line(''),
			line([`Sign-ins for ${oneLine(name)}`, 'strong']),
			...sources.flatMap(source => sourceLines(source, status, signs)),
		]),
		...(isInfoShown || infos.length === 0 ? [] : [line([`  ${infos.length} more that Claude Code does not use, with --all`, 'muted'])]),
	];
}

function usedOf(status: Status, way: StatusWay): string | undefined {
	const used = status.signIns[way].find(source => source.state === 'used');
	return used === undefined ? undefined : `${oneLine(used.title)} (${oneLine(used.place)})`;
}

function sourceLines(source: SignInSource, status: Status, signs: Glyphs): readonly Line[] {
	const [mark, tone]: readonly [string, Tone] = {
		used: [signs.arrow, 'ok'] as const,
		ignored: [signs.dot, 'muted'] as const,
		broken: [signs.fail, 'warn'] as const,
		info: [signs.dot, 'muted'] as const,
	}[source.state];
	const details = [
		source.who,
		source.until === undefined ? undefined : untilText(source.until, source.isRenewable === true, status.at),
		source.state === 'used' || source.state === 'info' ? source.why : `${source.state}: ${source.why}`,
	].filter(text => text !== undefined && text !== '' && text !== 'ignored: ');
	const variable = status.values['this-shell'].find(value => value.name === source.place);
	const place = `${oneLine(source.place)}${variable === undefined ? '' : ` in ${placeText(variable.winner)}`}`;
	return [
		line([`  ${mark} `, tone], [oneLine(source.title), source.state === 'used' ? 'plain' : 'muted'], [`  ${place}`, 'muted']),
		...(details.length === 0 ? [] : [line([`    ${details.map(text => oneLine(text ?? '')).join('; ')}`, 'muted'])]),
	];
}

/** `until 17:42, in 3 h`, by the file's own date. */
export function untilText(until: number, isRenewable: boolean, now: number): string {
	const minutes = Math.round(Math.abs(until - now) / 60_000);
	const length =
		minutes < 120 ? `${minutes} min` : minutes < 72 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
	return until > now
		? `until ${dateAndTime(until)}, in ${length}${isRenewable ? ', renews itself' : ''}`
		: `ended ${dateAndTime(until)}, ${length} ago${isRenewable ? ', to be renewed by the next call' : ''}`;
}
