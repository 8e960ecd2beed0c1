// Presets by anybody: an answer or a list of problems, never a crash, and nothing in either that a terminal obeys.

import fc from 'fast-check';
import {expect} from 'vitest';
import {hasSecret} from '../../src/core/redact.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {loadPreset} from '../../src/preset/load.ts';
import {personalAnswers} from '../../src/preset/schema.ts';
import {UserError} from '../../src/core/errors.ts';
import {providers} from '../../src/providers/all.ts';
import {anyBytes, anyJson, anyJsonText, holds, hostileText, obeyed} from '../helpers/fuzz.ts';
import {makeHome} from '../save/home.ts';

const keys = ['$schema', 'schema', 'organization', 'answers', 'open', 'policy', 'contacts', 'statements', 'supportUrl'];
const ids = [
	'provider',
	'route',
	'baseUrl',
	'region',
	'primaryModel',
	'fastModel',
	'destinations',
	'consent',
	'terms',
	'account',
	'signIn',
	'requirePrivatePath',
	'help-desk',
	'label',
	'value',
	'url',
	'read',
];
const good = {
	schema: 'onboard/preset@1',
	organization: 'Acme',
	answers: {provider: 'bedrock', region: 'us-east-1'},
	open: ['region'],
	policy: {requirePrivatePath: true},
	contacts: {'help-desk': '#help'},
	statements: [{label: 'logs', value: '30 days', url: 'https://acme.example/x', read: '2026-11-22'}],
	supportUrl: 'https://acme.example',
};
const value = fc.oneof(
	anyJson(...keys, ...ids),
	hostileText,
	fc.constantFrom<unknown>('bedrock', 'https://x.example/\u001B[2J', 'x'.repeat(3000), 'AKIAIOSFODNN7EXAMPLE', ['region'], {
		region: 'eu\u202E',
	}),
);
const preset = fc.oneof(
	fc.tuple(fc.constantFrom(...keys), value).map(([key, item]) => ({...good, [key]: item})),
	fc
		.tuple(
			fc.constantFrom('answers', 'policy', 'contacts'),
			fc.dictionary(fc.oneof(fc.constantFrom(...ids, '__proto__', 'constructor'), hostileText), value),
		)
		.map(([key, item]) => ({...good, [key]: item})),
	fc
		.tuple(fc.constantFrom('label', 'value', 'url', 'read'), value)
		.map(([key, item]) => ({...good, statements: [{...good.statements[0], [key]: item}]})),
	fc.tuple(hostileText, value).map(([key, item]) => ({...good, [key]: item})),
	anyJson(...keys, ...ids),
);

function textsIn(item: unknown): readonly string[] {
	return typeof item === 'string'
		? [item]
		: typeof item === 'object' && item !== null
			? Object.entries(item).flatMap(([key, inner]) => [key, ...textsIn(inner)])
			: [];
}

holds(
	'a preset or its problems',
	fc.property(anyJsonText(preset), text => {
		const result = checkPreset(text, providers);
		const texts = result.isGood ? textsIn(result.preset) : result.problems;
		expect(texts.filter(item => obeyed.test(item) || item.includes('\n'))).toEqual([]);
		if (result.isGood) {
			expect(texts.filter(item => item.length > 2000 || hasSecret(item))).toEqual([]);
			expect(Object.keys(result.preset.answers).filter(id => Object.hasOwn(personalAnswers, id))).toEqual([]);
			expect(result.preset.open.every(id => Object.hasOwn(result.preset.answers, id))).toBe(true);
		} else {
			expect(result.problems.length).toBeGreaterThan(0);
			expect(result.problems.every(problem => problem.length < 3000)).toBe(true);
		}
	}),
	{usual: 300, examples: [[`{"schema":"onboard/preset@1","organization":"Acme","answers":{"__proto__":"x"}}`]]},
);

holds(
	'a preset’s file: loaded, or a UserError that says why',
	fc.asyncProperty(
		fc.oneof(
			anyBytes('{', '"schema"', '}', '<html>'),
			anyJsonText(preset).map(text => new TextEncoder().encode(text)),
		),
		async content => {
			const home = await makeHome();
			await home.write('preset.json', content);
			const proxyFor = () => undefined;
			try {
				await loadPreset({location: `${home.folder}/preset.json`, from: '--preset'}, {ports: home.ports, proxyFor, providers});
			} catch (error) {
				expect(error).toBeInstanceOf(UserError);
				expect((error as UserError).message).not.toMatch(obeyed);
			}
		},
	),
	{usual: 30, cost: 10},
);
