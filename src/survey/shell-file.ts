// What a shell's start file sets, read without running it: plain assignments only, whatever needs a shell stays unread.

export type ShellAssignment = {
	readonly name: string;
	/** Undefined when only a shell can tell: the value has an expansion or a command in it. */
	readonly value: string | undefined;
	/** Counted from 1. */
	readonly line: number;
	/** Without it programs do not get the variable. */
	readonly isExported: boolean;
};

export type Dialect = 'posix' | 'fish' | 'powershell' | 'plain';

const pair = String.raw`(?<name>[A-Za-z_]\w*)=(?<word>.*)$`;
const forms: Readonly<Record<Dialect, {readonly exported: RegExp; readonly own?: RegExp}>> = {
	posix: {
		// Several on one line are left to the shell itself.
		exported: new RegExp(String.raw`^[ \t]*(?:export|(?:declare|typeset)[ \t]+-g?x)[ \t]+${pair}`, 'u'),
		own: new RegExp(String.raw`^[ \t]*(?:(?:declare|typeset|readonly)[ \t]+(?:-\w+[ \t]+)?)?${pair}`, 'u'),
	},
	fish: {
		// set -gx NAME value, in any order of -g, -x, -U.
		exported:
			/^[ \t]*set[ \t]+(?=-\w*x|--export|(?:-\w+|--(?:global|universal))[ \t]+(?:-\w*x|--export))(?:-{1,2}[\w-]+[ \t]+)+(?<name>[A-Za-z_]\w*)[ \t]+(?<word>.*)$/u,
		own: /^[ \t]*set[ \t]+(?:-{1,2}[\w-]+[ \t]+)*(?<name>[A-Za-z_]\w*)[ \t]+(?<word>.*)$/u,
	},
	powershell: {
		exported: /^[ \t]*\$env:(?<name>[A-Za-z_]\w*)[ \t]*=[ \t]*(?<word>.*)$/iu,
		own: /^[ \t]*\$(?<name>[A-Za-z_]\w*)[ \t]*=[ \t]*(?<word>.*)$/u,
	},
	// /etc/environment and environment.d: every line is handed on.
	plain: {exported: new RegExp(String.raw`^[ \t]*(?:export[ \t]+)?${pair}`, 'u')},
};

/**
 * The variables that a start file sets, in order.
 *
 * @param home - What `$HOME` and a leading `~` stand for.
 */
export function readAssignments(text: string, dialect: Dialect, home: string): readonly ShellAssignment[] {
	const lines = text.split(/\r?\n/u).map(line => (dialect === 'plain' ? line : withHome(line, home)));
	const later = dialect === 'posix' ? exportedElsewhere(lines) : [];
	const areAllExported = dialect === 'posix' && /^[ \t]*set[ \t]+(?:-a|-o[ \t]+allexport)/mu.test(text);
	const {exported, own} = forms[dialect];
	return lines.flatMap((line, index) => {
		const found = exported.exec(line)?.groups;
		const rest = lines.slice(index + 1);
		if (found?.name !== undefined) {
			const value = literal(found.word ?? '', rest);
			return [{name: found.name, value, line: index + 1, isExported: true}, ...furtherOn(found.word ?? '', dialect, index + 1)];
		}

		const kept = own?.exec(line)?.groups;
		const value = kept?.word === undefined ? undefined : literal(kept.word, rest);
		// `NAME=value program` sets it for that program alone.
		return kept?.name === undefined || isForOneProgram(kept.word ?? '', dialect)
			? []
			: [{name: kept.name, value, line: index + 1, isExported: areAllExported || later.includes(kept.name)}];
	});
}

/** The line with the home folder in place of `$HOME` and `~/`, where that cannot change what the words are. */
function withHome(line: string, home: string): string {
	return /^[\w./:\\-]+$/u.test(home) && !line.includes("'")
		? line.replaceAll(/\$(?:HOME\b|\{HOME\})/gu, () => home).replaceAll(/(?<=[= \t])~(?=\/)/gu, () => home)
		: line;
}

/** Names that `export NAME` hands on although they are set elsewhere. */
function exportedElsewhere(lines: readonly string[]): readonly string[] {
	return lines.flatMap(line => (/^[ \t]*export[ \t]+(?<names>[A-Za-z_][\w \t]*)$/u.exec(line)?.groups?.names ?? '').split(/[ \t]+/u));
}

/** `export A=1 B=2`: what stands behind the first is left to the shell. */
function furtherOn(rest: string, dialect: Dialect, line: number): readonly ShellAssignment[] {
	return dialect === 'posix' && !/["'`$#;]/u.test(rest)
		? [...rest.matchAll(/[ \t](?<name>[A-Za-z_]\w*)=/gu)].map(({groups}) => ({
				name: groups?.name ?? '',
				value: undefined,
				line,
				isExported: true,
			}))
		: [];
}

function isForOneProgram(rest: string, dialect: Dialect): boolean {
	return dialect === 'posix' && /^(?:'[^']*'|"[^"]*"|[^\s'"]*)[ \t]+[^\s#;&|]/u.test(rest);
}

/** The value of a shell word that needs no shell; `rest` are the lines below, for quoted text that goes on there. */
function literal(word: string, rest: readonly string[]): string | undefined {
	const quote = word[0];
	if (quote !== "'" && quote !== '"') {
		return /^[^\s;&|#"'`$\\(){}]*(?=$|\s|;)/u.exec(word)?.[0];
	}

	const whole = [word, ...rest].join('\n');
	const end = quote === "'" ? /^'(?<inner>[^']*)'(?<after>.?)/su : /^"(?<inner>[^"\\$`]*)"(?<after>.?)/su;
	const found = end.exec(whole)?.groups;
	return found !== undefined && /^[\s;#]?$/u.test(found.after ?? '') ? found.inner : undefined;
}
