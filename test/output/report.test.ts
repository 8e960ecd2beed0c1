// Reports: judged honestly, redacted always, the same content in every form.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Finding, Severity} from '../../src/core/finding.ts';
import {makeReport} from '../../src/core/report.ts';
import {diagnosticCodeOf} from '../../src/explain/diagnostic-code.ts';
import {printLines} from '../../src/output/lines.ts';
import {reportJson, reportLines} from '../../src/output/report.ts';
import {reportMarkdown} from '../../src/output/report-markdown.ts';
import {at, command, crashed, isPrivate, judge, outcome, publicPath, report, timedOut, tool} from './samples.ts';
import {budget} from '../helpers/fuzz.ts';

const notReady = report([
	outcome('sign-in', [command]),
	outcome('network.path', [publicPath]),
	outcome('models', [{...timedOut, causedBy: ['network.public-path']}], undefined, 'timed-out'),
	outcome('terms', [crashed], undefined, 'crashed'),
]);

test('lines: the verdict, then what to fix, with consequences folded', () => {
	expect(printLines(reportLines(notReady, {providerName: 'Amazon Bedrock', contacts: {'network-team': '#netops'}}), {width: 80}))
		.toMatchInlineSnapshot(`
			"✖ Not ready: 2 to fix, 1 could not be told.
			  Amazon Bedrock · 111122223333 · us-east-1

			To fix
			✖ Your sign-in has expired  sign-in.expired
			  Most likely   It is valid for 8 hours.
			  Next          Sign in again:
			                onboard sign-in

			✖ The path to Bedrock is public  network.public-path
			  What we saw   name: bedrock-runtime.us-east-1.amazonaws.com → 52.94.0.17
			                policy: Acme requires a private path
			  Most likely   You are not on the VPN, or its name servers do not send this
			                name to the private endpoint.
			  Explains too  The check models had no answer within 10 s
			                (tool.check-timed-out)
			  Next          Connect the company VPN and try again. Still public? Send this
			                to the network team.
			  Who can help  network team · #netops
			  Text to send  From a developer machine,
			                bedrock-runtime.us-east-1.amazonaws.com resolves to 52.94.0.17,
			                which is public. It has to resolve to the addresses of our
			                private endpoint for Bedrock in us-east-1. Please forward this
			                name to the cloud's private DNS (Route 53 Resolver inbound
			                endpoint) and allow TCP 443 to the endpoint.

			Could not be told
			? The check terms itself failed, so its question stays open  tool.check-crashed
			  Most likely   A fault in onboard, not in your set-up: TypeError: x
			  Next          Send this to whoever maintains onboard for you.
			  Who can help  help desk
			  Text to send  The onboard check terms crashed: TypeError: x

			Checked
			✖ network   failed: sign-in, network.path · unclear: models, terms

			Diagnostic code  1530-0200-0H11-7P6J
			On the phone?    Read it out. Any machine can look it up:
			  onboard explain 1530-0200-0H11-7P6J
			"
		`);
	expect(printLines(reportLines(report([outcome('network.path', [isPrivate])])))).toMatchInlineSnapshot(`
		"✔ Ready.
		  bedrock · 111122223333 · us-east-1

		Checked
		✔ network   seen
		"
	`);
});

test('lines: every check on demand, and a rehearsal says that it is one', () => {
	const rehearsal = makeReport({
		tool,
		at,
		provider: 'bedrock',
		simulated: 'bedrock/happy',
		target: {region: 'us-east-1'},
		outcomes: [outcome('network.dns', [publicPath]), outcome('network.path', [], undefined, 'skipped')],
		codeOf: diagnosticCodeOf,
	});
	expect(printLines(reportLines(rehearsal, {isVerbose: true})).split('Checked')[1]).toMatchInlineSnapshot(`
		"
		  network
		  ✖ network.dns   seen  1 ms
		  · network.path  seen

		Diagnostic code  1530-0200-11XM
		On the phone?    Read it out. Any machine can look it up:
		  onboard explain 1530-0200-11XM
		"
	`);
	expect(printLines(reportLines(rehearsal))).toContain('  simulated cloud bedrock/happy · bedrock · us-east-1\n');
	expect(reportMarkdown(rehearsal)).toContain('- Simulated cloud: `bedrock/happy`');
	expect(printLines(reportLines({...rehearsal, verdict: 'ready', findings: [], only: 'network'})).split('\n')[0]).toBe(
		'✔ Nothing in the way in network; the rest was not checked.',
	);
});

