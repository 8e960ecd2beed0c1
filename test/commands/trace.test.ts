// `--debug`: the trace has one line for each thing that was asked of the world, with its times, and nothing secret; it is bounded, and old ones go.

import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it, test} from 'vitest';
import {runTraced} from '../../src/commands/debug.ts';
import {nodePorts} from '../../src/ports/node.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {openTraceFile} from '../../src/ports/trace-file.ts';
import {addressOf, traced, type Trace} from '../../src/ports/trace.ts';
import {plantHome} from '../../src/sandbox/home.ts';
import type {Scenario} from '../../src/sandbox/scenario.ts';
import {openSandboxStage, scenarioNamed} from '../../src/sandbox/stage.ts';
import {runCommand} from '../helpers/command.ts';
import {cleanEnvironment} from '../helpers/pty.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-trace-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const canary = 'CANARY';

type Line = {readonly call: string; readonly to: string; readonly startMs: number; readonly tookMs: number; readonly outcome: string};

/** The newest trace below a home: its path, its text and its lines between the first and the last. */
async function traceBelow(home: string) {
	const traces = path.join(home, '.local/state/onboard/traces');
	const file = path.join(traces, (await readdir(traces)).toSorted().at(-1) ?? '');
	const text = await readFile(file, 'utf8');
	const [first, ...rest] = text
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Line);
	return {file, text, first, calls: rest.slice(0, -1), last: rest.at(-1)};
}

/** Ports that count what is asked of them, by the names a trace uses. */
function counting(ports: Ports): {readonly ports: Ports; readonly counts: ReadonlyMap<string, number>} {
	const counts = new Map<string, number>();
	const counted =
		<Given extends readonly unknown[], Result>(kind: string, act: (...given: Given) => Result) =>
		(...given: Given): Result => {
			counts.set(kind, (counts.get(kind) ?? 0) + 1);
			return act(...given);
		};
	const {network, processes, files} = ports;
	return {
		counts,
		ports: {
			...ports,
			network: {
				lookup: counted('lookup', network.lookup),
				connect: counted('connect', network.connect),
				handshake: counted('handshake', network.handshake),
				request: counted('request', network.request),
			},
			processes: {...processes, run: counted('process', processes.run)},
			files: {
				...files,
				writeAtomic: counted('write', files.writeAtomic),
				append: counted('append', files.append),
				remove: counted('remove', files.remove),
			},
		},
	};
}

const secrets: Scenario['home']['env'] = {
	OPENAI_API_KEY: `${canary}-other-key`,
	HTTPS_PROXY: `http://dana:${canary}-proxy@proxy.acme.example:8080`,
	NO_PROXY: '.amazonaws.com,.awsapps.com,.googleapis.com,.azure.com,.microsoftonline.com,127.0.0.1',
};

describe.concurrent('a doctor over a home full of canaries', () => {
	it.each(['bedrock/happy', 'bedrock/public-path', 'bedrock/sign-in-refreshable', 'vertex/happy', 'foundry/happy'])(
		'%s: one line per call, with its times, and no secret',
		{timeout: 180_000},
		async name => {
			const found = scenarioNamed(name);
			const scenario = {...found, home: {...found.home, env: {...found.home.env, ...secrets}}} as Scenario;
			const home = path.join(folder, name.replace('/', '-'));
			const real = nodePorts({home, env: cleanEnvironment(home), folder: home});
			const stage = await openSandboxStage({real, scenario, home, isConfigured: true});
			try {
				await plantHome(scenario, home, {files: real.files, clock: real.clock, address: stage.running.address});
				const {ports, counts} = counting(stage.ports);
				const before = stage.running.requests.length;
				const {stderr} = await runCommand(['doctor', '--debug'], {home, ports});
				const {file, text, first, calls, last} = await traceBelow(home);

				expect(text).not.toContain(canary);
				expect(stderr).toContain(`Trace of this run: ${file}\n`);
				expect((await stat(file)).mode & 0o777).toBe(0o600);
				expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);

				const bySdk = stage.running.requests.slice(before).filter(request => request.headers['user-agent']?.includes('aws-sdk') === true);
				const expected = new Map([...counts, ...(bySdk.length === 0 ? [] : [['aws', bySdk.length] as const])]);
				const lines = new Map<string, number>();
				for (const {call} of calls) {
					lines.set(call, (lines.get(call) ?? 0) + 1);
				}

				expect(Object.fromEntries(lines)).toEqual(Object.fromEntries(expected));
				expect(calls.length).toBeGreaterThan(5);
				for (const line of calls) {
					expect(line).toMatchObject({to: expect.stringMatching(/\S/u) as string, outcome: expect.stringMatching(/\S/u) as string});
					expect(line.startMs).toBeGreaterThanOrEqual(0);
					expect(line.tookMs).toBeGreaterThanOrEqual(0);
				}

				expect(first).toMatchObject({schema: 'onboard/trace@1', command: 'onboard doctor', flags: ['--debug']});
				expect(last).toMatchObject({call: 'end', outcome: 'ended'});
			} finally {
				await stage.close();
			}
		},
	);
});

test('without --debug nothing is traced', async () => {
	const home = path.join(folder, 'quiet');
	await mkdir(home);
	await runCommand(['status'], {home});
	expect(await readdir(home)).toEqual([]);
});

