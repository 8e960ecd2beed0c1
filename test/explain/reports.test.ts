// Reports that somebody sent: whatever is in the file, a summary comes out or one reason why not; two of them are compared.

import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import type {Finding} from '../../src/core/finding.ts';
import type {Report} from '../../src/core/report.ts';
import {changesBetween, inOrder} from '../../src/explain/report-changes.ts';
import {readReport} from '../../src/explain/report-file.ts';
import {comparisonLines, summaryJson, summaryLines} from '../../src/explain/report-lines.ts';
import {printLines} from '../../src/output/lines.ts';
import {reportJson} from '../../src/output/report.ts';
import {command, crashed, isPrivate, judge, outcome, publicPath, report, timedOut} from '../output/samples.ts';

const before = report([outcome('sign-in', [command]), outcome('network.path', [publicPath]), outcome('models', [timedOut])]);
const after: Report = {
	...report([outcome('network.path', [isPrivate]), outcome('sign-in', [command]), outcome('terms', [crashed])]),
	at: '2026-11-22T15:00:00.000Z',
	target: {account: '111122223333', region: 'eu-west-1'},
};

function reportIn(text: string): Report {
	const file = readReport(text);
	if (file.kind !== 'report') {
		throw new Error(JSON.stringify(file));
	}

	return file.report;
}

test('what doctor wrote comes back, facts aside', () => {
	expect(reportIn(reportJson(before))).toEqual({...before, facts: {}, redactions: []});
	expect(reportIn(`\uFEFF${reportJson(before)}`).verdict).toBe('not-ready');
});

test('the summary is doctor’s own, with its time and versions', () => {
	const lines = printLines(summaryLines(before, {providerName: 'Amazon Bedrock'}));
	expect(lines).toContain('Report 2026-11-22 14:03 UTC · onboard 0.1.0 · Node 24.0.0 · linux\n✖ Not ready');
	expect(lines).toContain('network.public-path');
});

test('the comparison tells new, gone, still there, and what was not settled', () => {
	expect(printLines(comparisonLines(before, after))).toMatchInlineSnapshot(`
		"Before  2026-11-22 14:03 UTC · onboard 0.1.0 · Node 24.0.0 · linux
		After   2026-11-22 15:00 UTC · onboard 0.1.0 · Node 24.0.0 · linux
		Verdict  not ready → not ready

		New
		? The check terms itself failed, so its question stays open  tool.check-crashed

		Gone
		✖ The path to Bedrock is public  network.public-path

		Still there
		✖ Your sign-in has expired  sign-in.expired

		Not settled this time
		? The check models had no answer within 10 s  tool.check-timed-out

		Not the same in both
		  region  us-east-1 → eu-west-1

		What to do about them: onboard explain with the later report alone.
		"
	`);
});

test('a problem is gone only when its check settled it', () => {
	const codesOf = (findings: readonly Finding[]) => findings.map(finding => finding.code);
	const unknown: Finding = {...isPrivate, code: 'network.proxy-on-path', severity: 'unknown'};
	for (const [outcomes, gone] of [
		[[outcome('network.path', [isPrivate])], ['network.public-path']],
		[[outcome('network.path', [unknown])], []],
		[[outcome('network.path', [{...isPrivate, severity: 'skipped'}])], []],
		[[outcome('network.path', [], undefined, 'skipped')], []],
		[[], []],
	] as const) {
		const changes = changesBetween(report([outcome('network.path', [publicPath])]), report(outcomes));
		expect(codesOf(changes.gone)).toEqual(gone);
		expect(codesOf(changes.unchecked)).toEqual(gone.length === 0 ? ['network.public-path'] : []);
	}
});

test('two reports are put in the order they were made', () => {
	expect(inOrder([after, before])).toEqual([before, after]);
	expect(inOrder([before, after])).toEqual([before, after]);
});

