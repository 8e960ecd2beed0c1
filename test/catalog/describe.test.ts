// Every declared code can be told without the details of one laptop.

import {expect, test} from 'vitest';
import {allDescriptions, describe} from '../../src/catalog/describe.ts';
import {declarations} from '../../src/catalog/index.ts';

test('every declared code has a description that reads as sentences', () => {
	const descriptions = allDescriptions();
	expect(descriptions.map(description => description.code)).toEqual(Object.keys(declarations));
	for (const {code, title, cause, fix, detection} of descriptions) {
		for (const text of [title, cause, fix.text, detection, fix.kind === 'ask' ? fix.message : 'x']) {
			expect(text, code).not.toMatch(/undefined|\[object|^\s*$|^‹[^›]*›$|[\p{L}›]‹/u);
		}
	}
});

test('no cause of a refusal is the words of the service alone, which stand under "What we saw" already', () => {
	const bare = Object.entries(declarations).filter(([, {cause}]) => {
		const words = cause(new Proxy({}, {get: (_, name) => (name === 'raw' ? 'RAW' : 'x')}) as never);
		return /^(?:\w+ says: )?RAW$/u.test(words);
	});
	expect(bare.map(([code]) => code)).toEqual([]);
});

test('details appear by their names, and those that only add to a sentence are left out', () => {
	expect(describe('network.proxy-unreachable')?.title).toBe('The proxy ‹proxy› does not answer');
	expect(describe('sign-in.needed')?.title).toBe('Nobody is signed in');
	expect(describe('sign-in.needed')?.fix).toEqual({kind: 'do', text: 'Sign in. The report of the laptop names the command.'});
});

test('who alone can raise a code is told', () => {
	expect(describe('sign-in.denied')?.raisedBy).toBe('wizard');
	expect(describe('network.public-path')?.raisedBy).toBeUndefined();
});

test.each(['network.nothing', '', 'constructor', '__proto__'])('no finding is called %j', code => {
	expect(describe(code)).toBeUndefined();
});
