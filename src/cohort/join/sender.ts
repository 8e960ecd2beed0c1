// Sends waiting reports to the collector: in batches, again after a pause when it is away, never in the way of the wizard.

import type {HttpResponse, Ports} from '../../ports/ports.ts';
import type {Report} from '../event.ts';
import type {Join} from '../join-link.ts';
import type {Queue} from './queue.ts';

/** Why reports stopped being sent for good: the code is not known there, or the collector does not understand this version. */
export type Refusal = 'unknown-code' | 'not-understood';

export type Sender = {
	/** There is something to send. */
	nudge(): void;
	/**
	 * Sends what waits and ends.
	 *
	 * @param limitMs - How long to wait for the collector, in milliseconds.
	 * @returns How many reports still wait, and why nothing more is sent, when that is so.
	 */
	finish(limitMs: number): Promise<{readonly waiting: number; readonly refusal?: Refusal}>;
};

const batch = 50;
const requestLimitMs = 5000;
const firstPauseMs = 1000;
const longestPauseMs = 30_000;
/** Between the attempts at the end of a run. */
const lastPauseMs = 500;

type SenderOptions = {
	readonly join: Required<Join>;
	readonly queue: Queue;
	readonly ports: Pick<Ports, 'clock' | 'network'>;
	/** Proxy that a request to this address must go through. */
	proxyFor(url: string): string | undefined;
};

/** Starts sending. */
export function startSender(options: SenderOptions): Sender {
	const {queue, ports} = options;
	const ending = new AbortController();
	let refusal: Refusal | undefined;
	let wake = () => {};
	let hurry = () => {};
	let isFinishing = false;

	/** The end of the run cuts a pause short: there is one more attempt. */
	const pause = async (milliseconds: number) => {
		const cut = new AbortController();
		hurry = () => {
			cut.abort();
		};
		await ports.clock.sleep(milliseconds, AbortSignal.any([ending.signal, cut.signal])).catch(() => {
			ending.signal.throwIfAborted();
		});
	};

	const run = async () => {
		let pauseMs = firstPauseMs;
		while (refusal === undefined) {
			const reports = queue.waiting().slice(0, batch);
			if (reports.length === 0) {
				if (isFinishing) {
					return;
				}

				await new Promise<void>(resolve => {
					wake = resolve;
				});
				continue;
			}

			const answer = await send(reports, options, ending.signal);
			if (answer.kind === 'arrived') {
				queue.remove(reports);
				pauseMs = firstPauseMs;
			} else if (answer.kind === 'refused') {
				({refusal} = answer);
			} else {
				await pause(isFinishing ? lastPauseMs : Math.max(answer.waitMs ?? 0, pauseMs));
				pauseMs = Math.min(longestPauseMs, pauseMs * 2);
			}
		}
	};

	// Ends by the signal alone when the collector stays away.
	const running = run().catch(() => {});
	return {
		nudge() {
			wake();
		},
		async finish(limitMs) {
			isFinishing = true;
			wake();
			hurry();
			const limit = new AbortController();
			await Promise.race([running, ports.clock.sleep(limitMs, limit.signal).catch(() => {})]);
			limit.abort();
			ending.abort(new Error('finished'));
			await running;
			await queue.settled();
			return {waiting: queue.waiting().length, ...(refusal === undefined ? {} : {refusal})};
		},
	};
}

type Answer =
	| {readonly kind: 'arrived'}
	| {readonly kind: 'refused'; readonly refusal: Refusal}
	| {readonly kind: 'away'; readonly waitMs?: number};

async function send(reports: readonly Report[], options: SenderOptions, signal: AbortSignal): Promise<Answer> {
	const {collector, code} = options.join;
	const url = `${collector}/api/events`;
	const proxy = options.proxyFor(url);
	let response: HttpResponse;
	try {
		response = await options.ports.network.request({
			url,
			method: 'POST',
			headers: {authorization: `Bearer ${code}`, 'content-type': 'application/json'},
			body: JSON.stringify({events: reports}),
			limitMs: requestLimitMs,
			signal,
			...(proxy === undefined ? {} : {proxy}),
		});
	} catch {
		return {kind: 'away'};
	}

	// A captive portal or a proxy answers 200 with a page of its own; only the collector's own words count.
	if (response.status === 200 && /"accepted":\d/u.test(response.body)) {
		return {kind: 'arrived'};
	}

	if (response.status === 401 && response.body.includes('"no-code"')) {
		return {kind: 'refused', refusal: 'unknown-code'};
	}

	if ((response.status === 413 || response.status === 422 || response.status === 403) && response.body.includes('"error"')) {
		return {kind: 'refused', refusal: 'not-understood'};
	}

	const seconds = Number(response.headers['retry-after']);
	return {kind: 'away', ...(Number.isFinite(seconds) && seconds > 0 ? {waitMs: Math.min(seconds * 1000, longestPauseMs)} : {})};
}
