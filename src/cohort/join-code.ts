// Join codes: what a developer types to be counted as themselves in a cohort, and how it is checked.

import {createHash, timingSafeEqual} from 'node:crypto';
import {normalize, protect, unprotect} from '../core/crockford.ts';

/** 70 random bits: nobody guesses one of 10,000 codes at any rate a collector allows. */
const randomSymbols = 14;

/** A fresh code in groups of four, with two check characters: `7KQ2-M0XR-…`. */
export function makeJoinCode(random: (size: number) => Uint8Array): string {
	return grouped(protect([...random(randomSymbols)].map(byte => byte & 31)));
}

/** What was typed, in the form it was given out; undefined when it cannot be a code, for example with one character mistyped. */
export function readJoinCode(text: string): string | undefined {
	const word = normalize(text);
	return word === undefined || word.length !== randomSymbols + 2 || unprotect(word) === undefined ? undefined : grouped(word);
}

/** What may be kept and compared instead of the code, in hexadecimal. */
export function digestOfCode(code: string): string {
	return createHash('sha256').update(code).digest('hex');
}

/** Compares two digests in a time that tells nothing about them. */
export function isSameDigest(one: string, other: string): boolean {
	return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function grouped(word: string): string {
	return (word.match(/.{1,4}/gu) ?? []).join('-');
}
