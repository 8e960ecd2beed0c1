// A Claude Code settings file as read: its variables and other keys, or why it cannot be used.

import {createScanner, parseTree, getNodeValue, printParseErrorCode, type Node, type ParseError} from 'jsonc-parser';

export type SettingsContent = {
	readonly variables: Readonly<Record<string, string>>;
	/** Every other key at the top, with its value. */
	readonly keys: Readonly<Record<string, unknown>>;
	/** Line of each variable and key in the file, counted from 1. */
	readonly lines: Readonly<Record<string, number>>;
};

export type SettingsRead =
	| {
			readonly ok: true;
			readonly text: string;
			readonly hasMark: boolean;
			readonly content: SettingsContent;
			/** Why Claude Code ignores the whole file all the same: it has a comment or a trailing comma. */
			readonly ignored?: string;
	  }
	| {readonly ok: false; readonly reason: string};

/**
 * Reads a settings file's bytes. Comments, trailing commas and a byte order mark are let pass; an empty file has no keys.
 *
 * @returns The text without its byte order mark and what it says, or the reason why no program should touch it.
 */
export function readSettings(bytes: Uint8Array): SettingsRead {
	let decoded: string;
	try {
		decoded = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
	} catch {
		return {ok: false, reason: 'it is not UTF-8 text'};
	}

	const hasMark = decoded.startsWith('\uFEFF');
	const text = hasMark ? decoded.slice(1) : decoded;
	if (text.trim() === '') {
		return {ok: true, text, hasMark, content: {variables: {}, keys: {}, lines: {}}};
	}

	if (isTooDeep(text)) {
		return {ok: false, reason: 'it is nested deeper than any settings file'};
	}

	const errors: ParseError[] = [];
	const root = parseTree(text, errors, {allowTrailingComma: true});
	const [error] = errors;
	if (error !== undefined) {
		return {ok: false, reason: `line ${lineAt(text, error.offset)} is not valid JSON (${printParseErrorCode(error.error)})`};
	}

	if (root?.type !== 'object') {
		return {ok: false, reason: 'its content is not a JSON object'};
	}

	const environment = propertyOf(root, 'env');
	const twice = [...repeated(root), ...(environment?.type === 'object' ? repeated(environment) : [])];
	if (twice.length > 0) {
		return {ok: false, reason: `the key ${twice.join(', ')} appears more than once`};
	}

	if (environment !== undefined && environment.type !== 'object') {
		return {ok: false, reason: 'its "env" is not an object'};
	}

	const {env = {}, ...keys} = getNodeValue(root) as Record<string, unknown>;
	const variables = Object.entries(env as Record<string, unknown>).flatMap(([name, value]) =>
		typeof value === 'string'
			? [[name, value] as const]
			: typeof value === 'number' || typeof value === 'boolean'
				? [[name, `${value}`] as const]
				: [],
	);
	const ignored = looseness(text);
	const lines = {...linesOf(root, text), ...(environment === undefined ? {} : linesOf(environment, text))};
	const content = {variables: Object.fromEntries(variables), keys, lines};
	return {ok: true, text, hasMark, content, ...(ignored === undefined ? {} : {ignored})};
}

/** Objects and lists in one another; the parser calls itself for each and would run out of stack. */
const deepest = 200;
/** Token kinds of jsonc-parser's scanner, whose constants exist at compile time only: `{ } [ ]` and the end. */
const [opening, closing, end] = [[1, 3], [2, 4], 17];

function isTooDeep(text: string): boolean {
	const scanner = createScanner(text, true);
	let depth = 0;
	for (let kind: number = scanner.scan(); kind !== end && depth <= deepest; kind = scanner.scan()) {
		depth += opening.includes(kind) ? 1 : closing.includes(kind) ? -1 : 0;
	}

	return depth > deepest;
}

/** Line of every property of an object. */
function linesOf(object: Node, text: string): Readonly<Record<string, number>> {
	return Object.fromEntries((object.children ?? []).map(({children, offset}) => [String(children?.[0]?.value), lineAt(text, offset)]));
}

function lineAt(text: string, offset: number): number {
	return text.slice(0, offset).split('\n').length;
}

/** Claude Code 2.1.197 reads strict JSON: it ignored a file with a comment or a trailing comma, and took one with a byte order mark. */
function looseness(text: string): string | undefined {
	const errors: ParseError[] = [];
	parseTree(text, errors, {allowTrailingComma: false, disallowComments: true});
	const [error] = errors;
	if (error === undefined) {
		return undefined;
	}

	const line = lineAt(text, error.offset);
	const what = printParseErrorCode(error.error) === 'InvalidCommentToken' ? 'a comment' : 'a comma too many';
	return `line ${line} has ${what}, for which Claude Code ignores the whole file`;
}

function propertyOf(object: Node, name: string): Node | undefined {
	return object.children?.find(property => property.children?.[0]?.value === name)?.children?.[1];
}

function repeated(object: Node): readonly string[] {
	const names = (object.children ?? []).map(property => String(property.children?.[0]?.value));
	return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
