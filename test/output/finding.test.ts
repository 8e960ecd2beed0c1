// The block of one finding and its ticket: the same everywhere, safe to send.

import {expect, test} from 'vitest';
import type {Finding} from '../../src/core/finding.ts';
import {glyphs} from '../../src/core/glyphs.ts';
import {findingLines, ownerName, ticketText, toneOf} from '../../src/output/finding.ts';
import {printLines} from '../../src/output/lines.ts';
import {command, isPrivate, publicPath, timedOut} from './samples.ts';

const contacts = {'network-team': '#netops', 'help-desk': '#it-help'};
const hostile: Finding = {
	...command,
	title: 'It\u001B[2J said\nno',
	cause: 'password=hunter22',
	evidence: [{label: 'a\u0007', value: 'Authorization: Bearer abcdefgh12345678'}],
};

test('a failure says what was seen, why, what to do and who can help', () => {
	expect(printLines(findingLines(publicPath, {contacts}), {width: 80})).toMatchInlineSnapshot(`
		"✖ The path to Bedrock is public  network.public-path
		  What we saw   name: bedrock-runtime.us-east-1.amazonaws.com → 52.94.0.17
		                policy: Acme requires a private path
		  Most likely   You are not on the VPN, or its name servers do not send this
		                name to the private endpoint.
		  Next          Connect the company VPN and try again. Still public? Send this
		                to the network team.
		  Who can help  network team · #netops
		"
	`);
});

test('a command stands on its own line, and the help desk is named when there is one', () => {
	expect(printLines(findingLines(command, {contacts, consequences: [timedOut]}))).toMatchInlineSnapshot(`
		"✖ Your sign-in has expired  sign-in.expired
		  Most likely   It is valid for 8 hours.
		  Explains too  The check models had no answer within 10 s (tool.check-timed-out)
		  Next          Sign in again:
		                onboard sign-in
		  Still stuck?  help desk · #it-help
		"
	`);
	expect(printLines(findingLines(command))).not.toContain('help desk');
});

test('a pass is one line, and ASCII is all a terminal may have', () => {
	expect(printLines(findingLines(isPrivate, {glyphs: glyphs(false)}))).toBe('+ The path to Bedrock is private  network.private\n');
	expect(printLines(findingLines(publicPath, {contacts, glyphs: glyphs(false)}), {unicode: false})).toMatch(/^[\n\u0020-\u007E]+$/u);
});

test('a ticket is complete on its own', () => {
	expect(ticketText(publicPath, {contacts, context: {Provider: 'Amazon Bedrock', Seen: '2026-11-22 14:03 UTC'}})).toMatchInlineSnapshot(`
		"The path to Bedrock is public [network.public-path]
		For: network team (#netops)

		What we saw
		- name: bedrock-runtime.us-east-1.amazonaws.com → 52.94.0.17
		- policy: Acme requires a private path

		Most likely
		You are not on the VPN, or its name servers do not send this name to the private endpoint.

		What is needed
		From a developer machine, bedrock-runtime.us-east-1.amazonaws.com resolves to 52.94.0.17, which is public. It has to resolve to the addresses of our private endpoint for Bedrock in us-east-1. Please forward this name to the cloud's private DNS (Route 53 Resolver inbound endpoint) and allow TCP 443 to the endpoint.

		Provider: Amazon Bedrock
		Seen: 2026-11-22 14:03 UTC
		"
	`);
	expect(ticketText(command)).toBe(
		'Your sign-in has expired [sign-in.expired]\n\nMost likely\nIt is valid for 8 hours.\n\nNext\nSign in again: onboard sign-in\n',
	);
});

test('neither block nor ticket lets a secret or an escape sequence through', () => {
	for (const text of [printLines(findingLines(hostile), {width: 60}), ticketText(hostile)]) {
		// oxlint-disable-next-line no-control-regex
		expect(text).not.toMatch(/hunter22|abcdefgh12345678|[\u0000-\u0009\u000B-\u001F]/u);
		expect(text).toContain('It said no');
	}
});

test('every owner and severity has words and a tone', () => {
	expect(
		(['you', 'help-desk', 'platform-team', 'network-team', 'cloud-admin', 'provider'] as const).map(owner => ownerName(owner)),
	).toEqual(['you', 'help desk', 'platform team', 'network team', 'cloud admin', 'the cloud provider']);
	expect((['pass', 'warn', 'fail', 'unknown', 'skipped'] as const).map(severity => toneOf(severity))).toEqual([
		'ok',
		'warn',
		'fail',
		'unknown',
		'muted',
	]);
});
