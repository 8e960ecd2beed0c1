// Follows a board for one lead: sends it at once, whenever it changed, and a sign of life while it does not.

import type {Clock} from '../../ports/ports.ts';

/** A board that changes all the time is sent at most this often, in milliseconds; a quiet one says so this often. */
const sendEveryMs = 500;
const quietMs = 20_000;

/** The board as it goes over the wire; the same text for every lead. */
export type BoardSource = {
	/** JSON of the board now. */
	current(): Promise<string>;
	/** Calls back when it may have changed. */
	watch(onChange: () => void): Promise<() => void>;
};

/** Sends the board at once and whenever it changed, not more often than a person can look. */
export async function follow(
	board: BoardSource,
	clock: Clock,
	signal: AbortSignal,
	to: {send(data: string): Promise<void>; rest(): Promise<void>},
): Promise<void> {
	let wake = () => {};
	let isChanged = true;
	const stop = await board.watch(() => {
		isChanged = true;
		wake();
	});
	try {
		let last = '';
		while (!signal.aborted) {
			if (isChanged) {
				isChanged = false;
				const data = await board.current();
				if (data !== last) {
					last = data;
					await to.send(data);
				}

				await clock.sleep(sendEveryMs, signal);
			} else {
				const pause = new AbortController();
				const changed = new Promise<boolean>(resolve => {
					wake = () => {
						resolve(true);
					};
				});
				const isQuiet = await Promise.race([
					changed.then(() => false),
					clock.sleep(quietMs, AbortSignal.any([signal, pause.signal])).then(() => true),
				]);
				pause.abort();
				if (isQuiet) {
					await to.rest();
				}
			}
		}
	} catch (error) {
		if (!signal.aborted) {
			throw error;
		}
	} finally {
		stop();
	}
}
