// How often one caller may ask: a token bucket per key, forgotten once it is full again.

export type Limit = {
	/** How many requests may come at once. */
	readonly burst: number;
	/** How many more each second. */
	readonly perSecond: number;
};

export type Limiter = {
	/** Takes one; answers after how many whole seconds to try again when there is none left. */
	take(key: string): number | undefined;
};

/** Most keys that are remembered; beyond it the ones that are full again go first, then the oldest. */
const mostKeys = 20_000;

/**
 * Makes a limiter.
 *
 * @param elapsed - Monotonic time in milliseconds.
 */
export function createLimiter({burst, perSecond}: Limit, elapsed: () => number): Limiter {
	const buckets = new Map<string, {tokens: number; at: number}>();
	const filled = (bucket: {tokens: number; at: number}) => Math.min(burst, bucket.tokens + ((elapsed() - bucket.at) / 1000) * perSecond);

	return {
		take(key) {
			const bucket = buckets.get(key);
			const tokens = bucket === undefined ? burst : filled(bucket);
			// Put at the end: the map keeps the order in which keys were last used.
			buckets.delete(key);
			buckets.set(key, {tokens: tokens >= 1 ? tokens - 1 : tokens, at: elapsed()});
			for (const oldest of buckets.keys()) {
				if (buckets.size <= mostKeys) {
					break;
				}

				buckets.delete(oldest);
			}

			return tokens >= 1 ? undefined : Math.max(1, Math.ceil((1 - tokens) / perSecond));
		},
	};
}
