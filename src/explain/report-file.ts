// Reads a report that another run wrote: whatever is in the file, either a whole report comes out or one reason why not.

import {z} from 'zod';
import {clean} from '../core/document.ts';
import type {Report} from '../core/report.ts';

export type ReportFile =
	| {readonly kind: 'report'; readonly report: Report}
	/** It says that it is a report and is none that can be read. */
	| {readonly kind: 'broken'; readonly reason: string; readonly isNewer: boolean}
	| {readonly kind: 'something-else'};

/** Biggest file that is read, in bytes; a full report has some 50 kB. */
export const biggestFile = 5_000_000;

const text = z.string().transform(value => clean(value));
const severity = z.enum(['pass', 'warn', 'fail', 'unknown', 'skipped']);
const fix = z.discriminatedUnion('kind', [
	z.object({kind: z.literal('command'), command: text, text}),
	z.object({kind: z.literal('do'), text}),
	z.object({kind: z.literal('ask'), text, message: text}),
]);
const finding = z.object({
	code: z.string().regex(/^[a-z][\da-z-]{0,40}\.[\da-z-]{1,60}$/u),
	severity,
	title: text,
	cause: text,
	fix,
	owner: z.enum(['you', 'help-desk', 'platform-team', 'network-team', 'cloud-admin', 'provider']),
	evidence: z.array(z.object({label: text, value: text})),
	causedBy: z.array(text),
	check: text,
});
const document = z.object({
	schema: z.literal('onboard/report@1'),
	tool: z.object({name: z.literal('onboard'), version: text, node: text, platform: text}),
	at: z.iso.datetime(),
	provider: text.nullable(),
	simulated: text.exactOptional(),
	target: z
		.record(z.string(), text)
		.transform(target => Object.fromEntries(Object.entries(target).map(([label, value]) => [clean(label), value]))),
	verdict: z.enum(['ready', 'not-ready', 'cannot-tell']),
	checks: z
		.array(
			z.object({
				id: text,
				group: z.enum(['configuration', 'sign-in', 'network', 'models', 'terms']),
				title: text,
				state: severity,
				summary: text,
				tookMs: z.number(),
			}),
		)
		.max(1000),
	facts: z.record(z.string(), z.unknown()),
	findings: z.array(z.intersection(finding, z.object({consequences: z.array(finding)}))).max(1000),
	// Reports before the first release had none.
	diagnosticCode: z.union([z.literal(''), z.string().regex(/^[\dA-Z]{4}(?:-[\dA-Z]{1,4}){1,8}$/u)]).default(''),
	redactions: z.array(z.unknown()),
});

/** Reads the text of a file. Never throws. */
export function readReport(source: string): ReportFile {
	const start = source.replace(/^\uFEFF/u, '').trimStart();
	if (!start.startsWith('{')) {
		return {kind: 'something-else'};
	}

	let value: unknown;
	try {
		value = JSON.parse(start);
	} catch {
		return /^\{\s*"schema":\s*"onboard\/report@/u.test(start)
			? {kind: 'broken', reason: 'it is cut off, or not valid JSON', isNewer: false}
			: {kind: 'something-else'};
	}

	const schema = (value as {readonly schema?: unknown}).schema;
	if (typeof schema !== 'string' || !schema.startsWith('onboard/')) {
		return {kind: 'something-else'};
	}

	if (schema !== 'onboard/report@1') {
		const isNewer = /^onboard\/report@\d{1,4}$/u.test(schema);
		return {kind: 'broken', reason: isNewer ? `a newer onboard wrote it (${schema})` : 'it is another output of onboard', isNewer};
	}

	const result = document.safeParse(value);
	if (result.success) {
		// What nobody reads here stays unread.
		return {kind: 'report', report: {...result.data, facts: {}, redactions: []}};
	}

	const place = result.error.issues[0]?.path.join('.') ?? '';
	return {kind: 'broken', reason: `${clean(place).slice(0, 80)} is missing or wrong`, isNewer: false};
}
