// What a shell's start file sets, read without running it: plain assignments only, whatever needs a shell stays unread.

export type ShellAssignment = {readonly name: string; readonly value: string; /** Counted from 1. */ readonly line: number};

const forms = [
	// export NAME=value, also after `declare -x`, and several on one line are left to the shell itself.
	/^[ \t]*(?:export|(?:declare|typeset)[ \t]+-g?x)[ \t]+(?<name>[A-Za-z_]\w*)=(?<word>.*)$/u,
	// fish: set -gx NAME value, in any order of -g, -x, -U.
	/^[ \t]*set[ \t]+(?=-\w*x|--export|-\w+[ \t]+-\w*x)(?:-{1,2}[\w-]+[ \t]+)+(?<name>[A-Za-z_]\w*)[ \t]+(?<word>.*)$/u,
	// PowerShell: $env:NAME = value
	/^[ \t]*\$env:(?<name>[A-Za-z_]\w*)[ \t]*=[ \t]*(?<word>.*)$/iu,
];

/** A line of /etc/environment: NAME=value. */
const plainForm = /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w*)=(?<word>.*)$/u;

/**
 * The exported variables of a start file, in order.
 *
 * @param isPlain - The file is a list of `NAME=value` lines, as /etc/environment is.
 * @returns Only values that are literal: quoted or bare words without expansions.
 */
export function readAssignments(text: string, isPlain = false): readonly ShellAssignment[] {
	const lines = text.split(/\r?\n/u);
	return lines.flatMap((line, index) => {
		const found = (isPlain ? [plainForm] : forms).map(form => form.exec(line)).find(match => match !== null);
		const value = found?.groups?.word === undefined ? undefined : literal(found.groups.word, lines.slice(index + 1));
		return found?.groups?.name === undefined || value === undefined ? [] : [{name: found.groups.name, value, line: index + 1}];
	});
}

/** The value of a shell word that needs no shell; `rest` are the lines below, for quoted text that goes on there. */
function literal(word: string, rest: readonly string[]): string | undefined {
	const quote = word[0];
	if (quote !== "'" && quote !== '"') {
		const bare = /^[^\s;&|#"'`$\\(){}]*(?=$|\s|;)/u.exec(word)?.[0];
		return bare;
	}

	const whole = [word, ...rest].join('\n');
	const end = quote === "'" ? /^'(?<inner>[^']*)'(?<after>.?)/su : /^"(?<inner>[^"\\$`]*)"(?<after>.?)/su;
	const found = end.exec(whole)?.groups;
	return found !== undefined && /^[\s;#]?$/u.test(found.after ?? '') ? found.inner : undefined;
}
