// Clocks for tests: one that only moves when told to, one that jumps over every sleep, and one that runs ahead.

import type {Clock} from '../../src/ports/ports.ts';

export type ManualClock = Clock & {
	/** Moves time on and wakes the sleepers whose time has come. */
	advance(milliseconds: number): void;
};

const tickMs = 5;
const start = Date.UTC(2026, 10, 22, 9, 0, 0);

/** Stands still until `advance` is called. */
export function manualClock(now: number = start): ManualClock {
	let time = now;
	let sleepers: ReadonlyArray<{readonly at: number; wake(): void}> = [];
	return {
		now: () => time,
		elapsed: () => time - now,
		async sleep(milliseconds, signal) {
			signal?.throwIfAborted();
			await new Promise<void>((resolve, reject) => {
				sleepers = [...sleepers, {at: time + milliseconds, wake: resolve}];
				signal?.addEventListener(
					'abort',
					() => {
						reject(signal.reason as Error);
					},
					{once: true},
				);
			});
		},
		advance(milliseconds) {
			time += milliseconds;
			const due = sleepers.filter(sleeper => sleeper.at <= time);
			sleepers = sleepers.filter(sleeper => sleeper.at > time);
			for (const sleeper of due) {
				sleeper.wake();
			}
		},
	};
}

/** Sleeps take no real time: the clock jumps ahead by their length. */
export function jumpingClock(now: number = start): ManualClock {
	const clock = manualClock(now);
	return {
		...clock,
		async sleep(milliseconds, signal) {
			signal?.throwIfAborted();
			clock.advance(milliseconds);
		},
	};
}

/** Time that passes `pace` times as fast, in small steps: while this process is busy, it stands still. */
export function quickClock(pace = 10): {readonly clock: ManualClock; stop(): void} {
	const clock = manualClock(Date.now());
	const ticking = setInterval(() => {
		clock.advance(pace * tickMs);
	}, tickMs);
	return {
		clock,
		stop() {
			clearInterval(ticking);
		},
	};
}
