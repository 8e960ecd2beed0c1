// What is kept between runs: the person's own answers, which presets they went on with, which terms they have read.

import type {Answers} from '../core/session.ts';
import {hasSecret} from '../core/redact.ts';

/** The format this version writes; a higher number was written by a newer onboard. */
export const progressVersion = 1;

export type Progress = {
	readonly version: typeof progressVersion;
	/** Values by question id; only what the person chose themselves. */
	readonly answers: Readonly<Record<string, string>>;
	/** Hash of each remote preset that was last gone on with, by its label. */
	readonly presetHashes: Readonly<Record<string, string>>;
	/** Version of the data-retention statements that was acknowledged last. */
	readonly termsAcknowledged?: string;
};

export const emptyProgress: Progress = {version: progressVersion, answers: {}, presetHashes: {}};

/** Answers worth keeping: the person's own, and those kept before. Consent is asked again, and a secret is never kept. */
export function keptAnswers(answers: Answers): Readonly<Record<string, string>> {
	const isKept = (id: string, value: string, origin: string) =>
		['person', 'resumed'].includes(origin) && id !== 'consent' && id !== 'terms' && !hasSecret(`${id}=${value}`) && !hasSecret(value);
	return Object.fromEntries(Object.entries(answers).flatMap(([id, {value, origin}]) => (isKept(id, value, origin) ? [[id, value]] : [])));
}

/** Kept answers as a session takes them. */
export function resumedAnswers(progress: Progress): Answers {
	return Object.fromEntries(Object.entries(progress.answers).map(([id, value]) => [id, {value, origin: 'resumed' as const}]));
}

export type ParsedProgress =
	| {readonly kind: 'good'; readonly progress: Progress}
	| {readonly kind: 'corrupt' | 'newer'; readonly reason: string};

/** Reads the file's text. Anything unexpected makes the whole file `corrupt`: half-understood answers are worse than none. */
export function parseProgress(text: string): ParsedProgress {
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/u, ''));
	} catch {
		return {kind: 'corrupt', reason: 'It is not valid JSON.'};
	}

	if (!isRecord(value)) {
		return {kind: 'corrupt', reason: 'It is not a JSON object.'};
	}

	const {version, answers = {}, presetHashes = {}, termsAcknowledged} = value;
	if (typeof version === 'number' && version > progressVersion) {
		return {kind: 'newer', reason: 'A newer onboard wrote it.'};
	}

	if (
		version !== progressVersion ||
		!isTextMap(answers) ||
		!isTextMap(presetHashes) ||
		(termsAcknowledged !== undefined && !isShortText(termsAcknowledged))
	) {
		return {kind: 'corrupt', reason: 'Its content is not what onboard writes.'};
	}

	return {
		kind: 'good',
		progress: {version: progressVersion, answers, presetHashes, ...(termsAcknowledged === undefined ? {} : {termsAcknowledged})},
	};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
	return isRecord(value) && Object.values(value).every(item => isShortText(item));
}

// Answers are single lines; control characters in a kept one mean that something else wrote the file.
function isShortText(value: unknown): value is string {
	// oxlint-disable-next-line no-control-regex
	return typeof value === 'string' && value.length <= 2000 && !/[\u0000-\u001F\u007F-\u009F]/u.test(value);
}
