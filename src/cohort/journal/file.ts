// The journal as a file: one event per line, only ever added to, shared by every process that has the cohort's folder open.

import type {Ports} from '../../ports/ports.ts';
import {readEvent, type CohortEvent, type Recorded} from '../event.ts';
import type {Journal} from './journal.ts';

/** How often a watcher looks whether another process added something, and how long to wait for a lock, in milliseconds. */
const lookEveryMs = 250;
const retryLockMs = 15;
const longestLockMs = 30_000;

type FilePorts = Pick<Ports, 'clock' | 'files'>;

/** What was read of the file so far. */
type Known = {offset: number; isTorn: boolean; readonly events: Recorded[]; readonly ids: Set<string>};

/**
 * Opens the journal in this file; the file appears with the first event.
 *
 * A line that is no event (somebody was killed while writing it) is passed over: whoever wrote it got no answer and
 * reports the event again.
 */
export function fileJournal(path: string, {clock, files}: FilePorts): Journal {
	const known: Known = {offset: 0, isTorn: false, events: [], ids: new Set()};
	const watchers = new Set<() => void>();
	const closing = new AbortController();
	let queue: Promise<unknown> = Promise.resolve();

	/** One after the other within this process; the lock is for the other ones. */
	const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
		const next = queue.then(work, work);
		queue = next;
		return next;
	};

	const catchUp = async (): Promise<boolean> => {
		const before = known.events.length;
		take(known, await files.readFrom(path, known.offset));
		return known.events.length > before;
	};

	const append = async (events: readonly CohortEvent[]): Promise<number> => {
		const release = await takeLock(`${path}.lock`, {clock, files});
		try {
			await catchUp();
			if (known.isTorn) {
				// Ended before anything is numbered: what was cut off may still be a whole event.
				await files.append(path, new Uint8Array(), 0o600);
				await catchUp();
			}

			const fresh = [...new Map(events.map(event => [event.id, event])).values()].filter(event => !known.ids.has(event.id));
			if (fresh.length > 0) {
				const received = new Date(clock.now()).toISOString();
				const last = known.events.at(-1)?.order ?? 0;
				const lines = fresh.map((event, index) => `${JSON.stringify({order: last + index + 1, received, ...event})}\n`);
				await files.append(path, new TextEncoder().encode(lines.join('')), 0o600);
				await catchUp();
			}

			return fresh.length;
		} finally {
			await release();
		}
	};

	const tell = () => {
		for (const watcher of watchers) {
			watcher();
		}
	};

	const look = async () => {
		while (watchers.size > 0 && !closing.signal.aborted) {
			try {
				await clock.sleep(lookEveryMs, closing.signal);
			} catch {
				return;
			}

			if (await inTurn(catchUp)) {
				tell();
			}
		}
	};

	return {
		async append(events) {
			const added = await inTurn(async () => append(events));
			if (added > 0) {
				tell();
			}

			return added;
		},
		async read(after = 0) {
			await inTurn(catchUp);
			// Order numbers grow by one from 1, but for lines that were lost with a disk.
			const start = after === 0 ? 0 : known.events.findLastIndex(event => event.order <= after) + 1;
			return known.events.slice(start);
		},
		async watch(onChange) {
			watchers.add(onChange);
			if (watchers.size === 1) {
				void look();
			}

			return () => {
				watchers.delete(onChange);
			};
		},
		async close() {
			watchers.clear();
			closing.abort();
			await queue.catch(() => {});
		},
	};
}

/** Takes in the bytes that were added; an unfinished last line waits for its rest. */
function take(known: Known, content: Uint8Array): void {
	// A line is complete before anything after it is decoded, so no character is ever cut in two.
	const end = content.lastIndexOf(0x0a) + 1;
	known.offset += end;
	known.isTorn = end < content.length;
	for (const line of new TextDecoder().decode(content.subarray(0, end)).split('\n')) {
		const event = recorded(line);
		if (event !== undefined && !known.ids.has(event.id)) {
			known.ids.add(event.id);
			known.events.push(event);
		}
	}
}

function recorded(line: string): Recorded | undefined {
	if (line === '') {
		return undefined;
	}

	try {
		const {order, received, ...rest} = JSON.parse(line) as {readonly order: unknown; readonly received: unknown};
		const event = readEvent(rest);
		return event === undefined || typeof order !== 'number' || typeof received !== 'string' ? undefined : {...event, order, received};
	} catch {
		return undefined;
	}
}

async function takeLock(path: string, {clock, files}: FilePorts): Promise<() => Promise<void>> {
	const until = clock.elapsed() + longestLockMs;
	for (;;) {
		const release = await files.lock(path);
		if (release !== undefined) {
			return release;
		}

		if (clock.elapsed() > until) {
			throw new Error(`Another process has held ${path} for ${longestLockMs / 1000} s.`);
		}

		await clock.sleep(retryLockMs);
	}
}
