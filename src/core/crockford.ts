// Text that survives a phone line: Crockford base32 with two check characters that notice any two wrong ones.

/** Crockford's alphabet (https://www.crockford.com/base32.html, read 2026-11-22): no I, L, O or U. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Longest word the check characters hold for: beyond 31 characters the powers of the primitive element repeat. */
export const longest = 31;

const checks = 2;
const misread: Readonly<Record<string, string>> = {O: '0', I: '1', L: '1', U: 'V'};

// GF(32) with the primitive polynomial x⁵ + x² + 1: `powers[n]` is the n-th power of the element 2.
const powers: readonly number[] = Array.from({length: longest}).reduce<number[]>(
	(found, _, index) => [...found, index === 0 ? 1 : double(found[index - 1] ?? 0)],
	[],
);

const logarithms: readonly number[] = alphabet.split('').map((_, value) => powers.indexOf(value));

function double(value: number): number {
	return value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1;
}

function multiply(a: number, b: number): number {
	return a === 0 || b === 0 ? 0 : (powers[((logarithms[a] ?? 0) + (logarithms[b] ?? 0)) % longest] ?? 0);
}

/**
 * Adds the check characters (a shortened Reed–Solomon code with the roots 2 and 4: any two wrong characters, a swap of two
 * among them, leave another remainder).
 *
 * @param symbols - Values from 0 to 31; at most 29 of them.
 * @returns Characters of the alphabet, two more than were given.
 */
export function protect(symbols: readonly number[]): string {
	if (symbols.length + checks > longest) {
		throw new RangeError(`${symbols.length} characters are more than two check characters can hold.`);
	}

	// Division by (x + 2)(x + 4) = x² + 6x + 8.
	const [first, second] = symbols.reduce<readonly [number, number]>(
		([high, low], symbol) => {
			const factor = symbol ^ high;
			return [low ^ multiply(factor, 6), multiply(factor, 8)];
		},
		[0, 0],
	);
	return [...symbols, first, second].map(symbol => alphabet[symbol]).join('');
}

/**
 * What a person typed or heard, as characters of the alphabet: upper case, without spaces and dashes of any kind, O read as 0,
 * I and L as 1, U as V.
 *
 * @returns Undefined when another sign is in it.
 */
export function normalize(text: string): string | undefined {
	const letters = [...text.toUpperCase().replaceAll(/[\s\p{Pd}\u2212\u00AD\u200B]/gu, '')].map(letter => misread[letter] ?? letter);
	return letters.every(letter => alphabet.includes(letter)) ? letters.join('') : undefined;
}

/** The symbols before the check characters; undefined when they do not fit each other. */
export function unprotect(word: string): readonly number[] | undefined {
	const symbols = [...word].map(letter => alphabet.indexOf(letter));
	const isWhole = symbols.length > checks && symbols.length <= longest && !symbols.includes(-1);
	return isWhole && [1, 2].every(root => remainder(symbols, root) === 0) ? symbols.slice(0, -checks) : undefined;
}

/** The word's value at a power of the primitive element; 0 for an intact word. */
function remainder(symbols: readonly number[], root: number): number {
	return symbols.reduce((sum, symbol) => multiply(sum, powers[root] ?? 0) ^ symbol, 0);
}

/**
 * Where a damaged word is most likely wrong.
 *
 * @param word - Characters of the alphabet whose check characters do not fit.
 * @returns Places (from 0) at which one other character, or a swap with the next one, would make it whole; none when no single slip explains it.
 */
export function suspects(word: string): readonly number[] {
	const letters = [...word];
	const symbols = letters.map(letter => alphabet.indexOf(letter));
	const [first, second] = [remainder(symbols, 1), remainder(symbols, 2)];
	// One wrong character at the power k of the polynomial leaves e·2ᵏ and e·2²ᵏ: their quotient tells k.
	const power = ((logarithms[second] ?? 0) - (logarithms[first] ?? 0) + longest) % longest;
	const mistyped = first !== 0 && second !== 0 && power < letters.length ? [letters.length - 1 - power] : [];
	const swapped = letters.slice(1).flatMap((next, place) =>
		next !== letters[place] &&
		unprotect(
			letters
				.with(place, next)
				.with(place + 1, letters[place] ?? '')
				.join(''),
		) !== undefined
			? [place, place + 1]
			: [],
	);
	return [...new Set([...mistyped, ...swapped])].toSorted((a, b) => a - b);
}
