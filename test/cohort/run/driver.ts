// A child process that runs a cohort against a simulated cloud of another process, and may kill itself at a given file operation.

import path from 'node:path';
import process from 'node:process';
import {watchFiles} from '../../helpers/dying.ts';

export type DriverInput = {
	readonly folder: string;
	/** Home of the lead. */
	readonly home: string;
	readonly accounts: number;
	readonly sandbox: {readonly url: string; readonly env: Readonly<Record<string, string>>};
	readonly concurrency: number;
	/** File operation to die at, -1 to only count them; absent to leave files alone. */
	readonly dieAt?: number;
	/** Milliseconds of a simulated handshake; default none. */
	readonly timeScale?: number;
};

export type DriverOutput = {
	readonly states: readonly string[];
	readonly calls: number;
	readonly throttled: number;
	/** Milliseconds of the run, start of the process excluded. */
	readonly wallMs: number;
	/** Milliseconds of processor time of the run. */
	readonly cpuMs: number;
	/** Megabytes at the peak of the process. */
	readonly memory: number;
	readonly fileSteps: number;
};

const given = JSON.parse(process.argv[2] ?? '{}') as DriverInput;
const steps = given.dieAt === undefined ? () => 0 : watchFiles(given.dieAt);
const [{nodePorts}, {sandboxPorts}, {openCohort}, {fileJournal}, {runCohort}, {openPolicy}, {providers}, {keepHeapModest}, {manyAccounts}] =
	await Promise.all([
		import('../../../src/ports/node.ts'),
		import('../../../src/sandbox/ports.ts'),
		import('../../../src/cohort/folder.ts'),
		import('../../../src/cohort/journal/file.ts'),
		import('../../../src/cohort/run/run.ts'),
		import('../../../src/core/check.ts'),
		import('../../../src/providers/all.ts'),
		import('../../../src/commands/modest-heap.ts'),
		import('./many.ts'),
	]);
keepHeapModest();
const scenario = manyAccounts(given.accounts);
const ports = sandboxPorts(nodePorts({home: given.home}), scenario, given.sandbox, {home: given.home, timeScale: given.timeScale ?? 0});
const journal = fileJournal(path.join(given.folder, 'journal.ndjson'), ports);
const cohort = await openCohort(given.folder, ports);
const startedAt = performance.now();
const cpu = process.cpuUsage();
const summary = await runCohort({
	cohort,
	journal,
	ports,
	providers,
	policy: openPolicy,
	choice: {again: false},
	concurrency: given.concurrency,
	signal: new AbortController().signal,
});
const output: DriverOutput = {
	states: summary.results.map(({state}) => state ?? 'pending'),
	...summary.pace,
	wallMs: performance.now() - startedAt,
	cpuMs: (used => (used.user + used.system) / 1000)(process.cpuUsage(cpu)),
	memory: process.resourceUsage().maxRSS / 1024,
	fileSteps: steps(),
};
process.stdout.write(JSON.stringify(output));
