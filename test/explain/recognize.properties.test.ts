// Whatever is pasted: recognition never throws, takes time in proportion to the text, and does not depend on how a terminal shows it.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {recognize} from '../../src/explain/recognize.ts';
import {catalogueTexts, foreignTexts, labelled} from './measure.ts';
import {budget} from '../helpers/fuzz.ts';

const texts = [...(await catalogueTexts()), ...(await labelled('development'))].map(({text}) => text);
const anyText = fc.oneof(
	fc.string({unit: 'binary', maxLength: 400}),
	fc.array(fc.constantFrom(...texts, ...(await foreignTexts())), {maxLength: 4}).map(parts => parts.join('\n')),
	fc
		.array(
			fc.oneof(
				fc.constantFrom('\u001B[31m', '\\n', '\\u001b', '&#39;', '│', '403', 'AADSTS', 'https://', '\r', '\t', '…'),
				fc.string({maxLength: 8}),
			),
			{maxLength: 60},
		)
		.map(parts => parts.join('')),
);

const codes = (text: string) => recognize(text).candidates.map(candidate => candidate.code);

test('never throws, and every candidate is complete', () => {
	fc.assert(
		fc.property(anyText, text => {
			for (const {code, confidence, score, because} of recognize(text).candidates) {
				expect(code).toMatch(/^[a-z-]+\.[a-z-]+$/);
				expect(['certain', 'likely', 'possible']).toContain(confidence);
				expect(score).toBeGreaterThan(0);
				expect(because.length).toBeGreaterThan(0);
			}
		}),
	);
});

test('is the same with colours, other line ends, other spaces and in front of each line what terminals put there', () => {
	const changed = fc.tuple(
		fc.constantFrom(...texts),
		fc.constantFrom('\n', '\r\n'),
		fc.constantFrom('', '> ', '│ ', '  ⎿  ', '2026-11-22T10:00:00Z '),
		fc.integer({min: 30, max: 200}),
	);
	fc.assert(
		fc.property(changed, ([text, end, prefix, width]) => {
			// A text of one line, so that the lines made here are the only ones.
			const line = text.replaceAll(/\s+/gu, ' ').trim();
			const cut = line.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? [];
			const shown = cut.map((part, index) => `${prefix}${index % 2 === 0 ? `\u001B[1;31m${part}\u001B[0m` : part}`).join(end);
			expect(codes(shown)[0]).toBe(codes(line)[0]);
		}),
		budget({usual: 500}),
	);
});

test('takes time in proportion to the text', () => {
	const long = (part: string, length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
	const parts = [
		'a',
		' ',
		'a.',
		'403 ',
		'not ',
		'\\n',
		'\u001B[31mx',
		'  1 |',
		'https://a.example.com/x ',
		'ENOTFOUND claude bedrock\n',
		`${texts.join('\n')}\n`,
	];
	// Time of the processor, so that a busy machine does not count.
	const work = (text: string) => {
		const began = process.threadCpuUsage();
		recognize(text);
		const {user, system} = process.threadCpuUsage(began);
		return (user + system) / 1000;
	};

	for (const part of parts) {
		work(long(part, 100_000));
		const once = Math.min(...[1, 2, 3].map(() => work(long(part, 50_000))));
		const twice = Math.min(...[1, 2, 3].map(() => work(long(part, 200_000))));
		expect(twice, JSON.stringify(part.slice(0, 20))).toBeLessThan(once * 12 + 40);
	}
});
