// What can be read off a text beside phrases: statuses, Entra numbers, whose hosts, which provider and tool. Each fact has a name and places.

import type {Finder, Found} from './finder.ts';
import type {Host} from './hosts.ts';
import {namedIn} from './names.ts';
import {squeeze, type ReadText} from './text.ts';
import {wordFacts} from './words.ts';

/** A stretch of the squeezed text. */
export type Span = {readonly start: number; readonly end: number};

export type Evidence = {
	readonly text: ReadText;
	readonly found: Found;
	/** In the order of the text. */
	readonly facts: ReadonlyMap<string, readonly Span[]>;
	readonly hosts: readonly Host[];
	/** Places of phrases already looked up: many clues share one. */
	readonly phrases: Map<string, readonly Span[]>;
};

const words: ReadonlyArray<readonly [string, readonly string[]]> = Object.entries(wordFacts).map(([name, list]) => [
	name,
	list.map(squeeze),
]);

/** What the finder has to look for so that these facts can be told. */
export const factParts: readonly string[] = words.flatMap(([, list]) => list);

/** More of one fact than this says nothing new. */
const most = 256;

/** Reads all evidence of a text. */
export function evidenceOf(text: ReadText, finder: Finder): Evidence {
	const found = finder.find(text.squeezed);
	const facts = new Map<string, Span[]>();
	const add = (name: string, span: Span): void => {
		const spans = facts.get(name);
		if (spans === undefined) {
			facts.set(name, [span]);
		} else if (spans.length < most) {
			spans.push(span);
		}
	};
	const squeezedAt = placer(text);
	for (const [name, list] of words) {
		for (const part of list) {
			for (const start of found.get(part) ?? []) {
				add(name, {start, end: start + part.length});
			}
		}
	}

	const {named, hosts} = namedIn(text);
	for (const {name, start, end} of [...named, ...hosts.map(host => ({...host, name: `host:${host.kind}`}))]) {
		add(name, {start: squeezedAt(start), end: squeezedAt(end)});
	}

	for (const match of text.squeezed.matchAll(/aadsts(\d{5,8})/gu)) {
		const span = {start: match.index, end: match.index + match[0].length};
		add(`aadsts:${match[1] ?? ''}`, span);
		add('aadsts', span);
	}

	for (const spans of facts.values()) {
		spans.sort((a, b) => a.start - b.start);
	}

	return {text, found, facts, hosts, phrases: new Map()};
}

/** Finds the place in the squeezed text for one in the plain text. */
export function placer(text: ReadText): (place: number) => number {
	return place => {
		let low = 0;
		let high = text.places.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((text.places[middle] ?? 0) < place) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low;
	};
}
