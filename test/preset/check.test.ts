// Checking presets: every problem is one sentence that names its place, and nothing hostile passes.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {providers} from '../../src/providers/all.ts';
import {checkPreset} from '../../src/preset/check.ts';
import {answersOf, isLocked, lockedAnswers, policyOf, statementsOf, suggestionsOf, type Preset} from '../../src/preset/preset.ts';
import {budget} from '../helpers/fuzz.ts';

const smallest = {schema: 'onboard/preset@1', organization: 'Acme'};

function problemsOf(document: unknown): readonly string[] {
	const result = checkPreset(typeof document === 'string' ? document : JSON.stringify(document), providers);
	return result.isGood ? [] : result.problems;
}

function presetOf(document: unknown): Preset {
	const result = checkPreset(JSON.stringify(document), providers);
	if (!result.isGood) {
		throw new Error(result.problems.join('; '));
	}

	return result.preset;
}

test.each<[string, unknown, string]>([
	['an empty file', '', 'it is empty'],
	['a web page', '\n<!DOCTYPE html><title>Sign in</title>', 'it is a web page, not JSON; the address may need a sign-in first'],
	['a list', [], 'it must be a JSON object: {"schema": "onboard/preset@1", …}'],
	['a number', '7', 'it must be a JSON object: {"schema": "onboard/preset@1", …}'],
	['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'it must be a JSON object: {"schema": "onboard/preset@1", …}'],
	['deep nesting inside', `{"answers": ${'['.repeat(100)}${']'.repeat(100)}}`, 'it is nested deeper than any preset'],
	['another version', {...smallest, schema: 'onboard/preset@2'}, 'schema must be "onboard/preset@1", not "onboard/preset@2"'],
	['no organization', {schema: 'onboard/preset@1'}, 'organization is missing'],
	['an empty organization', {...smallest, organization: '  '}, 'organization must not be empty'],
	['a misspelt key', {...smallest, polici: {}}, 'unknown key "polici"; did you mean "policy"?'],
	['a key nobody knows', {...smallest, policy: {vpn: true}}, 'policy has an unknown key "vpn"; known: requirePrivatePath'],
	['a misspelt answer', {...smallest, answers: {regoin: 'us-east-1'}}, 'answers has an unknown key "regoin"; did you mean "region"?'],
	[
		'a misspelt owner',
		{...smallest, contacts: {'network-teem': '#x'}},
		'contacts has an unknown key "network-teem"; did you mean "network-team"?',
	],
	[
		'consent',
		{...smallest, answers: {consent: 'anthropic.claude-opus-5-5'}},
		'answers.consent cannot be preset: only the person may allow a first call that accepts terms',
	],
	[
		'read terms',
		{...smallest, answers: {terms: 'x'}},
		'answers.terms cannot be preset: only the person can say that they have read the terms',
	],
	[
		'a key of every object',
		'{"schema": "onboard/preset@1", "organization": "Acme", "answers": {"__proto__": {"region": "x"}}}',
		'answers has an unknown key "__proto__"; known: ',
	],
	['an account as a number', {...smallest, answers: {account: 111122223333}}, 'answers.account must be text in quotes'],
	['a short account', {...smallest, answers: {account: '1111'}}, 'answers.account must be an AWS account id: 12 digits, not "1111"'],
	[
		'an unknown provider',
		{...smallest, answers: {provider: 'bedrok'}},
		'answers.provider must be one of: bedrock, foundry, vertex, not "bedrok"',
	],
	[
		'a plain start URL',
		{...smallest, answers: {startUrl: 'http://acme.awsapps.com/start'}},
		'answers.startUrl must be an address that starts with https://',
	],
	[
		'a password in an address',
		{...smallest, answers: {baseUrl: 'https://dana:hunter22@llm.acme.example'}},
		'answers.baseUrl must be an address that starts with https://, without user name and password',
	],
	[
		'a shell in a model',
		{...smallest, answers: {primaryModel: '$(touch /tmp/x)'}},
		'answers.primaryModel must be one word (inference profile for Bedrock, deployment name for Foundry, model id for Vertex)',
	],
	['a switch as text', {...smallest, policy: {requirePrivatePath: 'yes'}}, 'policy.requirePrivatePath must be true or false'],
	['a statement without value', {...smallest, statements: [{label: 'x'}]}, 'statements[0].value is missing'],
	[
		'a misspelt statement',
		{...smallest, statements: [{label: 'x', vlaue: 'y', value: 'z'}]},
		'statements[0] has an unknown key "vlaue"; did you mean "value"?',
	],
	[
		'a date that is none',
		{...smallest, statements: [{label: 'x', value: 'y', read: '22.11.2026'}]},
		'statements[0].read must be a date, for example 2026-11-22',
	],
	[
		'an open answer that does not exist',
		{...smallest, open: ['regionn']},
		'open[0] names an unknown answer "regionn"; did you mean "region"?',
	],
	['an open answer that is not given', {...smallest, open: ['region']}, 'open lists "region", but answers gives no region'],
	['a script as support page', {...smallest, supportUrl: 'javascript:alert(1)'}, 'supportUrl must be an address that starts with https://'],
	[
		'a secret',
		{...smallest, statements: [{label: 'key', value: 'AKIAIOSFODNN7EXAMPLE'}]},
		'statements.0.value looks like a secret; a preset is shared with everybody',
	],
])('%s is refused with its place', (_, document, expected) => {
	const problems = problemsOf(document);
	expect(problems.join('\n')).toContain(expected);
	expect(problems).toHaveLength(1);
});

test('broken JSON is refused, with its place where the engine tells it', () => {
	const [problem] = problemsOf('{\n\t"schema": "onboard/preset@1",\n\t"organization": "Acme"\n\t"answers": {}\n}');
	expect(problem).toMatch(/^it is not valid JSON \(line 4, column \d+\)$/u);
	expect(problemsOf('{')[0]).toMatch(/^it is not valid JSON/u);
});

test('all problems are found at once', () => {
	expect(problemsOf({organisation: 'Acme', answers: {account: 1, region: 'mars'}})).toHaveLength(5);
});

test('a byte order mark and a path to the schema do no harm', () => {
	expect(checkPreset(`\uFEFF${JSON.stringify({...smallest, $schema: 'preset.json'})}`, providers)).toMatchObject({isGood: true});
});

test('escape sequences, control characters and line breaks never get in', () => {
	const hostile = fc
		.array(fc.constantFrom('\u001B[2J', '\u001B]0;owned\u0007', '\u009B31m', '\u202E', '\n', '\r', '\t', '\u0000', 'Acme', ' '), {
			minLength: 1,
			maxLength: 12,
		})
		.map(parts => `A${parts.join('')}`);
	fc.assert(
		fc.property(hostile, text => {
			const result = checkPreset(
				JSON.stringify({...smallest, organization: text, contacts: {'help-desk': text}, statements: [{label: text, value: text}]}),
				providers,
			);
			const shown = JSON.stringify(result);
			// oxlint-disable-next-line no-control-regex
			expect(JSON.parse(shown) && [...shown.matchAll(/\\[nrtbf]|\\u00|[\u0000-\u001F\u007F-\u009F\u202E]/gu)]).toEqual([]);
		}),
	);
	expect(problemsOf({...smallest, answers: {region: 'us-east-1\nexport X=1'}})[0]).toBe(
		'answers.region must be a region, for example us-east-1, not "us-east-1 export X=1"',
	);
	// oxlint-disable-next-line no-control-regex
	expect(problemsOf({...smallest, '\u001B[31mred': 1})[0]).not.toMatch(/\u001B/u);
});

test('arbitrary JSON is refused or understood, never a crash', () => {
	fc.assert(
		fc.property(fc.json(), text => {
			const result = checkPreset(text, providers);
			expect(result.isGood || result.problems.every(problem => problem.length > 0 && !problem.includes('undefined'))).toBe(true);
		}),
		budget({usual: 300}),
	);
	const field = fc.constantFrom('schema', 'organization', 'answers', 'open', 'policy', 'contacts', 'statements', 'supportUrl');
	fc.assert(
		fc.property(fc.dictionary(field, fc.jsonValue()), document => {
			const problems = problemsOf({...smallest, ...document});
			expect(problems.every(problem => !problem.includes('Invalid input') && !problem.includes('undefined'))).toBe(true);
		}),
		budget({usual: 300}),
	);
});

test('given answers are locked unless they are open', () => {
	const preset = presetOf({
		...smallest,
		answers: {provider: 'bedrock', region: 'us-east-1'},
		open: ['region'],
		policy: {requirePrivatePath: true},
		contacts: {'network-team': '#netops'},
	});
	expect(answersOf(preset)).toEqual({provider: {value: 'bedrock', origin: 'preset'}, region: {value: 'us-east-1', origin: 'preset'}});
	expect(lockedAnswers(preset)).toEqual({provider: {value: 'bedrock', origin: 'preset'}});
	expect(suggestionsOf(preset)).toEqual({region: 'us-east-1'});
	expect(['provider', 'region', 'account', 'toString'].map(id => isLocked(preset, id))).toEqual([true, false, false, false]);
	expect(policyOf(preset)).toEqual({requirePrivatePath: true, contacts: {'network-team': '#netops'}});
	expect(policyOf(presetOf(smallest))).toEqual({requirePrivatePath: false, contacts: {}});
});

test("the organization's statements become rows of the summary", () => {
	const preset = presetOf({
		...smallest,
		statements: [
			{label: 'gateway logs', value: '7 days', url: 'https://acme.example/x', read: '2026-11-02'},
			{label: 'use', value: 'none', read: '2026-11-03'},
		],
	});
	expect(statementsOf(presetOf(smallest))).toBeUndefined();
	expect(statementsOf(preset)).toEqual({
		name: 'Acme',
		rows: [
			{label: 'gateway logs', value: '7 days', source: {url: 'https://acme.example/x', read: '2026-11-02'}},
			{label: 'use', value: 'none', note: 'stated 2026-11-03'},
		],
	});
});
