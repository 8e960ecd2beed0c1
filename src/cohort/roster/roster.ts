// A checked roster: every row becomes a person or a problem with its row and column; nothing is dropped without a word.

import {clean} from '../../core/document.ts';
import {strayAddress} from '../../preset/addresses.ts';
import {answerProblem} from '../../preset/schema.ts';
import {providers} from '../../providers/all.ts';
import type {Person, Target} from '../person.ts';
import {targetsOf} from '../targets.ts';
import {fieldOf, type Field} from './columns.ts';
import {sharedFor} from './shared.ts';
import type {Table, TableRow} from './table.ts';

export type RosterProblem = {
	/** Row number as a spreadsheet shows it. */
	readonly row: number;
	/** Column name as the file writes it. */
	readonly column: string;
	/** What is wrong, as words that follow `row 7, email:`. */
	readonly text: string;
};

export type Roster = {
	readonly people: readonly Person[];
	readonly targets: readonly Target[];
	readonly problems: readonly RosterProblem[];
	/** What the person should know and need not change: ignored columns, blank rows, repeated rows. */
	readonly remarks: readonly string[];
};

/** Most characters of one cell. */
const longestCell = 200;
/** Beyond this many people the ids would grow out of their shape. */
const mostPeople = 100_000;
const identity: ReadonlySet<Field> = new Set(['name', 'firstName', 'lastName', 'email', 'team', 'role']);

/**
 * Checks every row of a table.
 *
 * @param table - What the file says.
 * @param shared - Answers that the cohort's preset gives everybody; a cell of the roster wins over them.
 */
export function rosterOf(table: Table, shared: Readonly<Record<string, string>>): Roster {
	const columns = columnsOf(table.columns);
	const missing = [
		...(columns.byField.has('email') ? [] : ['email']),
		...(columns.byField.has('name') || columns.byField.has('firstName') || columns.byField.has('lastName') ? [] : ['name']),
	];
	if (missing.length > 0) {
		return {
			people: [],
			targets: [],
			problems: missing.map(column => ({row: 1, column, text: `no column of this name; the file has ${listed(table.columns)}`})),
			remarks: [],
		};
	}

	const found: Array<readonly RosterProblem[]> = [columns.problems];
	const seen = new Map<string, {readonly row: number; readonly text: string}>();
	const drafts: Array<Omit<Person, 'id' | 'target'>> = [];
	const repeated: number[] = [];
	for (const row of table.rows) {
		const {draft, problems: own} = draftOf(row, columns.byField, shared);
		const key = draft.email.toLowerCase();
		const before = seen.get(key);
		const text = JSON.stringify({...draft, email: key});
		if (own.length > 0) {
			found.push(own);
		} else if (before === undefined) {
			seen.set(key, {row: row.row, text});
			drafts.push(draft);
		} else if (before.text === text) {
			repeated.push(row.row);
		} else {
			const column = columns.byField.get('email') ?? 'email';
			found.push([{row: row.row, column, text: `the same address as in row ${before.row}, with other details`}]);
		}
	}

	if (table.rows.length === 0 || drafts.length > mostPeople) {
		const text = table.rows.length === 0 ? 'there is no row below the header' : `more than ${mostPeople} people`;
		found.push([{row: 2, column: columns.byField.get('email') ?? 'email', text}]);
	}

	const {targets, targetIdOf} = targetsOf(drafts.map(draft => draft.answers));
	const people = drafts.map((draft, index) => ({
		id: `p${String(index + 1).padStart(4, '0')}`,
		...draft,
		target: targetIdOf(draft.answers),
	}));
	return {
		people,
		targets,
		problems: found.flat().toSorted((a, b) => a.row - b.row),
		remarks: [
			...(columns.ignored.length === 0 ? [] : [`Columns not used: ${columns.ignored.map(column => short(column)).join(', ')}.`]),
			...(table.blank.length === 0 ? [] : [`Rows without content: ${numbers(table.blank)}.`]),
			...(repeated.length === 0 ? [] : [`Rows that repeat an earlier one word for word, counted once: ${numbers(repeated)}.`]),
		],
	};
}

type Columns = {
	readonly byField: ReadonlyMap<Field, string>;
	readonly ignored: readonly string[];
	readonly problems: readonly RosterProblem[];
};

function columnsOf(columns: readonly string[]): Columns {
	const byField = new Map<Field, string>();
	const ignored: string[] = [];
	const problems: RosterProblem[] = [];
	for (const column of columns) {
		const field = fieldOf(column);
		if (field === undefined) {
			ignored.push(column === '' ? '(no name)' : column);
		} else {
			const other = byField.get(field);
			if (other === undefined) {
				byField.set(field, column);
			} else {
				problems.push({row: 1, column: short(column), text: `means the same as the column ${short(other)}; keep one of them`});
			}
		}
	}

	return {byField, ignored, problems};
}

