// The journal in PostgreSQL, for several collectors and leads that share one cohort.

import type {Client, ClientConfig, Pool} from 'pg';
import {UserError} from '../../core/errors.ts';
import {readEvent, type CohortEvent, type Recorded} from '../event.ts';
import type {Journal} from './journal.ts';

/** A watcher that lost its connection looks for itself this often until it has one again, in milliseconds. */
const lookEveryMs = 1000;
const connectLimitMs = 5000;
const statementLimitMs = 10_000;

// Order numbers must become visible in their own order, or a reader that remembers the last one would miss an event that
// committed late. So appends of one cohort follow each other: a transaction-level advisory lock, released at commit.
const schema = `
create table if not exists onboard_event (
	cohort text not null,
	"order" bigint not null,
	id text not null,
	received timestamptz not null,
	event jsonb not null,
	primary key (cohort, "order"),
	unique (cohort, id)
)`;

/**
 * Opens the journal of one cohort in a database; makes its table when there is none.
 *
 * @param url - `postgres://host/database`; user and password come from the environment (PGUSER, PGPASSWORD) or `~/.pgpass`.
 * @param cohort - Id of the cohort.
 * @throws UserError when the database cannot be reached or refuses.
 */
export async function postgresJournal(url: string, cohort: string): Promise<Journal> {
	const {default: pg} = await import('pg');
	const config: ClientConfig = {
		connectionString: url,
		connectionTimeoutMillis: connectLimitMs,
		query_timeout: statementLimitMs,
		application_name: 'onboard',
	};
	const pool: Pool = new pg.Pool({...config, max: 4});
	// An idle connection that the server closed is replaced at the next query.
	pool.on('error', () => {});
	try {
		await prepare(pool);
	} catch (error) {
		await pool.end();
		throw new UserError(
			`The database of the cohort cannot be used: ${error instanceof Error ? error.message : 'no answer'}.`,
			'Check its address, and user and password in PGUSER and PGPASSWORD.',
		);
	}

	const stops = new Set<() => Promise<void>>();
	return {
		append: async events => append(pool, cohort, events),
		async read(after = 0) {
			const {rows} = await pool.query<{order: string; received: Date; event: unknown}>(
				'select "order", received, event from onboard_event where cohort = $1 and "order" > $2 order by "order"',
				[cohort, after],
			);
			return rows.flatMap(row => recorded(row));
		},
		async watch(onChange) {
			const stop = listen(() => new pg.Client(config), cohort, onChange);
			stops.add(stop);
			return () => {
				stops.delete(stop);
				void stop();
			};
		},
		async close() {
			await Promise.all([...stops].map(async stop => stop()));
			await pool.end();
		},
	};
}

/** Two processes that make the table at the same moment get in each other's way; the later one finds it made. */
async function prepare(pool: Pool): Promise<void> {
	const client = await pool.connect();
	try {
		await client.query('begin');
		await client.query(`select pg_advisory_xact_lock(hashtext('onboard_event'))`);
		await client.query(schema);
		await client.query('commit');
	} finally {
		client.release(true);
	}
}

async function append(pool: Pool, cohort: string, events: readonly CohortEvent[]): Promise<number> {
	const client = await pool.connect();
	// A connection that breaks while nobody waits for an answer must not end the process; the query itself rejects.
	const ignore = () => {};
	client.on('error', ignore);
	let isBroken = true;
	try {
		await client.query('begin');
		await client.query('select pg_advisory_xact_lock(hashtext($1))', [cohort]);
		const {rowCount} = await client.query(
			`insert into onboard_event (cohort, "order", id, received, event)
			 select $1, (select coalesce(max("order"), 0) from onboard_event where cohort = $1) + row_number() over (order by position),
			        event->>'id', clock_timestamp(), event
			 from (select distinct on (event->>'id') event, position
			       from jsonb_array_elements($2::jsonb) with ordinality as given(event, position)
			       order by event->>'id', position) as fresh
			 where not exists (select 1 from onboard_event known where known.cohort = $1 and known.id = fresh.event->>'id')`,
			[cohort, JSON.stringify(events)],
		);
		await client.query(`select pg_notify('onboard_event', $1)`, [cohort]);
		await client.query('commit');
		isBroken = false;
		return rowCount ?? 0;
	} finally {
		client.removeListener('error', ignore);
		// A connection in an unknown state is not used again; the server rolls back what it had begun.
		client.release(isBroken);
	}
}

function recorded({order, received, event}: {order: string; received: Date; event: unknown}): readonly Recorded[] {
	const known = readEvent(event);
	return known === undefined ? [] : [{...known, order: Number(order), received: received.toISOString()}];
}

/** Keeps a connection that is told of changes; while there is none, the caller looks for itself. */
function listen(connect: () => Client, cohort: string, onChange: () => void): () => Promise<void> {
	let client: Client | undefined;
	let isStopped = false;
	let timer: NodeJS.Timeout | undefined;

	const lose = () => {
		client = undefined;
		if (!isStopped) {
			timer = setTimeout(() => void open(), lookEveryMs);
		}
	};

	const open = async () => {
		const next = connect();
		next.on('notification', ({payload}) => {
			if (payload === cohort) {
				onChange();
			}
		});
		next.on('error', () => {});
		next.on('end', lose);
		try {
			await next.connect();
			await next.query('listen onboard_event');
			client = next;
			// Something may have come while nobody listened.
			onChange();
		} catch {
			next.removeListener('end', lose);
			await next.end().catch(() => {});
			lose();
		}

		if (isStopped) {
			await next.end().catch(() => {});
		}
	};

	const opening = open();
	return async () => {
		isStopped = true;
		clearTimeout(timer);
		await opening;
		await client?.end().catch(() => {});
	};
}
