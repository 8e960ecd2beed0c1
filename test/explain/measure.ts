// How well pasted texts are recognized: the collections, the ways a text gets damaged, and the figures of one run.

import {readFile} from 'node:fs/promises';
import {recognize} from '../../src/explain/recognize.ts';

/** An error text and the codes that name its cause; the first is the best one. */
export type Labelled = {readonly text: string; readonly codes: readonly string[]; readonly id?: string};

export type Figures = {readonly count: number; readonly top1: number; readonly top3: number; readonly missed: readonly string[]};

async function read<T>(name: string): Promise<T> {
	return JSON.parse(await readFile(new URL(`${name}.json`, import.meta.url), 'utf8')) as T;
}

export async function labelled(name: string): Promise<readonly Labelled[]> {
	return read(name);
}

/** The 74 entries of the error catalogue; each literal text counts. */
export async function catalogueTexts(): Promise<readonly Labelled[]> {
	const entries = await read<ReadonlyArray<{id: string; codes: readonly string[]; texts: readonly string[]}>>('catalogue');
	return entries.flatMap(({id, codes, texts}) => texts.map(text => ({id, codes, text})));
}

/** Texts that are none of ours. */
export async function foreignTexts(): Promise<readonly string[]> {
	return read('foreign');
}

export function measure(texts: readonly Labelled[], damage: (text: string) => string = text => text): Figures {
	const missed: string[] = [];
	let [first, third] = [0, 0];
	for (const {text, codes, id} of texts) {
		const found = recognize(damage(text)).candidates.map(candidate => candidate.code);
		if (codes.includes(found[0] ?? '')) {
			first++;
		} else {
			missed.push(`${id ?? text.slice(0, 80)}: ${codes.join(' or ')}, found ${found.slice(0, 3).join(', ') || 'nothing'}`);
		}

		third += found.slice(0, 3).some(code => codes.includes(code)) ? 1 : 0;
	}

	return {count: texts.length, top1: first / texts.length, top3: third / texts.length, missed};
}

export function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}

const logLines = [
	'INFO  [http] GET /health 200 3 ms',
	'DEBUG [plugins] loaded 12 plugins',
	'INFO  [cache] hit ratio 0.87',
	'INFO  [editor] opened src/index.ts',
	'INFO  [tools] Bash finished in 120 ms',
	'DEBUG [retry] at most 10 attempts',
	'INFO  [pool] 5 connections',
];

const logLine = (index: number, text: string) => `2026-11-22T10:${String(index).padStart(2, '0')}:12.345Z ${text}`;

/** The ways in which pasted text gets damaged. */
export const damages: Readonly<Record<string, (text: string) => string>> = {
	literal: text => text,
	'cut into lines of 80': text => (text.match(/.{1,80}/gsu) ?? []).join('\n'),
	'wrapped at 80 by words': text => wrapped(text, 80).join('\n'),
	'first 120 characters after the stem': text => {
		const stem = /^.*?API Error:? ?(?:\(\w+\):? ?)?\d{0,3} ?/su.exec(text)?.[0] ?? '';
		return stem + text.slice(stem.length, stem.length + 120);
	},
	'inside 40 lines of log': text =>
		[
			...Array.from({length: 20}, (_, index) => logLine(index, logLines[index % logLines.length] ?? '')),
			logLine(20, `ERROR [api] ${text}`),
			...Array.from({length: 20}, (_, index) => logLine(21 + index, logLines[index % logLines.length] ?? '')),
		].join('\n'),
	coloured: text => text.replaceAll(/\S+/gu, (word, index: number) => (index % 3 === 0 ? `\u001B[31m${word}\u001B[39m` : word)),
	'typographic quotes': text => text.replaceAll("'", '\u2019').replaceAll(/"([^"]*)"/gu, '\u201E$1\u201C'),
	'inside JSON': text => JSON.stringify({level: 'error', message: text}),
	'quoted and boxed': text =>
		wrapped(text, 70)
			.map(line => `> \u2502 ${line.padEnd(70)} \u2502`)
			.join('\r\n'),
};

function wrapped(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(word);
		}
	}

	return lines;
}
