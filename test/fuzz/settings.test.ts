// Claude Code's settings, whatever the file holds: our keys go in, everything else keeps its bytes, undo gives the old ones back.

import fc from 'fast-check';
import {parse, parseTree, type Node} from 'jsonc-parser';
import {expect} from 'vitest';
import {apply} from '../../src/save/apply.ts';
import {planSettings} from '../../src/save/claude-settings.ts';
import {planSave} from '../../src/save/plan.ts';
import {undo} from '../../src/save/undo.ts';
import {readSettings} from '../../src/survey/settings-file.ts';
import {survey} from '../../src/survey/survey.ts';
import {anyBytes, anyJson, anyJsonText, holds, obeyed} from '../helpers/fuzz.ts';
import {bytes, elsewhere, makeHome, someExports, text} from '../save/home.ts';

const wish = {
	variables: {AWS_REGION: 'us-east-1', AWS_PROFILE: 'claude-code'},
	settings: {awsAuthRefresh: 'onboard sign-in'},
	removed: ['CLAUDE_CODE_USE_VERTEX'],
};
const words = ['env', 'AWS_REGION', 'AWS_PROFILE', 'awsAuthRefresh', 'CLAUDE_CODE_USE_VERTEX', 'permissions', '1'];

/** JSON as people write it: with remarks and blanks between any two signs, keys twice, wrong types. */
const remark = fc.constantFrom('', '', '', ' ', '\n', '\r\n', '\t', '// why\n', '/* { "env": 1 } */', '  // "}\r\n', ',');
const loose: fc.Arbitrary<string> = fc
	.tuple(anyJson(...words), fc.array(remark, {maxLength: 12}), fc.constantFrom(undefined, 2, '\t'), fc.constantFrom('\n', '\r\n'))
	.map(([value, remarks, indent, end]) => {
		let index = 0;
		return JSON.stringify(value, undefined, indent)
			.replaceAll('\n', end)
			.replaceAll(/[,{}[\]](?=(?:[^"]*"[^"]*")*[^"]*$)/gu, sign => `${sign}${remarks[index++ % Math.max(1, remarks.length)] ?? ''}`);
	});
const settings = fc
	.tuple(anyJson(...words), anyJson(...words), fc.boolean())
	.map(([env, rest, isTwice]) => `{${isTwice ? '"env": {}, ' : ''}"env": ${JSON.stringify(env)}, "rest": ${JSON.stringify(rest)}}`);
const file = fc.oneof(anyJsonText(anyJson(...words)), loose, settings).map(content => bytes(content));

/** Text of every property that is not ours, as it stands in the file. */
function foreign(content: string): readonly string[] {
	const root = parseTree(content.replace(/^\uFEFF/u, ''), [], {allowTrailingComma: true});
	const properties = (object: Node | undefined) => (object?.type === 'object' ? (object.children ?? []) : []);
	const plain = content.replace(/^\uFEFF/u, '');
	return properties(root).flatMap(property => {
		const [name, value] = property.children ?? [];
		if (name?.value === 'env') {
			return properties(value)
				.filter(own => ![...Object.keys(wish.variables), ...wish.removed].includes(String(own.children?.[0]?.value)))
				.map(own => plain.slice(own.offset, own.offset + own.length));
		}

		return Object.hasOwn(wish.settings, String(name?.value)) ? [] : [plain.slice(property.offset, property.offset + property.length)];
	});
}

holds(
	'every other key keeps its bytes, ours have their values, and a second time changes nothing',
	fc.property(fc.oneof({weight: 5, arbitrary: file}, {weight: 1, arbitrary: anyBytes('{', '}', '"env"', ':', ',')}), before => {
		const plan = planSettings(before, wish);
		if (!plan.ok) {
			expect(plan.reason).not.toMatch(obeyed);
			return;
		}

		expect(plan.summary).not.toMatch(obeyed);
		const [old, result] = [text(before) ?? '', text(plan.after) ?? ''];
		expect(foreign(result)).toEqual(foreign(old));
		const read = readSettings(plan.after);
		expect(read).toMatchObject({ok: true, content: {variables: wish.variables, keys: wish.settings}});
		expect(read.ok && Object.hasOwn(read.content.variables, 'CLAUDE_CODE_USE_VERTEX')).toBe(false);
		expect(planSettings(plan.after, wish)).toMatchObject({ok: true, summary: 'no change', after: plan.after});
		// Comments survive, but those inside a value of ours that was no text.
		const {env, ...rest} = (parse(old, [], {allowTrailingComma: true}) ?? {}) as {
			readonly env?: Readonly<Record<string, unknown>>;
			readonly [key: string]: unknown;
		};
		const ours = [rest['awsAuthRefresh'], ...[...Object.keys(wish.variables), ...wish.removed].map(name => env?.[name])];
		const remarks = (content: string) => content.match(/\/\/ why|\/\* \{ "env": 1 \} \*\//gu)?.length ?? 0;
		const lost = ours.some(value => typeof value === 'object' && value !== null);
		expect(remarks(result)).toBe(lost ? remarks(result) : remarks(old));
	}),
	{usual: 300, examples: [[bytes(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)]]},
);

holds(
	'saved for real, undo gives the bytes back; the survey answers',
	fc.asyncProperty(fc.oneof(file, anyBytes('{}', '{"env":', '}')), async before => {
		const home = await makeHome();
		await home.write('.claude/settings.json', before);
		await survey(home.ports, elsewhere);
		const picture = await home.picture();
		const planned = await planSave({exports: someExports, destinations: ['claude'], extra: []}, home.ports, elsewhere);
		expect(JSON.stringify(planned.findings.map(({title, cause}) => title + cause)).replaceAll('\\n', '')).not.toMatch(obeyed);
		if (planned.changes.length > 0) {
			await apply(planned, home.ports);
			expect((await planSave({exports: someExports, destinations: ['claude'], extra: []}, home.ports, elsewhere)).changes).toEqual([]);
			expect((await undo(home.ports)).refused).toEqual([]);
		}

		expect(await home.picture()).toEqual(picture);
	}),
	{usual: 20, cost: 40},
);
