// What people paste, dictate and send to `onboard explain`: an answer in bounded time, and nothing in it that a terminal obeys.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {describe as describeCode} from '../../src/catalog/describe.ts';
import {clean} from '../../src/core/document.ts';
import {glyphs} from '../../src/core/glyphs.ts';
import {redactText} from '../../src/core/redact.ts';
import {readDiagnosticCode} from '../../src/explain/diagnostic-code.ts';
import {diagnosisLines} from '../../src/explain/diagnosis-lines.ts';
import {recognize} from '../../src/explain/recognize.ts';
import {readReport} from '../../src/explain/report-file.ts';
import {summaryJson, summaryLines} from '../../src/explain/report-lines.ts';
import {explainTextLines, recognitionJson} from '../../src/explain/text-lines.ts';
import {printLines} from '../../src/output/lines.ts';
import {reportJson} from '../../src/output/report.ts';
import {runCommand} from '../helpers/command.ts';
import {anyJson, anyJsonText, budget, holds, hostileText, obeyed} from '../helpers/fuzz.ts';
import {catalogueTexts, foreignTexts, labelled} from '../explain/measure.ts';
import {command, isPrivate, outcome, publicPath, report} from '../output/samples.ts';
import {makeHome} from '../save/home.ts';

const texts = [...(await catalogueTexts()), ...(await labelled('development'))].map(({text}) => text);
const foreign = await foreignTexts();
const part = fc.oneof(
	fc.constantFrom(...texts),
	fc.constantFrom(...foreign),
	hostileText,
	fc.string({maxLength: 20}),
	fc.constantFrom(
		'\n',
		' ',
		'\\n',
		'\\u001b[31m',
		'│ ',
		'403',
		'AADSTS50076',
		'https://',
		'.amazonaws.com',
		'{"error":',
		'"',
		"'",
		'  1 | ',
		'2026-11-22T10:00:00Z ',
		'…',
		'[[[',
		'(((',
		'---',
		'a.a.',
		'@',
		'://',
		'%',
		'=',
		'&#39;',
	),
);
const options = {contacts: {}, glyphs: glyphs(true)};
const work = (text: string): number => {
	const began = process.threadCpuUsage();
	recognize(text);
	const {user, system} = process.threadCpuUsage(began);
	return (user + system) / 1000;
};

holds(
	'pasted text: an answer that prints cleanly',
	fc.property(fc.array(part, {maxLength: 12}), parts => {
		const recognition = recognize(parts.join(''));
		const shown = printLines(explainTextLines(recognition, options), {width: 60});
		expect(shown).not.toMatch(obeyed);
		const json = JSON.stringify(recognitionJson(recognition));
		expect(json).not.toMatch(obeyed);
		for (const {code} of recognition.candidates) {
			expect(describeCode(code)).toBeDefined();
		}
	}),
	{usual: 150},
);

test('100,000 characters of anything: median below 50 ms, and none takes a second', () => {
	const long = fc.array(part, {minLength: 1, maxLength: 5}).map(parts => {
		const once = parts.join('') || ' ';
		return once.repeat(Math.ceil(100_000 / once.length)).slice(0, 100_000);
	});
	work('x'.repeat(100_000));
	const took = fc.sample(long, {...budget<string>({usual: 40, cost: 20}), examples: []}).map(text => ({text, milliseconds: work(text)}));
	const slowest = took.toSorted((a, b) => b.milliseconds - a.milliseconds);
	expect(slowest[Math.floor(slowest.length / 2)]?.milliseconds).toBeLessThan(50);
	expect(slowest[0]?.milliseconds, JSON.stringify(slowest[0]?.text.slice(0, 200))).toBeLessThan(1000);
});

