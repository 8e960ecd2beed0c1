// What onboard itself printed, given back to it: the findings that stand in it count, not what its words remind of.

import {describe} from '../catalog/describe.ts';
import {clean} from '../core/document.ts';
import {glyphs} from '../core/glyphs.ts';
import {recognize, type Candidate, type Recognition, type RecognizedError} from './recognize.ts';

const signs = [true, false].map(isUnicode => glyphs(isUnicode)).flatMap(({fail, warn, unknown}) => [fail, warn, unknown]);
/** In a report in Markdown, in what `doctor` and `status` say. */
const heading = /^[>\s]*(?:# onboard: |\S Not ready: |\S Cannot tell yet\b|Diagnostic code {2}|What Claude Code gets from )/mu;
const firstLine = /^[>\s]*(?:# onboard: |[✔+] Ready\.|[✖x] Not ready: |\? Cannot tell yet\b|Claude Code (?:\([\w.]+\) )?uses )/u;
/** In Markdown a line of its own says code, severity and owner. */
const inMarkdown = /^`([a-z][\w-]*\.[\w-]+)` · (?:fail|warn|unknown) · owner: /u;
const slug = /^[a-z][\w-]*\.[\w-]+$/u;
/** No line that onboard prints is longer; what is, is somebody else's. */
const longestLine = 400;
const ranks = {fail: 300, warn: 200, unknown: 100} as const;

/** Codes of the problems that stand in what onboard printed, the gravest first; empty for a text of somebody else. */
export function codesIn(text: string): readonly string[] {
	return [...problemsIn(text).values()]
		.flatMap(({candidates}) => candidates)
		.toSorted((a, b) => b.score - a.score)
		.map(({code}) => code);
}

function problemsIn(text: string): ReadonlyMap<string, RecognizedError> {
	const isOwn = heading.test(text);
	const found = new Map<string, RecognizedError>();
	for (const raw of text.split('\n')) {
		const [code, line] = raw.length > longestLine ? [] : codeOf(raw, isOwn);
		const rank = code === undefined || found.has(code) ? undefined : rankOf(code);
		if (code !== undefined && line !== undefined && rank !== undefined) {
			const score = rank - found.size / 100;
			found.set(code, {text: line, candidates: [{code, confidence: 'certain', score, because: [line]}]});
		}
	}

	return found;
}

/** As `recognize`, for a text that may also be a report, a finding or a status that somebody copied. Pure; never throws. */
export function recognizeAny(text: string): Recognition {
	const recognition = recognize(text);
	const found = problemsIn(text);
	if (found.size > 0) {
		return {
			...recognition,
			errors: [...found.values()],
			candidates: [...found.values()].flatMap(({candidates}) => candidates).toSorted((a, b) => b.score - a.score),
		};
	}

	// A report without findings names none; only an error text that was pasted below it may.
	const isSure = ({confidence}: Candidate) => confidence === 'certain';
	return firstLine.test(text)
		? {
				...recognition,
				errors: recognition.errors.filter(({candidates}) => candidates.some(isSure)),
				candidates: recognition.candidates.filter(candidate => isSure(candidate)),
			}
		: recognition;
}

/** The code at the end of a finding's line, alone on the next one when the title was wrapped, or in Markdown. */
function codeOf(raw: string, isOwn: boolean): readonly [code?: string, line?: string] {
	const line = clean(raw)
		.replace(/^[>\s]+/u, '')
		.trimEnd();
	const markdown = inMarkdown.exec(line)?.[1];
	if (markdown !== undefined) {
		return [markdown, line];
	}

	const words = line.split(/\s{2,}/u);
	const last = words.at(-1) ?? '';
	const isMarked = words.length > 1 && signs.some(sign => line.startsWith(`${sign} `));
	return slug.test(last) && (isMarked || (isOwn && words.length === 1)) ? [last, line] : [];
}

/** Undefined for what is no finding, or one that is no problem. */
function rankOf(code: string): number | undefined {
	const severity = describe(code)?.severity;
	return severity === 'fail' || severity === 'warn' || severity === 'unknown' ? ranks[severity] : undefined;
}