test('a simulated cloud is traced in a home of its own', async () => {
	const home = path.join(folder, 'simulated');
	const {stderr} = await runCommand(['doctor', '--debug', '--sandbox', 'bedrock/happy', '--home', home], {home});
	const {calls, text} = await traceBelow(home);
	expect(stderr).toContain('Trace of this run: ');
	expect(calls.map(line => line.call)).toContain('aws');
	expect(text).not.toContain(canary);
});

describe('a command that fails', () => {
	const values = {words: [], debug: true} as const;

	async function failing(error: unknown, home: string) {
		const said: string[] = [];
		const ports = nodePorts({home, env: cleanEnvironment(home), folder: home});
		const module = {
			async run(): Promise<never> {
				throw error;
			},
		};
		const io = {ports} as Parameters<typeof runTraced>[1]['io'];
		await expect(runTraced('doctor', {module, values, io}, text => said.push(text))).rejects.toBe(error);
		return said;
	}

	it('ends its trace with the error, its stack, and no secret of theirs', async () => {
		const home = path.join(folder, 'failing');
		const said = await failing(new TypeError(`no token=${canary}-0123456789abcdef0123 here`), home);
		const {file, text, last} = await traceBelow(home);
		expect(said).toEqual([`Trace of this run: ${file}`]);
		expect(last).toMatchObject({call: 'end', outcome: 'TypeError', reason: expect.stringContaining('no token=') as string});
		expect(text).toContain('trace.test.ts');
		expect(text).not.toContain(canary);
	});

	it('runs without a trace when there is no place for one', async () => {
		const home = path.join(folder, 'occupied');
		await mkdir(path.join(home, '.local/state/onboard'), {recursive: true});
		await writeFile(path.join(home, '.local/state/onboard/traces'), 'a file');
		expect(await failing(new Error('x'), home)).toEqual([expect.stringMatching(/^There is no trace: .*\.$/u)]);
	});
});

describe('the file', () => {
	const portsOf = (home: string) => nodePorts({home, env: cleanEnvironment(home), folder: home});

	it('keeps the ten newest and leaves other files alone', async () => {
		const home = path.join(folder, 'pruned');
		const ports = portsOf(home);
		const traces = path.join(home, '.local/state/onboard/traces');
		await mkdir(traces, {recursive: true});
		await writeFile(path.join(traces, 'notes.ndjson'), 'mine');
		for (let run = 0; run < 13; run++) {
			const clock = {...ports.clock, now: () => Date.UTC(2026, 10, 1 + run)};
			await (await openTraceFile({...ports, clock}, {})).close({});
		}

		const names = await readdir(traces);
		expect(names.length).toBe(11);
		expect(names).toContain('notes.ndjson');
		expect(names.some(name => name.startsWith('20261103'))).toBe(false);
		expect(names.some(name => name.startsWith('20261104'))).toBe(true);
	});

	it('stops growing, says so, and still tells the end', async () => {
		const ports = portsOf(path.join(folder, 'big'));
		const trace = await openTraceFile(ports, {});
		for (let count = 0; count < 700; count++) {
			await trace.call(
				'request',
				'host',
				async () => undefined,
				() => ({text: 'x '.repeat(5000)}),
			);
		}

		expect(await trace.close({outcome: 'ended'})).toBe(true);
		const lines = (await readFile(trace.path, 'utf8')).trimEnd().split('\n');
		expect((await stat(trace.path)).size).toBeLessThan(5_100_000);
		expect(lines.filter(line => line.includes('"cut"'))).toHaveLength(1);
		expect(lines.at(-1)).toContain('"call":"end"');
	});
});

describe('what a line says', () => {
	async function linesOf(act: (ports: Ports) => Promise<unknown>, changes: Partial<Ports> = {}) {
		const told: Array<Readonly<Record<string, unknown>>> = [];
		const trace: Trace = {
			async call(kind, to, run, tell) {
				const result = await run();
				told.push({kind, to, ...tell?.(result)});
				return result;
			},
		};
		await act(traced({...nodePorts({home: folder}), ...changes}, trace));
		return told;
	}

	it.each([
		[`https://dana:${canary}@h.example:8443/a/b?token=${canary}#${canary}`, {host: 'h.example:8443', route: '/a/b'}],
		['https://h.example/presets/9f8e7d6c5b4a39281706f5e4d3c2b1a0/x.json', {host: 'h.example', route: '/presets/…/x.json'}],
		[
			'https://h.example/v1/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict',
			{host: 'h.example', route: '/v1/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict'},
		],
		[canary, {host: 'an address that cannot be read', route: ''}],
	])('of the address %s', (url, expected) => {
		expect(addressOf(url)).toEqual(expected);
	});

	it('of a program: its words and the names of its flags', async () => {
		const ended = async () => ({code: 0, stdout: canary, stderr: canary});
		const processes = {find: async () => undefined, run: ended, attend: ended};
		const lines = await linesOf(
			async ports =>
				ports.processes.run('/usr/bin/az', ['account', 'get-access-token', '--resource', canary, `--password=${canary}`, '-o', 'json'], {
					limitMs: 1000,
					input: canary,
					env: {TOKEN: canary},
				}),
			{processes},
		);
		expect(lines).toEqual([{kind: 'process', to: 'az account get-access-token --resource --password -o', code: 0}]);
	});

	it('of a file: where and how much', async () => {
		const lines = await linesOf(async ports => {
			await ports.files.writeAtomic(path.join(folder, 'x'), Buffer.from(canary), 0o600);
			await ports.files.remove(path.join(folder, 'x'));
		});
		expect(lines).toEqual([
			{kind: 'write', to: '~/x', bytes: 6},
			{kind: 'remove', to: '~/x'},
		]);
	});
});
