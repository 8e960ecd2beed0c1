// Claude Code's settings: our keys go in, everything else keeps its bytes, and a file that is broken is left alone.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {planSettings} from '../../src/save/claude-settings.ts';
import {bytes, text} from './home.ts';
import {budget} from '../helpers/fuzz.ts';

const wish = {
	variables: {AWS_REGION: 'us-east-1', AWS_PROFILE: 'claude-code'},
	settings: {awsAuthRefresh: 'onboard sign-in'},
	removed: ['CLAUDE_CODE_USE_VERTEX'],
};

function plan(before: string | undefined): {content: string | undefined; summary: string} {
	const planned = planSettings(before === undefined ? undefined : bytes(before), wish);
	return planned.ok ? {content: text(planned.after), summary: planned.summary} : {content: undefined, summary: planned.reason};
}

test('a new file', () => {
	expect(plan(undefined)).toEqual({
		content:
			'{\n  "env": {\n    "AWS_REGION": "us-east-1",\n    "AWS_PROFILE": "claude-code"\n  },\n  "awsAuthRefresh": "onboard sign-in"\n}\n',
		summary: 'new file, + 3 keys',
	});
});

test('tabs, order and foreign keys stay; replaced and removed values are named', () => {
	const before =
		'{\n\t"model": "opus",\n\t"env": {\n\t\t"AWS_REGION": "eu-west-1",\n\t\t"FOO": "1",\n\t\t"CLAUDE_CODE_USE_VERTEX": "1"\n\t},\n\t"permissions": {"allow": ["Bash(ls:*)"]}\n}\n';
	expect(plan(before)).toEqual({
		content:
			'{\n\t"model": "opus",\n\t"env": {\n\t\t"AWS_REGION": "us-east-1",\n\t\t"FOO": "1",\n\t\t"AWS_PROFILE": "claude-code"\n\t},\n\t"permissions": {"allow": ["Bash(ls:*)"]},\n\t"awsAuthRefresh": "onboard sign-in"\n}\n',
		summary: '+ 2 keys, 1 replaced (AWS_REGION eu-west-1), 1 removed (CLAUDE_CODE_USE_VERTEX 1)',
	});
});

test('comments, trailing commas, Windows line ends and a byte order mark stay', () => {
	const before = '\uFEFF{\r\n    // mine\r\n    "env": {\r\n        "FOO": "1", // why\r\n    },\r\n}';
	const {content} = plan(before);
	expect(content?.startsWith('\uFEFF{\r\n    // mine\r\n    "env": {\r\n        "FOO": "1", // why\r\n')).toBe(true);
	expect(content?.replaceAll('\r\n', '')).not.toContain('\n');
	expect(plan(content)).toEqual({content, summary: 'no change'});
});

test('Claude Code ignores a file with comments or trailing commas, and that is said', () => {
	const reasonOf = (content: string) => {
		const planned = planSettings(bytes(content), wish);
		return planned.ok ? planned.ignored : planned.reason;
	};

	expect(reasonOf('{\n// mine\n"a": 1}')).toBe('line 2 has a comment, for which Claude Code ignores the whole file');
	expect(reasonOf('{"env": {"A": "1",}}')).toBe('line 1 has a comma too many, for which Claude Code ignores the whole file');
	expect(reasonOf('\uFEFF{"env": {"A": "// 1,"}}')).toBeUndefined();
});

describe('a broken file is left alone', () => {
	test.each([
		['{"env": {', /^line 1 is not valid JSON/],
		['{\n"env": {}\n"x": 1}', /^line 3 is not valid JSON/],
		['[]', /not a JSON object/],
		['{"env": "x"}', /"env" is not an object/],
		['{"env": {"AWS_REGION": "a", "AWS_REGION": "b"}}', /AWS_REGION appears more than once/],
		['{"env": {}, "env": {}}', /env appears more than once/],
		['{"a": 1} trailing', /not valid JSON/],
	])('%s', (before, reason) => {
		expect(plan(before)).toEqual({content: undefined, summary: expect.stringMatching(reason) as string});
	});

	test('not UTF-8', () => {
		expect(planSettings(new Uint8Array([0x7b, 0xff, 0x7d]), wish)).toEqual({ok: false, reason: 'it is not UTF-8 text'});
	});
});

test('an empty file gets content', () => {
	expect(plan(' \n').content).toMatch(/^\{\n {2}"env"/);
});

test('a secret that is replaced is not shown', () => {
	const planned = planSettings(bytes('{"env":{"ANTHROPIC_AUTH_TOKEN":"sk-ant-REALLY-SECRET-VALUE"}}'), {
		...wish,
		variables: {},
		settings: {},
		removed: ['ANTHROPIC_AUTH_TOKEN'],
	});
	expect(planned.ok && planned.summary).toBe('1 removed (ANTHROPIC_AUTH_TOKEN …ALUE)');
});

test('for arbitrary settings: every other key keeps its value, and a second time changes nothing', () => {
	const name = fc.stringMatching(/^[a-zA-Z_]{1,8}$/u).filter(value => value !== 'env' && value !== '__proto__');
	const settings = fc.tuple(
		fc.dictionary(name, fc.jsonValue({maxDepth: 2}), {maxKeys: 5, noNullPrototype: true}),
		fc.dictionary(name, fc.string(), {maxKeys: 4, noNullPrototype: true}),
		fc.constantFrom(undefined, 2, 4, '\t'),
		fc.constantFrom('\n', '\r\n'),
	);
	fc.assert(
		fc.property(settings, ([others, env, indent, end]) => {
			const before = JSON.stringify({...others, env}, undefined, indent).replaceAll('\n', end);
			const planned = planSettings(bytes(before), wish);
			const result = planned.ok ? (text(planned.after) ?? '') : '';
			expect(JSON.parse(result)).toEqual(JSON.parse(JSON.stringify({...others, env: {...env, ...wish.variables}, ...wish.settings})));
			expect(planSettings(bytes(result), wish)).toMatchObject({ok: true, summary: 'no change'});
		}),
		budget({usual: 300}),
	);
});
