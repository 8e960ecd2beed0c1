// A cohort that gets people while somebody works with it: a roster that was brought up to date is read again.

import type {Ports} from '../ports/ports.ts';
import {openCohort, places, type Cohort} from './folder.ts';

const pauseMs = 1000;

export type Growing = {
	/** As the folder has it; while it is followed, its fields change in place. */
	readonly cohort: Cohort;
	/** Looks every second whether the folder changed, until it is stopped. */
	follow(): void;
	stop(): void;
};

/**
 * Opens a cohort that may be followed. A folder that cannot be read for a moment changes nothing.
 *
 * @throws UserError when the folder holds no cohort, or one that cannot be understood.
 */
export async function openGrowing(folder: string, ports: Pick<Ports, 'clock' | 'files'>): Promise<Growing> {
	const {codes, cohort: file, preset} = places(folder);
	// Sizes are enough: nobody joins without making the file longer.
	const stamp = async () =>
		(await Promise.all([file, codes, preset].map(async place => (await ports.files.stat(place))?.size ?? 0))).join(' ');
	let known = await stamp();
	const cohort = {...(await openCohort(folder, ports))};
	const stopping = new AbortController();
	const look = async () => {
		const now = await stamp();
		if (now !== known) {
			Object.assign(cohort, await openCohort(folder, ports));
			known = now;
		}
	};
	const keepLooking = async () => {
		while (!stopping.signal.aborted) {
			await ports.clock
				.sleep(pauseMs, stopping.signal)
				.then(look)
				.catch(() => {});
		}
	};
	return {
		cohort,
		follow() {
			void keepLooking();
		},
		stop() {
			stopping.abort();
		},
	};
}
