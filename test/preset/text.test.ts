// Comments and last commas of a preset go, everything else stays where it was.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {withoutComments} from '../../src/preset/text.ts';

test.each([
	['{"a": 1, // x\n}', {a: 1}],
	['{"a": [1, 2, /* , */ ], }', {a: [1, 2]}],
	['{"a": "// no, comment /* */ ,]"}', {a: '// no, comment /* */ ,]'}],
	['// only\n{}', {}],
])('%j', (text, value) => {
	expect(JSON.parse(withoutComments(text))).toEqual(value);
});

test('plain JSON stays as it is', () => {
	fc.assert(
		fc.property(fc.json(), text => {
			expect(withoutComments(text)).toBe(text);
		}),
	);
});

test('any text keeps its length and its lines', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			const plain = withoutComments(text);
			expect(plain).toHaveLength(text.length);
			expect(plain.split('\n')).toHaveLength(text.split('\n').length);
		}),
	);
});

test.each([
	['{"schema": "onboard/preset@1", // x\n "organization": "Acme" x}', 'it is not valid JSON (line 2, column 25)'],
	['{"schema": "onboard/preset@1",, "organization": "Acme"}', 'it is not valid JSON (line 1, column 31)'],
])('a mistake is named where it stands: %j', (text, problem) => {
	expect(checkPreset(text, providers)).toEqual({isGood: false, problems: [problem]});
});
