// What a pasted error text means, in words and as JSON: the cause, why it was named, its rivals and the check that decides.

import type {Details} from '../catalog/declare.ts';
import {describe} from '../catalog/describe.ts';
import {line, type Line} from '../core/document.ts';
import {glyphs} from '../core/glyphs.ts';
import {redactText, redactValue, type Json} from '../core/redact.ts';
import {findingLines, type FindingOptions} from '../output/finding.ts';
import {oneLine, padTo} from '../output/lines.ts';
import {asFinding, describedJson} from './finding-lines.ts';
import type {Candidate, Confidence, Recognition, RecognizedError} from './recognize.ts';
import type {Understood} from './understand.ts';

const labelWidth = 14;
const mostRivals = 4;
const mostOthers = 5;

const sure: Readonly<Record<Confidence, string>> = {
	certain: 'This text means one thing.',
	likely: 'This is what the text most likely means.',
	possible: 'The text alone does not decide; this is one of its meanings.',
};

/** The recognition as lines; secrets that were pasted along are left out. */
export function explainTextLines(recognition: Recognition, options: FindingOptions = {}): readonly Line[] {
	const [first] = recognition.candidates;
	const main = recognition.errors.find(error => error.candidates[0]?.code === first?.code);
	if (first === undefined || main === undefined) {
		return [...notRecognizedLines(recognition.understood, options), ...unreadLines(recognition, options)];
	}

	const signs = options.glyphs ?? glyphs(true);
	// What is certain has no rivals, only other things that are as certain.
	const rivals = main.candidates
		.filter(({code, confidence}) => code !== first.code && (first.confidence !== 'certain' || confidence === 'certain'))
		.slice(0, mostRivals);
	const shown = new Set(main.candidates.map(candidate => candidate.code));
	const others = recognition.errors.filter(error => error !== main && !shown.has(error.candidates[0]?.code ?? ''));
	return [
		line([sure[first.confidence], 'strong']),
		line(''),
		...candidateLines(first, recognition.details, options),
		...(rivals.length === 0
			? []
			: [
					line(''),
					line([first.confidence === 'certain' ? 'It says as well' : 'It can also mean', 'strong']),
					...rivals.flatMap(rival => rivalLines(rival, recognition.details)),
				]),
		...(others.length === 0
			? []
			: [
					line(''),
					line(['Also in this text', 'strong']),
					...others.slice(0, mostOthers).flatMap(other => otherLines(other, recognition.details)),
					...(others.length > mostOthers ? [line(['  ', 'muted'], [`and ${others.length - mostOthers} more`, 'muted'])] : []),
				]),
		// Doctor never reports what only a text can name.
		...(describe(first.code)?.raisedBy === undefined
			? [line(''), line([`${signs.dot} `, 'muted'], 'On that laptop, ', ['onboard doctor', 'accent'], ' finds out for certain.')]
			: []),
		...unreadLines(recognition, options),
	];
}

/** Of a long log, only the beginning and the end were looked at. */
function unreadLines({unread}: Recognition, options: FindingOptions): readonly Line[] {
	const signs = options.glyphs ?? glyphs(true);
	return unread === 0
		? []
		: [
				line(''),
				line(
					[`${signs.dot} `, 'muted'],
					`The beginning and the end of the text were read, not ${unread.toLocaleString('en-US')} characters in its middle. Is the error there? Give that part.`,
				),
			];
}

function candidateLines(candidate: Candidate, details: Details, options: FindingOptions): readonly Line[] {
	const description = describe(candidate.code, details);
	if (description === undefined) {
		return [line(candidate.code)];
	}

	const finding = {...asFinding(description), evidence: candidate.because.map(value => ({label: '', value: quoted(value)}))};
	const {fix} = description;
	return [
		...findingLines(finding, options),
		...(fix.kind === 'ask' ? fix.message.split('\n').map((text, index) => row(index === 0 ? 'To send' : '', text)) : []),
		...(candidate.tellApart === undefined || candidate.confidence === 'certain' ? [] : [row('To be sure', candidate.tellApart)]),
	];
}

function rivalLines({code, confidence, tellApart}: Candidate, details: Details): readonly Line[] {
	const title = describe(code, details)?.title ?? code;
	return [
		line('  ', safe(title), [`  ${code}, ${confidence}`, 'muted']),
		...(tellApart === undefined ? [] : [row('To be sure', tellApart)]),
	];
}

function otherLines({text, candidates: [first]}: RecognizedError, details: Details): readonly Line[] {
	return first === undefined
		? []
		: [
				line('  ', safe(describe(first.code, details)?.title ?? first.code), [`  ${first.code}, ${first.confidence}`, 'muted']),
				row('What it says', quoted(text.slice(0, 160))),
			];
}

function notRecognizedLines(understood: Understood, options: FindingOptions): readonly Line[] {
	const signs = options.glyphs ?? glyphs(true);
	const {statuses, hosts, names} = understood;
	const helpDesk = options.contacts?.['help-desk'];
	return [
		line([`${signs.unknown} `, 'unknown'], ['Not recognized.', 'strong'], ' No cause that onboard knows is named in this text.'),
		...(statuses.length === 0 ? [] : [row('Status', statuses.join(', '))]),
		...(hosts.length === 0 ? [] : [row('Hosts', hosts.join(', '))]),
		...(names.length === 0 ? [] : [row('Errors', names.join(', '))]),
		row('Next', 'Give all of the text, from the command that was typed to its last line. On that laptop, onboard doctor looks for itself.'),
		row(
			'Still stuck?',
			`Send the text and the file of onboard doctor --share report.json to your help desk${helpDesk === undefined ? '' : ` (${helpDesk})`}.`,
		),
	];
}

function row(label: string, text: string): Line {
	return line([`  ${padTo(label, labelWidth)}`, 'muted'], safe(text));
}

function quoted(text: string): string {
	return `\u201C${oneLine(text)}\u201D`;
}

/** Pasted text may hold a token or key. */
function safe(text: string): string {
	return redactText(oneLine(text));
}

/** The recognition as JSON (`onboard/recognition@1`), without secrets. */
export function recognitionJson({errors, candidates, details, understood, unread}: Recognition): Json {
	return redactValue({
		schema: 'onboard/recognition@1',
		recognized: candidates.length > 0,
		candidates: candidates.map(candidate => ({...codeJson(candidate.code, details), ...candidate})),
		errors: errors.map(({text, candidates: found}) => ({
			text,
			candidates: found.map(({code, confidence, score}) => ({code, confidence, score})),
		})),
		understood,
		...(unread === 0 ? {} : {unread}),
	}).value;
}

function codeJson(code: string, details: Details) {
	const description = describe(code, details);
	return description === undefined ? {} : describedJson(description);
}
