// A roster file as a table of cells with the row numbers a spreadsheet shows, whatever its encoding, separator and line ends.

import {UserError} from '../../core/errors.ts';
import {scalarText} from '../../core/scalar.ts';

/** `row` is the number that a spreadsheet shows beside it; the header is row 1. */
export type TableRow = {readonly row: number; readonly cells: ReadonlyMap<string, string>};

export type Table = {
	/** Names in the order of the file, as written. */
	readonly columns: readonly string[];
	readonly rows: readonly TableRow[];
	/** Rows without any content; said, never silently dropped. */
	readonly blank: readonly number[];
};

/** Most bytes of a roster file: 10,000 people need about 2 MB. */
const mostBytes = 32 * 1024 * 1024;

/**
 * Reads CSV (comma, semicolon or tab; RFC 4180 quotes) or a JSON list of objects.
 *
 * @throws UserError when it is too large, in no encoding we can be sure of, or not a table.
 */
export async function readTable(content: Uint8Array, name: string): Promise<Table> {
	if (content.length > mostBytes) {
		throw new UserError(`${name} has ${Math.round(content.length / 1024 / 1024)} MB; a roster has at most 32.`, 'Name the roster file.');
	}

	const text = decode(content, name);
	if (text.trim() === '') {
		throw new UserError(`${name} is empty.`, 'A roster needs a header row and one row for each person.');
	}

	return /^\s*[[{]/u.test(text) ? fromJson(text, name) : fromCsv(text, name);
}

/** UTF-8, or UTF-16 that says so with its first two bytes; anything else would be a guess about people's names. */
function decode(content: Uint8Array, name: string): string {
	const [first, second] = content;
	const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
	try {
		return new TextDecoder(encoding, {fatal: true}).decode(content);
	} catch {
		const line = lineOfFirstBadByte(content);
		throw new UserError(
			`${name} is not in UTF-8${line === undefined ? '' : `: line ${line} has a character in another encoding`}.`,
			'Save it again as "CSV UTF-8" in your spreadsheet program.',
		);
	}
}

function lineOfFirstBadByte(content: Uint8Array): number | undefined {
	let line = 1;
	let start = 0;
	for (let index = 0; index <= content.length; index++) {
		if (index === content.length || content[index] === 0x0a) {
			try {
				new TextDecoder('utf-8', {fatal: true}).decode(content.subarray(start, index));
			} catch {
				return line;
			}

			line++;
			start = index + 1;
		}
	}

	return undefined;
}

async function fromCsv(text: string, name: string): Promise<Table> {
	const {parse, CsvError} = await import('csv-parse/sync');
	let records: string[][];
	try {
		records = parse(text, {delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false, trim: false});
	} catch (error) {
		if (!(error instanceof CsvError)) {
			throw error;
		}

		const line = (error as {lines?: unknown}).lines;
		throw new UserError(
			`${name} cannot be read as CSV${typeof line === 'number' ? `: the trouble is near line ${line}` : ''}. A quote may be left open.`,
			'Open it in a spreadsheet program and save it again as "CSV UTF-8".',
		);
	}

	const columns = (records[0] ?? []).map(column => column.trim());
	const rows: TableRow[] = [];
	const blank: number[] = [];
	for (const [index, record] of records.entries()) {
		if (index > 0) {
			if (record.every(cell => cell.trim() === '')) {
				blank.push(index + 1);
			} else {
				rows.push({row: index + 1, cells: cellsOf(columns, record)});
			}
		}
	}

	return {columns, rows, blank};
}

/** Cells beyond the header are kept under a name no header has, so that checking can speak of them. */
function cellsOf(columns: readonly string[], record: readonly string[]): ReadonlyMap<string, string> {
	return new Map(record.map((cell, index) => [columns[index] ?? `column ${index + 1}`, cell] as const).filter(([, cell]) => cell !== ''));
}

/** The separator that the header line has most of, outside quotes. */
function delimiterOf(text: string): string {
	const header = (/^[^\r\n]*/u.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/gu, '');
	const counts = [',', ';', '\t'].map(sign => ({sign, count: header.split(sign).length}));
	return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}

function fromJson(text: string, name: string): Table {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new UserError(`${name} is not valid JSON.`, 'A roster in JSON is a list of objects: [{"name": …, "email": …}, …].');
	}

	const list = Array.isArray(value) ? (value as readonly unknown[]) : (value as {readonly people?: unknown}).people;
	if (!Array.isArray(list)) {
		throw new UserError(`${name} holds no list of people.`, 'A roster in JSON is a list of objects: [{"name": …, "email": …}, …].');
	}

	const rows = (list as readonly unknown[]).map((item, index) => ({row: index + 1, cells: cellsOfObject(item, index + 1, name)}));
	return {columns: [...new Set(rows.flatMap(({cells}) => [...cells.keys()]))], rows, blank: []};
}

function cellsOfObject(item: unknown, row: number, name: string): ReadonlyMap<string, string> {
	if (typeof item !== 'object' || item === null || Array.isArray(item)) {
		throw new UserError(`${name}: entry ${row} is not an object.`, 'Each person is an object: {"name": …, "email": …}.');
	}

	return new Map(
		Object.entries(item as Readonly<Record<string, unknown>>).flatMap(([key, cell]) => {
			const text = Array.isArray(cell)
				? cell.map(one => scalarText(one) ?? '').join(',')
				: typeof cell === 'boolean'
					? ''
					: (scalarText(cell) ?? '');
			return text === '' ? [] : [[key, text] as const];
		}),
	);
}
