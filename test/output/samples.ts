// Findings, reports and summaries that the tests of the printers share.

import {readFile} from 'node:fs/promises';
import {Ajv2020} from 'ajv/dist/2020.js';
import {raise} from '../../src/catalog/declare.ts';
import {pathFindings} from '../../src/catalog/network/path.ts';
import {toolFindings} from '../../src/catalog/tool.ts';
import type {Outcome} from '../../src/core/check.ts';
import type {Finding} from '../../src/core/finding.ts';
import {makeReport, type Report, type Tool} from '../../src/core/report.ts';
import {diagnosticCodeOf} from '../../src/explain/diagnostic-code.ts';
import type {TermsSummary} from '../../src/core/terms.ts';

/** 2026-11-22 14:03 UTC. */
export const at = Date.UTC(2026, 10, 22, 14, 3);

export const tool: Tool = {name: 'onboard', version: '0.1.0', node: '24.0.0', platform: 'linux'};

export const publicPath: Finding = raise(pathFindings, 'network.public-path', {
	check: 'network.path',
	details: {
		service: 'Bedrock',
		host: 'bedrock-runtime.us-east-1.amazonaws.com',
		addresses: '52.94.0.17',
		region: 'us-east-1',
		forwarding: 'Route 53 Resolver inbound endpoint',
	},
	evidence: [
		{label: 'name', value: 'bedrock-runtime.us-east-1.amazonaws.com → 52.94.0.17'},
		{label: 'policy', value: 'Acme requires a private path'},
	],
});

export const isPrivate: Finding = raise(pathFindings, 'network.private', {
	check: 'network.path',
	details: {service: 'Bedrock', reason: 'Every address belongs to the endpoint.'},
});

export const timedOut: Finding = raise(toolFindings, 'tool.check-timed-out', {check: 'models', details: {check: 'models', limit: '10 s'}});

export const crashed: Finding = raise(toolFindings, 'tool.check-crashed', {
	check: 'terms',
	details: {check: 'terms', reason: 'TypeError: x'},
});

export const command: Finding = {
	code: 'sign-in.expired',
	severity: 'fail',
	title: 'Your sign-in has expired',
	cause: 'It is valid for 8 hours.',
	fix: {kind: 'command', text: 'Sign in again:', command: 'onboard sign-in'},
	owner: 'you',
	evidence: [],
	causedBy: [],
	check: 'sign-in',
};

export function outcome(check: string, findings: readonly Finding[], facts: unknown = {}, state: Outcome['state'] = 'done'): Outcome {
	return {check, group: 'network', title: check, state, facts, summary: 'seen', findings, tookMs: 1};
}

export function report(outcomes: readonly Outcome[]): Report {
	return makeReport({
		tool,
		at,
		provider: 'bedrock',
		target: {account: '111122223333', region: 'us-east-1', primaryModel: undefined},
		outcomes,
		codeOf: diagnosticCodeOf,
	});
}

export const terms: TermsSummary = {
	version: '2026-11',
	measured: [
		{label: 'account retention mode', value: 'none', note: 'nothing kept by the service', tone: 'ok'},
		{label: 'invocation logging', value: 'off'},
	],
	stated: [
		{label: 'training on your data', value: 'no', source: {url: 'https://aws.example/a', read: '2026-11-22'}},
		{label: 'CloudTrail', value: 'call metadata, 90 days, no prompt text', source: {url: 'https://aws.example/b', read: '2026-11-20'}},
	],
	unknown: [{label: 'organization trail bucket', value: 'your role cannot read it', note: 'cloud-admin can', tone: 'unknown'}],
	local: [{label: '~/.claude/projects', value: 'transcripts in plain text, 30 days'}],
	corrections: ['"30 days, cannot be zero": the mode none keeps nothing.'],
	organization: {
		name: 'Acme',
		rows: [{label: 'gateway logs', value: '7 days', source: {url: 'https://acme.example/x', read: '2026-11-02'}}],
	},
};

/** A judge of one of our JSON outputs: its problems, none when it is good. */
export async function judge(schema: string): Promise<(document: unknown) => readonly string[]> {
	const text = await readFile(new URL(`../../assets/schemas/${schema}.json`, import.meta.url), 'utf8');
	// `date-time` is a hint for readers here; the tests compare dates exactly.
	const validate = new Ajv2020({allErrors: true, validateFormats: false}).compile(JSON.parse(text) as object);
	return document =>
		validate(document)
			? []
			: (validate.errors ?? []).map(error => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
}
