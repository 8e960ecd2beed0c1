// Which profile is offered first, what an alias leads to, what a wrong id seems to mean.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {aliasesFor, cachingNote, newestOf, offlineProfiles, rank, suggestFor, type Profile} from '../../../src/providers/bedrock/models.ts';
import {isRegion, modelName, parseModelId} from '../../../src/providers/bedrock/names.ts';
import {pinsOf} from '../../../src/providers/pins.ts';
import {given} from './stage.ts';

const of = (...ids: readonly string[]): readonly Profile[] => ids.map(id => ({id, regions: []}));
const live = of(
	'global.anthropic.claude-opus-5-5',
	'us.anthropic.claude-opus-5-5',
	'us.anthropic.claude-opus-5',
	'global.anthropic.claude-fable-5-1',
	'us.anthropic.claude-sonnet-5-5',
	'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
	'us.anthropic.claude-haiku-5-5',
	'us.anthropic.claude-haiku-4-5-20251001-v1:0',
);

describe('model ids', () => {
	it.each([
		['us.anthropic.claude-opus-5-5', 'Opus 5.5', 'us', 'anthropic.claude-opus-5-5'],
		['anthropic.claude-sonnet-4-5-20250929-v1:0', 'Sonnet 4.5', undefined, 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
		['us-gov.anthropic.claude-opus-5', 'Opus 5', 'us-gov', 'anthropic.claude-opus-5'],
		['global.anthropic.claude-opus-5-5[1m]', 'Opus 5.5', 'global', 'anthropic.claude-opus-5-5'],
		['anthropic.claude-3-haiku-20240307-v1:0', 'Haiku 3', undefined, 'anthropic.claude-3-haiku-20240307-v1:0'],
		[
			'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-haiku-5-5',
			'Haiku 5.5',
			'us',
			'anthropic.claude-haiku-5-5',
		],
	])('%s is %s', (id, name, prefix, base) => {
		expect(modelName(id)).toBe(name);
		expect(parseModelId(id)?.prefix).toBe(prefix);
		expect(parseModelId(id)?.base).toBe(base);
	});

	it('knows nothing about application profiles', () => {
		expect(parseModelId('arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3')).toBeUndefined();
	});

	it.each(['us-east-1', 'us-gov-west-1', 'ap-southeast-2', 'eusc-de-east-1'])('%s is a region', region => {
		expect(isRegion(region)).toBe(true);
	});
	it.each(['', 'us-east', 'US-EAST-1', 'us-east-1a', 'nowhere'])('%s is none', region => {
		expect(isRegion(region)).toBe(false);
	});
});

describe('choosing', () => {
	it('puts the newest model first and its geographic profile before the global one', () => {
		expect(
			rank(live)
				.slice(0, 3)
				.map(profile => profile.id),
		).toEqual(['us.anthropic.claude-haiku-5-5', 'us.anthropic.claude-opus-5-5', 'us.anthropic.claude-sonnet-5-5']);
		expect(newestOf('opus', live)?.id).toBe('us.anthropic.claude-opus-5-5');
		expect(newestOf('fable', live)?.id).toBe('global.anthropic.claude-fable-5-1');
		expect(newestOf('opus', of('global.anthropic.claude-opus-5-5', 'us.anthropic.claude-opus-5'))?.id).toBe(
			'global.anthropic.claude-opus-5-5',
		);
	});

	it.each([
		['anthropic.claude-opus-5-5', 'us.anthropic.claude-opus-5-5'],
		['apac.anthropic.claude-opus-5-5', 'us.anthropic.claude-opus-5-5'],
		['anthropic.claude-sonnet-4-5', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
		['us.anthropic.claude-opus-5-5-v1:0', 'us.anthropic.claude-opus-5-5'],
		['anthropic.claude-haiku-3-5', 'us.anthropic.claude-haiku-5-5'],
	])('takes %s for %s', (wrong, right) => {
		expect(suggestFor(wrong, live)?.id).toBe(right);
	});

	it('suggests nothing for what is no Claude model', () => {
		expect(suggestFor('amazon.nova-pro-v1:0', live)).toBeUndefined();
	});

	it('notes missing prompt caching where a model lacks it', () => {
		expect(cachingNote('us.anthropic.claude-3-haiku-20240307-v1:0')).toMatch(/no prompt caching/u);
		expect(cachingNote('us.anthropic.claude-haiku-5-5')).toBeUndefined();
	});

	it('knows offline that Singapore has global profiles only', () => {
		expect(offlineProfiles('ap-southeast-1').every(profile => profile.id.startsWith('global.'))).toBe(true);
		expect(offlineProfiles('eu-west-1').some(profile => profile.id.startsWith('us.'))).toBe(false);
	});
});

describe('aliases', () => {
	const answers = given({primaryModel: 'us.anthropic.claude-opus-5', fastModel: 'us.anthropic.claude-haiku-4-5-20251001-v1:0'});

	it("follow the person's own choices and fill the rest with what is vouched for", () => {
		expect(aliasesFor(answers, live, () => true)).toEqual({
			opusModel: 'us.anthropic.claude-opus-5',
			sonnetModel: 'us.anthropic.claude-sonnet-5-5',
			haikuModel: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
			fableModel: 'global.anthropic.claude-fable-5-1',
		});
	});

	it('lead to the proven primary model where nothing is vouched for', () => {
		const aliases = aliasesFor(answers, live, () => false);
		expect(aliases['sonnetModel']).toBe('us.anthropic.claude-opus-5');
		expect(aliases['fableModel']).toBe('us.anthropic.claude-opus-5');
	});

	it('keep what a preset gave', () => {
		const preset = {...answers, sonnetModel: {value: 'us.anthropic.claude-sonnet-5', origin: 'preset' as const}};
		expect(aliasesFor(preset, live, () => true)['sonnetModel']).toBe('us.anthropic.claude-sonnet-5');
	});

	it('never leave one out', () => {
		fc.assert(
			fc.property(
				fc.subarray([...live]),
				fc.constantFrom(...live),
				fc.constantFrom(...live),
				fc.boolean(),
				(profiles, primary, fast, isUsable) => {
					const aliases = aliasesFor(given({primaryModel: primary.id, fastModel: fast.id}), profiles, () => isUsable);
					expect(Object.keys(aliases).toSorted()).toEqual(['fableModel', 'haikuModel', 'opusModel', 'sonnetModel']);
					expect(Object.values(aliases).every(id => [...profiles.map(profile => profile.id), primary.id, fast.id].includes(id))).toBe(true);
				},
			),
		);
	});
});

describe('pins', () => {
	it('are distinct, whatever their suffix', () => {
		const pins = pinsOf(
			given({
				primaryModel: 'us.anthropic.claude-opus-5-5[1m]',
				opusModel: 'us.anthropic.claude-opus-5-5',
				fastModel: 'us.anthropic.claude-haiku-5-5',
			}),
		);
		expect(pins).toEqual([
			{id: 'us.anthropic.claude-opus-5-5', pinnedBy: ['primaryModel', 'opusModel']},
			{id: 'us.anthropic.claude-haiku-5-5', pinnedBy: ['fastModel']},
		]);
	});
});
