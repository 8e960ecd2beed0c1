// Literals of each shell, also of the ones that are not installed here.

import {describe, expect, test} from 'vitest';
import {fragmentContent, profileLine, recognize} from '../../src/save/fragment.ts';
import {exportStatement, quotedPath} from '../../src/save/quote.ts';

describe('exports', () => {
	test.each([
		['posix', `it's $x`, String.raw`export A='it'\''s $x'`],
		['fish', String.raw`it's \n`, String.raw`set -gx A 'it\'s \\n'`],
		['powershell', `it's ‘so’ $x`, `$env:A = 'it''s ‘‘so’’ $x'`],
	] as const)('%s', (dialect, value, expected) => {
		expect(exportStatement(dialect, 'A', value)).toBe(expected);
	});

	test('names and values that no environment can hold', () => {
		expect(() => exportStatement('posix', 'A; rm', 'x')).toThrow('cannot be exported');
		expect(() => exportStatement('posix', 'A', 'x\0y')).toThrow('cannot be exported');
	});
});

test('paths: $HOME in front, everything special escaped, Windows ones with slashes', () => {
	expect(quotedPath('posix', '/home/dana/.config/x', '/home/dana')).toBe('"$HOME/.config/x"');
	expect(quotedPath('posix', '/home/danaX/$a`b"\\', '/home/dana')).toBe('"/home/danaX/\\$a\\`b\\"\\\\"');
	expect(quotedPath('fish', '/a`b$', '/home/dana')).toBe('"/a`b\\$"');
	expect(quotedPath('powershell', 'C:\\Users\\dana\\.config\\$x', 'C:\\Users\\dana')).toBe('"$HOME/.config/`$x"');
	expect(quotedPath('posix', 'C:\\Users\\dana\\.config\\x', 'C:\\Users\\dana')).toBe('"$HOME/.config/x"');
	expect(() => quotedPath('posix', '/a\nb', '/')).toThrow('line break');
});

test('each dialect recognizes its own line', () => {
	const where = {env: {}, host: {platform: 'linux', home: '/home/dana', folder: '/', nodeVersion: '24.0.0'}} as const;
	const lines = (['posix', 'fish', 'powershell'] as const).map(dialect => [dialect, profileLine(dialect, where)] as const);
	expect(lines.map(([, line]) => line)).toEqual([
		'[ -r "$HOME/.config/onboard/env.sh" ] && . "$HOME/.config/onboard/env.sh" # onboard',
		'test -r "$HOME/.config/onboard/env.fish"; and source "$HOME/.config/onboard/env.fish" # onboard',
		'if (Test-Path -LiteralPath "$HOME/.config/onboard/env.ps1") { . "$HOME/.config/onboard/env.ps1" } # onboard',
	]);
	expect(lines.map(([dialect, line]) => recognize(dialect, line))).toEqual(['ours', 'ours', 'ours']);
	expect(lines.map(([dialect, line]) => recognize(dialect, `${line} `))).toEqual(['damaged', 'damaged', 'damaged']);
});

test('the PowerShell fragment opens with a byte order mark, the others do not', () => {
	expect(Buffer.from(fragmentContent('powershell', {A: 'ü'})).toString('hex', 0, 3)).toBe('efbbbf');
	expect(fragmentContent('posix', {})[0]).toBe(0x23);
});
