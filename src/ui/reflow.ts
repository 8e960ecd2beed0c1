// Erases as many rows as the drawn lines take now: a terminal that was made narrower has wrapped them itself.

import {stripVTControlCharacters} from 'node:util';
import {widthOf} from './cells.ts';

const escape = '\u001B[';
/* oxlint-disable no-control-regex -- Control sequences are what is looked for. */
/** How Ink starts over: back to the bottom where the cursor is shown, then every line of the last frame (log-update of Ink 8, 2026-11). */
const startOver = /^(?<back>(?:\u001B\[\?25l)?(?:\u001B\[\d+B)?(?:\u001B\[1G)?)(?<lines>(?:\u001B\[2K(?:\u001B\[1A)?)+)\u001B\[G/u;
/** Where Ink leaves a cursor that is shown. */
const shownCursor = /(?:\u001B\[(?<up>\d+)A)?\u001B\[\d+G\u001B\[\?25h$/u;
/* oxlint-enable no-control-regex */
const hideCursor = '\u001B[?25l';
/** Milliseconds without another change of size after which a window is taken to have its new one. */
const settledMs = 60;
/** More lines than any window shows. */
const mostLines = 400;

/**
 * A terminal that is drawn on by lines, as Ink sees it.
 *
 * Ink counts the lines of its last frame to erase it. A terminal that was made narrower meanwhile shows each longer line on several
 * rows, and what is left of the frame would stay in the window above the new one. What a terminal scrolled away while it wrapped cannot
 * be erased any more, so a window that is being dragged is drawn on again once it holds still.
 */
export function withReflow(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
	const rows = createRows();
	const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
		const text = typeof chunk === 'string' ? rows.take(chunk, stdout.columns) : chunk;
		return (stdout.write as (...all: readonly unknown[]) => boolean).call(stdout, text, ...rest);
	};

	const resizes = settledResizes(stdout);
	const own: Readonly<Record<string | symbol, unknown>> = {write, ...resizes};
	return new Proxy(stdout, {
		get(target, key) {
			if (Object.hasOwn(own, key)) {
				return own[key];
			}

			const value: unknown = Reflect.get(target, key, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
		set: (target, key, value) => Reflect.set(target, key, value, target),
	});
}

type Listener = (...all: readonly unknown[]) => void;

/** `on` and `off` of a terminal, where `resize` is told once the window holds still. */
function settledResizes(stdout: NodeJS.WriteStream): {readonly on: unknown; readonly off: unknown} {
	const listeners = new Set<Listener>();
	let timer: NodeJS.Timeout | undefined;
	const settled = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const resized = () => {
		clearTimeout(timer);
		timer = setTimeout(settled, settledMs);
	};

	return {
		on(event: string, listener: Listener) {
			if (event !== 'resize') {
				stdout.on(event, listener);
				return;
			}

			if (listeners.size === 0) {
				stdout.on('resize', resized);
			}

			listeners.add(listener);
		},
		off(event: string, listener: Listener) {
			if (event !== 'resize') {
				stdout.off(event, listener);
				return;
			}

			listeners.delete(listener);
			if (listeners.size === 0) {
				stdout.off('resize', resized);
				clearTimeout(timer);
			}
		},
	};
}

export type Rows = {
	/** What to write in place of `text`, in a window of so many columns. */
	take(text: string, columns: number): string;
};

/** The lines written so far, and where among them the cursor stands. */
export function createRows(): Rows {
	let lines: string[] = [''];
	/** Rows from the last line up to a cursor that is shown. */
	let cursorUp: number | undefined;
	/** Every line fitted into a window of so many columns when it was drawn. */
	let drawnFor = 0;
	/** Rows that a line takes beyond its first. */
	const more = (line: string, columns: number) => Math.max(0, Math.ceil(widthOf(line) / columns) - 1);
	const moreOf = (some: readonly string[], columns: number) =>
		columns >= drawnFor ? 0 : some.reduce((sum, line) => sum + more(line, columns), 0);
	const add = (text: string) => {
		const [first = '', ...others] = stripVTControlCharacters(text).split(/\r?\n/u);
		lines = [...lines.slice(0, -1), (lines.at(-1) ?? '') + first, ...others].slice(-mostLines);
		const shown = shownCursor.exec(text);
		if (shown !== null) {
			cursorUp = Number(shown.groups?.['up'] ?? 0);
		} else if (text.includes(hideCursor) || first !== '' || others.length > 0) {
			cursorUp = undefined;
		}
	};

	return {
		take(text, columns) {
			const found = startOver.exec(text);
			if (found === null || !(columns > 0)) {
				drawnFor = Math.max(drawnFor, columns);
				add(text);
				return text;
			}

			const back = found.groups?.['back'] ?? '';
			const count = (found.groups?.['lines'] ?? '').split('2K').length - 1;
			const rest = text.slice(found[0].length);
			const below = cursorUp === undefined || cursorUp === 0 ? [] : lines.slice(-cursorUp);
			// Terminals differ in whether they wrap the line with the cursor; a row too few leaves a piece, a row too many takes one away.
			const old = lines.slice(-count).filter((_, index, all) => cursorUp === undefined || index !== all.length - 1 - cursorUp);
			const down = moreOf(below, columns);
			const up = moreOf(old, columns);
			lines = [...lines.slice(0, Math.max(0, lines.length - count)), ''];
			cursorUp = undefined;
			drawnFor = columns;
			add(rest);
			return back + (down === 0 ? '' : `${escape}${down}B`) + `${escape}2K${escape}1A`.repeat(up) + text.slice(back.length);
		},
	};
}
