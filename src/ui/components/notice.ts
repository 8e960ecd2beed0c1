// Something to do outside the terminal while a proof runs: the request, a code to compare, and how long it is good for.

import type {Line} from '../../core/document.ts';
import type {Notice} from '../../providers/provider.ts';
import {splitBreaks, wrap} from '../cells.ts';
import {secondsText} from '../../core/durations.ts';

export type NoticeOptions = {
	readonly width: number;
	/** Clock.now(). */
	readonly now: number;
	/** Few rows are left: no empty ones around the code. */
	readonly isTight: boolean;
};

/** Lays a notice out. Its address and QR code are not part of it: they are printed above the frame, where they stay unbroken. */
export function noticeRows(notice: Notice, {width, now, isTight}: NoticeOptions): readonly Line[] {
	const left = notice.until === undefined ? undefined : notice.until - now;
	const validity = left === undefined ? '' : left <= 0 ? 'no longer valid' : `valid for ${secondsText(left)}`;
	const text = splitBreaks([{text: notice.text, tone: 'plain'}]).flatMap(part => wrap([{text: '  ', tone: 'plain'}, ...part], width, 2));
	const above: readonly Line[] =
		notice.url === undefined ? [] : wrap([{text: '  The address is printed above, in one piece.', tone: 'muted'}], width, 2);
	if (notice.code === undefined) {
		return [...text, ...above, ...(validity === '' ? [] : [[{text: `  ${validity}`, tone: 'muted'}] as Line])];
	}

	const space: readonly Line[] = isTight ? [] : [[]];
	const code: Line = [
		{text: isTight ? '  ' : '      ', tone: 'plain'},
		{text: notice.code, tone: 'accent'},
		{text: validity === '' ? '' : `   ${validity}`, tone: 'muted'},
	];
	return [...text, ...space, code, ...space, ...above];
}
