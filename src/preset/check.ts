// Checks the text of a preset against its schema and says every problem as a sentence with its place.

import type {$ZodIssue} from 'zod/v4/core';
import {clean} from '../core/document.ts';
import {nearest} from '../core/nearest.ts';
import type {Registered} from '../core/registered.ts';
import {strayAddress} from './addresses.ts';
import type {Preset} from './preset.ts';
import {withoutComments} from './text.ts';
import {findSecret, personalAnswers, presetSchema, type PresetDocument} from './schema.ts';

export type PresetCheck = {readonly isGood: true; readonly preset: Preset} | {readonly isGood: false; readonly problems: readonly string[]};

type Schema = ReturnType<typeof presetSchema>;

/** Folders in folders deeper than the format has. */
const deepest = 6;

/** Checks the text of a preset against the clouds that exist; all problems are found, not only the first. */
export function checkPreset(source: string, providers: readonly Registered[]): PresetCheck {
	const parsed = parse(source);
	if ('problem' in parsed) {
		return {isGood: false, problems: [parsed.problem]};
	}

	if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
		return {isGood: false, problems: ['it must be a JSON object: {"schema": "onboard/preset@1", …}']};
	}

	if (isTooDeep(parsed.value, 0)) {
		return {isGood: false, problems: ['it is nested deeper than any preset']};
	}

	const value = tidy(parsed.value);
	const schema = presetSchema(providers);
	const result = schema.safeParse(value);
	if (!result.success) {
		return {isGood: false, problems: result.error.issues.flatMap(issue => describe(issue, value, schema))};
	}

	const problems = [...unmatchedOpen(result.data), ...addresses(result.data, providers), ...secrets(result.data)];
	return problems.length === 0 ? {isGood: true, preset: presetOf(result.data)} : {isGood: false, problems};
}

function parse(source: string): {readonly value: unknown} | {readonly problem: string} {
	const text = source.replace(/^\uFEFF/u, '');
	if (text.trim() === '') {
		return {problem: 'it is empty'};
	}

	if (text.trimStart().startsWith('<')) {
		return {problem: 'it is a web page, not JSON; the address may need a sign-in first'};
	}

	try {
		return {value: JSON.parse(withoutComments(text)) as unknown};
	} catch (error) {
		const position = /at position (\d+)/u.exec((error as Error).message)?.[1];
		return {problem: `it is not valid JSON${position === undefined ? '' : ` (${placeOf(text, Number(position))})`}`};
	}
}

function placeOf(text: string, position: number): string {
	const lines = text.slice(0, position).split('\n');
	return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function isTooDeep(value: unknown, depth: number): boolean {
	return typeof value === 'object' && value !== null && (depth >= deepest || Object.values(value).some(item => isTooDeep(item, depth + 1)));
}

/** Text on one line, without control characters and outer spaces: it ends up in a terminal and in profile files. */
function tidy(value: unknown): unknown {
	if (typeof value === 'string') {
		return tidyText(value);
	}

	if (Array.isArray(value)) {
		return value.map(item => tidy(item));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tidy(item)]))
		: value;
}

function tidyText(text: string): string {
	return clean(text).replaceAll(/\s+/gu, ' ').trim();
}

function describe(issue: $ZodIssue, document: unknown, schema: Schema): readonly string[] {
	const place = placeText(issue.path);
	if (issue.code === 'unrecognized_keys') {
		return issue.keys.map(key => unknownKey(key, issue.path, schema));
	}

	const given = valueAt(document, issue.path);
	if (given === undefined) {
		return [`${place} is missing`];
	}

	if (issue.code === 'invalid_type') {
		const wanted: Readonly<Record<string, string>> = {
			string: 'text in quotes',
			object: 'an object: {…}',
			array: 'a list: […]',
			boolean: 'true or false',
		};
		return [`${place} must be ${wanted[issue.expected] ?? issue.expected}`];
	}

	if (issue.path[0] === 'open' && typeof given === 'string') {
		return [unknownWord(`${place} names an unknown answer`, given, keysAt(['answers'], schema))];
	}

	return [`${place} ${issue.message}${typeof given === 'string' && given !== '' ? `, not ${quote(given)}` : ''}`];
}

function unknownKey(key: string, path: ReadonlyArray<PropertyKey>, schema: Schema): string {
	const reason = Object.hasOwn(personalAnswers, key) && path[0] === 'answers' ? personalAnswers[key] : undefined;
	if (reason !== undefined) {
		return `${placeText([...path, key])} cannot be preset: ${reason}`;
	}

	return unknownWord(path.length === 0 ? 'unknown key' : `${placeText(path)} has an unknown key`, key, keysAt(path, schema));
}

function unknownWord(what: string, word: string, known: readonly string[]): string {
	const best = nearest(word.slice(0, 60), known);
	return `${what} ${quote(word)}${best === undefined ? `; known: ${known.join(', ')}` : `; did you mean "${best}"?`}`;
}

/** Keys that the schema knows at a path; empty where it has no keys. */
function keysAt(path: ReadonlyArray<PropertyKey>, {shape}: Schema): readonly string[] {
	const field = String(path[0] ?? '');
	const shapes: Readonly<Record<string, object>> = {
		'': shape,
		answers: shape.answers.def.innerType.shape,
		policy: shape.policy.def.innerType.shape,
		contacts: shape.contacts.def.innerType.shape,
		statements: shape.statements.def.innerType.def.element.shape,
	};
	return Object.keys(shapes[field] ?? {});
}

function placeText(path: ReadonlyArray<PropertyKey>): string {
	return path
		.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${tidyText(String(part))}`))
		.join('');
}

function valueAt(document: unknown, path: ReadonlyArray<PropertyKey>): unknown {
	let value = document;
	for (const part of path) {
		value =
			typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Record<PropertyKey, unknown>)[part] : undefined;
	}

	return value;
}

function quote(text: string): string {
	const shown = tidyText(text);
	return `"${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}"`;
}

function unmatchedOpen(document: PresetDocument): readonly string[] {
	const given = Object.keys(document.answers ?? {});
	return (document.open ?? []).filter(id => !given.includes(id)).map(id => `open lists "${id}", but answers gives no ${id}`);
}

function addresses({answers = {}, open = []}: PresetDocument, providers: readonly Registered[]): readonly string[] {
	const problem = strayAddress(answers, open, providers);
	return problem === undefined ? [] : [`answers.baseUrl ${problem}`];
}

function secrets(document: PresetDocument): readonly string[] {
	const place = findSecret(document);
	return place === undefined ? [] : [`${place.join('.')} looks like a secret; a preset is shared with everybody`];
}

function presetOf(document: PresetDocument): Preset {
	const {organization, answers = {}, open = [], policy = {}, contacts = {}, statements = [], supportUrl} = document;
	return {
		organization,
		answers: present(answers),
		open,
		requirePrivatePath: policy.requirePrivatePath ?? false,
		contacts: present(contacts),
		statements,
		...(supportUrl === undefined ? {} : {supportUrl}),
	};
}

function present(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
