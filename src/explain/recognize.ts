// Recognizes what a pasted error text means: candidate causes with confidence, grouped by the messages found in it.

import type {Details} from '../catalog/declare.ts';
import {causes} from './causes/index.ts';
import {clueOf, distanceOf, matchesOf, nearest, partsOf, type Clue, type Match} from './clue.ts';
import {detailsOf} from './details.ts';
import {evidenceOf, factParts, type Evidence, type Span} from './facts.ts';
import {finderOf} from './finder.ts';
import {readText} from './text.ts';
import {understand, type Understood} from './understand.ts';

export type Confidence = 'certain' | 'likely' | 'possible';

export type Candidate = {
	/** A declared finding code. */
	readonly code: string;
	readonly confidence: Confidence;
	/** For the order only: higher is better. */
	readonly score: number;
	/** The words and facts of the text that speak for it. */
	readonly because: readonly string[];
	/** The check that decides between it and its rivals. */
	readonly tellApart?: string;
};

export type RecognizedError = {readonly text: string; readonly candidates: readonly Candidate[]};

export type Recognition = {
	/** One per message that was recognized, in the order of the text. */
	readonly errors: readonly RecognizedError[];
	/** All candidates, the best first; empty when nothing was recognized. */
	readonly candidates: readonly Candidate[];
	/** Values the text gives for the details of findings: the model, the host, the project. */
	readonly details: Details;
	/** What could be read off the text even if no cause was recognized. */
	readonly understood: Understood;
	/** Characters in the middle of a long text that were not read. */
	readonly unread: number;
};

/** `any`: any program says so · `service`: a service of a cloud says so · `own`: only what we need says so. */
type Kind = 'any' | 'service' | 'own';
type CompiledClue = Clue & {readonly code: string; readonly confidence: Confidence};
type Sign = Match & {readonly code: string; readonly confidence: Confidence; readonly kind: Kind};

const base: Readonly<Record<Confidence, number>> = {certain: 300, likely: 200, possible: 100};
const strongest = 90;
/** How far, in squeezed characters, another service's name makes a network error that service's. */
const neighbourhood = 500;
/** A pause of this many characters between two signs, or the beginning of a message between them, separates two errors. */
const pause = 400;
const longestText = 500;
const mostErrors = 20;

const compiled: readonly CompiledClue[] = Object.entries(causes).flatMap(([code, signals]) =>
	(['certain', 'likely', 'possible'] as const).flatMap(confidence =>
		(signals[confidence] ?? []).map(source => ({...clueOf(source), code, confidence})),
	),
);
const finder = finderOf([...factParts, ...compiled.flatMap(partsOf)]);

/** Codes whose phrases any program prints: they count only where nothing says that the message is about something else. */
const genericCodes = /^(?:network|install)\.|^config\.(?:ca-file|region)/u;
/** Codes of one cloud service: they do not count where the message is about another service of that cloud. */
const serviceCodes = /^(?:model|vertex|foundry)\./u;
/** Signing in is the same for every service of a cloud. */
const signInCodes =
	/^vertex\.(?:adc|gcloud|cli|sign-in|reauth|token|impersonation|credentials)|^foundry\.(?:sign-in|az-|account|password|tenant|mfa|device|conditional|security|user|not-assigned|consent|client|public-client|scope|code)/u;

/**
 * Names the causes that an error text can have. Pure; never throws; linear in the length of the text.
 *
 * @param text - Anything: one line, a screenful, a log with several errors; with colours, wrapped, cut off.
 */
export function recognize(text: string): Recognition {
	const evidence = evidenceOf(readText(text), finder);
	const signs = compiled
		.flatMap(clue =>
			matchesOf(clue, evidence).map(match => ({
				...match,
				code: clue.code,
				confidence: clue.confidence,
				kind: kindOf(clue.code),
			})),
		)
		.filter(sign => isOurs(sign, evidence))
		.toSorted((a, b) => a.start - b.start || a.end - b.end);
	const errors = messagesOf(signs, evidence.text.starts).map(group => ({
		text: excerpt(group, evidence),
		candidates: candidatesOf(group, evidence),
	}));
	return {
		errors: errors.slice(0, mostErrors),
		candidates: merged(errors),
		details: detailsOf(evidence.text.plain, evidence.hosts),
		understood: understand(evidence),
		unread: evidence.text.unread,
	};
}

function kindOf(code: string): Kind {
	return genericCodes.test(code) ? 'any' : serviceCodes.test(code) && !signInCodes.test(code) ? 'service' : 'own';
}

