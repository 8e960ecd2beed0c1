import {expect, test} from 'vitest';
import {createPace, paced} from '../../src/ports/pace.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {jumpingClock} from '../helpers/clock.ts';

const wait = async (milliseconds = 0) =>
	new Promise(resolve => {
		setTimeout(resolve, milliseconds);
	});
const isThrottled = (status: number) => status === 429;

test('never more under way than allowed; the number grows while everything is answered', async () => {
	const pace = createPace(jumpingClock(), 12, () => 0.5);
	let [running, most] = [0, 0];
	await Promise.all(
		Array.from({length: 60}, async () =>
			pace.call(
				async () => {
					running += 1;
					most = Math.max(most, running);
					await wait();
					running -= 1;
					return 200;
				},
				{isThrottled},
			),
		),
	);
	expect([most, running]).toEqual([12, 0]);
	expect(pace.facts()).toEqual({calls: 60, throttled: 0, limit: 12});
});

test('a refused call is made again and comes back with the answer; the pace falls and recovers', async () => {
	const pace = createPace(jumpingClock(), 12, () => 0.5);
	const answers = [429, 429, 200];
	const discarded: number[] = [];
	const call = async () =>
		pace.call(async () => answers.shift() ?? 200, {
			isThrottled,
			discard(status) {
				discarded.push(status);
			},
		});
	expect(await call()).toBe(200);
	expect(discarded).toEqual([429, 429]);
	// Two refusals within half a second are one sign.
	expect(pace.facts()).toMatchObject({calls: 3, throttled: 2, limit: 5});
	await Promise.all(Array.from({length: 40}, call));
	expect(pace.facts().limit).toBeGreaterThan(8);
});

test('what stays refused is handed back for the caller to judge', async () => {
	const pace = createPace(jumpingClock(), 12, () => 0.5);
	expect(await pace.call(async () => 429, {isThrottled})).toBe(429);
	expect(pace.facts().calls).toBe(6);
	expect(pace.facts().limit).toBeGreaterThanOrEqual(1);
});

test('who waits for a turn leaves when stopped, and takes no turn along', async () => {
	const pace = createPace(jumpingClock(), 1, () => 0.5);
	const stop = new AbortController();
	const first = pace.call(async () => wait(20).then(() => 200), {isThrottled});
	const second = pace.call(async () => 200, {isThrottled}, stop.signal);
	const third = pace.call(async () => 201, {isThrottled});
	stop.abort(new Error('stopped'));
	await expect(second).rejects.toThrow('stopped');
	expect(await Promise.all([first, third])).toEqual([200, 201]);
});

test('a call that breaks gives its turn back', async () => {
	const pace = createPace(jumpingClock(), 1, () => 0.5);
	await expect(
		pace.call(
			async () => {
				throw new Error('broken');
			},
			{isThrottled},
		),
	).rejects.toThrow('broken');
	expect(await pace.call(async () => 200, {isThrottled})).toBe(200);
});

test('no more calls than allowed, however they are refused', async () => {
	const clock = jumpingClock();
	let [made, givenUp] = [0, 0];
	const real = {
		clock,
		network: {
			async request() {
				made += 1;
				return {status: 429, headers: {}, body: '', tookMs: 1};
			},
		},
	} as unknown as Ports;
	const ports = paced(
		real,
		createPace(clock, 4, () => 0.5),
		() => {
			givenUp += 1;
		},
		8,
	);
	const request = async () => ports.network.request({url: 'https://acme.example', method: 'GET', limitMs: 1});
	expect((await request()).status).toBe(429);
	await expect(request()).rejects.toThrow('More than 8 calls');
	await expect(request()).rejects.toThrow('More than 8 calls');
	expect([made, givenUp]).toEqual([8, 3]);
});
