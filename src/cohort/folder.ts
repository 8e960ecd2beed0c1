// A cohort's folder: who is in it, their targets, join codes and preset; made once, brought up to date by a newer roster.

import path from 'node:path';
import * as z from 'zod/mini';
import {UserError} from '../core/errors.ts';
import type {Ports} from '../ports/ports.ts';
import {makeJoinCode, readJoinCode} from './join-code.ts';
import type {Person, Target} from './person.ts';
import {targetKey} from './targets.ts';

/** What the folder holds. */
export type Cohort = {
	readonly folder: string;
	/** Random; tells cohorts apart in a shared database. */
	readonly id: string;
	readonly name: string;
	/** When it was made, ISO 8601 in UTC. */
	readonly made: string;
	/** Address at which developers' laptops reach the collector; absent until the lead names one. */
	readonly collector?: string | undefined;
	readonly people: readonly Person[];
	readonly targets: readonly Target[];
	/** Join code by person id. */
	readonly codes: Readonly<Record<string, string>>;
	/** Text of the organization's preset, when the cohort has one. */
	readonly preset?: string | undefined;
};

const answers = z.record(z.string(), z.string());
const document = z.object({
	schema: z.literal('onboard/cohort@1'),
	id: z.string().check(z.regex(/^[\da-f]{32}$/u)),
	name: z.string(),
	made: z.string(),
	collector: z.optional(z.string()),
	people: z.array(
		z.object({
			id: z.string().check(z.regex(/^p\d{4,6}$/u)),
			name: z.string(),
			email: z.string(),
			team: z.string(),
			role: z.string(),
			answers,
			target: z.string(),
		}),
	),
	targets: z.array(z.object({id: z.string().check(z.regex(/^t\d{3,6}$/u)), answers, label: z.string()})),
});
const codesDocument = z.record(z.string(), z.string());

/** Where things are in a cohort's folder. */
export function places(folder: string) {
	return {
		cohort: path.join(folder, 'cohort.json'),
		preset: path.join(folder, 'preset.json'),
		/** Join codes; readable by the lead alone. */
		codes: path.join(folder, 'codes.json'),
		/** The lead's own code, for the board in a browser. */
		leadCode: path.join(folder, 'lead-code'),
		journal: path.join(folder, 'journal.ndjson'),
		kits: path.join(folder, 'kits'),
	} as const;
}

type FolderPorts = Pick<Ports, 'clock' | 'files' | 'random'>;

export type Made = {
	readonly cohort: Cohort;
	/** People of an earlier roster that this one does not name; their events stay in the journal. */
	readonly left: readonly Person[];
	readonly added: readonly Person[];
};

/**
 * Makes the folder, or brings an existing one up to date: who was in it keeps id and join code, new people get theirs.
 *
 * @throws UserError when the folder holds something else, or cannot be written.
 */
export async function makeCohort(
	given: Pick<Cohort, 'folder' | 'name' | 'people' | 'targets' | 'preset' | 'collector'>,
	ports: FolderPorts,
): Promise<Made> {
	const {folder} = given;
	const where = places(folder);
	const before = (await ports.files.stat(where.cohort)) === undefined ? undefined : await openCohort(folder, ports);
	if (before === undefined && (await ports.files.list(folder)).length > 0) {
		throw new UserError(`${folder} is not empty and holds no cohort.`, 'Name a new folder with --out.');
	}

	const {people, targets} = withEarlierIds(given, before);
	const known = before?.codes ?? {};
	const codes = Object.fromEntries(people.map(person => [person.id, known[person.id] ?? makeJoinCode(ports.random)]));
	const collector = given.collector ?? before?.collector;
	const preset = given.preset ?? before?.preset;
	const cohort: Cohort = {
		folder,
		id: before?.id ?? Buffer.from(ports.random(16)).toString('hex'),
		name: given.name,
		made: before?.made ?? new Date(ports.clock.now()).toISOString(),
		...(collector === undefined ? {} : {collector}),
		people,
		targets,
		codes: {...known, ...codes},
		...(preset === undefined ? {} : {preset}),
	};
	try {
		await ports.files.makeFolder(folder, 0o700);
		if (given.preset !== undefined) {
			await ports.files.writeAtomic(where.preset, new TextEncoder().encode(given.preset), 0o600);
		}

		await ports.files.writeAtomic(where.codes, json(cohort.codes), 0o600);
		// Last: a folder without this file is no cohort yet.
		const {folder: _folder, codes: _codes, preset: _preset, ...rest} = cohort;
		await ports.files.writeAtomic(where.cohort, json({schema: 'onboard/cohort@1', ...rest}), 0o600);
	} catch (error) {
		throw new UserError(
			`The cohort's folder ${folder} cannot be written: ${error instanceof Error ? error.message : 'unknown error'}.`,
			'Free some space or name another folder with --out; nothing that was there is lost.',
			3,
		);
	}

	const ids = new Set(people.map(person => person.id));
	const earlier = new Set(before?.people.map(person => person.id));
	return {
		cohort,
		left: before?.people.filter(person => !ids.has(person.id)) ?? [],
		added: people.filter(person => !earlier.has(person.id)),
	};
}

