// Remembers expensive look-ups (lists, clients, credentials) for the length of one run.

import type {Memo} from '../providers/provider.ts';

/** An empty memo. Concurrent askers share one look-up; a failed one is forgotten, so that trying again tries again. */
export function createMemo(): Memo {
	const kept = new Map<string, Promise<unknown>>();
	return {
		async get<T>(key: string, make: () => Promise<T>): Promise<T> {
			const known = kept.get(key);
			if (known !== undefined) {
				return known as Promise<T>;
			}

			const made = make();
			kept.set(key, made);
			try {
				return await made;
			} catch (error) {
				if (kept.get(key) === made) {
					kept.delete(key);
				}

				throw error;
			}
		},
		forget(prefix) {
			for (const key of kept.keys()) {
				if (key.startsWith(prefix)) {
					kept.delete(key);
				}
			}
		},
	};
}