test('JSON is valid against its schema', async () => {
	const problems = await judge('report-summary');
	const both = JSON.parse(JSON.stringify(summaryJson([before, after]))) as unknown;
	expect(problems(both)).toEqual([]);
	expect(both).toMatchObject({
		changes: {
			verdict: {before: 'not-ready', after: 'not-ready'},
			gone: [{code: 'network.public-path'}],
			still: [{code: 'sign-in.expired'}],
		},
	});
	expect(problems(JSON.parse(JSON.stringify(summaryJson([after]))))).toEqual([]);
});

describe('hostile files', () => {
	const whole = JSON.parse(reportJson(before)) as Record<string, unknown>;
	const [first] = whole['findings'] as ReadonlyArray<Record<string, unknown>>;

	it.each([
		['cut off', reportJson(before).slice(0, 900), /cut off/u],
		['of a newer kind', JSON.stringify({...whole, schema: 'onboard/report@2'}), /newer onboard wrote it \(onboard\/report@2\)/u],
		['another output', JSON.stringify({...whole, schema: 'onboard/status@1'}), /another output/u],
		['without findings', JSON.stringify({...whole, findings: undefined}), /^findings is missing or wrong/u],
		['with a wrong verdict', JSON.stringify({...whole, verdict: 'fine'}), /^verdict is missing or wrong/u],
		['with a finding that is none', JSON.stringify({...whole, findings: [{...first, code: '../x'}]}), /findings\.0\.code/u],
		['with a code that is a command', JSON.stringify({...whole, diagnosticCode: '1530; rm -rf ~'}), /diagnosticCode/u],
		['with a wrong time', JSON.stringify({...whole, at: 'yesterday'}), /^at is/u],
		['with a million findings', JSON.stringify({...whole, findings: Array.from({length: 2000}, () => first)}), /^findings is/u],
	])('%s', (_name, text, reason) => {
		expect(readReport(text)).toMatchObject({kind: 'broken', reason: expect.stringMatching(reason) as string});
	});

	it.each(['', ' ', 'x', '[]', '{}', 'null', '{"schema": 1}', '{"message":"AccessDenied"}', '{"schema":"other/x@1"}', '{'.repeat(100_000)])(
		'%.30j is something else',
		text => {
			expect(readReport(text)).toEqual({kind: 'something-else'});
		},
	);

	it('nested without end is no report and no crash', () => {
		expect(readReport(`{"schema":"onboard/report@1","facts":${'['.repeat(1_000_000)}`).kind).toBe('broken');
		const deep = `{"schema":"onboard/report@1","facts":{"a":${'['.repeat(3000)}${']'.repeat(3000)}}}`;
		expect(readReport(deep).kind).toBe('broken');
	});

	it('escape sequences and hidden directions reach neither the lines nor the JSON', () => {
		const hostile = '\u001B[2J\u001B]0;owned\u0007\u009B31m\u202Eevil\u0000';
		fc.assert(
			fc.property(fc.constantFrom('title', 'cause', 'check'), fc.constantFrom('version', 'node', 'platform'), (name, tool) => {
				const text = JSON.stringify({
					...whole,
					tool: {...(whole['tool'] as object), [tool]: hostile},
					provider: hostile,
					target: {[hostile]: hostile},
					findings: [{...first, [name]: hostile, evidence: [{label: hostile, value: hostile}]}],
				});
				const read = reportIn(text);
				const shown = [summaryLines(read), comparisonLines(read, before)].map(lines => printLines(lines)).join('');
				// oxlint-disable-next-line no-control-regex
				expect(shown + JSON.stringify(summaryJson([read, before]))).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/u);
			}),
			{numRuns: 9},
		);
	});

	it('any JSON gives an answer', () => {
		fc.assert(
			fc.property(fc.json(), text => {
				expect(['something-else', 'broken', 'report']).toContain(readReport(text).kind);
			}),
		);
		fc.assert(
			fc.property(fc.constantFrom(...Object.keys(whole).filter(key => key !== 'schema')), fc.jsonValue(), (key, value) => {
				expect(['broken', 'report']).toContain(readReport(JSON.stringify({...whole, [key]: value})).kind);
			}),
		);
	});
});
