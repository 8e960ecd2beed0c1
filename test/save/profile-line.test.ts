// The one line in somebody else's file: whatever bytes the file has, nothing outside that line changes.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {recognize} from '../../src/save/fragment.ts';
import {planProfile} from '../../src/save/profile-line.ts';
import {bytes, text} from './home.ts';
import {budget} from '../helpers/fuzz.ts';

const line = '[ -r "$HOME/.config/onboard/env.sh" ] && . "$HOME/.config/onboard/env.sh" # onboard';
const older = '[ -r "$HOME/old/onboard/env.sh" ] && . "$HOME/old/onboard/env.sh" # onboard';

function after(before: string | undefined): string | undefined {
	const plan = planProfile(before === undefined ? undefined : bytes(before), line, 'posix');
	return plan.kind === 'changed' ? text(plan.after) : plan.kind === 'unchanged' ? before : undefined;
}

describe('a line is added', () => {
	test.each([
		['no file', undefined, `${line}\n`],
		['an empty file', '', `${line}\n`],
		['a final newline', 'a\n', `a\n${line}\n`],
		['no final newline', 'a', `a\n${line}\n`],
		['Windows line ends', 'a\r\nb\r\n', `a\r\nb\r\n${line}\r\n`],
		['Windows line ends, no final newline', 'a\r\nb', `a\r\nb\r\n${line}\r\n`],
		['mixed line ends: as the last line', 'a\r\nb\n', `a\r\nb\n${line}\n`],
		['a byte order mark alone', '\uFEFF', `\uFEFF\n${line}\n`],
		['a byte order mark and text', '\uFEFFa\n', `\uFEFFa\n${line}\n`],
		['a last line that would swallow ours', 'a \\\n', `a \\\n\n${line}\n`],
		['the same without a newline', 'a \\', `a \\\n\n${line}\n`],
		["somebody else's onboard comment", 'export A=1 # onboard\n', `export A=1 # onboard\n${line}\n`],
	])('%s', (_name, before, expected) => {
		expect(after(before)).toBe(expected);
	});
});

describe('a line is kept', () => {
	test.each([
		['in place', `a\n${line}\nb\n`, `a\n${line}\nb\n`],
		['without a final newline', `a\n${line}`, `a\n${line}`],
		['with a Windows line end', `a\r\n${line}\r\n`, `a\r\n${line}\r\n`],
		['the last of several', `${line}\na\n${line}\nb\n${line}`, `a\nb\n${line}`],
		['brought up to date', `a\n${older}\r\nb`, `a\n${line}\r\nb`],
	])('%s', (_name, before, expected) => {
		expect(after(before)).toBe(expected);
		expect(after(expected)).toBe(expected);
	});
});

describe('a changed line is not touched', () => {
	test.each([
		['commented out', `# ${line}`],
		['half a line', '. "$HOME/.config/onboard/env.sh"'],
		['cut off', line.slice(0, 45)],
		['glued to another', `alias a=b; ${line}`],
		['without its mark', line.replace(' # onboard', '')],
		['two paths that differ', line.replace('$HOME/.config', '$HOME/x')],
		['an edited path', line.replaceAll('onboard/env.sh', 'onboard/mine.sh')],
		['behind a byte order mark', `\uFEFF${line}`],
	])('%s', (_name, damaged) => {
		expect(planProfile(bytes(`a\n${damaged}\nb\n`), line, 'posix')).toMatchObject({kind: 'damaged', number: 2});
		expect(planProfile(bytes(`${damaged}\n${line}\n`), line, 'posix')).toMatchObject({kind: 'damaged', number: 1});
	});

	test('what is shown of it has no secret in it', () => {
		const plan = planProfile(bytes(`export API_KEY=abcdefghij; . ~/.config/onboard/env.sh`), line, 'posix');
		expect(plan).toMatchObject({kind: 'damaged', line: expect.not.stringContaining('abcdefghij') as string});
	});
});

test('UTF-16, as Windows PowerShell writes it, stays UTF-16', () => {
	const own = 'if (Test-Path -LiteralPath "$HOME/.config/onboard/env.ps1") { . "$HOME/.config/onboard/env.ps1" } # onboard';
	const before = new Uint8Array(Buffer.from('\uFEFF$a = "é"\r\n', 'utf16le'));
	const plan = planProfile(before, own, 'powershell');
	expect(plan.kind === 'changed' && Buffer.from(plan.after).toString('utf16le')).toBe(`\uFEFF$a = "é"\r\n${own}\r\n`);
	expect(plan.kind === 'changed' && planProfile(plan.after, own, 'powershell').kind).toBe('unchanged');
});

const piece = fc.oneof(
	{weight: 4, arbitrary: fc.uint8Array({maxLength: 12})},
	fc
		.constantFrom(
			'\n',
			'\r\n',
			'\r',
			'\uFEFF',
			line,
			`${line}\n`,
			`${line}\r\n`,
			`\n${line}\n`,
			`\n${older}\n`,
			'export A=1\n',
			'\\',
			'# onboard\n',
			'if true; then\n',
			'`',
		)
		.map(value => bytes(value)),
	{weight: 1, arbitrary: fc.constantFrom(`# ${line}\n`, line.slice(0, 50)).map(value => bytes(value))},
);
const profile = fc.array(piece, {maxLength: 12}).map(parts => new Uint8Array(Buffer.concat(parts)));

/** The file without our lines, byte for byte. */
function outside(content: Uint8Array): string {
	const lines =
		Buffer.from(content)
			.toString('latin1')
			.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
	return lines.filter(own => recognize('posix', own.replace(/\r?\n$/u, '')) !== 'ours').join('');
}

test('for arbitrary bytes: nothing outside our line changes, and a second time nothing at all', () => {
	fc.assert(
		fc.property(profile, before => {
			const plan = planProfile(before, line, 'posix');
			if (plan.kind === 'damaged') {
				return true;
			}

			const result = plan.kind === 'changed' ? plan.after : before;
			const kept = outside(result);
			// Added beside our line: at most a line end that closes the file's last line and a blank one.
			expect(kept.startsWith(outside(before)) && /^(?:\r?\n){0,2}$/u.test(kept.slice(outside(before).length))).toBe(true);
			const lines = Buffer.from(result)
				.toString('latin1')
				.split('\n')
				.map(own => own.replace(/\r$/u, ''));
			expect(lines.filter(own => own === line)).toHaveLength(1);
			expect(planProfile(result, line, 'posix').kind).toBe('unchanged');
			return true;
		}),
		budget({usual: 1000}),
	);
});
