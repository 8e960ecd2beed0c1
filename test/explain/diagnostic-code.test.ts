// Diagnostic codes: whatever goes in comes out, any slip of the ear or the finger is noticed, and codes of other versions are told.

import {readFile} from 'node:fs/promises';
import fc from 'fast-check';
import {afterAll, describe, expect, it, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {numbers} from '../../src/catalog/numbers.ts';
import {alphabet, normalize, protect} from '../../src/core/crockford.ts';
import {mostFindings, readCode, writeCode, type Carried} from '../../src/core/diagnostic-code.ts';
import type {Finding, Severity} from '../../src/core/finding.ts';
import {diagnosticCodeOf, readDiagnosticCode, type Diagnosed} from '../../src/explain/diagnostic-code.ts';
import {budget} from '../helpers/fuzz.ts';

const codes = Object.keys(numbers);
const tool = {version: manifest.version, node: '24.21.0', platform: 'linux'};

const finding = (code: string, severity: Severity = 'fail', causedBy: readonly string[] = []): Finding => ({
	code,
	severity,
	causedBy,
	title: code,
	cause: '',
	fix: {kind: 'do', text: ''},
	owner: 'you',
	evidence: [],
	check: 'test',
});

function codeFor(chosen: readonly string[], more: Partial<Diagnosed> = {}): string {
	return diagnosticCodeOf({tool, provider: 'bedrock', verdict: 'not-ready', findings: chosen.map(code => finding(code)), ...more});
}

function comesBack(chosen: readonly string[]): boolean {
	const read = readDiagnosticCode(codeFor(chosen));
	return read.kind === 'read' && read.diagnosis.codes.join() === chosen.join() && read.diagnosis.more === 0 && !read.diagnosis.isNewer;
}

/** Every choice of `size` numbers below `count`, in rising order. */
function* choices(count: number, size: number, from = 0): Generator<readonly number[]> {
	if (size === 0) {
		yield [];
		return;
	}

	for (let first = from; first <= count - size; first++) {
		for (const others of choices(count, size - 1, first + 1)) {
			yield [first, ...others];
		}
	}
}

const numbered = Object.values(numbers);

/** How much was tried; printed at the end. */
const tally = {subsets: 0, drawn: 0, substitutions: 0, swaps: 0, doubles: 0, lengths: 0};

afterAll(() => {
	process.stdout.write(
		[
			'',
			`diagnostic codes, ${codes.length} finding codes: ${tally.subsets} subsets of up to 2 and ${tally.drawn} drawn ones of up to 6 came back`,
			`noticed: ${tally.substitutions} substitutions, ${tally.swaps} swaps, ${tally.doubles} pairs of wrong characters, ${tally.lengths} dropped or doubled characters; all of them`,
			`4 findings take ${codeFor(codes.slice(0, 4)).length} characters, dashes included\n`,
		].join('\n'),
	);
});
const carried: Carried = {provider: 1, verdict: 1, platform: 0, node: 24, version: [0, 1, 0], more: 0, findings: []};

describe('round trip', () => {
	it.each([0, 1, 2])('of every subset of %i codes of the catalog', {timeout: 180_000}, size => {
		let tried = 0;
		const lost: string[] = [];
		for (const choice of choices(codes.length, size)) {
			const chosen = choice.map(index => codes[index] ?? '');
			tried++;
			tally.subsets++;
			if (!comesBack(chosen)) {
				lost.push(chosen.join(' '));
			}
		}

		expect(tried).toBe([1, codes.length, (codes.length * (codes.length - 1)) / 2][size]);
		expect(lost).toEqual([]);
	});

	it('of every number in every place', () => {
		for (let place = 0; place < mostFindings; place++) {
			for (const number of numbered) {
				const findings = Array.from({length: mostFindings}, (_, index) => (index === place ? number : 1023 - index));
				const read = readCode(writeCode({...carried, findings}));
				expect(read.kind === 'read' && read.carried.findings).toEqual(findings);
			}
		}
	});

	it('of subsets of up to 6 codes, drawn by chance', {timeout: 180_000}, () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.constantFrom(...codes), {maxLength: mostFindings}), chosen => {
				tally.drawn++;
				expect(comesBack(chosen), chosen.join(' ')).toBe(true);
			}),
			budget({usual: 20_000}),
		);
	});

	it('of whatever the header carries', () => {
		fc.assert(
			fc.property(
				fc.record({
					provider: fc.nat(7),
					verdict: fc.nat(3),
					platform: fc.nat(3),
					node: fc.nat(63),
					version: fc.tuple(fc.nat(15), fc.nat(127), fc.nat(63)),
					more: fc.nat(31),
					findings: fc.array(fc.nat(1023), {maxLength: mostFindings}),
				}),
				any => {
					expect(readCode(writeCode(any))).toEqual({kind: 'read', carried: any});
				},
			),
			budget({usual: 2000}),
		);
	});
});

