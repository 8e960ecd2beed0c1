// Puts our one line into a profile file's bytes; every byte outside that line stays as it is.

import {clean} from '../core/document.ts';
import {redactText} from '../core/redact.ts';
import {recognize} from './fragment.ts';
import type {Dialect} from './quote.ts';

export type ProfilePlan =
	| {readonly kind: 'unchanged'}
	/** `added` 0 means that copies were removed or that the line was brought up to date. */
	| {readonly kind: 'changed'; readonly after: Uint8Array; readonly added: 0 | 1}
	/** Somebody changed our line: the text of the line, for the person. */
	| {readonly kind: 'damaged'; readonly line: string; readonly number: number};

type Encoding = {readonly decode: (bytes: Uint8Array) => string; readonly encode: (text: string) => Uint8Array; readonly mark: string};

/** One character per byte: whatever the file is encoded in, bytes that are not ours go back as they came. */
const bytewise: Encoding = {
	decode: bytes => Buffer.from(bytes).toString('latin1'),
	encode: text => new Uint8Array(Buffer.from(text, 'latin1')),
	mark: '\u00EF\u00BB\u00BF',
};

/** PowerShell profiles made by `>` or `>>` in Windows PowerShell are UTF-16. */
const wide: Encoding = {
	decode: bytes => Buffer.from(bytes).toString('utf16le'),
	encode: text => new Uint8Array(Buffer.from(text, 'utf16le')),
	mark: '\uFEFF',
};

/** UTF-16 with the other byte order, as some editors save it. */
const wideReversed: Encoding = {
	decode: bytes => Buffer.from(bytes).swap16().toString('utf16le'),
	encode: text => new Uint8Array(Buffer.from(text, 'utf16le').swap16()),
	mark: wide.mark,
};

function encodingOf(bytes: Uint8Array | undefined): Encoding {
	const [first, second] = bytes === undefined || bytes.length % 2 === 1 ? [] : bytes;
	return first === 0xff && second === 0xfe ? wide : first === 0xfe && second === 0xff ? wideReversed : bytewise;
}

/**
 * Plans the bytes of a profile file with our line in it exactly once.
 *
 * A line that is already there stays where it is; of several the last stays, because what runs later wins. A file with
 * Windows line ends gets one more of them, a file without a final newline gets its last line closed first.
 */
export function planProfile(before: Uint8Array | undefined, line: string, dialect: Dialect): ProfilePlan {
	const encoding = encodingOf(before);
	const wanted = encoding === bytewise ? Buffer.from(line, 'utf8').toString('latin1') : line;
	const text = encoding.decode(before ?? new Uint8Array());
	const lines = text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
	const kinds = lines.map(own => recognize(dialect, own.replace(/\r?\n$/u, '')));
	const damaged = kinds.indexOf('damaged');
	if (damaged !== -1) {
		return {kind: 'damaged', line: readable(lines[damaged] ?? ''), number: damaged + 1};
	}

	const kept = kinds.lastIndexOf('ours');
	if (kept === -1) {
		return {kind: 'changed', after: encoding.encode(appended(text, wanted, encoding.mark)), added: 1};
	}

	const after = lines
		.filter((_own, index) => kinds[index] !== 'ours' || index === kept)
		.map(own => (recognize(dialect, own.replace(/\r?\n$/u, '')) === 'ours' ? `${wanted}${/\r?\n$/u.exec(own)?.[0] ?? ''}` : own));
	const result = after.join('');
	return result === text ? {kind: 'unchanged'} : {kind: 'changed', after: encoding.encode(result), added: 0};
}

function appended(text: string, line: string, mark: string): string {
	const end = text.endsWith('\r\n') || (!text.endsWith('\n') && text.includes('\r\n')) ? '\r\n' : '\n';
	const isOpen = text !== '' && !text.endsWith('\n');
	// After a backslash (PowerShell: a backtick) at the end of the last line, ours would become part of that line.
	const continues = /[\\`](?:\r?\n)?$/u.test(text);
	const gap = text === mark ? end : `${isOpen ? end : ''}${continues ? end : ''}`;
	return `${text}${gap}${line}${end}`;
}

/** Foreign text on its way to a screen: no secrets, no control characters, not endless. */
function readable(line: string): string {
	return redactText(clean(line.trim())).slice(0, 120);
}
