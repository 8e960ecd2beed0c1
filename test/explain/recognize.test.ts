// Recognition of pasted error texts: how often the right cause is named, and how often a cause is named where there is none.

import {describe, expect, it, test} from 'vitest';
import {declarations} from '../../src/catalog/index.ts';
import {causes} from '../../src/explain/causes/index.ts';
import {recognize} from '../../src/explain/recognize.ts';
import {catalogueTexts, damages, foreignTexts, labelled, measure, percent} from './measure.ts';

describe('the 74 entries of the error catalogue', () => {
	it.each(Object.keys(damages))('%s', async name => {
		const {count, top1, top3, missed} = measure(await catalogueTexts(), damages[name]);
		console.log(`catalogue, ${name}: ${count} texts, first ${percent(top1)}, among three ${percent(top3)}`);
		expect(top1, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
		expect(top3, missed.join('\n')).toBeGreaterThanOrEqual(0.99);
	});

	test('are 74', async () => {
		expect(new Set((await catalogueTexts()).map(({id}) => id)).size).toBe(74);
	});
});

describe('texts from the field', () => {
	it('those the clues were written with', async () => {
		const {count, top1, top3, missed} = measure(await labelled('development'));
		console.log(`development: ${count} texts, first ${percent(top1)}, among three ${percent(top3)}`);
		expect(top1, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
		expect(top3, missed.join('\n')).toBeGreaterThanOrEqual(0.99);
	});

	// Collected after the clues were written; the first run named 87.9 % first and 97.0 % among three, and of 15 about Anthropic's own
	// sign-in, added later, 12 first. Write no clue for one of them: move it to the others and collect new ones.
	it('those no clue was written for', async () => {
		const {count, top1, top3, missed} = measure(await labelled('held-out'));
		console.log(`held out: ${count} texts, first ${percent(top1)}, among three ${percent(top3)}`);
		expect(top1, missed.join('\n')).toBeGreaterThanOrEqual(0.85);
		expect(top3, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
	});
});

test('texts that are none of ours are not recognized', async () => {
	const texts = await foreignTexts();
	const wrong = texts.flatMap(text => {
		const [first] = recognize(text).candidates;
		return first === undefined ? [] : [`${text.slice(0, 80)}: ${first.code}`];
	});
	console.log(`none of ours: ${texts.length} texts, ${wrong.length} recognized by mistake`);
	expect(texts.length).toBeGreaterThanOrEqual(150);
	expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(1);
});

test('every cause is a declared finding and says how to tell it apart', () => {
	expect(Object.keys(causes).filter(code => !Object.hasOwn(declarations, code))).toEqual([]);
	expect(Object.entries(causes).filter(([, signals]) => signals.tellApart === undefined)).toEqual([]);
});

test('every finding that only a text can name has signs', () => {
	const named = Object.entries(declarations).filter(([, declaration]) => declaration.raisedBy === 'explain');
	expect(named.map(([code]) => code).filter(code => !Object.hasOwn(causes, code))).toEqual([]);
});

test.each([
	['API Error: 403', ['model.role-denied', 'vertex.role-denied', 'foundry.role-missing']],
	['Requested entity was not found.', ['vertex.model-not-found', 'vertex.project-invalid', 'vertex.model-not-enabled']],
	['Access denied due to invalid subscription key or wrong API endpoint.', ['foundry.key-invalid', 'foundry.private-name-missing']],
	['UnauthorizedException: Session token not found or invalid', ['sign-in.wrong-region', 'sign-in.expired']],
	["You don't have access to the model with the specified model ID.", ['model.not-enabled', 'model.other-region', 'config.wrong-account']],
])('an ambiguous text names its rivals and claims nothing: %s', (text, codes) => {
	const {candidates} = recognize(text);
	expect(candidates.map(candidate => candidate.code)).toEqual(expect.arrayContaining(codes));
	expect(candidates.filter(candidate => candidate.confidence === 'certain')).toEqual([]);
	expect(candidates.every(candidate => candidate.tellApart !== undefined && candidate.because.length > 0)).toBe(true);
});

test('several errors in one log are told one by one, the clearest first', () => {
	const {errors, candidates} = recognize(
		[
			'2026-11-22 10:00:01 ERROR Error when retrieving token from sso: Token has expired and refresh failed',
			'2026-11-22 10:00:02 INFO  trying again',
			'2026-11-22 10:00:09 ERROR connect ECONNREFUSED 10.20.4.17:443',
		].join('\n'),
	);
	expect(errors.map(error => error.candidates[0]?.code)).toEqual(['sign-in.expired', 'network.connect-refused']);
	expect(candidates[0]?.code).toBe('sign-in.expired');
	expect(errors[1]?.text).toBe('connect ECONNREFUSED 10.20.4.17:443');
});

test('what is not recognized is understood as far as it goes', () => {
	const {candidates, understood} = recognize('FrobnicationError: 418 from https://claude-gw.corp.example.com/v1/messages');
	expect(candidates).toEqual([]);
	expect(understood).toEqual({statuses: [], hosts: ['claude-gw.corp.example.com'], names: ['FrobnicationError']});
});
