// Text in cells: nothing is ever wider than its row, and nothing of it is lost.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {line, textOf, type Line} from '../../src/core/document.ts';
import {charactersOf, cut, lineWidth, spread, widthOf, wrap, wrapAll, wrapAtMost} from '../../src/ui/cells.ts';

const texts = (content: readonly Line[]) => content.map(row => textOf(row));

describe('width', () => {
	test.each([
		['plain', 5],
		['日本', 4],
		['café', 4],
		['cafe\u0301', 4],
		['👩‍👩‍👧', 2],
		['✔▲✖❯→…↶', 7],
		['\u200B', 0],
		['', 0],
	])('%j takes %i cells', (text, width) => {
		expect(widthOf(text)).toBe(width);
	});
});

test('an emoji is the same width in every terminal', () => {
	expect(textOf(cut(line('Zoë 👩🏽‍💻 and 👨‍👩‍👧'), 40, '…'))).toBe('Zoë 👩 and 👨');
});

describe('wrap', () => {
	test('continues under the last column that starts in the left half', () => {
		expect(texts(wrap(line('  retention   none: nothing is kept by the service'), 30))).toEqual([
			'  retention   none: nothing is',
			'              kept by the',
			'              service',
		]);
	});

	test('drops the filling up to a column that is too far right to hang under', () => {
		expect(texts(wrap(line('  pinned Fable models       kept up to 30 days'), 30))).toEqual([
			'  pinned Fable models  kept up',
			'    to 30 days',
		]);
		expect(texts(wrap(line('  pinned Fable models       kept'), 40))).toEqual(['  pinned Fable models       kept']);
	});

	test('continues a little further in than an indented paragraph', () => {
		expect(texts(wrap(line('  one two three four'), 16))).toEqual(['  one two three', '    four']);
	});

	test('breaks a word that no row can hold where it stands, behind a separator of its own where one is near', () => {
		expect(texts(wrap(line('name https://example.com/a/very/long/path'), 20, 0))).toEqual([
			'name https://example',
			'.com/a/very/long/',
			'path',
		]);
	});

	test('keeps tones across rows', () => {
		expect(wrap(line(['red red', 'fail']), 4, 0)).toEqual([[{text: 'red', tone: 'fail'}], [{text: 'red', tone: 'fail'}]]);
	});

	test('at most so many rows: the end is cut, and a broken word is whole again', () => {
		const atMost = (text: string, most: number) => texts(wrapAtMost(line('  say  ', text), 20, {most, hang: 7, ellipsis: '…'}));
		expect(atMost('visit aaaaaaa.bbbbbbbbb.cccc', 2)).toEqual(['  say  visit aaaaaaa', '       .bbbbbbbbb.c…']);
		expect(atMost('one two three four five', 1)).toEqual(['  say  one two thre…']);
		expect(atMost('one', 1)).toEqual(['  say  one']);
	});

	test('line ends inside a text start new lines', () => {
		expect(texts(wrapAll([line('one\ntwo'), line('three')], 20))).toEqual(['one', 'two', 'three']);
	});

	test('no row is too wide and no character is lost, whatever the text', () => {
		const anyText = fc.oneof(fc.string({unit: 'grapheme'}), fc.string({unit: fc.constantFrom('a', ' ', 'b', '日', '-', '  ')}));
		fc.assert(
			fc.property(fc.array(anyText), fc.integer({min: 4, max: 60}), (parts, width) => {
				const content = line(...parts.map(part => [part, 'ok'] as const));
				const rows = wrap(content, width);
				const visible = (text: string) => charactersOf(text.replaceAll(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '')).join('');
				expect(rows.every(row => lineWidth(row) <= width)).toBe(true);
				expect(visible(texts(rows).join(''))).toBe(
					visible(textOf(content).replaceAll(/[\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu, '')),
				);
			}),
		);
	});
});

describe('cut and spread', () => {
	test('marks what was cut off', () => {
		expect(textOf(cut(line('bedrock-runtime'), 8, '…'))).toBe('bedrock…');
		expect(textOf(cut(line('bedrock'), 8, '…'))).toBe('bedrock');
	});

	test('never exceeds the width', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 3, max: 40}), (text, width) => {
				expect(lineWidth(cut(line(text), width, '...'))).toBeLessThanOrEqual(width);
			}),
		);
	});

	test('puts both ends on one row, or says that it cannot', () => {
		expect(textOf(spread(line('left'), line('right'), 12)!)).toBe('left   right');
		expect(spread(line('left'), line('right'), 10)).toBeUndefined();
	});
});
