// Writes kits into the cohort's folder: for each person a preset and a message, and one table of all messages for a mail merge.

import {createHash} from 'node:crypto';
import path from 'node:path';
import {stringify} from 'csv-stringify/sync';
import {clean} from '../../core/document.ts';
import type {Files, Ports} from '../../ports/ports.ts';
import type {KitEvent} from '../event.ts';
import {places, type Cohort} from '../folder.ts';
import {kitOf, presetName} from '../kit.ts';
import type {Person} from '../person.ts';
import {harmless} from '../report/csv.ts';

/** Kits written at the same time: a disk takes its time for each, and many at once share it. */
const atOnce = 8;

/**
 * Writes the kits of these people, where they differ from what lies there.
 *
 * @returns One event for each person; the same kit is the same event.
 * @throws The system's error when the folder cannot be written.
 */
export async function writeKits(
	cohort: Cohort,
	people: readonly Person[],
	{files, clock, signal}: Pick<Ports, 'files' | 'clock'> & {readonly signal: AbortSignal},
): Promise<readonly KitEvent[]> {
	const events: KitEvent[] = [];
	const left = people[Symbol.iterator]();
	const stop = new AbortController();
	const own = AbortSignal.any([signal, stop.signal]);
	const work = async () => {
		for (const person of left) {
			own.throwIfAborted();
			try {
				events.push(await writeKit(cohort, person, {files, clock}));
			} catch (error) {
				stop.abort(error);
			}
		}
	};

	// One that fails stops the others, and each ends the file it is at: nobody writes any more when the caller hears of it.
	await Promise.allSettled(Array.from({length: Math.min(atOnce, people.length)}, work));
	own.throwIfAborted();
	return events;
}

async function writeKit(cohort: Cohort, person: Person, {files, clock}: Pick<Ports, 'files' | 'clock'>): Promise<KitEvent> {
	const kit = kitOf(cohort, person);
	const folder = path.join(places(cohort.folder).kits, person.id);
	const message = `${kit.subject}\n\n${kit.message}`;
	await files.makeFolder(folder, 0o700);
	await writeIfNew(files, path.join(folder, presetName), kit.preset);
	await writeIfNew(files, path.join(folder, 'message.txt'), message);
	const digest = createHash('sha256').update(kit.preset).update('\0').update(message).digest('hex').slice(0, 16);
	return {id: `kit-${person.id}-${digest}`, at: new Date(clock.now()).toISOString(), kind: 'kit', person: person.id, state: 'made'};
}

/** Both files hold the person's own join code, so only the lead may read them. */
async function writeIfNew(files: Files, file: string, text: string): Promise<void> {
	const content = new TextEncoder().encode(text);
	const before = await files.read(file);
	if (before === undefined || Buffer.compare(before, content) !== 0) {
		await files.writeAtomic(file, content, 0o600);
	}
}

/**
 * Writes `messages.csv`: who gets which message, safe to open in a spreadsheet program.
 *
 * @throws The system's error when the folder cannot be written.
 */
export async function writeMessages(cohort: Cohort, people: readonly Person[], files: Files): Promise<void> {
	const rows = people.map(person => {
		const {subject, command, message} = kitOf(cohort, person);
		return [person.name, person.email, person.team, subject, command].map(cell => harmless(cell)).concat(letter(message));
	});
	const text = stringify([['name', 'email', 'team', 'subject', 'command', 'message'], ...rows], {bom: true, record_delimiter: 'windows'});
	const {kits} = places(cohort.folder);
	await files.makeFolder(kits, 0o700);
	await writeIfNew(files, path.join(kits, 'messages.csv'), text);
}

/** A message keeps its lines; its first one decides whether a spreadsheet program could take it for a formula. */
function letter(message: string): string {
	const [first = '', ...rest] = message.split('\n').map(line => clean(line));
	return [harmless(first), ...rest].join('\n');
}
