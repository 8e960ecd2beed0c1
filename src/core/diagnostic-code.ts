// The diagnostic code's format: which numbers it carries and in how many bits; pure numbers, names belong to the catalog.

import {longest, normalize, protect, suspects, unprotect} from './crockford.ts';

/** What a code carries, as numbers. A number too big for its place is carried as the biggest one that fits. */
export type Carried = {
	/** 0 for none. */
	readonly provider: number;
	readonly verdict: number;
	readonly platform: number;
	/** Major version of Node. */
	readonly node: number;
	/** Version of the program: major, minor, patch. */
	readonly version: readonly [number, number, number];
	/** How many more findings there were than `findings` holds. */
	readonly more: number;
	/** Numbers of finding codes, in order. */
	readonly findings: readonly number[];
};

export type Read =
	| {readonly kind: 'read'; readonly carried: Carried}
	/** An intact code of a format that came after this version. */
	| {readonly kind: 'newer'}
	/** It was meant to be a code; `groups` (from 1) are the ones to ask for again, none when any may be wrong. */
	| {readonly kind: 'mistyped'; readonly groups: readonly number[]}
	| {readonly kind: 'not-a-code'};

/** Findings that one code holds at most. */
export const mostFindings = 6;

const format = 1;
const symbolBits = 5;
const groupLength = 4;
const findingBits = 10;
const header = [
	['format', symbolBits],
	['provider', 3],
	['verdict', 2],
	['platform', 2],
	['node', 6],
	['major', 4],
	['minor', 7],
	['patch', 6],
	['more', 5],
] as const;
const headerBits = header.reduce((sum, [, bits]) => sum + bits, 0);

/** Characters of a code without a finding, the two check characters included. */
const shortest = headerBits / symbolBits + 2;

/** Biggest number a finding code may have. */
export const biggestNumber = 2 ** findingBits - 1;

/** Writes a code in groups of four: `1480-0600-…`, 12 characters and two for each finding, dashes not counted. */
export function writeCode(carried: Carried): string {
	const [major, minor, patch] = carried.version;
	const values = {format, ...carried, major, minor, patch};
	const fields = [
		...header.map(([name, bits]) => [values[name], bits] as const),
		...carried.findings.slice(0, mostFindings).map(number => [number, findingBits] as const),
	];
	const bits = fields.map(([value, width]) => toBits(value, width)).join('');
	return grouped(protect((bits.match(/.{5}/gu) ?? []).map(symbol => Number.parseInt(symbol, 2))));
}

function toBits(value: number, width: number): string {
	return Math.min(Math.max(0, Math.trunc(value)), 2 ** width - 1)
		.toString(2)
		.padStart(width, '0');
}

function grouped(word: string): string {
	return (word.match(/.{1,4}/gu) ?? []).join('-');
}

/** Reads what a person typed. A dropped or doubled character is noticed by the length alone: whole codes have an even one. */
export function readCode(text: string): Read {
	const word = normalize(text);
	if (word === undefined || word.length < shortest - 1 || word.length > longest) {
		return {kind: 'not-a-code'};
	}

	const symbols = unprotect(word);
	const [first = 0] = symbols ?? [];
	if (symbols !== undefined && first === format && isWhole(symbols.length)) {
		return {kind: 'read', carried: carriedBy(symbols.map(symbol => toBits(symbol, symbolBits)).join(''))};
	}

	if (!looksLikeCode(text, word)) {
		return {kind: 'not-a-code'};
	}

	return symbols !== undefined && first > format ? {kind: 'newer'} : {kind: 'mistyped', groups: groupsOf(suspects(word))};
}

function isWhole(symbols: number): boolean {
	const rest = symbols * symbolBits - headerBits;
	return rest >= 0 && rest % findingBits === 0;
}

function carriedBy(bits: string): Carried {
	const values = new Map<string, number>();
	let at = 0;
	for (const [name, width] of header) {
		values.set(name, Number.parseInt(bits.slice(at, at + width), 2));
		at += width;
	}

	const valueOf = (name: (typeof header)[number][0]) => values.get(name) ?? 0;
	return {
		provider: valueOf('provider'),
		verdict: valueOf('verdict'),
		platform: valueOf('platform'),
		node: valueOf('node'),
		version: [valueOf('major'), valueOf('minor'), valueOf('patch')],
		more: valueOf('more'),
		findings: (bits.slice(headerBits).match(/.{10}/gu) ?? []).map(number => Number.parseInt(number, 2)),
	};
}

/** Words of an error text are not codes that somebody mistyped: a code comes in groups of four, or as one word that begins with 1. */
function looksLikeCode(text: string, word: string): boolean {
	const groups = text.trim().split(/[\s\p{Pd}\u2212]+/u);
	if ([...word].filter(letter => letter <= '9').length < 3) {
		return false;
	}

	return groups.length === 1
		? word.startsWith(String(format)) && /\d/u.test(text) && /[A-Z]/u.test(word)
		: groups.length > 2 &&
				groups.filter(group => group.length === groupLength).length >= groups.length - 2 &&
				groups.filter(group => /\d/u.test(group)).length > 1;
}

function groupsOf(places: readonly number[]): readonly number[] {
	return [...new Set(places.map(place => Math.floor(place / groupLength) + 1))];
}
