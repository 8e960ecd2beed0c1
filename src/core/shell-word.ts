// A text as one word of a command line that people copy.

/** Quotes a word for a POSIX shell, only when it needs it. */
export function shellWord(text: string): string {
	return /^(?:~\/)?[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
