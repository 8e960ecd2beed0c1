// What has scrolled away: everything printed above the live frame, only ever added to.

import type {Line} from '../core/document.ts';
import type {Notice} from '../providers/provider.ts';
import type {TranscriptLine, WizardView} from '../wizard/view.ts';
import {lineWidth, pad, splitBreaks, spread, widthOf, wrap} from './cells.ts';
import {usableWidth, type WindowSize} from './frame.ts';
import {markOfEntry, type Signs} from './theme.ts';

export type LogRow = {readonly line: Line; readonly link?: string};

/** Rows printed together. */
export type LogEntry = readonly LogRow[];

export type Log = {
	readonly entries: readonly LogEntry[];
	/** The transcript as far as it has been printed. */
	readonly transcript: readonly TranscriptLine[];
	/** Address of the last notice that was printed. */
	readonly url: string | undefined;
	readonly isFinished: boolean;
};

export const emptyLog: Log = {entries: [], transcript: [], url: undefined, isFinished: false};

export type LogOptions = {readonly size: WindowSize; readonly signs: Signs; readonly isUnicode: boolean};

const titleWidth = 14;
/** Below this many cells, titles are not aligned and remarks go below. */
const narrow = 60;
/** Rows of a live frame that has a code to compare; a QR code must be seen together with it. */
const noticeFrame = 9;

/** Adds what a view brings; answers the same log when that is nothing. */
export function extendLog(log: Log, view: WizardView, options: LogOptions): Log {
	const width = usableWidth(options.size.columns);
	const added: LogEntry[] = [];
	if (log.entries.length === 0 && view.header !== '') {
		added.push(plain(wrap([{text: view.header, tone: 'strong'}], width, 2)));
	}

	if (view.transcript !== log.transcript) {
		const rows = changes(log.transcript, view.transcript).map(change => changeRows(change, width, options.signs));
		added.push(...(log.transcript.length === 0 && rows.length > 0 ? [[{line: []}]] : []), ...rows);
	}

	const notice = view.stage.kind === 'prove' ? view.stage.notice : undefined;
	const url = notice === undefined ? log.url : notice.url;
	if (notice?.url !== undefined && url !== log.url) {
		added.push(noticeEntry(notice, notice.url, options));
	}

	const isFinished = log.isFinished || view.stage.kind === 'finished';
	if (view.stage.kind === 'finished' && !log.isFinished) {
		added.push([{line: []}, ...view.stage.lines.flatMap(content => printed(content, width))]);
	}

	const isSame = added.length === 0 && view.transcript === log.transcript && url === log.url && isFinished === log.isFinished;
	return isSame ? log : {entries: [...log.entries, ...added], transcript: view.transcript, url, isFinished};
}

type Change = {readonly kind: 'added'; readonly entry: TranscriptLine} | {readonly kind: 'forgotten'; readonly titles: readonly string[]};

/** What happened between two transcripts: printed lines cannot be unprinted, so what is gone is said to be forgotten. */
export function changes(before: readonly TranscriptLine[], after: readonly TranscriptLine[]): readonly Change[] {
	const texts = before.map(entry => JSON.stringify(entry));
	const different = after.findIndex((entry, index) => JSON.stringify(entry) !== texts[index]);
	const common = different === -1 ? Math.min(before.length, after.length) : different;
	const gone = before
		.slice(common)
		.filter(entry => !after.slice(common).some(other => other.title === entry.title))
		.map(entry => entry.title);
	const fresh = after.slice(common).filter(entry => !texts.slice(common).includes(JSON.stringify(entry)));
	return [
		...(gone.length === 0 ? [] : [{kind: 'forgotten', titles: gone} as const]),
		...fresh.map(entry => ({kind: 'added', entry}) as const),
	];
}

function changeRows(change: Change, width: number, signs: Signs): LogEntry {
	if (change.kind === 'forgotten') {
		return plain(wrap([{text: `${signs.undone} ${change.titles.join(', ')} forgotten`, tone: 'muted'}], width, 2));
	}

	const {entry} = change;
	return [...plain(headRows(entry, width, signs)), ...(entry.lines ?? []).flatMap(content => printed(content, width))];
}

/** `✔ Provider   Amazon Bedrock        set by Acme` */
function headRows(entry: TranscriptLine, width: number, signs: Signs): readonly Line[] {
	const isNarrow = width < narrow;
	const title = isNarrow || entry.value === '' ? entry.title : pad(entry.title, titleWidth);
	const start: Line = [markOfEntry(entry.mark, signs), {text: ` ${title}`, tone: entry.mark === 'muted' ? 'muted' : 'plain'}];
	const head: Line = entry.value === '' ? start : [...start, {text: `  ${entry.value}`, tone: entry.mark === 'muted' ? 'muted' : 'plain'}];
	const hang = isNarrow ? 4 : lineWidth(start) + 2;
	// An address that no row can hold starts a line of its own, in one piece: the terminal breaks it, and it can be copied.
	const isOverlong = entry.value.split(' ').some(word => widthOf(word) > width - hang);
	const rows = isOverlong ? [start, [{text: entry.value, tone: 'plain'} as const]] : wrap(head, width, hang);
	if (entry.note === undefined) {
		return rows;
	}

	const note: Line = [{text: entry.note, tone: 'muted'}];
	const beside = rows.length === 1 ? spread(head, note, width) : undefined;
	return beside === undefined ? [...rows, ...wrap([{text: '    ', tone: 'plain'}, ...note], width, 4)] : [beside];
}

/**
 * A line of a document as it is printed for good.
 *
 * Prose is wrapped at words. Something to copy (an accented command or address, a word longer than a row) stays in one piece,
 * so that the terminal, and not we, breaks it: a line end inside it would be copied along.
 */
function printed(content: Line, width: number): LogEntry {
	return splitBreaks(content).flatMap(part => {
		const isToCopy = part.some(span => span.tone === 'accent' || span.text.split(' ').some(word => widthOf(word) > width - 4));
		return isToCopy ? [{line: part}] : plain(wrap(part, width));
	});
}

function noticeEntry(notice: Notice, url: string, {size, isUnicode}: LogOptions): LogEntry {
	const qr = notice.qr ?? [];
	const fits = isUnicode && qr.length + noticeFrame <= size.rows && Math.max(0, ...qr.map(row => widthOf(row))) + 2 < size.columns;
	return [
		{line: []},
		...(fits ? qr.map(row => ({line: [{text: `  ${row}`, tone: 'plain'}]}) as const) : []),
		{line: [{text: url, tone: 'accent'}], link: url},
	];
}

function plain(rows: readonly Line[]): LogEntry {
	return rows.map(content => ({line: content}));
}
