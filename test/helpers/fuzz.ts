// One budget for every property test, so that `npm test` stays quick and FUZZ_RUNS makes all of them thorough; and the awkward data they share.

import fc from 'fast-check';
import {test} from 'vitest';

export type Budget<Values> = {
	/** Runs within `npm test`; default 100. */
	readonly usual?: number;
	/** How many runs of a plain property one run of this one costs, for example one that writes files; FUZZ_RUNS is divided by it. */
	readonly cost?: number;
	/** Cases that once failed: tried first, always. */
	readonly examples?: Values[];
};

/**
 * How often and from where a property is tried. `FUZZ_RUNS=20000` sets the number, `FUZZ_SEED` the beginning. A failure prints
 * its seed and path, and the smallest case that fails.
 */
export function budget<Values>({usual = 100, cost = 1, examples = []}: Budget<Values> = {}): fc.Parameters<Values> {
	const wanted = Number(process.env['FUZZ_RUNS'] ?? 0);
	const seed = process.env['FUZZ_SEED'];
	return {
		numRuns: examples.length + Math.max(usual, Math.ceil(wanted / cost)),
		...(seed === undefined ? {} : {seed: Number(seed)}),
		examples,
	};
}

/** A test of one property within the budget. */
export function holds<Values>(name: string, property: fc.IRawProperty<Values>, options: Budget<Values> = {}): void {
	// oxlint-disable-next-line vitest/valid-title -- the title is the caller's
	test(name, async () => {
		await fc.assert(property as fc.IAsyncProperty<Values>, budget(options));
	});
}

/** Names that mean something to every JavaScript object. */
const treacherous = ['__proto__', 'constructor', 'toString', 'valueOf', 'toJSON', 'hasOwnProperty', 'length', 'then', ''];

/** Any JSON value, with such names as keys, huge numbers, and odd text. */
export function anyJson(...words: readonly string[]): fc.Arbitrary<unknown> {
	const key = fc.oneof(fc.constantFrom(...treacherous, ...words), fc.string({maxLength: 6}));
	const text = fc.oneof(fc.string({maxLength: 12}), hostileText, fc.constantFrom(...treacherous, ...words));
	return fc.letrec<{value: unknown; object: unknown}>(tie => ({
		value: fc.oneof(
			{depthSize: 'small', withCrossShrink: true},
			text,
			fc.constantFrom<unknown>(null, true, false, 0, -0, 1e308, -1, 1.5, 2 ** 53, ''),
			fc.array(tie('value'), {maxLength: 4}),
			tie('object'),
		),
		object: fc.array(fc.tuple(key, tie('value')), {maxLength: 5}).map(entries => Object.fromEntries(entries)),
	})).value;
}

/** The same as text: sometimes with numbers no double can hold, a byte order mark, a part cut off, or nested without end. */
export function anyJsonText(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
	const written = value.map(item => JSON.stringify(item));
	return fc.oneof(
		{weight: 6, arbitrary: written},
		{weight: 1, arbitrary: written.map(text => `\uFEFF${text}`)},
		{weight: 1, arbitrary: written.map(text => text.replaceAll(/\d+/gu, digits => `${digits}e999`))},
		{weight: 1, arbitrary: fc.tuple(written, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))},
		{weight: 1, arbitrary: fc.tuple(fc.constantFrom('[', '{"a":', '{"env":', '[{"":'), fc.constantFrom(50, 3000, 60_000)).map(deep)},
	);
}

function deep([open, depth]: readonly [string, number]): string {
	const close = [...open].flatMap(sign => (sign === '[' ? [']'] : sign === '{' ? ['}'] : [])).toReversed();
	return `${open.repeat(depth)}1${close.join('').repeat(depth)}`;
}

/** What a hostile server, file or colleague writes to reach the terminal behind the program. */
export const hostileText: fc.Arbitrary<string> = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'\u001B[2J',
				'\u001B[31m',
				'\u001B]0;owned\u0007',
				'\u001B]8;;https://evil.example\u001B\\click\u001B]8;;\u001B\\',
				'\u001B]52;c;ZXZpbA==\u0007',
				'\u001BP+q544e\u001B\\',
				'\u001B',
				'\u009B31m',
				'\u009D0;owned\u009C',
				'\u0090',
				'\u202E',
				'\u2066',
				'\u061C',
				'\u200F',
				'\u2028',
				'\u0000',
				'\u0007',
				'\u0008',
				'\r',
				'\n',
				'\t',
				'\u007F',
				'\uFEFF',
				'\uD800',
				'\u001B\u001B[[31m31m',
			),
			fc.string({maxLength: 6}),
			fc.string({unit: 'binary', maxLength: 4}),
		),
		{maxLength: 6},
	)
	.map(parts => parts.join(''));

/** Every character that a terminal obeys instead of showing, line ends and tabs apart; and those that turn the direction of text. */
// oxlint-disable-next-line no-control-regex
export const obeyed = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u206F\uFEFF]/u;

/** Any bytes, among them pieces of text. */
export function anyBytes(...pieces: readonly string[]): fc.Arbitrary<Uint8Array> {
	const piece = fc.oneof(
		{weight: 3, arbitrary: fc.uint8Array({maxLength: 12})},
		{weight: 4, arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\uFEFF', '\0', ...pieces).map(text => new TextEncoder().encode(text))},
		{weight: 1, arbitrary: fc.constantFrom('\n', 'a', ' ', '\\', ...pieces).map(text => new TextEncoder().encode(text.repeat(2000)))},
	);
	return fc.array(piece, {maxLength: 10}).map(parts => new Uint8Array(Buffer.concat(parts)));
}
