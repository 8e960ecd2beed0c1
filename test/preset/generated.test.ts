// The generated schema and reference are what is stored, and the schema agrees with the program's own checks.

import {readFile} from 'node:fs/promises';
import {Ajv2020} from 'ajv/dist/2020.js';
import {expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {presetJsonSchema} from '../../src/preset/json-schema.ts';
import {presetReference} from '../../src/preset/reference.ts';

const example = await readFile(new URL('../../assets/presets/acme.json', import.meta.url), 'utf8');

test('the stored JSON Schema is the generated one', async () => {
	await expect(presetJsonSchema(providers)).toMatchFileSnapshot('../../assets/schemas/preset.json');
});

test('the stored reference is the generated one', async () => {
	await expect(presetReference(presetJsonSchema(providers), example)).toMatchFileSnapshot('../../docs/preset.md');
});

test('the example is good by both judges', () => {
	const validate = new Ajv2020({allErrors: true}).compile(JSON.parse(presetJsonSchema(providers)) as object);
	expect(validate(JSON.parse(example)), JSON.stringify(validate.errors)).toBe(true);
	expect(checkPreset(example, providers)).toMatchObject({isGood: true, preset: {organization: 'Acme', requirePrivatePath: true}});
});

test.each([
	{},
	{schema: 'onboard/preset@1', organization: ''},
	{schema: 'onboard/preset@1', organization: 'Acme', extra: 1},
	{schema: 'onboard/preset@1', organization: 'Acme', answers: {consent: 'x'}},
	{schema: 'onboard/preset@1', organization: 'Acme', answers: {account: 111122223333}},
	{schema: 'onboard/preset@1', organization: 'Acme', answers: {startUrl: 'http://x'}},
	{schema: 'onboard/preset@1', organization: 'Acme', open: ['consent']},
	{schema: 'onboard/preset@1', organization: 'Acme', contacts: {you: 'me'}},
	{schema: 'onboard/preset@1', organization: 'Acme', statements: [{label: 'x'}]},
])('both judges refuse %j', document => {
	const validate = new Ajv2020().compile(JSON.parse(presetJsonSchema(providers)) as object);
	expect(validate(document)).toBe(false);
	expect(checkPreset(JSON.stringify(document), providers).isGood).toBe(false);
});