test('JSON: root causes only, valid against its schema', async () => {
	const problems = await judge('report');
	const document = JSON.parse(reportJson(notReady)) as typeof notReady;
	expect(problems(document)).toEqual([]);
	expect(document.findings.map(finding => finding.code)).toEqual(['sign-in.expired', 'network.public-path', 'tool.check-crashed']);
	expect(document).toMatchObject({
		schema: 'onboard/report@1',
		at: '2026-11-22T14:03:00.000Z',
		verdict: 'not-ready',
		target: {account: '111122223333', region: 'us-east-1'},
	});
	expect(
		problems(JSON.parse(reportJson(makeReport({tool, at, provider: undefined, target: {}, outcomes: [], codeOf: diagnosticCodeOf})))),
	).toEqual([]);
	expect(problems({...document, verdict: 'fine'})).not.toEqual([]);
	expect(problems({...document, findings: [{...document.findings[0], severity: 'bad'}]})).not.toEqual([]);
});

test("Markdown: other people's words cannot become links, headings or mentions", () => {
	const hostile: Finding = {
		...command,
		title: '# [x](https://evil.example) @all <b>',
		evidence: [{label: '*', value: 'a `b` ``c'}],
		causedBy: [],
	};
	const text = reportMarkdown(report([outcome('sign-in', [hostile]), outcome('network.path', [isPrivate, publicPath])]), {
		providerName: 'Amazon Bedrock',
	});
	expect(text).toContain('## \\# \\[x\\](https://evil.example) @\u200Ball \\<b\\>');
	expect(text).toContain('- \\*: ```a `b` ``c```');
	expect(text).toContain('- Proven: The path to Bedrock is private (`network.private`)');
	expect(text).toContain('> From a developer machine,');
	expect(text.match(/^#+ /gmu)).toHaveLength(4);
});

test.each<[readonly (readonly [Severity, 'done' | 'skipped' | 'timed-out' | 'crashed'])[], string]>([
	[[['pass', 'done']], 'ready'],
	[[['warn', 'done']], 'ready'],
	[
		[
			['unknown', 'done'],
			['pass', 'done'],
		],
		'cannot-tell',
	],
	[
		[
			['pass', 'done'],
			['pass', 'skipped'],
		],
		'cannot-tell',
	],
	[[['pass', 'crashed']], 'cannot-tell'],
	[
		[
			['fail', 'done'],
			['unknown', 'timed-out'],
		],
		'not-ready',
	],
	[[], 'cannot-tell'],
])('%j is %s: what nobody looked at is never ready', (states, verdict) => {
	const outcomes = states.map(([severity, state], index) =>
		outcome(`check-${index}`, state === 'skipped' ? [] : [{...command, code: `x.c${index}`, severity}], {}, state),
	);
	expect(report(outcomes).verdict).toBe(verdict);
});

test('secrets in facts, evidence and target reach no form of the report', () => {
	const canary = fc
		.string({unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'), minLength: 24, maxLength: 60})
		.map(text => `Qz9${text}`);
	fc.assert(
		fc.property(canary, secret => {
			const leaking: Finding = {
				...command,
				evidence: [{label: 'proxy', value: `http://dana:${secret}@proxy.acme.example:8080`}],
				cause: `the service said: {"accessToken":"${secret}"}`,
				title: `Bearer ${secret} was refused`,
			};
			const facts = {
				headers: {authorization: `Bearer ${secret}`},
				[`https://u:${secret}@h.example/`]: 1,
				credentials: [{secretAccessKey: secret, SessionToken: secret}],
				text: `aws_session_token=${secret}`,
				variable: {name: 'AWS_BEARER_TOKEN_BEDROCK', value: secret},
			};
			const made = makeReport({
				tool,
				at,
				provider: 'bedrock',
				target: {baseUrl: `https://x:${secret}@llm.acme.example`},
				outcomes: [outcome('a', [leaking], facts)],
				codeOf: diagnosticCodeOf,
			});
			for (const text of [reportJson(made), reportMarkdown(made), printLines(reportLines(made))]) {
				expect(text).not.toContain(secret);
			}

			expect(made.redactions.reduce((sum, {count}) => sum + count, 0)).toBeGreaterThanOrEqual(8);
		}),
		budget({usual: 60, cost: 5}),
	);
});
