// The collector: takes what laptops report, hands out presets, and serves the board to the lead; it logs that something was refused, never what.

import {Hono, type Context} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {streamSSE} from 'hono/streaming';
import type {Clock} from '../../ports/ports.ts';
import {readReport, type PersonEvent} from '../event.ts';
import type {Cohort} from '../folder.ts';
import type {Journal} from '../journal/journal.ts';
import {kitOf} from '../kit.ts';
import {callersOf, type Caller} from './callers.ts';
import {follow, type BoardSource} from './follow.ts';
import {createLimiter} from './limits.ts';
import {securityHeaders} from './headers.ts';

/** Most bytes of one request, and most events in it. */
const longestRequest = 64 * 1024;
const mostEvents = 50;

/** A laptop sends at most a few events a minute; a room of them shares one address. */
const personLimit = {burst: 40, perSecond: 2};
const strangerLimit = {burst: 20, perSecond: 0.2};
const leadLimit = {burst: 60, perSecond: 5};

/** One line of the collector's log: no code, no body, no name. */
export type LogEntry = {
	readonly at: string;
	readonly request: string;
	readonly status: number;
	readonly reason: 'no-code' | 'not-allowed' | 'too-often' | 'too-long' | 'malformed' | 'replayed' | 'journal-failed' | 'not-found';
	/** Opaque id of the person, where the code said who it was. */
	readonly person?: string;
};

export type PageFile = {readonly type: string; readonly content: string};

export type CollectorOptions = {
	readonly cohort: Cohort;
	readonly leadCode: string;
	readonly journal: Journal;
	readonly board: BoardSource;
	/** Files of the page by path: `/`, `/board.js`. */
	readonly page: ReadonlyMap<string, PageFile>;
	readonly clock: Clock;
	/** The address a request came from, for counting failed attempts. */
	addressOf(context: Context): string;
	log(entry: LogEntry): void;
};

/** Makes the collector as a web application; whoever starts it brings the server. */
export function createCollector(options: CollectorOptions): Hono {
	const {clock, cohort} = options;
	const elapsed = () => clock.elapsed();
	const callerOf = callersOf(cohort, options.leadCode);
	const [people, strangers, leads] = [personLimit, strangerLimit, leadLimit].map(limit => createLimiter(limit, elapsed));
	const app = new Hono();

	const refuse = (
		context: Context,
		status: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 429 | 503,
		reason: LogEntry['reason'],
		person?: string,
	): Response => {
		options.log({
			at: new Date(clock.now()).toISOString(),
			request: `${context.req.method} ${context.req.routePath}`,
			status,
			reason,
			...(person === undefined ? {} : {person}),
		});
		return context.json({error: reason}, status);
	};

	/** Says who asks, or refuses. */
	const identify = (context: Context, kind: Caller['kind']): Caller | Response => {
		const caller = callerOf(context.req.header('authorization'));
		if (caller === undefined) {
			// Counted before anything else is told: guessing codes is slow.
			const wait = strangers?.take(options.addressOf(context));
			if (wait !== undefined) {
				context.header('Retry-After', String(wait));
				return refuse(context, 429, 'too-often');
			}

			context.header('WWW-Authenticate', 'Bearer');
			return refuse(context, 401, 'no-code');
		}

		const id = caller.kind === 'person' ? caller.person.id : undefined;
		const wait = caller.kind === 'person' ? people?.take(caller.person.id) : leads?.take('lead');
		if (wait !== undefined) {
			context.header('Retry-After', String(wait));
			return refuse(context, 429, 'too-often', id);
		}

		return caller.kind === kind ? caller : refuse(context, 403, 'not-allowed', id);
	};

	app.use(securityHeaders());
	for (const [path, file] of options.page) {
		app.get(path, context => context.body(file.content, 200, {'Content-Type': file.type}));
	}

	app.get('/api/preset', context => {
		const caller = identify(context, 'person');
		return caller instanceof Response || caller.kind === 'lead'
			? (caller as Response)
			: context.body(kitOf(cohort, caller.person).preset, 200, {'Content-Type': 'application/json'});
	});

	app.post('/api/events', bodyLimit({maxSize: longestRequest, onError: context => refuse(context, 413, 'too-long')}), async context => {
		const caller = identify(context, 'person');
		if (caller instanceof Response || caller.kind === 'lead') {
			return caller as Response;
		}

		const {id} = caller.person;
		const events = await eventsOf(context, id);
		if (events === undefined) {
			return refuse(context, 422, 'malformed', id);
		}

		if (events.some(event => event.person !== id)) {
			return refuse(context, 403, 'not-allowed', id);
		}

		let accepted: number;
		try {
			accepted = await options.journal.append(events);
		} catch {
			context.header('Retry-After', '2');
			return refuse(context, 503, 'journal-failed', id);
		}

		if (accepted === 0) {
			options.log({at: new Date(clock.now()).toISOString(), request: 'POST /api/events', status: 200, reason: 'replayed', person: id});
		}

		return context.json({accepted, known: events.length - accepted});
	});

	app.get('/api/board', async context => {
		const caller = identify(context, 'lead');
		return caller instanceof Response ? caller : context.body(await options.board.current(), 200, {'Content-Type': 'application/json'});
	});

	app.get('/api/board/stream', context => {
		const caller = identify(context, 'lead');
		return caller instanceof Response
			? caller
			: streamSSE(context, async stream => {
					const stopping = new AbortController();
					stream.onAbort(() => {
						stopping.abort();
					});
					await follow(options.board, clock, stopping.signal, {
						send: async data => stream.writeSSE({event: 'board', data}),
						rest: async () => stream.writeSSE({event: 'quiet', data: ''}),
					});
				});
	});

	app.notFound(context => refuse(context, 404, 'not-found'));
	app.onError((error, context) => {
		if (error instanceof SyntaxError) {
			return refuse(context, 422, 'malformed');
		}

		return refuse(context, 503, 'journal-failed');
	});
	return app;
}

async function eventsOf(context: Context, person: string): Promise<readonly PersonEvent[] | undefined> {
	let body: unknown;
	try {
		body = await context.req.json();
	} catch {
		return undefined;
	}

	const given = typeof body === 'object' && body !== null && 'events' in body ? body.events : undefined;
	if (!Array.isArray(given) || given.length === 0 || given.length > mostEvents) {
		return undefined;
	}

	const reports = (given as readonly unknown[]).map(value => readReport(value));
	const events = reports.flatMap(report => (report === undefined ? [] : [{...report, kind: 'person' as const, person}]));
	return events.length === given.length ? events : undefined;
}
