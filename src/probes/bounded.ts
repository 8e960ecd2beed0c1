// Keeps every probe within its time limit and turns its failure into a plain code.

import type {Clock} from '../ports/ports.ts';

export type Bounds = {
	readonly clock: Clock;
	/** Milliseconds. */
	readonly limitMs: number;
	readonly signal: AbortSignal;
};

export type Attempt<T> =
	| {readonly value: T; readonly tookMs: number}
	| {readonly error: string; readonly status?: number; readonly tookMs: number};

/**
 * Tries something once.
 *
 * @param work - Is given a signal that fires at the limit. May ignore it (a system look-up cannot be stopped); the wait ends all the same.
 * @returns The value, or the failure's code (`ETIMEDOUT` at the limit) with an HTTP status where the failure carries one.
 * @throws The signal's reason when aborted from outside.
 */
export async function attempt<T>(bounds: Bounds, work: (signal: AbortSignal) => Promise<T>): Promise<Attempt<T>> {
	const {clock} = bounds;
	const limit = new AbortController();
	const signal = AbortSignal.any([bounds.signal, limit.signal]);
	const startedAt = clock.elapsed();
	const tookMs = () => Math.round(clock.elapsed() - startedAt);
	const expire = async (): Promise<never> => {
		await clock.sleep(bounds.limitMs, signal);
		throw Object.assign(new Error('No answer in time.'), {code: 'ETIMEDOUT'});
	};

	try {
		const value = await Promise.race([work(signal), expire()]);
		return {value, tookMs: tookMs()};
	} catch (error) {
		bounds.signal.throwIfAborted();
		const {code, status} = error as {code?: unknown; status?: unknown};
		const name = error instanceof Error ? error.name : 'Error';
		return {
			error: typeof code === 'string' ? code : name === 'AbortError' || name === 'TimeoutError' ? 'ETIMEDOUT' : name,
			...(typeof status === 'number' ? {status} : {}),
			tookMs: tookMs(),
		};
	} finally {
		limit.abort();
	}
}
