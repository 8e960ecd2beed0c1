// The data-retention summary: measured, stated and unknown stay apart, in lines and in JSON.

import {expect, test} from 'vitest';
import {printLines} from '../../src/output/lines.ts';
import {sourceLines, termsJson, termsLines} from '../../src/output/terms.ts';
import {at, judge, terms} from './samples.ts';

const options = {provider: 'AWS', place: 'account 111122223333, us-east-1, just now'};

test('the summary reads as on the screen', () => {
	expect(printLines(termsLines(terms, options), {width: 100})).toMatchInlineSnapshot(`
		"  Measured in account 111122223333, us-east-1, just now
		    account retention mode     none  nothing kept by the service
		    invocation logging         off
		  Stated by AWS (read 2026-11-20)
		    training on your data      no
		    CloudTrail                 call metadata, 90 days, no prompt text
		  Stated by Acme (read 2026-11-02)
		    gateway logs               7 days
		  Unknown
		    organization trail bucket  your role cannot read it  cloud-admin can
		  On this machine
		    ~/.claude/projects         transcripts in plain text, 30 days
		  Often said, but not what the sources say
		    "30 days, cannot be zero": the mode none keeps nothing.
		"
	`);
	expect(printLines(sourceLines(terms))).toMatchInlineSnapshot(`
		"  training on your data, read 2026-11-22
		    https://aws.example/a
		  CloudTrail, read 2026-11-20
		    https://aws.example/b
		  gateway logs, read 2026-11-02
		    https://acme.example/x
		"
	`);
});

test('a long value wraps beside its label on a narrow terminal', () => {
	for (const row of printLines(termsLines(terms, options), {width: 60}).trimEnd().split('\n')) {
		expect(row.length).toBeLessThanOrEqual(60);
	}
});

test('nothing measured is said, empty sections are left out', () => {
	const empty = {version: 'x', measured: [], stated: [], unknown: [], local: [], corrections: []};
	expect(printLines(termsLines(empty, options))).toBe('  Nothing could be measured in account 111122223333, us-east-1, just now\n');
	expect(sourceLines(empty)).toEqual([]);
});

test('JSON is valid against its schema', async () => {
	const problems = await judge('terms');
	const input = {version: '0.1.0', at, provider: 'bedrock', target: {account: '111122223333', region: undefined}};
	const document = JSON.parse(termsJson(terms, input)) as Record<string, unknown>;
	expect(problems(document)).toEqual([]);
	expect(document).toMatchObject({
		schema: 'onboard/terms@1',
		at: '2026-11-22T14:03:00.000Z',
		version: '2026-11',
		target: {account: '111122223333'},
		organization: {name: 'Acme'},
	});
	const {organization: _, ...own} = terms;
	expect(problems(JSON.parse(termsJson(own, input)))).toEqual([]);
	expect(problems({...document, measured: [{label: 'x'}]})).not.toEqual([]);
});
