// The listing of scenarios and the answer of `preset check` are valid against their schemas.

import {expect, test} from 'vitest';
import {scenarios} from '../../src/sandbox/scenarios/index.ts';
import {judge} from './samples.ts';

test('every scenario fits the listing', async () => {
	const problems = await judge('scenarios');
	const rows = scenarios.map(({name, provider, title, expected}) => ({name, provider, title, expected}));
	expect(problems({schema: 'onboard/scenarios@1', scenarios: rows})).toEqual([]);
	expect(problems({schema: 'onboard/scenarios@1', scenarios: [{name: 'x'}]})).not.toEqual([]);
});

test('the answer of a preset check', async () => {
	const problems = await judge('preset-check');
	expect(problems({schema: 'onboard/preset-check@1', preset: '~/acme.json', isGood: false, problems: ['it is empty']})).toEqual([]);
	expect(problems({schema: 'onboard/preset-check@1'})).not.toEqual([]);
});
