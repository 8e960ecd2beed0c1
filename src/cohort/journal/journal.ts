// Where a cohort's events are kept: the interface that the file and PostgreSQL both serve.

import type {CohortEvent, Recorded} from '../event.ts';

export type Journal = {
	/**
	 * Adds the events whose ids it does not hold yet. Resolves when they would survive a power cut.
	 *
	 * @returns How many were new.
	 */
	append(events: readonly CohortEvent[]): Promise<number>;
	/** Every event after this order number, oldest first; all of them without one. */
	read(after?: number): Promise<readonly Recorded[]>;
	/**
	 * Calls back soon after anybody, in this process or another, added something.
	 *
	 * @returns How to stop.
	 */
	watch(onChange: () => void): Promise<() => void>;
	close(): Promise<void>;
};
