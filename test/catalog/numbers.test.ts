// Every declared code has one number of its own for diagnostic codes, for good.

import {expect, test} from 'vitest';
import {declarations} from '../../src/catalog/index.ts';
import {numberedProviders, numbers} from '../../src/catalog/numbers.ts';
import {providers} from '../../src/providers/all.ts';
import {biggestNumber} from '../../src/core/diagnostic-code.ts';

const used = Object.values(numbers);

test('every declared code has a number; the lines to add to src/catalog/numbers.ts are', () => {
	const next = Math.max(...used) + 1;
	const missing = Object.keys(declarations).filter(code => !Object.hasOwn(numbers, code));
	expect(missing.map((code, index) => `'${code}': ${next + index},`)).toEqual([]);
});

test('numbers are unique, in order, and fit', () => {
	expect(used).toEqual([...new Set(used)].toSorted((a, b) => a - b));
	expect(used.every(number => Number.isInteger(number) && number > 0 && number <= biggestNumber)).toBe(true);
});

test('every provider has a number', () => {
	expect(providers.map(provider => provider.id).filter(id => !numberedProviders.includes(id))).toEqual([]);
});
