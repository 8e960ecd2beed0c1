// Text with meaning instead of colour: what the Ink screens, the plain mode and the unattended mode all print.

export type Tone = 'plain' | 'ok' | 'warn' | 'fail' | 'unknown' | 'muted' | 'accent' | 'strong';

export type Span = {readonly text: string; readonly tone: Tone};

/** One line; it may be wrapped by whoever shows it. */
export type Line = readonly Span[];

/** Builds a line from strings (plain) and `[text, tone]` pairs. */
export function line(...parts: ReadonlyArray<string | readonly [string, Tone]>): Line {
	return parts.map(part => (typeof part === 'string' ? {text: part, tone: 'plain'} : {text: part[0], tone: part[1]}));
}

/** The line's text without its tones. */
export function textOf(content: Line): string {
	return content.map(span => span.text).join('');
}

// C0 and C1 control characters (tab and newline apart), bidirectional marks, overrides and isolates, line separators.
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u206F\uFEFF]/gu;
// oxlint-disable-next-line no-control-regex
const escapeSequence = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[PX^_][^\u001B]*(?:\u001B\\)?|[@-Z\\-_])/gu;

/** Removes escape sequences and control characters from text that came from a server, a file or a preset. */
export function clean(text: string): string {
	return text.replaceAll(escapeSequence, '').replaceAll(unsafe, '');
}
