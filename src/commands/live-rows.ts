// Live progress without Ink: the rows that run right now, drawn over themselves on a terminal and gone at the end.

import wrapAnsi from 'wrap-ansi';
import type {ProgressRow} from '../core/check.ts';
import {line, type Line} from '../core/document.ts';
import type {Glyphs} from '../core/glyphs.ts';
import {columnWidth, oneLine, padTo, printLines} from '../output/lines.ts';
import type {Clock, Ports} from '../ports/ports.ts';
import {allowsColor, signsFor, unicodeOn} from './output.ts';

export type LiveRows = {
	show(rows: readonly ProgressRow[]): void;
	/** Takes the rows off the screen again. */
	close(): Promise<void>;
};

const frameMs = 100;

/**
 * Opens the live rows. Close them, whatever happens.
 *
 * @param limitMs - Milliseconds for the whole run, shown beside the time it took so far; absent when it has none.
 */
export function openLiveRows(stream: NodeJS.WriteStream, ports: Ports, limitMs?: number): LiveRows {
	const {clock} = ports;
	const signs = signsFor(ports);
	const startedAt = clock.elapsed();
	const stop = new AbortController();
	let rows: readonly ProgressRow[] = [];
	let [height, frame] = [0, 0];

	const draw = (lines: readonly Line[]) => {
		const width = Math.max(stream.columns || 80, 20) - 1;
		const cut = lines.map(content => fitted(content, width));
		const text = printLines(cut, {color: allowsColor(stream, ports.env), unicode: unicodeOn(ports)});
		stream.write(overwrite(text.split('\n').slice(0, -1), height));
		height = lines.length;
	};

	const tick = async (): Promise<void> => {
		while (!stop.signal.aborted) {
			const most = Math.max((stream.rows || 24) - 2, 2);
			draw(frameLines(rows, {now: clock.elapsed(), startedAt, ...(limitMs === undefined ? {} : {limitMs}), signs, frame}).slice(0, most));
			frame += 1;
			await sleep(clock, stop.signal);
		}
	};

	const ticking = tick();
	return {
		show(now) {
			rows = now;
		},
		async close() {
			stop.abort();
			await ticking;
			draw([]);
		},
	};
}

/**
 * The bytes that put rows in the place of the last ones.
 *
 * Row by row: a terminal multiplexer takes clearing the rest of the screen from its top for a new screen and keeps the old one in
 * its history (tmux 3.3a).
 */
function overwrite(rows: readonly string[], before: number): string {
	const surplus = Math.max(before - rows.length, 0);
	return [
		before === 0 ? '' : `\u001B[${before}A`,
		...rows.map(row => `\u001B[2K${row}\n`),
		'\u001B[2K\n'.repeat(surplus),
		surplus === 0 ? '' : `\u001B[${surplus}A`,
	].join('');
}

async function sleep(clock: Clock, signal: AbortSignal): Promise<void> {
	try {
		await clock.sleep(frameMs, signal);
	} catch {
		// Closed.
	}
}

type Frame = {
	readonly now: number;
	readonly startedAt: number;
	readonly limitMs?: number;
	readonly signs: Glyphs;
	readonly frame: number;
};

/** `⠸ Checked 12 of 21 · 3 s of at most 60 s`, and below it what runs. */
export function frameLines(rows: readonly ProgressRow[], {now, startedAt, limitMs, signs, frame}: Frame): readonly Line[] {
	const running = rows.filter(row => row.state === 'running');
	const done = rows.filter(row => row.state !== 'running' && row.state !== 'waiting').length;
	const spinner = signs.spinner[frame % signs.spinner.length] ?? '';
	const count = rows.length === 0 ? 'Reading what is configured' : `Checked ${done} of ${rows.length}`;
	const width = columnWidth(
		rows.map(row => row.title),
		20,
	);
	return [
		line(
			[`${spinner} `, 'accent'],
			`${count} ${signs.dot} ${seconds(now - startedAt)}${limitMs === undefined ? '' : ` of at most ${seconds(limitMs)}`}`,
		),
		...running.map(row =>
			line(
				`  ${padTo(row.title, width)}  `,
				[`${seconds(now - (row.startedAt ?? now))} of ${seconds(row.limitMs ?? limitMs ?? 0)}`, 'muted'],
				row.text === '' ? '' : `  ${oneLine(row.text)}`,
			),
		),
	];
}

function seconds(milliseconds: number): string {
	return `${Math.floor(milliseconds / 1000)} s`;
}

/** The line cut to a width, so that it never wraps: a wrapped line could not be drawn over. */
function fitted(content: Line, width: number): Line {
	let left = width;
	return content.map(({text, tone}) => {
		const [kept = ''] = left <= 0 ? [''] : wrapAnsi(text, left, {hard: true, trim: false, wordWrap: false}).split('\n');
		left -= kept.length === text.length ? columnWidth([text], width) : left;
		return {text: kept, tone};
	});
}
