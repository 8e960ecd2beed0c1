// The journal in a real PostgreSQL from the system's packages; skipped where none is installed.

import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Recorded} from '../../src/cohort/event.ts';
import {postgresJournal} from '../../src/cohort/journal/postgres.ts';
import {someEvent} from '../cohort/events.ts';
import {postgresPrograms, startPostgres, type Postgres} from '../helpers/postgres.ts';

const programs = await postgresPrograms();
let server: Postgres;

beforeAll(async () => {
	if (programs !== undefined) {
		server = await startPostgres(programs);
	}
});

afterAll(async () => {
	await server?.remove();
});

const why = programs === undefined ? ' (skipped: no PostgreSQL in /usr/lib/postgresql)' : '';
const idsOf = (events: readonly Recorded[]) => events.map(({id}) => id).toSorted();
const range = (from: number, to: number) => Array.from({length: to - from}, (_, index) => from + index);

test.skipIf(programs === undefined)(`one event once, in one order for everybody${why}`, async () => {
	const journals = await Promise.all([postgresJournal(server.url, 'one'), postgresJournal(server.url, 'one')]);
	await Promise.all(
		range(0, 60).map(async number => journals[number % 2]?.append([someEvent(number), someEvent(number + 1), someEvent(number + 1)])),
	);
	const [first, second] = await Promise.all(journals.map(async journal => journal.read()));
	expect(first).toEqual(second);
	expect(idsOf(first ?? [])).toEqual(range(0, 61).map(number => someEvent(number).id));
	expect(first?.map(({order}) => order)).toEqual(range(1, 62));
	expect((await journals[0]?.read(58))?.map(({order}) => order)).toEqual([59, 60, 61]);
	await Promise.all(journals.map(async journal => journal.close()));
});

test.skipIf(programs === undefined)(`cohorts do not see each other${why}`, async () => {
	const [mine, other] = await Promise.all([postgresJournal(server.url, 'mine'), postgresJournal(server.url, 'other')]);
	await mine.append([someEvent(1)]);
	expect([(await mine.read()).length, (await other.read()).length]).toEqual([1, 0]);
	await Promise.all([mine.close(), other.close()]);
});

test.skipIf(programs === undefined)(`a reader that goes on from the last order number misses nothing${why}`, async () => {
	const journals = await Promise.all(range(0, 3).map(async () => postgresJournal(server.url, 'follow')));
	const reader = await postgresJournal(server.url, 'follow');
	const seen: Recorded[] = [];
	const following = (async () => {
		while (seen.length < 90) {
			seen.push(...(await reader.read(seen.at(-1)?.order)));
		}
	})();
	await Promise.all(range(0, 90).map(async number => journals[number % 3]?.append([someEvent(number)])));
	await following;
	expect(idsOf(seen)).toEqual(range(0, 90).map(number => someEvent(number).id));
	await Promise.all([...journals, reader].map(async journal => journal.close()));
});

test.skipIf(programs === undefined)(
	`a database that is cut off and comes back keeps what it confirmed, and watchers hear again${why}`,
	async () => {
		const [writer, watcher] = await Promise.all([postgresJournal(server.url, 'cut'), postgresJournal(server.url, 'cut')]);
		let heard = () => {};
		const stop = await watcher.watch(() => {
			heard();
		});
		await writer.append([someEvent(1)]);
		await server.stop('immediate');
		await expect(writer.append([someEvent(2)])).rejects.toThrow();
		await server.start();
		const again = new Promise<void>(resolve => {
			heard = () => {
				void watcher.read().then(events => {
					if (events.length === 2) {
						resolve();
					}
				});
			};
		});
		expect(await writer.append([someEvent(1), someEvent(2)])).toBe(1);
		await again;
		expect(idsOf(await writer.read())).toEqual([someEvent(1).id, someEvent(2).id]);
		stop();
		await Promise.all([writer.close(), watcher.close()]);
	},
);

test.skipIf(programs === undefined)(`a database that is not there is said${why}`, async () => {
	await expect(postgresJournal('postgres://onboard@127.0.0.1:9/none', 'none')).rejects.toThrow(/database of the cohort/u);
});
