// Two collectors on one PostgreSQL: 200 laptops report while collectors and database are killed and come back; skipped without PostgreSQL.

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {leadCodeOf, makeCohort, type Cohort} from '../../src/cohort/folder.ts';
import {openQueue} from '../../src/cohort/join/queue.ts';
import {startSender} from '../../src/cohort/join/sender.ts';
import {postgresJournal} from '../../src/cohort/journal/postgres.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {someCohort} from '../cohort/cohort.ts';
import {postgresPrograms, startPostgres, type Postgres} from '../helpers/postgres.ts';

const program = path.resolve(import.meta.dirname, '../../dist/main.js');
const programs = await postgresPrograms();
const why = programs === undefined ? ' (skipped: no PostgreSQL in /usr/lib/postgresql)' : '';
const developers = 200;
const steps = ['survey', 'provider', 'sign-in', 'target', 'network', 'models', 'terms', 'save'];

let server: Postgres;
let folder: string;

beforeAll(async () => {
	if (programs !== undefined) {
		folder = await mkdtemp(path.join(tmpdir(), 'two-collectors-'));
		server = await startPostgres(programs);
	}
});

afterAll(async () => {
	await server?.remove();
	if (folder !== undefined) {
		await rm(folder, {recursive: true, force: true});
	}
});

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
	const probe = createServer();
	probe.listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const {port} = probe.address() as {readonly port: number};
	probe.close();
	await once(probe, 'close');
	return port;
}

/** Starts the built program as a collector, and resolves when it says that it listens. */
async function startCollector(cohort: Cohort, port: number): Promise<ChildProcess> {
	const child = spawn(process.execPath, [program, 'cohort', 'serve', cohort.folder, '--port', String(port), '--store', server.url], {
		stdio: ['ignore', 'pipe', 'ignore'],
		env: {...process.env, HOME: folder},
	});
	let said = '';
	for await (const part of child.stdout) {
		said += String(part);
		if (said.includes('Stop with Ctrl+C')) {
			return child;
		}
	}

	throw new Error(`The collector ended: ${said}`);
}

/** A database that just died refuses collectors too; a person would start them again. */
async function restartCollector(cohort: Cohort, port: number): Promise<ChildProcess> {
	for (;;) {
		try {
			return await startCollector(cohort, port);
		} catch {
			await new Promise(resolve => {
				setTimeout(resolve, 200);
			});
		}
	}
}

async function kill(child: ChildProcess): Promise<void> {
	child.kill('SIGKILL');
	await once(child, 'exit');
}

test.skipIf(programs === undefined)(`no event is lost or doubled, and both boards agree${why}`, {timeout: 120_000}, async () => {
	const ports = nodePorts({home: folder, env: {HOME: folder}});
	const {cohort} = await makeCohort({...someCohort(developers), folder: path.join(folder, 'cohort'), preset: undefined}, ports);
	const leadCode = await leadCodeOf(cohort.folder, ports);
	const addresses = await Promise.all([freePort(), freePort()]);
	const collectors = await Promise.all(addresses.map(async port => startCollector(cohort, port)));
	const told: string[] = [];

	const develop = async (index: number) => {
		const person = cohort.people[index];
		const join = {code: cohort.codes[person?.id ?? ''] ?? '', collector: `http://127.0.0.1:${addresses[index % 2]}`};
		const queue = await openQueue(join, ports);
		const sender = startSender({join, queue, ports, proxyFor: () => undefined});
		for (const step of steps) {
			const report = {
				id: `${person?.id ?? ''}-${step}-${index}`,
				at: new Date(ports.clock.now()).toISOString(),
				step,
				state: 'proven' as const,
				codes: [],
			};
			told.push(report.id);
			queue.add([report]);
			sender.nudge();
			await ports.clock.sleep(200 + ((index * 37) % 700));
		}

		return sender.finish(60_000);
	};

	const running = Promise.all(Array.from({length: developers}, async (_, index) => develop(index)));
	await ports.clock.sleep(1000);
	await kill(collectors[0] as ChildProcess);
	await ports.clock.sleep(300);
	collectors[0] = await restartCollector(cohort, addresses[0] ?? 0);
	await server.stop('immediate');
	await ports.clock.sleep(300);
	await server.start();
	await kill(collectors[1] as ChildProcess);
	collectors[1] = await restartCollector(cohort, addresses[1] ?? 0);
	const ended = await running;
	expect(ended.filter(({waiting}) => waiting > 0)).toEqual([]);

	const journal = await postgresJournal(server.url, cohort.id);
	const events = await journal.read();
	await journal.close();
	expect(events.map(({id}) => id).toSorted()).toEqual(told.toSorted());
	expect(told).toHaveLength(developers * steps.length);
	expect(events.map(({order}) => order)).toEqual(Array.from({length: told.length}, (_, index) => index + 1));
	const boards = await Promise.all(
		addresses.map(async port => {
			const response = await fetch(`http://127.0.0.1:${port}/api/board`, {headers: {Authorization: `Bearer ${leadCode}`}});
			return (await response.json()) as {readonly counts: Readonly<Record<string, number>>};
		}),
	);
	expect(boards[0]).toEqual(boards[1]);
	expect(boards[0]?.counts['under-way']).toBe(developers);
	await Promise.all(collectors.map(async child => kill(child)));
});
