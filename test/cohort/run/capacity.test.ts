import {expect, test} from 'vitest';
import {estimateOf, expectedTokens, sharers} from '../../../src/cohort/run/capacity.ts';
import {isQuotaOf} from '../../../src/providers/bedrock/capacity.ts';

test.each([
	[1, 300_000],
	[5, 1_500_000],
	[25, 1_875_000],
	[100, 3_500_000],
	[375, 7_500_000],
	[10_000, 150_000_000],
])('%i developers', (developers, tokens) => {
	expect(expectedTokens(developers)).toBe(tokens);
	expect(expectedTokens(developers, 1000)).toBe(developers * 1000);
});

test('what could not be read stays unknown, with who knows', () => {
	expect(estimateOf(10, {tokensPerMinute: 9, source: 'quota'}, 1)).toEqual({expected: 10, allowed: 9});
	expect(estimateOf(10, {unread: 'denied', owner: 'cloud-admin'}, 1)).toEqual({expected: 10, unread: 'denied', owner: 'cloud-admin'});
	expect(estimateOf(10, undefined, 1)).toMatchObject({expected: 10, owner: 'cloud-admin'});
});

test('targets in one account share its quota', () => {
	const answers = {provider: 'bedrock', account: '1', region: 'us-east-1', primaryModel: 'a'};
	const targets = [
		{id: 't001', label: '', answers: {...answers, permissionSet: 'A'}},
		{id: 't002', label: '', answers: {...answers, permissionSet: 'B'}},
		{id: 't003', label: '', answers: {...answers, region: 'us-west-2'}},
	];
	const people = ['t001', 't001', 't002', 't003'].map((target, index) => ({
		id: `p000${index}`,
		name: '',
		email: '',
		team: '',
		role: '',
		answers: {},
		target,
	}));
	expect([...sharers({people, targets})]).toEqual([
		['t001', 3],
		['t002', 3],
		['t003', 1],
	]);
});

const opus = 'Anthropic Claude Opus 5.5';

test.each([
	[`Cross-region model inference tokens per minute for ${opus}`, 'us.anthropic.claude-opus-5-5', true],
	[`Cross-Region InvokeModel tokens per minute for ${opus}`, 'eu.anthropic.claude-opus-5-5', true],
	[`Global cross-region model inference tokens per minute for ${opus}`, 'global.anthropic.claude-opus-5-5', true],
	[
		'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1',
		'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
		true,
	],
	[`On-demand model inference tokens per minute for ${opus}`, 'anthropic.claude-opus-5-5', true],
	[`Global cross-region model inference tokens per minute for ${opus}`, 'us.anthropic.claude-opus-5-5', false],
	[`Cross-region model inference requests per minute for ${opus}`, 'us.anthropic.claude-opus-5-5', false],
	[`Cross-region model inference tokens per day for ${opus}`, 'us.anthropic.claude-opus-5-5', false],
	['Cross-region model inference tokens per minute for Anthropic Claude Opus 5', 'us.anthropic.claude-opus-5-5', false],
	[`Cross-region model inference tokens per minute for ${opus} 1M Context Length`, 'us.anthropic.claude-opus-5-5', false],
])('%s is of %s: %s', (name, pin, isOf) => {
	expect(isQuotaOf(name, pin)).toBe(isOf);
});
