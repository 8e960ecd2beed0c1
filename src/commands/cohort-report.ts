// `onboard cohort report`: what a cohort came to, for a lead, a spreadsheet, a ticket, a page or a build server; or beside another one.

import path from 'node:path';
import {liveBoard} from '../cohort/board/live.ts';
import type {Board} from '../cohort/board/board.ts';
import {openCohort} from '../cohort/folder.ts';
import {openJournal} from '../cohort/journal/open.ts';
import {compare, summaryOf, type Summary} from '../cohort/report/summary.ts';
import {line} from '../core/document.ts';
import {UserError, type ExitCode} from '../core/errors.ts';
import {shortPath} from '../ports/places.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';

type Format = 'csv' | 'json' | 'markdown' | 'html' | 'junit';

const byEnding: Readonly<Record<string, Format>> = {'.csv': 'csv', '.json': 'json', '.md': 'markdown', '.html': 'html', '.xml': 'junit'};

/** Exit code 0 when the report was made, whatever it says. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const {ports} = io;
	const format = formatOf(values);
	const one = await read(values.words[0] ?? '', values, io);
	const other = values.compare === undefined ? undefined : await read(values.compare, values, io);
	const text =
		other === undefined ? await single(format, one.board, one.summary) : await compared(format, compare(other.summary, one.summary));
	if (values.out === undefined) {
		io.stdout.write(text);
		return 0;
	}

	const file = path.resolve(ports.host.folder, values.out);
	try {
		await ports.files.writeAtomic(file, new TextEncoder().encode(text), 0o600);
	} catch (error) {
		throw new UserError(
			`${shortPath(file, ports)} cannot be written: ${error instanceof Error ? error.message : 'unknown error'}.`,
			'Name another file with --out.',
			3,
		);
	}

	writeLines(io.stderr, ports, [line([`${signsFor(ports).ok} `, 'ok'], `Written to ${shortPath(file, ports)}.`)]);
	return 0;
}

function formatOf({format, out}: Values): Format {
	const ending = out === undefined ? undefined : byEnding[path.extname(out).toLowerCase()];
	if (format === undefined && out !== undefined && ending === undefined) {
		throw new UserError(
			`The name ${path.basename(out)} does not tell a format.`,
			`End it in ${Object.keys(byEnding).join(', ')}, or add --format.`,
		);
	}

	return (format as Format | undefined) ?? ending ?? 'markdown';
}

async function read(name: string, values: Values, {ports}: CommandIo): Promise<{readonly board: Board; readonly summary: Summary}> {
	const folder = path.resolve(ports.host.folder, name);
	const cohort = await openCohort(folder, ports);
	const journal = await openJournal(cohort, values.store, ports);
	try {
		const [board, events] = await Promise.all([liveBoard(cohort, journal).current(), journal.read()]);
		return {board, summary: summaryOf(board, {cohort: cohort.name, at: ports.clock.now(), events: events.length})};
	} finally {
		await journal.close();
	}
}

async function single(format: Format, board: Board, summary: Summary): Promise<string> {
	switch (format) {
		case 'csv': {
			return (await import('../cohort/report/csv.ts')).reportCsv(board);
		}

		case 'json': {
			return (await import('../cohort/report/json.ts')).reportJson(summary);
		}

		case 'markdown': {
			return (await import('../cohort/report/markdown.ts')).reportMarkdown(board, summary);
		}

		case 'html': {
			return (await import('../cohort/report/html.ts')).reportHtml(board, summary);
		}

		case 'junit': {
			return (await import('../cohort/report/junit.ts')).reportJunit(board, summary);
		}
	}
}

async function compared(format: Format, comparison: ReturnType<typeof compare>): Promise<string> {
	switch (format) {
		case 'json': {
			return (await import('../cohort/report/json.ts')).comparisonJson(comparison);
		}

		case 'markdown': {
			return (await import('../cohort/report/markdown.ts')).comparisonMarkdown(comparison);
		}

		case 'html': {
			return (await import('../cohort/report/html.ts')).comparisonHtml(comparison);
		}

		default: {
			throw new UserError(`Two cohorts cannot be compared as ${format}.`, 'Use --format markdown, html or json.');
		}
	}
}
