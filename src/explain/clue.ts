// Clues: short written signs of a cause, and whether and where a text shows them.

import type {Evidence, Span} from './facts.ts';
import {squeeze} from './text.ts';
import {vocabulary} from './vocabulary.ts';

/**
 * The signs of one cause. Each clue is a line of terms; terms joined by ` & ` stand near each other, those joined by ` ~ ` right
 * beside each other, in either order:
 *
 * - `no identity-based policy allows` a phrase; case, white space, line breaks and quotes do not matter
 * - `not authorized to perform … bedrock:` a phrase with something in between
 * - `sso url|start url` any of several phrases, `$missing` any phrase of that meaning (`vocabulary.ts`)
 * - `@403`, `@azure`, `@host:install`, `@aadsts:50020` a fact (`facts.ts`)
 * - `!…` none of this may stand near
 *
 * Prefer what cannot change: names of errors, actions and reasons, status and provider, and the shortest telling words.
 */
export type Signals = {
	/** The text can mean nothing else. */
	readonly certain?: readonly string[];
	/** The most likely meaning, with rivals. */
	readonly likely?: readonly string[];
	/** One of several meanings. */
	readonly possible?: readonly string[];
	/** The one check that decides between this cause and its rivals. */
	readonly tellApart?: string;
};

export type Clue = {readonly source: string; readonly terms: readonly Term[]};

type Term = {readonly isAbsent: boolean; readonly isClose: boolean} & ({readonly fact: string} | {readonly phrases: readonly Phrase[]});

/** The parts of a phrase, in their order. */
type Phrase = readonly string[];

/** How far apart, in squeezed characters, the parts of a phrase and the terms of a clue may stand. */
const gap = 320;
const reach = 900;
const awayFrom = 500;
const beside = 60;

/**
 * Reads a clue's line.
 *
 * @throws RangeError when it names a meaning that the vocabulary does not have.
 */
export function clueOf(source: string): Clue {
	const [first = '', ...rest] = source.split(/ ([&~]) /u);
	return {
		source,
		terms: [
			termOf(first, '&'),
			...rest.flatMap((_, index) => (index % 2 === 0 ? [termOf(rest[index + 1] ?? '', rest[index] ?? '&')] : [])),
		],
	};
}

function termOf(written: string, joint: string): Term {
	const isAbsent = written.startsWith('!');
	const base = {isAbsent, isClose: joint === '~'};
	const rest = isAbsent ? written.slice(1) : written;
	return rest.startsWith('@') ? {...base, fact: rest.slice(1)} : {...base, phrases: rest.split('|').flatMap(phrasesOf)};
}

function phrasesOf(written: string): readonly Phrase[] {
	if (!written.startsWith('$')) {
		return [written.split('…').map(squeeze)];
	}

	const meaning = vocabulary[written.slice(1)];
	if (meaning === undefined) {
		throw new RangeError(`The vocabulary has no ${written}.`);
	}

	return meaning.map(phrase => [squeeze(phrase)]);
}

/** What the finder has to look for: the beginning of every phrase. */
export function partsOf(clue: Clue): readonly string[] {
	return clue.terms.flatMap(term => ('phrases' in term ? term.phrases.map(([first = '']) => first) : []));
}

/** A place where a clue holds, and how many characters of it were matched. */
export type Match = Span & {readonly weight: number};

/** The places where a clue holds. */
export function matchesOf(clue: Clue, evidence: Evidence): readonly Match[] {
	const terms = [];
	for (const term of clue.terms) {
		const spans = spansOf(term, evidence);
		if (spans.length === 0 && !term.isAbsent) {
			return [];
		}

		terms.push({term, spans});
	}

	const [first, ...others] = terms;
	if (first === undefined) {
		return [];
	}

	return first.spans.flatMap(anchor => {
		let match: Match = {...anchor, weight: weightOf(first.term, anchor)};
		for (const {term, spans} of others) {
			const near = nearest(spans, anchor);
			const distance = near === undefined ? Infinity : distanceOf(near, anchor);
			if (term.isAbsent ? distance <= awayFrom : distance > (term.isClose ? beside : reach)) {
				return [];
			}

			if (!term.isAbsent && near !== undefined) {
				match = {start: Math.min(match.start, near.start), end: Math.max(match.end, near.end), weight: match.weight + weightOf(term, near)};
			}
		}

		return [match];
	});
}

function spansOf(term: Term, evidence: Evidence): readonly Span[] {
	if ('fact' in term) {
		return evidence.facts.get(term.fact) ?? [];
	}

	const spans = term.phrases.flatMap(phrase => spansOfPhrase(phrase, evidence));
	return term.phrases.length === 1 ? spans : spans.toSorted((a, b) => a.start - b.start);
}

function spansOfPhrase(phrase: Phrase, evidence: Evidence): readonly Span[] {
	if (!evidence.found.has(phrase[0] ?? '')) {
		return [];
	}

	const key = phrase.join('…');
	const known = evidence.phrases.get(key) ?? phraseSpans(phrase, evidence);
	evidence.phrases.set(key, known);
	return known;
}

function phraseSpans(parts: readonly string[], evidence: Evidence): readonly Span[] {
	const [first = '', ...others] = parts;
	const {squeezed} = evidence.text;
	return (evidence.found.get(first) ?? []).flatMap(start => {
		if (isInsideWord(start, evidence)) {
			return [];
		}

		let end = start + first.length;
		for (const part of others) {
			const next = squeezed.slice(end, end + gap + part.length).indexOf(part);
			if (next === -1) {
				return [];
			}

			end += next + part.length;
		}

		return [{start, end}];
	});
}

/** `ENOTFOUND` is not meant by `ModuleNotFound`: a phrase begins where a word begins. */
function isInsideWord(start: number, {text}: Evidence): boolean {
	const place = text.places[start] ?? 0;
	return /[\p{L}\d]/u.test(text.plain[place] ?? '') && /[\p{L}\d]/u.test(text.plain[place - 1] ?? '');
}

/** The span nearest to another one; spans are in the order of the text. */
export function nearest(spans: readonly Span[], to: Span): Span | undefined {
	let low = 0;
	let high = spans.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((spans[middle]?.start ?? 0) < to.start) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	const [before, after] = [spans[low - 1], spans[low]];
	return before === undefined || (after !== undefined && distanceOf(after, to) < distanceOf(before, to)) ? after : before;
}

/** Characters between two stretches; 0 when they overlap. */
export function distanceOf(one: Span, other: Span): number {
	return Math.max(0, one.start - other.end, other.start - one.end);
}

/** Longer phrases say more; a fact says a little. */
function weightOf(term: Term, span: Span): number {
	return 'fact' in term
		? 8
		: term.phrases.length === 1
			? (term.phrases[0] ?? []).reduce((sum, part) => sum + part.length, 0)
			: Math.min(span.end - span.start, 20);
}
