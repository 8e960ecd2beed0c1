// The exact change to one file as a unified diff for people's eyes, with the secrets of its surroundings hidden.

import {createTwoFilesPatch} from 'diff';
import type {FileChange} from '../core/change-set.ts';
import {clean, line, type Line} from '../core/document.ts';
import {redacted, redactText} from '../core/redact.ts';

/**
 * A unified diff of a planned change.
 *
 * Secrets in lines that only give context, or that are taken out, are hidden: what is shown here may end up in a ticket.
 *
 * @param name - The file's name in the heading, for example `~/.zshrc`.
 */
export function diffText(change: FileChange, name: string = change.path): string {
	const patch = createTwoFilesPatch(name, name, textOf(change.before), textOf(change.after), undefined, undefined, {context: 2});
	const lines = patch.split('\n');
	const heading = lines.findIndex(own => own.startsWith('--- '));
	return lines
		.slice(heading)
		.map(own => hidden(redactText(clean(own))))
		.join('\n')
		.trimEnd();
}

/** A line that is nothing but encoded bytes may be the middle of a private key. */
function hidden(text: string): string {
	return text.replace(/^(?<sign>[ +-])[ \t]*[A-Za-z\d+/=]{40,}$/u, `$<sign>${redacted}`);
}

/** The diff as lines with their meaning. */
export function diffLines(change: FileChange, name: string = change.path): readonly Line[] {
	return diffText(change, name)
		.split('\n')
		.map(own => {
			if (own.startsWith('+++') || own.startsWith('---') || own.startsWith('@@') || own.startsWith('\\')) {
				return line([own, 'muted']);
			}

			return own.startsWith('+') ? line([own, 'ok']) : own.startsWith('-') ? line([own, 'fail']) : line([own, 'muted']);
		});
}

function textOf(bytes: Uint8Array | undefined): string {
	const isWide = bytes?.[0] === 0xff && bytes[1] === 0xfe;
	return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes ?? new Uint8Array());
}
