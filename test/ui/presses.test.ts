// Input as presses: chunks are taken apart, and pasted text is never taken for keys.

import {describe, expect, test} from 'vitest';
import type {Key} from 'ink';
import {pressesOf, pressesOfPaste} from '../../src/ui/presses.ts';

const none = {} as Key;
const names = (input: string, key: Partial<Key> = none) =>
	pressesOf(input, key as Key).map(press => (press.kind === 'key' ? `<${press.name}>` : press.text));

describe('a chunk', () => {
	test.each([
		['hello\r', ['h', 'e', 'l', 'l', 'o', '<enter>']],
		['a\nb', ['a', '<enter>', 'b']],
		['a\r\nb', ['a', '<enter>', 'b']],
		['a\u0015b', ['a', '<ctrl+u>', 'b']],
		['a\u007Fb', ['a', '<backspace>', 'b']],
		['\t', ['<tab>']],
		['é👩‍👩‍👧', ['é', '👩‍👩‍👧']],
		['\u0000\u001B\u202E', []],
	])('%j', (input, expected) => {
		expect(names(input)).toEqual(expected);
	});

	test('named keys come by name, with Ctrl too', () => {
		expect(names('', {upArrow: true})).toEqual(['<up>']);
		expect(names('u', {ctrl: true})).toEqual(['<ctrl+u>']);
		expect(names('x', {meta: true})).toEqual([]);
		expect(names('x', {eventType: 'release'})).toEqual([]);
	});
});

describe('pasted text', () => {
	test.each([
		['https://acme.awsapps.com/start\r\n', 'https://acme.awsapps.com/start'],
		['  one\n  two\tthree ', 'one two three'],
		['a\u001B[31mb', 'ab'],
	])('%j', (pasted, expected) => {
		expect(pressesOfPaste(pasted)).toEqual([{kind: 'pasted', text: expected}]);
	});

	test('nothing but blanks is nothing', () => {
		expect(pressesOfPaste(' \n')).toEqual([]);
	});
});
