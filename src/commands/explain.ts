// `onboard explain`: a finding code, a diagnostic code, one or two reports, or pasted error text; which one it is, the argument says.

import path from 'node:path';
import {describe} from '../catalog/describe.ts';
import {declarations} from '../catalog/index.ts';
import type {Line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {nearest} from '../core/nearest.ts';
import {diagnosisJson, diagnosisLines} from '../explain/diagnosis-lines.ts';
import {readDiagnosticCode} from '../explain/diagnostic-code.ts';
import {describedJson, descriptionLines} from '../explain/finding-lines.ts';
import {explainTextLines, recognitionJson} from '../explain/text-lines.ts';
import type {CommandIo} from './command.ts';
import {contentOf, explainReports, inputText} from './explain-files.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';
import {openWorld, type World} from './world.ts';

/** What an explanation prints: lines for people, a value for programs. */
export type Explanation = {readonly lines: readonly Line[]; readonly json: unknown; readonly code: ExitCode};

const otherwise =
	'Give a finding code, a diagnostic code, a report of onboard doctor --json, or an error text; a dash reads standard input.';

/** Exit code 0 when it could be explained, 1 when a text was not recognized. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const explanation = await explain(values.words, io, world);
		if (values.json === true) {
			io.stdout.write(`${JSON.stringify(explanation.json, undefined, '\t')}\n`);
		} else {
			writeLines(io.stdout, world.ports, explanation.lines);
		}

		return explanation.code;
	} finally {
		await world.close();
	}
}

async function explain(words: readonly string[], io: CommandIo, world: World): Promise<Explanation> {
	const typed = words.join(' ');
	if (typed === '-') {
		if (io.stdin.isTTY) {
			const end = world.ports.host.platform === 'win32' ? 'Ctrl+Z and Enter' : 'Ctrl+D';
			io.stderr.write(`Paste the text, press Enter, then ${end}.\n`);
		}

		const text = await inputText(io.stdin, io.signal);
		return explainCode(text.trim(), world) ?? explainReports([{name: 'Standard input', text}], world) ?? explainText(text, world);
	}

	const explained = explainCode(typed, world);
	if (explained !== undefined) {
		return explained;
	}

	const files = words.length > 2 ? [] : await Promise.all(words.map(async word => contentOf(word, io.ports)));
	const found = files.filter(file => file !== undefined);
	if (files.length > 0 && found.length === files.length) {
		return explainReports(found, world) ?? explainText(found.map(file => file.text).join('\n'), world);
	}

	const missing = words.find((word, index) => files[index] === undefined && (found.length > 0 || looksLikeFile(word)));
	if (missing !== undefined && words.length <= 2) {
		throw new UserError(`There is no file ${missing}.`, otherwise);
	}

	rejectNearMisses(typed);
	return explainText(typed, world);
}

/** A finding code or a diagnostic code that is whole; undefined for everything else. */
function explainCode(typed: string, world: World): Explanation | undefined {
	const options = {contacts: world.policy.contacts, glyphs: signsFor(world.ports)};
	const description = describe(typed.toLowerCase());
	if (description !== undefined) {
		return {
			lines: descriptionLines(description, options),
			json: {schema: 'onboard/finding-code@1', ...describedJson(description)},
			code: 0,
		};
	}

	const read = readDiagnosticCode(typed);
	return read.kind === 'read'
		? {
				lines: diagnosisLines(read.diagnosis, {
					...options,
					nameOf: id => world.providers.find(provider => provider.id === id)?.name ?? id,
				}),
				json: diagnosisJson(read.diagnosis),
				code: 0,
			}
		: undefined;
}

/**
 * Says what was most likely meant.
 *
 * @throws UserError for a mistyped diagnostic code and for what looks like a finding code that does not exist.
 */
function rejectNearMisses(typed: string): void {
	const read = readDiagnosticCode(typed);
	if (read.kind === 'mistyped') {
		const group = read.groups.length === 1 ? `group ${read.groups[0]}` : `groups ${read.groups.join(' and ')}`;
		throw new UserError(
			`${typed} is a diagnostic code with a mistake in it.`,
			read.groups.length === 0 ? 'Have it read out once more.' : `Compare ${group} first, counted from the left.`,
		);
	}

	if (/^[a-z][\w-]*\.[\w-]+$/iu.test(typed)) {
		const guess = nearest(typed, Object.keys(declarations));
		throw new UserError(
			`There is no finding code ${typed}.`,
			guess === undefined ? 'docs/finding-codes.md lists them all.' : `Did you mean ${guess}?`,
		);
	}
}

/** Error texts name paths, addresses and `/login` as well: a sentence is a file's name only when it begins and ends like one. */
function looksLikeFile(word: string): boolean {
	const isNamedSo = /\.(?:json|md|txt|log)$/u.test(word);
	if (!/\s/u.test(word)) {
		return (isNamedSo || /[/\\]/u.test(word)) && path.basename(word) !== '' && !/^[a-z]+:\/\//iu.test(word);
	}

	const beginsSo = /^(?:~|\.{0,2})[/\\]|^[a-z]:[/\\]/iu.test(word);
	return isNamedSo && !word.includes('\n') && (beginsSo || word.split(/\s+/u).length < 4);
}

/**
 * Pasted error text.
 *
 * @throws UserError when there is none.
 */
async function explainText(text: string, world: World): Promise<Explanation> {
	if (text.trim() === '') {
		throw new UserError('There is no text to explain.', otherwise);
	}

	const {recognizeAny} = await import('../explain/own-text.ts');
	const recognition = recognizeAny(text);
	return {
		lines: explainTextLines(recognition, {contacts: world.policy.contacts, glyphs: signsFor(world.ports)}),
		json: recognitionJson(recognition),
		code: recognition.candidates.length === 0 ? 1 : 0,
	};
}