function draftOf(
	{row, cells}: TableRow,
	columns: ReadonlyMap<Field, string>,
	shared: Readonly<Record<string, string>>,
): {readonly draft: Omit<Person, 'id' | 'target'>; readonly problems: readonly RosterProblem[]} {
	const problems: RosterProblem[] = [...cells.keys()]
		.filter(column => /^column \d+$/u.test(column) && ![...columns.values()].includes(column))
		.map(column => ({row, column, text: 'there is no header above this cell; a separator too many?'}));
	const values = new Map<Field, string>();
	for (const [field, column] of columns) {
		const {value, problem} = cellValue(field, cells.get(column) ?? '');
		if (problem !== undefined) {
			problems.push({row, column: short(column), text: problem});
		} else if (value !== '') {
			values.set(field, value);
		}
	}

	const name = values.get('name') ?? [values.get('firstName'), values.get('lastName')].filter(part => part !== undefined).join(' ');
	const email = values.get('email') ?? '';
	const column = (field: Field) => short(columns.get(field) ?? field);
	if (name === '' && problems.length === 0) {
		problems.push({row, column: column('name'), text: 'is missing'});
	}

	if (email === '' && problems.length === 0) {
		problems.push({row, column: column('email'), text: 'is missing'});
	}

	const own = Object.fromEntries([...values].filter(([field]) => !identity.has(field)));
	const answers = {...sharedFor(own['provider'], shared), ...own};
	if (answers['provider'] === undefined && problems.length === 0) {
		problems.push({row, column: column('provider'), text: 'is missing; give it here or in the preset'});
	}

	const stray = problems.length === 0 ? strayAddress(answers, [], providers) : undefined;
	if (stray !== undefined) {
		problems.push({row, column: column('baseUrl'), text: stray});
	}

	return {draft: {name, email, team: values.get('team') ?? '', role: values.get('role') ?? '', answers}, problems};
}

/** One cell: its value without outer spaces, or what is wrong with it. Content is not repeated in a problem when it may be hostile. */
function cellValue(field: Field, cell: string): {readonly value: string; readonly problem?: string} {
	const value = cell.replaceAll(/\s+/gu, ' ').trim();
	if (value.length > longestCell) {
		return {value: '', problem: `has ${value.length} characters; at most ${longestCell} are allowed`};
	}

	if (clean(value) !== value) {
		return {value: '', problem: 'holds control characters; type it again'};
	}

	if (/^[=@]/u.test(value) || (/^[+-]/u.test(value) && !/^[+-][\p{L}\d ().-]*$/u.test(value))) {
		return {value: '', problem: 'is a formula; save the sheet with values only'};
	}

	if (field === 'email') {
		return /^[^\s@,;<>"'()]+@[^\s@,;<>"'()]+\.[^\s@,;<>"'().]+$/u.test(value) || value === ''
			? {value}
			: {value: '', problem: 'is not an e-mail address'};
	}

	if (identity.has(field) || value === '') {
		return {value};
	}

	const answer = field === 'provider' ? providerId(value) : value;
	const problem = answerProblem(field, answer, providers);
	return problem === undefined ? {value: answer} : {value: '', problem: isShortened(value) ? `${problem}${shortenedHint}` : problem};
}

const shortenedHint = '; spreadsheets shorten long numbers: format the column as text and enter it again';

/** A number as spreadsheets show an id: without its leading zeros, or as `1.11122E+11`. */
function isShortened(value: string): boolean {
	return /^\d+(?:[.,]\d+)?(?:E\+?\d+)?$/iu.test(value);
}

/** Providers go by many names; the answer is the id. */
function providerId(value: string): string {
	const name = value.toLowerCase().replaceAll(/[^a-z]/gu, '');
	return (
		(
			[
				['bedrock', /^(?:aws|amazon)?(?:bedrock)?$/u],
				['vertex', /^(?:gcp|google)?(?:cloud)?(?:vertex)?(?:ai)?$/u],
				['foundry', /^(?:azure|microsoft)?(?:ai)?(?:foundry)?$/u],
			] as const
		).find(([, pattern]) => name !== '' && pattern.test(name))?.[0] ?? value
	);
}

function listed(columns: readonly string[]): string {
	return columns.length === 0 ? 'none' : columns.map(column => short(column)).join(', ');
}

function numbers(rows: readonly number[]): string {
	return rows.length <= 20 ? rows.join(', ') : `${rows.slice(0, 20).join(', ')} and ${rows.length - 20} more`;
}

/** A column's name as it may be shown. */
function short(column: string): string {
	const text = clean(column).replaceAll(/\s+/gu, ' ').trim();
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
