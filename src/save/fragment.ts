// The files we own: one fragment of exports per shell dialect, and the one line by which a profile file reads it.

import path from 'node:path';
import {configFolder} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {exportStatement, quotedPath, type Dialect} from './quote.ts';

/** Ends every line that we put into somebody else's file. */
export const marker = '# onboard';

const names: Readonly<Record<Dialect, string>> = {posix: 'env.sh', fish: 'env.fish', powershell: 'env.ps1'};

export function fragmentPath(dialect: Dialect, where: Pick<Ports, 'env' | 'host'>): string {
	return path.join(configFolder(where), names[dialect]);
}

/**
 * The fragment's bytes.
 *
 * The PowerShell one opens with a byte order mark: Windows PowerShell 5.1 reads a file without one in the machine's old
 * code page, and PowerShell 7 does not mind (about_Character_Encoding, read 2026-11-22).
 */
export function fragmentContent(dialect: Dialect, variables: Readonly<Record<string, string>>): Uint8Array {
	const lines = [
		'# Written by onboard. `onboard` changes it, `onboard undo` takes it away.',
		...Object.entries(variables).map(([name, value]) => exportStatement(dialect, name, value)),
	];
	return new TextEncoder().encode(`${dialect === 'powershell' ? '\uFEFF' : ''}${lines.join('\n')}\n`);
}

/** The line for a profile file. It does nothing when the fragment is gone. */
export function profileLine(dialect: Dialect, where: Pick<Ports, 'env' | 'host'>): string {
	const file = quotedPath(dialect, fragmentPath(dialect, where), where.host.home);
	switch (dialect) {
		case 'posix':
			return `[ -r ${file} ] && . ${file} ${marker}`;
		case 'fish':
			return `test -r ${file}; and source ${file} ${marker}`;
		case 'powershell':
			return `if (Test-Path -LiteralPath ${file}) { . ${file} } ${marker}`;
	}
}

const shapes: Readonly<Record<Dialect, RegExp>> = {
	posix: /^\[ -r ("(?:[^"\\]|\\.)*onboard\/env\.sh") \] && \. \1 # onboard$/u,
	fish: /^test -r ("(?:[^"\\]|\\.)*onboard\/env\.fish"); and source \1 # onboard$/u,
	powershell: /^if \(Test-Path -LiteralPath ("(?:[^"`]|`.)*onboard\/env\.ps1")\) \{ \. \1 \} # onboard$/u,
};

/** What one line of a profile file is to us: a whole line of ours (for whatever path), one that somebody changed, or not ours. */
export function recognize(dialect: Dialect, text: string): 'ours' | 'damaged' | 'other' {
	if (shapes[dialect].test(text)) {
		return 'ours';
	}

	return /onboard[/\\]env\.(?:sh|fish|ps1)/u.test(text) ||
		/^\s*(?:\[ -r "|test -r "|if \(Test-Path -LiteralPath ").*# onboard\s*$/u.test(text)
		? 'damaged'
		: 'other';
}
