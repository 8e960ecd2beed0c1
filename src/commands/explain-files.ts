// Files and standard input that `onboard explain` reads: bounded, and told apart by what is in them.

import path from 'node:path';
import {Cancelled, UserError} from '../core/errors.ts';
import {biggestFile, readReport} from '../explain/report-file.ts';
import {inOrder} from '../explain/report-changes.ts';
import {comparisonLines, summaryJson, summaryLines} from '../explain/report-lines.ts';
import type {Ports} from '../ports/ports.ts';
import type {Explanation} from './explain.ts';
import {signsFor} from './output.ts';
import type {World} from './world.ts';

export type Content = {readonly name: string; readonly text: string};

const instead = 'Give the report, or the part of the log with the error.';
const smaller = `${instead} At most ${biggestFile / 1_000_000} MB are read.`;

/**
 * Reads a file that a word names.
 *
 * @returns Undefined when there is none.
 * @throws UserError when it is no file, too big or not readable.
 */
export async function contentOf(word: string, ports: Pick<Ports, 'files' | 'host'>): Promise<Content | undefined> {
	const file = path.resolve(ports.host.folder, word);
	try {
		const facts = await ports.files.stat(file);
		if (facts === undefined) {
			return undefined;
		}

		if (facts.kind !== 'file') {
			throw new UserError(`${word} is not a file.`, instead);
		}

		if (facts.size > biggestFile) {
			throw new UserError(`${word} is too big to be a report (${Math.round(facts.size / 1_000_000)} MB).`, smaller);
		}

		const bytes = await ports.files.read(file);
		return bytes === undefined ? undefined : {name: word, text: textOf(bytes)};
	} catch (error) {
		if (error instanceof Error && 'syscall' in error) {
			// A text that was pasted as one word can be longer than any file name.
			if ((error as NodeJS.ErrnoException).code === 'ENAMETOOLONG') {
				return undefined;
			}

			throw new UserError(`${word} cannot be read: ${error.message}.`, 'Make it readable for your user.');
		}

		throw error;
	}
}

/** PowerShell's `>` writes UTF-16 with a byte order mark. */
function textOf(bytes: Uint8Array): string {
	return bytes[0] === 0xff && bytes[1] === 0xfe ? new TextDecoder('utf-16le').decode(bytes) : new TextDecoder().decode(bytes);
}

/**
 * Standard input, whole.
 *
 * @throws UserError when it is too big, Cancelled when the run is stopped.
 */
export async function inputText(stdin: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
	const parts: Uint8Array[] = [];
	let size = 0;
	const stop = (): void => {
		stdin.destroy(new Cancelled('Stopped.'));
	};

	signal.addEventListener('abort', stop, {once: true});
	try {
		for await (const part of stdin) {
			const bytes = typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array);
			size += bytes.length;
			if (size > biggestFile) {
				throw new UserError('Standard input is too big to be a report.', smaller);
			}

			parts.push(bytes);
		}
	} finally {
		signal.removeEventListener('abort', stop);
	}

	return textOf(Buffer.concat(parts));
}

/**
 * One report, or two compared.
 *
 * @returns Undefined when nothing in it says that it is a report.
 * @throws UserError for a report that cannot be read.
 */
export function explainReports(contents: readonly Content[], world: World): Explanation | undefined {
	const read = contents.map(content => ({...content, file: readReport(content.text)}));
	for (const {name, file} of read) {
		if (file.kind === 'broken') {
			throw new UserError(
				`${name} is a report that cannot be used: ${file.reason}.`,
				file.isNewer ? 'Update onboard here and try again.' : 'Have onboard doctor --json write it once more.',
			);
		}
	}

	const reports = read.flatMap(({file}) => (file.kind === 'report' ? [file.report] : []));
	const [first, second] = reports;
	if (first === undefined) {
		return undefined;
	}

	const stranger = read.find(({file}) => file.kind === 'something-else');
	if (stranger !== undefined) {
		throw new UserError(`${stranger.name} is not a report.`, 'Give two reports of onboard doctor --json to compare them.');
	}

	const provider = world.providers.find(candidate => candidate.id === first.provider);
	const options = {
		contacts: world.policy.contacts,
		glyphs: signsFor(world.ports),
		...(provider === undefined ? {} : {providerName: provider.name}),
	};
	if (second === undefined) {
		return {lines: summaryLines(first, options), json: summaryJson([first]), code: 0};
	}

	const [before, after] = inOrder([first, second]);
	return {lines: comparisonLines(before, after, options), json: summaryJson([before, after]), code: 0};
}
