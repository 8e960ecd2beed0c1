// Times carry their unit.

import {expect, test} from 'vitest';
import {elapsedText, secondsText, tookText} from '../../src/core/durations.ts';

test.each([
	[0.4, '0 ms'],
	[31.2, '31 ms'],
	[1234, '1.2 s'],
	[9999, '10.0 s'],
	[12_345, '12 s'],
	[125_000, '2 min 5 s'],
])('%i ms took %s', (milliseconds, text) => {
	expect(tookText(milliseconds)).toBe(text);
});

test.each([
	[-5, '0 s'],
	[59_999, '59 s'],
	[60_000, '1 min'],
	[580_000, '9 min 40 s'],
])('%i ms are %s', (milliseconds, text) => {
	expect(secondsText(milliseconds)).toBe(text);
});

test('a limit is never exceeded on the screen', () => {
	expect(elapsedText(1000, 3500, 10_000)).toBe('2 s of 10 s');
	expect(elapsedText(1000, 30_000, 10_000)).toBe('10 s of 10 s');
	expect(elapsedText(1000, 3500, undefined)).toBe('2 s');
});
