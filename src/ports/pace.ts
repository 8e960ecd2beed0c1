// How fast many places are looked at: calls wait their turn, and one that a cloud asks to repeat later is repeated, at a pace it bears.

import type {Clock, Ports} from './ports.ts';

export type Pace = {
	/**
	 * Makes one call when it is its turn, and again after a pause while the answer asks for patience.
	 *
	 * @param discard - Lets go of an answer that is not used.
	 * @returns The last answer; after `mostTries` it may still be one that asks for patience.
	 */
	call<T>(send: () => Promise<T>, answer: {isThrottled(value: T): boolean; discard?(value: T): void}, signal?: AbortSignal): Promise<T>;
};

export type PaceFacts = {
	/** Calls made, the repeated ones included. */
	readonly calls: number;
	/** Answers that asked for patience. */
	readonly throttled: number;
	/** Calls that may be under way at the same time, as it stands now. */
	readonly limit: number;
};

export type RunningPace = Pace & {
	facts(): PaceFacts;
	/** Resolves when no call has to wait for its turn; rejects with the signal's reason when aborted first. */
	room(signal: AbortSignal): Promise<void>;
};

/** Tries of one call, the first included. With the pauses below they last about 12 seconds. */
const mostTries = 6;
const firstPauseMs = 250;
const longestPauseMs = 4000;
/** One burst of refusals is one sign of too much, however many calls were under way. */
const sameBurstMs = 500;
const atFirst = 8;
const least = 1;
/** Gentler than halving: the clouds' limits are calls per second, and half of them would go unused after each refusal. */
const shrink = 0.7;
const roomEveryMs = 20;

/**
 * A pace that finds out by itself what is borne: one more call at a time while everything is answered, fewer as soon as
 * something is refused (additive increase, multiplicative decrease).
 *
 * @param most - Calls under way at the same time, at most.
 * @param random - A number from 0 to 1, so that calls refused together do not come back together.
 */
export function createPace(clock: Clock, most: number, random: () => number): RunningPace {
	const waiting: Array<() => void> = [];
	let [calls, throttled, running] = [0, 0, 0];
	let limit = Math.min(atFirst, most);
	let lastShrink = Number.NEGATIVE_INFINITY;

	const leave = () => {
		running -= 1;
		while (running < Math.floor(limit) && waiting.length > 0) {
			running += 1;
			waiting.shift()?.();
		}
	};

	const enter = async (signal: AbortSignal | undefined) => {
		signal?.throwIfAborted();
		if (running < Math.floor(limit)) {
			running += 1;
			return;
		}

		await new Promise<void>((resolve, reject) => {
			const go = () => {
				signal?.removeEventListener('abort', stop);
				resolve();
			};

			const stop = () => {
				waiting.splice(waiting.indexOf(go), 1);
				reject(signal?.reason as Error);
			};

			waiting.push(go);
			signal?.addEventListener('abort', stop, {once: true});
		});
	};

	const slowDown = () => {
		throttled += 1;
		if (clock.elapsed() - lastShrink > sameBurstMs) {
			lastShrink = clock.elapsed();
			limit = Math.max(least, limit * shrink);
		}
	};

	return {
		async call(send, {isThrottled, discard}, signal) {
			for (let tries = 1; ; tries++) {
				await enter(signal);
				let value;
				try {
					calls += 1;
					value = await send();
				} finally {
					leave();
				}

				if (!isThrottled(value)) {
					limit = Math.min(most, limit + (throttled === 0 ? 1 : 1 / limit));
					return value;
				}

				slowDown();
				if (tries >= mostTries) {
					return value;
				}

				discard?.(value);
				await clock.sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1)) * (0.5 + random()), signal);
			}
		},
		facts: () => ({calls, throttled, limit: Math.floor(limit)}),
		async room(signal) {
			signal.throwIfAborted();
			while (waiting.length > 0) {
				await clock.sleep(roomEveryMs, signal);
			}
		},
	};
}

/**
 * The same ports with every HTTP request at this pace; client libraries with connections of their own keep to it as well.
 *
 * @param onGivenUp - Called when a call was still refused at its last try.
 * @param most - Calls that may be made through these ports in all, repeated ones included; one more throws.
 */
export function paced(ports: Ports, pace: Pace, onGivenUp: () => void, most = Number.POSITIVE_INFINITY): Ports {
	let sent = 0;
	const own: Pace = {
		async call(send, answer, signal) {
			const counted = async () => {
				if (sent >= most) {
					onGivenUp();
					throw new Error(`More than ${most} calls were needed.`);
				}

				sent += 1;
				return send();
			};

			const value = await pace.call(counted, answer, signal);
			if (answer.isThrottled(value)) {
				onGivenUp();
			}

			return value;
		},
	};
	const {network} = ports;
	return {
		...ports,
		network: {
			...network,
			request: async request => own.call(async () => network.request(request), {isThrottled: ({status}) => status === 429}, request.signal),
		},
		pace: own,
	};
}