/** Whether a message is about something Claude Code needs, as far as the text tells. */
function isOurs(sign: Sign, evidence: Evidence): boolean {
	const near = (name: string, within: number): boolean => {
		const span = nearest(evidence.facts.get(name) ?? [], sign);
		return span !== undefined && distanceOf(span, sign) <= within;
	};
	if (sign.kind === 'own') {
		return true;
	}

	if (sign.kind === 'service') {
		return near('model', neighbourhood) || near('host:home', neighbourhood) || !near('foreign', neighbourhood);
	}

	const isHome =
		near('host:home', neighbourhood) || near('home', neighbourhood) || near('host:install', 200) || near('installing', neighbourhood);
	// A proxy has a name of its own.
	return isHome || (!near('foreign', neighbourhood) && (!near('host:other', 200) || sign.code.startsWith('network.proxy-')));
}

/** Groups signs that belong to one message. */
function messagesOf(signs: readonly Sign[], starts: readonly number[]): ReadonlyArray<readonly Sign[]> {
	const groups: Sign[][] = [];
	let end = -Infinity;
	for (const sign of signs) {
		const isNew = sign.start > end && (sign.start - end > pause || hasBetween(starts, end, sign.start));
		if (isNew || groups.length === 0) {
			groups.push([]);
			end = -Infinity;
		}

		groups.at(-1)?.push(sign);
		end = Math.max(end, sign.end);
	}

	return groups;
}

function hasBetween(places: readonly number[], after: number, upTo: number): boolean {
	let low = 0;
	let high = places.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((places[middle] ?? 0) < after) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	const next = places[low];
	return next !== undefined && next <= upTo;
}

function candidatesOf(signs: readonly Sign[], evidence: Evidence): readonly Candidate[] {
	const byCode = new Map<string, Sign[]>();
	for (const sign of signs) {
		byCode.set(sign.code, [...(byCode.get(sign.code) ?? []), sign]);
	}

	const all = [...byCode].map(([code, found]) => candidateOf(code, found, evidence)).toSorted(byScore);
	const isSettled = all[0]?.confidence === 'certain';
	return isSettled ? all.filter(candidate => candidate.confidence !== 'possible') : all;
}

function candidateOf(code: string, signs: readonly Sign[], evidence: Evidence): Candidate {
	const ranked = signs.toSorted((a, b) => base[b.confidence] - base[a.confidence] || b.weight - a.weight);
	const confidence = ranked[0]?.confidence ?? 'possible';
	const distinct = withoutParts([...new Set(ranked.map(sign => words(sign, evidence)))]);
	const tellApart = causes[code]?.tellApart;
	return {
		code,
		confidence,
		score: base[confidence] + Math.min(ranked[0]?.weight ?? 0, strongest) + Math.min(distinct.length - 1, 4),
		because: distinct.slice(0, 3),
		...(tellApart === undefined ? {} : {tellApart}),
	};
}

/** Leaves out what stands inside another one, letters' case aside. */
function withoutParts(texts: readonly string[]): readonly string[] {
	const plain = texts.map(text => text.toLowerCase());
	return texts.filter(
		(_, index) =>
			!plain.some((other, place) => place !== index && other.includes(plain[index] ?? '') && (other !== plain[index] || place < index)),
	);
}

function byScore(a: Candidate, b: Candidate): number {
	return b.score - a.score || a.code.localeCompare(b.code);
}

/** The best of each code over all messages. */
function merged(errors: readonly RecognizedError[]): readonly Candidate[] {
	const best = new Map<string, Candidate>();
	for (const {candidates} of errors) {
		for (const candidate of candidates) {
			const known = best.get(candidate.code);
			if (known === undefined || candidate.score > known.score) {
				best.set(candidate.code, candidate);
			}
		}
	}

	return [...best.values()].toSorted(byScore);
}

/** The words of the text under a sign. */
function words(span: Span, evidence: Evidence): string {
	return shortened(sliceOf(span, evidence), 160);
}

/** The message around the signs: whole lines, at most 500 characters. */
function excerpt(signs: readonly Sign[], evidence: Evidence): string {
	const {plain} = evidence.text;
	const span = {start: Math.min(...signs.map(sign => sign.start)), end: Math.max(...signs.map(sign => sign.end))};
	const from = evidence.text.places[span.start] ?? 0;
	const to = (evidence.text.places[span.end - 1] ?? from) + 1;
	const lineStart = Math.max(plain.lastIndexOf('\n', from - 1) + 1, from - 200, 0);
	const newline = plain.indexOf('\n', to);
	return shortened(plain.slice(lineStart, Math.min(newline === -1 ? plain.length : newline, to + 200)), longestText);
}

function sliceOf(span: Span, {text}: Evidence): string {
	const from = text.places[span.start] ?? 0;
	return text.plain.slice(from, (text.places[span.end - 1] ?? from) + 1);
}

function shortened(text: string, limit: number): string {
	const line = text
		.slice(0, limit * 4)
		.replaceAll(/\s+/gu, ' ')
		.trim();
	return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}
