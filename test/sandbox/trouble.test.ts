// Bad weather of a simulated cloud: the same seed troubles the same calls, and each kind is on the wire what its name says.

import {afterEach, describe, expect, it} from 'vitest';
import {UserError} from '../../src/core/errors.ts';
import {nodeClock, nodePorts} from '../../src/ports/node.ts';
import {scenarioNamed} from '../../src/sandbox/stage.ts';
import {startSandbox, type Sandbox} from '../../src/sandbox/server.ts';
import {readWeather, type Weather} from '../../src/sandbox/trouble.ts';
import {troubleKinds, type TroubleKind} from '../../src/sandbox/trouble-kinds.ts';

const running: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map(async sandbox => sandbox.close()));
});

async function enter(weather: Weather): Promise<Sandbox> {
	const sandbox = await startSandbox({...scenarioNamed('bedrock/happy'), weather}, {clock: {...nodeClock(), sleep: async () => {}}});
	running.push(sandbox);
	return sandbox;
}

const paths = ['/sso-oidc/client/register', '/bedrock/inference-profiles', '/bedrock/logging/modelinvocations', '/sso/assignment/accounts'];

/** Calls in the given order; what became of each, by path and count. */
async function troubles(weather: Weather, order: readonly string[]): Promise<readonly string[]> {
	const sandbox = await enter(weather);
	for (const path of order) {
		await nodePorts()
			.network.request({url: `${sandbox.url}${path}`, method: 'GET', limitMs: 200})
			.catch(() => undefined);
	}

	const seen = new Map<string, number>();
	return sandbox.requests
		.map(({path, trouble}) => {
			seen.set(path, (seen.get(path) ?? 0) + 1);
			return `${path} ${seen.get(path)} ${trouble}`;
		})
		.toSorted();
}

describe('the schedule', () => {
	const weather: Weather = {seed: 7, rate: 0.5, kinds: ['reset', 'page', 'empty']};

	it('follows from the seed alone, in whatever order the calls arrive', async () => {
		const order = [...paths, ...paths, ...paths];
		const one = await troubles(weather, order);
		expect(await troubles(weather, order.toReversed())).toEqual(one);
		expect(await troubles({...weather, seed: 8}, order)).not.toEqual(one);
		expect(one.some(line => !line.endsWith('undefined'))).toBe(true);
	});

	it('leaves every call alone at rate 0, and none at rate 1', async () => {
		expect((await troubles({...weather, rate: 0}, paths)).every(line => line.endsWith('undefined'))).toBe(true);
		expect((await troubles({...weather, rate: 1}, paths)).some(line => line.endsWith('undefined'))).toBe(false);
	});
});

describe('each kind', () => {
	const ask = async (kind: TroubleKind, seed = 1) => {
		const sandbox = await enter({seed, rate: 1, kinds: [kind]});
		try {
			return await nodePorts().network.request({
				url: `${sandbox.url}/bedrock/inference-profiles`,
				method: 'GET',
				limitMs: 300,
				maxBytes: 10_000_000,
			});
		} catch (error) {
			return String((error as {code?: unknown}).code);
		}
	};

	it.each([
		['silent', 'ETIMEDOUT'],
		['reset', 'ECONNRESET'],
		['cut', 'ECONNRESET'],
	] as const)('%s ends in %s', async (kind, code) => {
		expect(await ask(kind)).toBe(code);
	});

	it('has the status and the body of its name', async () => {
		expect([500, 502, 503, 504]).toContain(((await ask('failing')) as {status: number}).status);
		expect(await ask('throttled')).toMatchObject({status: 429});
		expect(await ask('empty')).toMatchObject({status: 200, body: ''});
		expect(await ask('page')).toMatchObject({headers: {'content-type': expect.stringContaining('text/html')}});
		expect(((await ask('huge')) as {body: string}).body.length).toBeGreaterThan(1_000_000);
		const {body} = (await ask('truncated')) as {body: string};
		expect(() => JSON.parse(body)).toThrow(SyntaxError);
	});

	it('says with and without Retry-After that it is too much', async () => {
		const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(async seed => ask('throttled', seed)));
		const after = new Set(answers.map(answer => (typeof answer === 'string' ? answer : answer.headers['retry-after'])));
		expect(after.size).toBeGreaterThan(2);
		expect(after).toContain(undefined);
	});
});

describe('a scenario with weather', () => {
	it('is named in one word', () => {
		expect(readWeather('bedrock/happy')).toEqual({name: 'bedrock/happy'});
		expect(readWeather('bedrock/happy:seed=7')).toEqual({name: 'bedrock/happy', weather: {seed: 7, rate: 0.3}});
		expect(scenarioNamed('vertex/happy:seed=7:rate=1:kinds=reset+page')).toMatchObject({
			name: 'vertex/happy:seed=7:rate=1:kinds=reset+page',
			provider: 'vertex',
			weather: {seed: 7, rate: 1, kinds: ['reset', 'page']},
		});
	});

	it.each([
		'bedrock/happy:',
		'bedrock/happy:seed=x',
		'bedrock/happy:seed=1:rate=2',
		'bedrock/happy:seed=1:kinds=rain',
		'bedrock/happy:rate=1',
	])('that is not understood is told how to be written: %s', name => {
		expect(() => readWeather(name)).toThrow(UserError);
		expect(() => readWeather(name)).toThrow('does not say how calls are troubled');
	});

	it('has kinds that each say what they are', () => {
		expect(Object.values(troubleKinds).every(text => text.length > 10)).toBe(true);
	});
});
