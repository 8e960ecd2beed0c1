// The text of a preset as people write it: JSON in which comments and a comma after the last entry are allowed.

import {createScanner} from 'jsonc-parser';

/** Kinds of token, as jsonc-parser numbers them; its own names for them are gone in a build. */
const token = {closeBrace: 2, closeBracket: 4, comma: 5, lineComment: 12, blockComment: 13, lineBreak: 14, trivia: 15, end: 17} as const;

/** The same text as plain JSON. What is taken out becomes spaces, so that every place stays where it was. */
export function withoutComments(text: string): string {
	const scanner = createScanner(text);
	const taken: Array<readonly [at: number, length: number]> = [];
	let comma: number | undefined;
	for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
		if (kind === token.lineComment || kind === token.blockComment) {
			taken.push([scanner.getTokenOffset(), scanner.getTokenLength()]);
		} else if (kind !== token.trivia && kind !== token.lineBreak) {
			if ((kind === token.closeBrace || kind === token.closeBracket) && comma !== undefined) {
				taken.push([comma, 1]);
			}

			comma = kind === token.comma ? scanner.getTokenOffset() : undefined;
		}
	}

	return taken
		.toSorted(([a], [b]) => b - a)
		.reduce(
			(rest, [at, length]) => `${rest.slice(0, at)}${rest.slice(at, at + length).replaceAll(/[^\r\n]/gu, ' ')}${rest.slice(at + length)}`,
			text,
		);
}