describe('length', () => {
	it.each([
		[0, 12],
		[1, 14],
		[2, 17],
		[3, 19],
		[4, 22],
		[5, 24],
		[6, 27],
	])('%i findings take %i characters, dashes included', (count, length) => {
		expect(codeFor(codes.slice(-count || codes.length, codes.length)).length).toBe(length);
	});
});

/** One code of each length, with the smallest and the biggest numbers there are. */
const samples = [0, 1, 2, 3, 4, 5, 6].flatMap(count => [
	codeFor(codes.slice(0, count)),
	codeFor(codes.slice(codes.length - count), {provider: 'foundry', verdict: 'cannot-tell'}),
]);

describe('one slip is noticed', () => {
	it.each(samples)('any other character at any place of %s', code => {
		const typed = `${alphabet}ILOU`;
		let tried = 0;
		for (const [place, letter] of [...code].entries()) {
			for (const other of letter === '-' ? '' : `${typed}${typed.toLowerCase()}`) {
				const changed = [...code].with(place, other).join('');
				if (normalize(changed) === normalize(code)) {
					continue;
				}

				tried++;
				tally.substitutions++;
				expect(readDiagnosticCode(changed).kind, changed).not.toBe('read');
			}
		}

		expect(tried).toBeGreaterThanOrEqual(code.replaceAll('-', '').length * 31);
	});

	it.each(samples)('any two different characters swapped in %s', code => {
		const letters = [...code.replaceAll('-', '')];
		const pairs = [...(choices(letters.length, 2) as Iterable<readonly [number, number]>)].filter(([a, b]) => letters[a] !== letters[b]);
		for (const [a, b] of pairs) {
			const swapped = letters
				.with(a, letters[b] ?? '')
				.with(b, letters[a] ?? '')
				.join('');
			tally.swaps++;
			expect(readDiagnosticCode(swapped).kind, swapped).not.toBe('read');
		}
	});

	it.each(samples)('any two wrong characters in %s', code => {
		const letters = [...code.replaceAll('-', '')];
		for (const [a, b] of choices(letters.length, 2) as Iterable<readonly [number, number]>) {
			for (const shift of [1, 7, 20]) {
				const moved = (place: number, by: number) => alphabet[(alphabet.indexOf(letters[place] ?? '') + by) % 32] ?? '';
				const changed = letters
					.with(a, moved(a, shift))
					.with(b, moved(b, shift + 3))
					.join('');
				tally.doubles++;
				expect(readDiagnosticCode(changed).kind, changed).not.toBe('read');
			}
		}
	});

	it.each(samples)('a dropped or doubled character in %s', code => {
		const letters = [...code.replaceAll('-', '')];
		for (const [place, letter] of letters.entries()) {
			tally.lengths += 2;
			expect(readDiagnosticCode(letters.toSpliced(place, 1).join('')).kind).not.toBe('read');
			expect(readDiagnosticCode(letters.toSpliced(place, 0, letter).join('')).kind).not.toBe('read');
		}
	});
});

test('a mistyped code names the group to ask for again', () => {
	const code = codeFor(['network.public-path', 'sign-in.expired']);
	const [first, second = '', ...others] = code.split('-');
	for (const letter of ['Z', 'X', '7'].filter(other => other !== second[2])) {
		const changed = [first, `${second.slice(0, 2)}${letter}${second.slice(3)}`, ...others].join('-');
		expect(readDiagnosticCode(changed)).toMatchObject({kind: 'mistyped', groups: expect.arrayContaining([2]) as number[]});
	}
});