holds(
	'removing secrets and escape sequences takes time in proportion, and doing it twice changes nothing',
	fc.property(
		fc.array(
			fc.oneof(
				part,
				fc.constantFrom(
					'token',
					'=',
					': ',
					'\\"',
					'eyJ',
					'AKIA',
					'-----BEGIN A-----',
					'://a:',
					'bearer ',
					'\u001B[',
					'\u001B]',
					'0;',
					'x'.repeat(40),
				),
			),
			{minLength: 1, maxLength: 4},
		),
		parts => {
			const once = parts.join('') || ' ';
			const long = once.repeat(Math.ceil(50_000 / once.length)).slice(0, 50_000);
			const began = process.threadCpuUsage();
			const cleaned = clean(long);
			const redacted = redactText(cleaned);
			const {user, system} = process.threadCpuUsage(began);
			expect((user + system) / 1000).toBeLessThan(1000);
			expect(clean(cleaned)).toBe(cleaned);
			expect(cleaned).not.toMatch(obeyed);
			expect(redactText(redacted)).toBe(redacted);
		},
	),
	{usual: 30, cost: 20, examples: [[['eyJ']]]},
);

const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZOILilou -–\u0000\u202E'];
holds(
	'diagnostic codes: read, mistyped or none; what is read prints cleanly and is declared',
	fc.property(
		fc.oneof(
			fc.array(fc.constantFrom(...alphabet), {maxLength: 60}).map(signs => signs.join('')),
			fc
				.tuple(fc.constant('1530-0200-0H11-7P6J'), fc.nat({max: 18}), fc.constantFrom(...alphabet))
				.map(([code, at, sign]) => code.slice(0, at) + sign + code.slice(at + 1)),
			hostileText,
		),
		text => {
			const read = readDiagnosticCode(text);
			if (read.kind === 'read') {
				expect(read.diagnosis.codes.every(code => describeCode(code) !== undefined)).toBe(true);
				expect(printLines(diagnosisLines(read.diagnosis, {...options, nameOf: id => id}))).not.toMatch(obeyed);
			}
		},
	),
	{usual: 500},
);

const whole = JSON.parse(reportJson(report([outcome('sign-in', [command]), outcome('network.path', [publicPath, isPrivate])]))) as Record<
	string,
	unknown
>;
/** The report with one value, at any depth, replaced. */
function changed(value: unknown, at: number, by: unknown): unknown {
	let left = at;
	const walk = (item: unknown): unknown => {
		if (left-- === 0) {
			return by;
		}

		return Array.isArray(item)
			? item.map(inner => walk(inner))
			: typeof item === 'object' && item !== null
				? Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, walk(inner)]))
				: item;
	};
	return walk(value);
}

holds(
	'reports: a report, broken or something else; what is read prints cleanly',
	fc.property(
		anyJsonText(
			fc
				.tuple(fc.nat({max: 90}), fc.oneof(anyJson(), hostileText, fc.constantFrom<unknown>('x'.repeat(10_000), 1e308)))
				.map(([at, by]) => changed(whole, at, by)),
		),
		text => {
			const read = readReport(text);
			if (read.kind === 'report') {
				expect(printLines(summaryLines(read.report, options))).not.toMatch(obeyed);
				expect(JSON.stringify(summaryJson([read.report]))).not.toMatch(obeyed);
			} else if (read.kind === 'broken') {
				expect(read.reason).not.toMatch(obeyed);
			}
		},
	),
	{usual: 200},
);

holds(
	'the command itself: an exit code or a UserError',
	fc.asyncProperty(
		fc.oneof(
			fc.array(part, {minLength: 1, maxLength: 5}).map(parts => parts.join('')),
			anyJsonText(anyJson('schema', 'onboard/report@1')),
		),
		async input => {
			const home = await makeHome();
			try {
				const {stdout} = await runCommand(['explain', '-'], {home: home.folder, input});
				expect(stdout).not.toMatch(obeyed);
			} catch (error) {
				expect((error as Error).constructor.name).toBe('UserError');
				expect((error as Error).message).not.toMatch(obeyed);
			}
		},
	),
	{usual: 20, cost: 30},
);
