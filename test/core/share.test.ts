// Reports for other people's eyes: every name becomes a token, the same one everywhere, and what is needed to act stays.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Report} from '../../src/core/report.ts';
import {shareReport, type Known} from '../../src/core/share.ts';
import {command, judge, outcome, report} from '../output/samples.ts';

const known: Known = {'home-path': ['/home/dana', String.raw`C:\Users\dana`], user: ['dana'], host: ['build01'], resource: ['acme-claude']};

function shared(text: string, more: Known = known): string {
	return (shareReport(report([outcome('a', [{...command, title: text}])]), more).findings[0]?.title ?? '').trim();
}

test.each([
	['as dana@acme.example in 111122223333', 'as email-1 in account-1'],
	['account 1111-2222-3333', 'account account-1'],
	['arn:aws:sts::111122223333:assumed-role/Role/dana@acme.example', 'arn:aws:sts::account-1:assumed-role/Role/email-1'],
	['/home/dana/.aws/config', '~/.aws/config'],
	[String.raw`C:\Users\dana\.aws\config and C:\Users\mallory\x`, String.raw`~\.aws\config and C:\Users\user-1\x`],
	['/Users/mallory/work', '/Users/user-1/work'],
	['http://mallory:[redacted]@proxy.acme.example:8080 and proxy.acme.example', 'http://[redacted]@host-1:8080 and host-1'],
	['http://build01:3128 is BUILD01', 'http://host-1:3128 is host-1'],
	['ssh Dana at wks-4711.corp.acme.internal', 'ssh user-1 at host-1'],
	['https://d-9067f1a2b3.awsapps.com/start', 'https://host-1.awsapps.com/start'],
	['vpce-0a1b-xyz.bedrock-runtime.us-east-1.vpce.amazonaws.com', 'host-1.bedrock-runtime.us-east-1.vpce.amazonaws.com'],
	['acme-claude.privatelink.services.ai.azure.com', 'resource-1.privatelink.services.ai.azure.com'],
	['other.services.ai.azure.com', 'host-1.services.ai.azure.com'],
	['aiplatform-acme.p.googleapis.com', 'host-1.p.googleapis.com'],
	[
		'/resourceGroups/rg-claude/providers/Microsoft.CognitiveServices/accounts/x-y',
		'/resourceGroups/resource-1/providers/Microsoft.CognitiveServices/accounts/resource-2',
	],
	['projects/acme-web/locations/global', 'projects/project-1/locations/global'],
	['the principal b6f0a8d3-51c2-4e97-a4d8-3c7e9f215b60', 'the principal id-1'],
	['mail dana%40acme.example, dana_acme.example#EXT#@partner.example', 'mail email-1, email-2'],
])('%s', (text, expected) => {
	expect(shared(text)).toBe(expected);
});

test.each([
	'bedrock-runtime.us-east-1.amazonaws.com → 10.20.4.17, 10.20.5.9',
	'aiplatform.us.rep.googleapis.com, login.microsoftonline.com, portal.sso.eu-west-1.amazonaws.com',
	'us.anthropic.claude-opus-5-5 answers; see settings.local.json and ~/.zshrc',
	'the permission aiplatform.endpoints.predict, the action bedrock:InvokeModel, Microsoft.CognitiveServices',
	'Correlation ID: b6f0a8d3-51c2-4e97-a4d8-3c7e9f215b60 (request 7c1e5a90-3b52-4f0e-9d64-2a8f1c0b7e35)',
	'https://code.claude.com/docs/en/settings',
	'fd12:3456::1 and [2600:2d00:2:1000::1]:443',
])('stays: %s', text => {
	expect(shared(text)).toBe(text);
});

test('one value has one token throughout, keys included, and the list says how much was replaced', async () => {
	const facts = {hosts: {'wks-1.acme.internal': 'wks-2.acme.internal'}, again: ['wks-1.acme.internal'], number: 111_122_223_333};
	const made: Report = report([outcome('a', [{...command, title: 'WKS-1.acme.internal'}], facts)]);
	const result = shareReport(made, known);
	expect(result.facts['a']).toEqual({hosts: {'host-1': 'host-2'}, again: ['host-1'], number: 'account-1'});
	expect(result.findings[0]?.title).toBe('host-1');
	expect(result.redactions).toEqual([
		{kind: 'account', count: 2, distinct: 1},
		{kind: 'host', count: 4, distinct: 2},
	]);
	expect((await judge('report'))(result)).toEqual([]);
	expect(result.diagnosticCode).toBe(made.diagnosticCode);
});

test('common words that happen to be names are left alone', () => {
	expect(shared('Claude Code answers for the user of Azure', {user: ['user'], resource: ['claude', 'Azure']})).toBe(
		'Claude Code answers for the user of Azure',
	);
});

test('any text survives, and applying it twice changes nothing more', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme', maxLength: 200}), text => {
			const once = shared(text);
			expect(shared(once)).toBe(once);
		}),
	);
});

test('takes time in proportion to the length of the text', () => {
	for (const unit of ['a', 'a.', 'a@', '1-', '/home/', 'http://', 'a%40', '-.']) {
		const startedAt = performance.now();
		shared(unit.repeat(60_000));
		expect(performance.now() - startedAt, unit).toBeLessThan(2000);
	}
});
