// How long a wait may last: until the outcome, the limit or the abort, whichever comes first.

export type Limit = {readonly limitMs: number; readonly signal?: AbortSignal};

/**
 * Waits for `start`, at most `limitMs` milliseconds.
 *
 * @param end - Frees what the wait holds; called when the limit or the signal comes first, and when it fails.
 * @throws An error with code `ETIMEDOUT` at the limit; the signal's reason when aborted.
 */
export async function within<T>(limit: Limit, end: () => void, start: () => Promise<T>): Promise<T> {
	const {limitMs, signal} = limit;
	let timer: NodeJS.Timeout | undefined;
	let onAbort: (() => void) | undefined;
	try {
		signal?.throwIfAborted();
		return await Promise.race([
			start(),
			new Promise<never>((_resolve, reject) => {
				timer = setTimeout(() => {
					reject(Object.assign(new Error(`No answer within ${Math.round(limitMs)} ms.`), {code: 'ETIMEDOUT'}));
				}, limitMs);
				onAbort = () => {
					reject(signal?.reason as Error);
				};
				signal?.addEventListener('abort', onAbort, {once: true});
			}),
		]);
	} catch (error) {
		end();
		throw error;
	} finally {
		clearTimeout(timer);
		if (onAbort !== undefined) {
			signal?.removeEventListener('abort', onAbort);
		}
	}
}

/** Resolves when the signal is aborted. */
export async function stopped(signal: AbortSignal): Promise<void> {
	if (!signal.aborted) {
		await new Promise<void>(resolve => {
			signal.addEventListener(
				'abort',
				() => {
					resolve();
				},
				{once: true},
			);
		});
	}
}
