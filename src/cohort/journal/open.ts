// Which journal a cohort keeps: its file, or the database that a store's address names.

import {UserError} from '../../core/errors.ts';
import type {Ports} from '../../ports/ports.ts';
import {places, type Cohort} from '../folder.ts';
import {fileJournal} from './file.ts';
import type {Journal} from './journal.ts';

/**
 * Opens the journal.
 *
 * @param store - `postgres://…` without a password; absent means the file in the cohort's folder.
 * @throws UserError for an address that is none or holds a password, and when the database cannot be used.
 */
export async function openJournal(cohort: Pick<Cohort, 'folder' | 'id'>, store: string | undefined, ports: Ports): Promise<Journal> {
	if (store === undefined) {
		return fileJournal(places(cohort.folder).journal, ports);
	}

	if (!/^postgres(?:ql)?:\/\//u.test(store)) {
		throw new UserError('--store names no PostgreSQL database.', 'It looks like postgres://host/database.');
	}

	if (/^[^/]*\/\/[^/@]*:[^/@]+@/u.test(store) || /[?&](?:password|sslpassword)=/iu.test(store)) {
		throw new UserError(
			'A password stands in --store, where every user of this machine can read it.',
			'Put it into PGPASSWORD or ~/.pgpass.',
		);
	}

	const {postgresJournal} = await import('./postgres.ts');
	return postgresJournal(store, cohort.id);
}
