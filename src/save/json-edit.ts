// Sets and removes single keys in JSON text with comments; no byte moves that does not have to.
// jsonc-parser's own `modify` formats the neighbour of a new key as well, so only its parser and scanner are used here.

import {createScanner, parseTree, type Node, type SyntaxKind} from 'jsonc-parser';

/** Token kinds of jsonc-parser's scanner, whose constants exist at compile time only. */
const kinds: Readonly<Record<'comma' | 'lineComment' | 'blockComment' | 'space', SyntaxKind>> = {
	comma: 5,
	lineComment: 12,
	blockComment: 13,
	space: 15,
};

type Edit = {readonly offset: number; readonly length: number; readonly text: string};

/** How new lines are written where the text itself gives no example. */
export type JsonStyle = {readonly indent: string; readonly end: '\n' | '\r\n'};

/** The text's own indentation and line ends; two spaces without an example. */
export function styleOf(text: string): JsonStyle {
	return {indent: /\n(?<space>[ \t]+)\S/u.exec(text)?.groups?.space ?? '  ', end: text.includes('\r\n') ? '\r\n' : '\n'};
}

/**
 * Sets one key, below one object key or at the top; missing objects are made.
 *
 * @param text - Valid JSON text (comments and trailing commas allowed) whose root is an object.
 * @param path - `['env', 'AWS_REGION']` or `['awsAuthRefresh']`.
 */
export function setKey(text: string, path: readonly string[], value: unknown, style: JsonStyle = styleOf(text)): string {
	const root = parseTree(text, [], {allowTrailingComma: true});
	const [first = '', second] = path;
	const outer = root === undefined ? undefined : valueOf(root, first);
	if (root === undefined || (outer === undefined && second === undefined)) {
		return root === undefined ? text : applied(text, inserted(text, root, first, value, style, 0));
	}

	if (second === undefined) {
		return applied(text, [replaced(outer, value)]);
	}

	if (outer?.type !== 'object') {
		return applied(text, inserted(text, root, first, {[second]: value}, style, 0));
	}

	const inner = valueOf(outer, second);
	return applied(text, inner === undefined ? inserted(text, outer, second, value, style, 1) : [replaced(inner, value)]);
}

/** Removes one key; the text stays as it is when the key is not there. */
export function removeKey(text: string, path: readonly string[]): string {
	const root = parseTree(text, [], {allowTrailingComma: true});
	const parent = root === undefined ? undefined : path.length === 1 ? root : valueOf(root, path[0] ?? '');
	const properties = parent?.children ?? [];
	const index = properties.findIndex(candidate => nameOf(candidate) === path.at(-1));
	const property = properties[index];
	if (property === undefined) {
		return text;
	}

	const end = property.offset + property.length;
	const following = commaAfter(text, end);
	const after = (following ?? end - 1) + 1;
	const before = property.offset - (/[ \t]*$/u.exec(text.slice(0, property.offset))?.[0].length ?? 0);
	const opensLine = before === 0 || text[before - 1] === '\n';
	const space = /^[ \t]*(?<end>\r?\n)?/u.exec(text.slice(after));
	// The whole line when nothing else stands on it; a remark behind the key takes the key's place in the line.
	const isWholeLine = opensLine && space?.groups?.end !== undefined;
	const start = opensLine && !isWholeLine ? property.offset : before;
	const stop = after + (opensLine ? (space?.[0].length ?? 0) : 0);
	const previous = properties[index - 1];
	const leading = following === undefined && previous !== undefined ? commaAfter(text, previous.offset + previous.length) : undefined;
	return applied(text, [
		{offset: start, length: stop - start, text: ''},
		...(leading === undefined ? [] : [{offset: leading, length: 1, text: ''}]),
	]);
}

function replaced(node: Node | undefined, value: unknown): Edit {
	return {offset: node?.offset ?? 0, length: node?.length ?? 0, text: JSON.stringify(value)};
}

function inserted(text: string, object: Node, name: string, value: unknown, style: JsonStyle, depth: number): readonly Edit[] {
	const last = object.children?.at(-1);
	const {indent, end} = style;
	const write = (space: string) =>
		`${JSON.stringify(name)}: ${JSON.stringify(value, undefined, indent).replaceAll('\n', `${end}${space}`)}`;
	const close = object.offset + object.length - 1;
	if (last === undefined) {
		const space = indent.repeat(depth + 1);
		const isClosedBelow = text.slice(object.offset, close).includes('\n');
		return [
			{offset: object.offset + 1, length: 0, text: `${end}${space}${write(space)}${isClosedBelow ? '' : `${end}${indent.repeat(depth)}`}`},
		];
	}

	const lastEnd = last.offset + last.length;
	const comma = commaAfter(text, lastEnd);
	const isOnOwnLine = /\n[ \t]*$/u.test(text.slice(object.offset, last.offset));
	const space = isOnOwnLine ? (/[ \t]*$/u.exec(text.slice(0, last.offset))?.[0] ?? '') : '';
	// A remark at the end of the last key's line stays with that key.
	const at = isOnOwnLine ? endOfRemarks(text, (comma ?? lastEnd - 1) + 1, close) : (comma ?? lastEnd - 1) + 1;
	const property = {
		offset: at,
		length: 0,
		text: isOnOwnLine ? `${end}${space}${write(space)}` : ` ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
	};
	return comma === undefined ? [{offset: lastEnd, length: 0, text: ','}, property] : [property];
}

/** Offset of the comma that follows, past spaces and comments. */
function commaAfter(text: string, offset: number): number | undefined {
	const scanner = createScanner(text, true);
	scanner.setPosition(offset);
	return scanner.scan() === kinds.comma ? scanner.getTokenOffset() : undefined;
}

/** End of the comments that stand on the same line, before `limit`. */
function endOfRemarks(text: string, offset: number, limit: number): number {
	const scanner = createScanner(text, false);
	scanner.setPosition(offset);
	let end = offset;
	for (let kind = scanner.scan(); scanner.getTokenOffset() < limit; kind = scanner.scan()) {
		if (kind === kinds.lineComment || kind === kinds.blockComment) {
			end = scanner.getTokenOffset() + scanner.getTokenLength();
		} else if (kind !== kinds.space) {
			break;
		}
	}

	return end;
}

function valueOf(object: Node, name: string): Node | undefined {
	return object.children?.find(property => nameOf(property) === name)?.children?.[1];
}

function nameOf(property: Node): unknown {
	return property.children?.[0]?.value;
}

function applied(text: string, edits: readonly Edit[]): string {
	// From the end, and of two at one place the later first, so that offsets stay true.
	return edits
		.toReversed()
		.toSorted((a, b) => b.offset - a.offset)
		.reduce((result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length), text);
}
