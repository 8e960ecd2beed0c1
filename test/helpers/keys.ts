// What a terminal sends for the keys that tests press.

const keys = {
	enter: '\r',
	escape: '\u001B',
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	pageUp: '\u001B[5~',
	pageDown: '\u001B[6~',
	delete: '\u001B[3~',
	backspace: '\u007F',
	tab: '\t',
	shiftTab: '\u001B[Z',
	space: ' ',
	ctrlC: '\u0003',
	ctrlD: '\u0004',
	ctrlU: '\u0015',
	ctrlW: '\u0017',
} as const;

export type Key = keyof typeof keys;

/** The bytes of a key; a single character stands for itself. */
export function bytesOf(key: Key | (string & {})): string {
	return key in keys ? keys[key as Key] : key;
}

/** Text as a terminal with bracketed paste sends it. */
export function pasted(text: string): string {
	return `\u001B[200~${text}\u001B[201~`;
}
