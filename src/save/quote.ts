// Values as literals of each shell, by that shell's own quoting rules.

/** Name of an environment variable that every shell and Claude Code accept. */
const variableName = /^[A-Za-z_]\w*$/u;

export type Dialect = 'posix' | 'fish' | 'powershell';

/**
 * One statement that exports a variable.
 *
 * - POSIX shells (bash, zsh): single quotes, in which only the quote itself is special (POSIX.1-2024 §2.2.2).
 * - fish: single quotes, in which the backslash and the quote are escaped with a backslash (fish 4 documentation, "Quotes").
 * - PowerShell: single quotes, doubled inside; the typographic ones U+2018–U+201B count as quotes too (about_Quoting_Rules).
 *
 * @throws When the name is not a variable's, or the value has a NUL, which no environment can hold.
 */
export function exportStatement(dialect: Dialect, name: string, value: string): string {
	if (!variableName.test(name) || value.includes('\0')) {
		throw new Error(`The variable ${JSON.stringify(name)} cannot be exported.`);
	}

	switch (dialect) {
		case 'posix':
			return `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`;
		case 'fish':
			return `set -gx ${name} '${value.replaceAll(/[\\']/gu, match => `\\${match}`)}'`;
		case 'powershell':
			return `$env:${name} = '${value.replaceAll(/['\u2018-\u201B]/gu, '$&$&')}'`;
	}
}

/** A path inside double quotes, `$HOME` in front where it lies in the home folder, so that the line survives a moved home. */
export function quotedPath(dialect: Dialect, file: string, home: string): string {
	if (/[\r\n\0]/u.test(file)) {
		throw new Error('A path with a line break cannot stand in a profile line.');
	}

	const isInside = file.startsWith(`${home}/`) || file.startsWith(`${home}\\`);
	const rest = isInside ? file.slice(home.length) : file;
	// Windows paths work with slashes in every shell; elsewhere a backslash is a character of a name.
	const slashed = dialect === 'powershell' || rest.startsWith('\\') || /^[A-Za-z]:\\/u.test(rest) ? rest.replaceAll('\\', '/') : rest;
	const special = {posix: /[\\$"`]/gu, fish: /[\\$"]/gu, powershell: /[`$"\u201C-\u201E]/gu}[dialect];
	const escaped = slashed.replaceAll(special, dialect === 'powershell' ? '`$&' : String.raw`\$&`);
	return `"${isInside ? '$HOME' : ''}${escaped}"`;
}
