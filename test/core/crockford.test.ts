// The check characters, proven and not sampled: the code is linear, so what holds for the errors alone holds for every word.

import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {alphabet, longest, normalize, protect, suspects, unprotect} from '../../src/core/crockford.ts';

const symbols = (length: number) => fc.array(fc.nat(31), {minLength: length, maxLength: length});
const wordOf = (values: readonly number[]) => values.map(value => alphabet[value]).join('');

test('the sum of two words is a word, so errors are noticed or not whatever word they meet', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 1, max: longest - 2}).chain(length => fc.tuple(symbols(length), symbols(length))),
			([a, b]) => {
				const values = (word: string) => [...word].map(letter => alphabet.indexOf(letter));
				const [left, right] = [values(protect(a)), values(protect(b))];
				expect(unprotect(wordOf(left.map((value, place) => value ^ (right[place] ?? 0))))).toEqual(
					a.map((value, place) => value ^ (b[place] ?? 0)),
				);
			},
		),
	);
});

describe('in the longest word', () => {
	const zeros = Array.from({length: longest}, () => 0);

	it('every single wrong character is noticed', () => {
		expect(protect(zeros.slice(2))).toBe('0'.repeat(longest));
		let missed = 0;
		for (let place = 0; place < longest; place++) {
			for (let error = 1; error < 32; error++) {
				missed += unprotect(wordOf(zeros.with(place, error))) === undefined ? 0 : 1;
			}
		}

		expect(missed).toBe(0);
	});

	it('every pair of wrong characters is noticed, which every swap is', {timeout: 180_000}, () => {
		const missed: string[] = [];
		let tried = 0;
		for (let first = 0; first < longest; first++) {
			for (let second = first + 1; second < longest; second++) {
				for (let error = 0; error < 31 * 31; error++) {
					const word = wordOf(zeros.with(first, (error % 31) + 1).with(second, Math.floor(error / 31) + 1));
					tried++;
					if (unprotect(word) !== undefined) {
						missed.push(word);
					}
				}
			}
		}

		expect(tried).toBe(((longest * (longest - 1)) / 2) * 31 * 31);
		expect(missed).toEqual([]);
	});
});

test('the place of a single slip is among the suspects, and both places of swapped neighbours are', () => {
	fc.assert(
		fc.property(symbols(18), fc.nat(18), fc.integer({min: 1, max: 31}), (values, place, error) => {
			const letters = [...protect(values)];
			const wrong = alphabet[alphabet.indexOf(letters[place] ?? '') ^ error] ?? '';
			expect(suspects(letters.with(place, wrong).join(''))).toContain(place);
			const [here = '', next = ''] = letters.slice(place, place + 2);
			fc.pre(here !== next);
			expect(
				suspects(
					letters
						.with(place, next)
						.with(place + 1, here)
						.join(''),
				),
			).toEqual(expect.arrayContaining([place, place + 1]));
		}),
	);
});

test('what looks or sounds alike is read alike', () => {
	expect(normalize(' o0-iIlL1–uv ')).toBe('0011111VV');
	expect(normalize('a!b')).toBeUndefined();
	expect(() => protect(Array.from({length: 30}, () => 0))).toThrow(RangeError);
});