test('codes that were spoken once still say the same', async () => {
	const spoken = JSON.parse(await readFile(new URL('spoken.json', import.meta.url), 'utf8')) as Readonly<Record<string, readonly string[]>>;
	for (const [code, findings] of Object.entries(spoken)) {
		expect(readDiagnosticCode(code)).toMatchObject({kind: 'read', diagnosis: {codes: findings, isNewer: false}});
	}
});

test.each([
	(code: string) => code.toLowerCase(),
	(code: string) => code.replaceAll('-', ''),
	(code: string) => code.replaceAll('-', ' '),
	(code: string) => code.replaceAll('-', ' – '),
	(code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l'),
	(code: string) => code.replaceAll('1', 'I').replaceAll('V', 'u'),
	(code: string) => `  ${code}\n`,
])('what the ear and the hand do to a code does no harm (%#)', change => {
	for (const code of samples) {
		expect(readDiagnosticCode(change(code))).toEqual(readDiagnosticCode(code));
	}
});

describe('what a code says', () => {
	it('names provider, verdict, versions and system', () => {
		expect(readDiagnosticCode(codeFor(['network.offline'], {provider: 'vertex', tool: {...tool, version: '2.11.3-beta.1'}}))).toEqual({
			kind: 'read',
			diagnosis: {
				provider: 'vertex',
				verdict: 'not-ready',
				version: '2.11.3',
				node: '24',
				platform: 'linux',
				codes: ['network.offline'],
				more: 0,
				isNewer: false,
				unnamed: 0,
			},
		});
	});

	it('holds root causes only, the worst first, and counts those that did not fit', () => {
		const findings = [
			finding('config.claude-code-missing', 'warn'),
			finding('network.connects', 'pass'),
			finding('model.throttled', 'warn', ['network.offline']),
			finding('network.offline'),
			finding('network.offline'),
			...codes
				.filter(code => code.startsWith('terms.'))
				.slice(0, 6)
				.map(code => finding(code, 'unknown')),
		];
		const read = readDiagnosticCode(codeFor([], {findings}));
		expect(read).toMatchObject({kind: 'read', diagnosis: {more: 2}});
		expect(read.kind === 'read' && read.diagnosis.codes).toHaveLength(6);
		expect(read.kind === 'read' && read.diagnosis.codes[0]).toBe('network.offline');
	});

	it('tells that a newer version made it', () => {
		const future = writeCode({...carried, findings: [numbers['network.offline'] ?? 0, 1000]});
		expect(readDiagnosticCode(future)).toMatchObject({
			kind: 'read',
			diagnosis: {codes: ['network.offline'], isNewer: true, unnamed: 1},
		});
	});

	it('tells a whole code of a later format from a mistyped one', () => {
		const later = protect([2, ...Array.from({length: 11}, (_, index) => index)]);
		expect(readDiagnosticCode((later.match(/.{1,4}/gu) ?? []).join('-'))).toMatchObject({
			kind: 'read',
			diagnosis: {codes: [], isNewer: true},
		});
		expect(readDiagnosticCode((later.replace('3', '4').match(/.{1,4}/gu) ?? []).join('-'))).toMatchObject({kind: 'mistyped'});
	});

	it('knows the version of this program', () => {
		const read = readDiagnosticCode(codeFor([]));
		expect(read.kind === 'read' && read.diagnosis.version, 'package.json has a version that fits').toBe(manifest.version);
	});
});

test.each([
	'',
	'1',
	'network.offline',
	'ECONNREFUSED',
	'EADDRINUSE 8080',
	'exit code 1234',
	'Unable to connect',
	'AccessDeniedException',
	'111122223333',
	'ü'.repeat(12),
	'1'.repeat(100_000),
	'../../etc/passwd',
])('%.40j is no code', text => {
	expect(readDiagnosticCode(text)).toEqual({kind: 'not-a-code'});
});