/**
 * Opens a cohort's folder.
 *
 * @throws UserError when it holds no cohort, or one that cannot be understood.
 */
export async function openCohort(folder: string, {files}: Pick<Ports, 'files'>): Promise<Cohort> {
	const where = places(folder);
	const content = await files.read(where.cohort);
	if (content === undefined) {
		throw new UserError(`${folder} holds no cohort.`, 'Make one: onboard cohort init --roster FILE --out FOLDER.');
	}

	const cohort = parsed(document, content, where.cohort);
	const codes = await files.read(where.codes);
	const preset = await files.read(where.preset);
	const {schema: _schema, ...rest} = cohort;
	return {
		folder,
		...rest,
		codes: codes === undefined ? {} : parsed(codesDocument, codes, where.codes),
		...(preset === undefined ? {} : {preset: new TextDecoder().decode(preset)}),
	};
}

/** The lead's code of this cohort; made when it is first asked for. */
export async function leadCodeOf(folder: string, {files, random}: Pick<Ports, 'files' | 'random'>): Promise<string> {
	const file = places(folder).leadCode;
	const content = await files.read(file);
	const known = content === undefined ? undefined : readJoinCode(new TextDecoder().decode(content));
	if (known !== undefined) {
		return known;
	}

	const code = makeJoinCode(random);
	await files.writeAtomic(file, new TextEncoder().encode(`${code}\n`), 0o600);
	return code;
}

function parsed<Output>(schema: z.ZodMiniType<Output>, content: Uint8Array, file: string): Output {
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder().decode(content));
	} catch {
		value = undefined;
	}

	const result = schema.safeParse(value);
	if (!result.success) {
		throw new UserError(`${file} is not what a cohort's folder holds.`, 'Put back the file as it was, or make the cohort again.');
	}

	return result.data;
}

/** People keep their id by address, targets theirs by answers; nobody ever gets an id that stood for somebody else. */
function withEarlierIds(
	{people, targets}: Pick<Cohort, 'people' | 'targets'>,
	before: Cohort | undefined,
): Pick<Cohort, 'people' | 'targets'> {
	if (before === undefined) {
		return {people, targets};
	}

	const idOfTarget = renumber(targets, before.targets, target => targetKey(target.answers), 't', 3);
	// Codes are kept of everybody who ever was in the cohort, so their numbers stay taken.
	const taken = Object.keys(before.codes);
	const idOfPerson = renumber(people, before.people, person => person.email.toLowerCase(), 'p', 4, taken);
	return {
		people: people.map(person => ({
			...person,
			id: idOfPerson.get(person.id) ?? person.id,
			target: idOfTarget.get(person.target) ?? person.target,
		})),
		targets: targets.map(target => ({...target, id: idOfTarget.get(target.id) ?? target.id})),
	};
}

function renumber<Item extends {readonly id: string}>(
	items: readonly Item[],
	before: readonly Item[],
	keyOf: (item: Item) => string,
	letter: string,
	digits: number,
	taken: readonly string[] = [],
): ReadonlyMap<string, string> {
	const known = new Map(before.map(item => [keyOf(item), item.id]));
	let last = Math.max(0, ...[...taken, ...before.map(item => item.id)].map(id => Number(id.slice(1))));
	return new Map(
		items.map(item => {
			const id = known.get(keyOf(item)) ?? `${letter}${String(++last).padStart(digits, '0')}`;
			return [item.id, id];
		}),
	);
}

function json(value: unknown): Uint8Array {
	return new TextEncoder().encode(`${JSON.stringify(value, undefined, '\t')}\n`);
}
