// Printing lines: wrapping under the text, colour only where allowed, nothing that moves a terminal.

import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {line, type Line, type Tone} from '../../src/core/document.ts';
import {glyphs, showsUnicode, toAscii} from '../../src/core/glyphs.ts';
import {columnWidth, oneLine, padTo, printLines} from '../../src/output/lines.ts';
import {budget} from '../helpers/fuzz.ts';

const tones: readonly Tone[] = ['plain', 'ok', 'warn', 'fail', 'unknown', 'muted', 'accent', 'strong'];
const span = fc.record({text: fc.string({unit: 'grapheme'}), tone: fc.constantFrom(...tones)});
const anyLine: fc.Arbitrary<Line> = fc.array(span, {maxLength: 5});

// oxlint-disable-next-line no-control-regex
const withoutColor = (text: string) => text.replaceAll(/\u001B\[\d+m/gu, '');

test('a label keeps its column and the text wraps beside it', () => {
	const content = line(['  What we saw   ', 'muted'], 'the name resolves to 52.94.0.17; Acme requires a private path to the models');
	expect(printLines([content], {width: 50})).toBe(
		[
			'  What we saw   the name resolves to 52.94.0.17;',
			'                Acme requires a private path to',
			'                the models',
			'',
		].join('\n'),
	);
});

test('an indented line wraps under its first word', () => {
	expect(printLines([line('    one two three four five six')], {width: 20})).toBe('    one two three\n    four five six\n');
});

test('an address is never broken', () => {
	const url = `https://device.sso.eu-west-1.amazonaws.com/?user_code=${'A'.repeat(60)}`;
	expect(printLines([line(['  Open  ', 'muted'], [url, 'accent'])], {width: 40})).toContain(url);
});

test('colour is used only when allowed and always ends with its line', () => {
	const content = line(['✖ ', 'fail'], ['The path is public', 'strong'], ['  network.public-path', 'muted']);
	expect(printLines([content])).toBe('✖ The path is public  network.public-path\n');
	expect(printLines([content], {color: true})).toBe(
		'\u001B[31m✖ \u001B[39m\u001B[1mThe path is public\u001B[22m\u001B[90m  network.public-path\u001B[39m\n',
	);
	expect(printLines([content], {unicode: false})).toBe('x The path is public  network.public-path\n');
});

test('whatever a line holds, each printed line is safe and nothing is lost', () => {
	fc.assert(
		fc.property(fc.array(anyLine, {maxLength: 4}), fc.integer({min: 20, max: 120}), fc.boolean(), (lines, width, color) => {
			const text = withoutColor(printLines(lines, {width, color}));
			// oxlint-disable-next-line no-control-regex
			expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u);
			// The wrapping library composes characters (NFC); nothing else may change.
			const words = (content: string) => content.normalize('NFC').replaceAll(/\s+/gu, '');
			expect(words(text)).toBe(words(lines.map(content => content.map(part => oneLine(part.text)).join('')).join('')));
		}),
		budget({usual: 300}),
	);
});

test('no row is wider than the terminal when its words are not', () => {
	const words = fc
		.array(fc.string({unit: fc.constantFrom('a', '東', 'é', '✔'), minLength: 1, maxLength: 5}), {minLength: 1, maxLength: 30})
		.map(list => list.join(' '));
	fc.assert(
		fc.property(
			words,
			fc.constantFrom('', '    ', '  Label  '),
			fc.integer({min: 22, max: 90}),
			fc.boolean(),
			(text, lead, width, color) => {
				for (const row of withoutColor(printLines([line([lead, 'muted'], [text, 'ok'])], {width, color})).split('\n')) {
					expect(stringWidth(row)).toBeLessThanOrEqual(width);
				}
			},
		),
	);
});

test('widths are those of the terminal, not of the string', () => {
	expect(padTo('東京', 6)).toBe('東京  ');
	expect(padTo('too long', 3)).toBe('too long');
	expect(columnWidth(['a', '東京', 'x'.repeat(50)], 20)).toBe(4);
	expect(columnWidth([], 20)).toBe(0);
});

test('signs have ASCII stand-ins, other words stay', () => {
	expect(toAscii('✔ ▲ ✖ ❯ a → b … “x” – Zürich 東京')).toBe('+ ! x > a -> b ... "x" - Zürich 東京');
	expect(Object.values(glyphs(false)).flat().join('')).toMatch(/^[\u0020-\u007E]+$/u);
});

test.each<[Record<string, string>, string, boolean]>([
	[{}, 'linux', true],
	[{LANG: 'en_US.UTF-8'}, 'linux', true],
	[{LANG: 'C'}, 'linux', false],
	[{LANG: 'en_US.UTF-8', LC_ALL: 'POSIX'}, 'linux', false],
	[{TERM: 'linux'}, 'linux', false],
	[{}, 'darwin', true],
	[{}, 'win32', false],
	[{WT_SESSION: 'x'}, 'win32', true],
])('%j on %s: Unicode %s', (env, platform, expected) => {
	expect(showsUnicode(env, platform)).toBe(expected);
});

test('a label of more than half the width gives up its filling where the line is wrapped, and keeps it elsewhere', () => {
	const row = (value: string) => printLines([line(['  CLAUDE_CODE_USE_BEDROCK         ', 'muted'], value)], {width: 40});
	expect(row('1  line 3')).toBe('  CLAUDE_CODE_USE_BEDROCK  1  line 3\n');
	expect(row('1')).toBe('  CLAUDE_CODE_USE_BEDROCK         1\n');
});
