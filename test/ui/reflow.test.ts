// What Ink draws over its last frame leaves nothing of it behind, however narrow the window became since.

import {EventEmitter} from 'node:events';
import fc from 'fast-check';
import {describe, expect, test, vi} from 'vitest';
import {createRows, withReflow} from '../../src/ui/reflow.ts';
import {openEmulator} from '../helpers/emulator.ts';

const above = ['$ npx onboard', '✔ Provider  Amazon Bedrock'];
const frame = fc.array(
	fc.nat(70).map(length => 'abcdefghij'.repeat(7).slice(0, length)),
	{minLength: 1, maxLength: 9},
);
const shownAt = fc.option(fc.record({row: fc.nat(8), column: fc.nat(60)}), {nil: undefined});
/** A frame as it is drawn, and the width that the window has when it is. */
const drawn = fc.record({lines: frame, columns: fc.integer({min: 20, max: 90}), cursor: shownAt});

const escape = '\u001B[';

type Cursor = {readonly x: number; readonly y: number};

/** Erases and draws as Ink's log-update does. */
function createDrawer(): (lines: readonly string[], cursor: Cursor | undefined) => string {
	let count = 0;
	let last: Cursor | undefined;
	return (lines, cursor) => {
		const back = last === undefined ? '' : `${escape}?25l${count - 1 > last.y ? `${escape}${count - 1 - last.y}B` : ''}${escape}1G`;
		const erased = count === 0 ? '' : `${`${escape}2K${escape}1A`.repeat(count - 1)}${escape}2K${escape}G`;
		count = lines.length + 1;
		last = cursor;
		const shown = cursor === undefined ? '' : `${escape}${lines.length - cursor.y}A${escape}${cursor.x + 1}G${escape}?25h`;
		return `${back}${erased}${lines.join('\n')}\n${shown}`;
	};
}

describe('a frame after the window changed its width', () => {
	test('is the only one there', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(drawn, {minLength: 2, maxLength: 8}), async drawings => {
				const emulator = openEmulator({columns: 90, rows: 120});
				const rows = createRows();
				const draw = createDrawer();
				const write = async (text: string, columns: number) => emulator.write(rows.take(text, columns).replaceAll('\n', '\r\n'));
				await write(`${above.join('\n')}\n`, 90);
				for (const {lines, columns, cursor} of drawings) {
					emulator.resize(columns, 120);
					const row = cursor === undefined ? 0 : Math.min(cursor.row, lines.length - 1);
					// Drawn for the window as it is. Where a cursor ends up when its line or one below it is wrapped, terminals do not agree.
					const fitting = lines.map((text, index) => text.slice(0, cursor !== undefined && index >= row ? 19 : columns - 1));
					const place = cursor === undefined ? undefined : {y: row, x: Math.min(cursor.column, fitting[row]?.length ?? 0)};
					await write(draw(fitting, place), columns);
					expect(emulator.transcript().trimEnd()).toBe([...above, ...fitting].join('\n').trimEnd());
				}
			}),
			{numRuns: 300},
		);
	});

	test('is drawn once the window holds still', () => {
		vi.useFakeTimers();
		try {
			const stdout = Object.assign(new EventEmitter(), {columns: 80, write: () => true}) as unknown as NodeJS.WriteStream;
			const terminal = withReflow(stdout);
			const redraw = vi.fn<() => void>();
			terminal.on('resize', redraw);
			for (let times = 0; times < 20; times++) {
				stdout.emit('resize');
				vi.advanceTimersByTime(16);
			}

			expect(redraw).not.toHaveBeenCalled();
			vi.advanceTimersByTime(100);
			expect(redraw).toHaveBeenCalledTimes(1);
			stdout.emit('resize');
			terminal.off('resize', redraw);
			vi.advanceTimersByTime(100);
			expect(redraw).toHaveBeenCalledTimes(1);
			expect(stdout.listenerCount('resize')).toBe(0);
		} finally {
			vi.useRealTimers();
		}
	});
});
