// Single keys in JSON with comments: what is added, replaced and removed, and that nothing else moves.

import {parse} from 'jsonc-parser';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {removeKey, setKey} from '../../src/save/json-edit.ts';
import {budget} from '../helpers/fuzz.ts';

describe('setKey', () => {
	test.each([
		['{}', ['a'], '{\n  "a": 1\n}'],
		['{\n}', ['a'], '{\n  "a": 1\n}'],
		['{"b":2}', ['a'], '{"b":2, "a": 1}'],
		['{\n\t"b": 2\n}\n', ['a'], '{\n\t"b": 2,\n\t"a": 1\n}\n'],
		['{\n  "b": 2 // why\n}', ['a'], '{\n  "b": 2, // why\n  "a": 1\n}'],
		['{\n  "b": 2, /* x */ // why\n  // below\n}', ['a'], '{\n  "b": 2, /* x */ // why\n  "a": 1\n  // below\n}'],
		['{\n  "b": 2\n}', ['env', 'a'], '{\n  "b": 2,\n  "env": {\n    "a": 1\n  }\n}'],
		['{\n  "env": {}\n}', ['env', 'a'], '{\n  "env": {\n    "a": 1\n  }\n}'],
		['{"env": {"a": "old"}}', ['env', 'a'], '{"env": {"a": 1}}'],
		['{ // hello\n}', ['a'], '{\n  "a": 1 // hello\n}'],
	])('%s', (text, path, expected) => {
		expect(setKey(text, path, 1)).toBe(expected);
	});
});

describe('removeKey', () => {
	test.each([
		['{"a": 1}', '{}'],
		['{"a": 1, "b": 2}', '{ "b": 2}'],
		['{"b": 2, "a": 1}', '{"b": 2}'],
		['{\n  "a": 1,\n  "b": 2\n}', '{\n  "b": 2\n}'],
		['{\n  "b": 2,\n  "a": 1\n}', '{\n  "b": 2\n}'],
		['{\n  "b": 2, // keep\n  "a": 1\n}', '{\n  "b": 2 // keep\n}'],
		['{\n  "b": 2,\n  "a": 1,\n}', '{\n  "b": 2,\n}'],
		['{\n  "b": 2,\n  "a": 1, // goes with nothing\n  "c": 3\n}', '{\n  "b": 2,\n  // goes with nothing\n  "c": 3\n}'],
		['{"b": 2}', '{"b": 2}'],
	])('%s', (text, expected) => {
		expect(removeKey(text, ['a'])).toBe(expected);
	});
});

test('for arbitrary objects with comments: the data changes in one key only, comments stay', () => {
	const remark = fc.constantFrom('', '', ' /* c1 */', ' // c2\n', '\n  ', '\r\n\t');
	const entry = fc.tuple(
		remark,
		fc.constantFrom('a', 'b', 'c', 'd'),
		remark,
		fc.constantFrom('1', '"x, }"', '{}', '{"a": [1, 2]}', 'null'),
		remark,
	);
	const object = fc.tuple(fc.uniqueArray(entry, {maxLength: 4, selector: ([, name]) => name}), remark, fc.boolean());
	fc.assert(
		fc.property(object, fc.constantFrom('a', 'b'), ([entries, last, isTrailing], name) => {
			const text = `{${entries.map(([before, key, middle, value, after]) => `${before}"${key}"${middle}:${value}${after}`).join(',')}${isTrailing && entries.length > 0 ? ',' : ''}${last}}`;
			const data = parse(text, [], {allowTrailingComma: true}) as Record<string, unknown>;
			const comments = (content: string) => content.match(/\/\* c1 \*\/|\/\/ c2/gu)?.toSorted();
			const errors: never[] = [];
			const added = setKey(text, [name], 'new');
			expect(parse(added, errors, {allowTrailingComma: true})).toEqual({...data, [name]: 'new'});
			const removed = removeKey(added, [name]);
			const {[name]: _gone, ...others} = data;
			expect(parse(removed, errors, {allowTrailingComma: true})).toEqual(others);
			expect(errors).toEqual([]);
			expect(comments(added)).toEqual(comments(text));
		}),
		budget({usual: 500}),
	);
});
