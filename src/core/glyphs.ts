// The few signs the program draws, each with a plain ASCII stand-in for terminals that cannot show it.

import type {Severity} from './finding.ts';

export type Glyphs = {
	readonly ok: string;
	readonly warn: string;
	readonly fail: string;
	readonly unknown: string;
	readonly skipped: string;
	/** Marks the row the cursor is on. */
	readonly pointer: string;
	/** Between parts of one line: `network team · #netops`. */
	readonly dot: string;
	readonly arrow: string;
	readonly ellipsis: string;
	/** Frames of the sign for "working", shown one after the other. */
	readonly spinner: readonly string[];
};

const drawn: Glyphs = {
	ok: '✔',
	warn: '▲',
	fail: '✖',
	unknown: '?',
	skipped: '·',
	pointer: '❯',
	dot: '·',
	arrow: '→',
	ellipsis: '…',
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

const ascii: Glyphs = {
	ok: '+',
	warn: '!',
	fail: 'x',
	unknown: '?',
	skipped: '-',
	pointer: '>',
	dot: '-',
	arrow: '->',
	ellipsis: '...',
	spinner: ['|', '/', '-', '\\'],
};

/** The signs for a terminal that shows Unicode, or their ASCII stand-ins. */
export function glyphs(unicode: boolean): Glyphs {
	return unicode ? drawn : ascii;
}

/** The sign of a severity. */
export function glyphFor(severity: Severity, signs: Glyphs): string {
	return {pass: signs.ok, warn: signs.warn, fail: signs.fail, unknown: signs.unknown, skipped: signs.skipped}[severity];
}

const standIns: Readonly<Record<string, string>> = {
	[drawn.ok]: ascii.ok,
	[drawn.warn]: ascii.warn,
	[drawn.fail]: ascii.fail,
	[drawn.pointer]: ascii.pointer,
	[drawn.dot]: ascii.dot,
	[drawn.arrow]: ascii.arrow,
	[drawn.ellipsis]: ascii.ellipsis,
	'–': '-',
	'—': '-',
	'─': '-',
	'‘': "'",
	'’': "'",
	'‹': '<',
	'›': '>',
	'“': '"',
	'”': '"',
	'\u00A0': ' ',
};

/** Replaces our own signs and typographic marks with ASCII; names and other people's words stay as they are. */
export function toAscii(text: string): string {
	return text.replaceAll(/[✔▲✖❯·→…–—─‘’“”‹›\u00A0]/gu, sign => standIns[sign] ?? sign);
}

/**
 * Whether the terminal is likely to show Unicode.
 *
 * The Linux console (`TERM=linux`) has only a small font; a locale that is set and is not UTF-8 means what it says; an
 * unset locale is common in containers whose terminal is fine. On Windows only the newer terminals qualify.
 */
export function showsUnicode(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
	if (platform === 'win32') {
		return env.WT_SESSION !== undefined || env.TERM_PROGRAM === 'vscode' || env.TERM === 'xterm-256color';
	}

	const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(value => value !== undefined && value !== '');
	return env.TERM !== 'linux' && (locale === undefined || /utf-?8/iu.test(locale));
}
