// A disk that is full and a folder that may not be written: the run stops with a clear word, and what was recorded stays.

import {execFileSync} from 'node:child_process';
import {chmod, cp, mkdir, mkdtemp, readdir, readFile, readlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {openCohort, type Cohort} from '../../../src/cohort/folder.ts';
import {fileJournal} from '../../../src/cohort/journal/file.ts';
import {runCohort} from '../../../src/cohort/run/run.ts';
import {openPolicy} from '../../../src/core/check.ts';
import {UserError} from '../../../src/core/errors.ts';
import {nodePorts} from '../../../src/ports/node.ts';
import type {Files, Ports} from '../../../src/ports/ports.ts';
import {providers} from '../../../src/providers/all.ts';
import {openSandboxStage, type Stage} from '../../../src/sandbox/stage.ts';
import {manyAccounts, manyPeople} from './many.ts';

const targets = 6;
const journalOf = (cohort: Cohort) => path.join(cohort.folder, 'journal.ndjson');

async function stage(): Promise<Stage> {
	return openSandboxStage({real: nodePorts(), scenario: manyAccounts(targets), isConfigured: true, timeScale: 0});
}

async function run(cohort: Cohort, ports: Ports) {
	return runCohort({
		cohort,
		journal: fileJournal(journalOf(cohort), ports),
		ports,
		providers,
		policy: openPolicy,
		choice: {again: false},
		concurrency: 2,
		signal: new AbortController().signal,
	});
}

async function refusal(attempt: Promise<unknown>): Promise<UserError> {
	try {
		await attempt;
	} catch (error) {
		if (error instanceof UserError) {
			return error;
		}

		throw error;
	}

	throw new Error('The run did not stop.');
}

/** Every line of the journal but a torn last one is an event, and a new run goes on to the end. */
async function expectIntact(cohort: Cohort, ports: Ports, before: number): Promise<void> {
	const events = await fileJournal(journalOf(cohort), nodePorts()).read();
	expect(events.length).toBeGreaterThanOrEqual(before);
	const {results, kits} = await run(cohort, ports);
	expect([results.map(({state}) => state), kits]).toEqual([Array.from({length: targets}, () => 'proven'), 12]);
	const after = await fileJournal(journalOf(cohort), nodePorts()).read();
	expect(after.slice(0, events.length)).toEqual(events);
	expect(after.filter(({kind}) => kind === 'target')).toHaveLength(targets);
	expect(after.filter(({kind}) => kind === 'kit')).toHaveLength(12);
}

test.each(['ENOSPC', 'EROFS', 'EDQUOT'])(
	'%s at any write stops the run with exit code 3, and nothing is corrupted',
	{timeout: 120_000},
	async code => {
		const {ports, close} = await stage();
		const cohort = await manyPeople(12, targets);
		// Later each time: the journal's lock, the journal, kits, and the journal again.
		for (const good of [0, 1, 4, 9, 14]) {
			let left = good;
			let underWay = 0;
			const breaking = <Given extends readonly unknown[], Result>(real: (...given: Given) => Promise<Result>) => {
				return async (...given: Given): Promise<Result> => {
					if (left-- <= 0) {
						throw Object.assign(new Error(`${code}: no`), {code});
					}

					underWay++;
					try {
						return await real(...given);
					} finally {
						underWay--;
					}
				};
			};
			const {files} = ports;
			const broken: Files = {
				...files,
				makeFolder: breaking(files.makeFolder),
				writeAtomic: breaking(files.writeAtomic),
				lock: breaking(files.lock),
				async append(file, content, mode) {
					if (left-- <= 0) {
						// What fits is written before a full disk says so.
						await files.append(file, content.subarray(0, content.length >> 1), mode);
						throw Object.assign(new Error(`${code}: no`), {code});
					}

					await files.append(file, content, mode);
				},
			};
			const before = (await fileJournal(journalOf(cohort), nodePorts()).read()).length;
			const error = await refusal(run(cohort, {...ports, files: broken}));
			expect(underWay, 'writes still under way after the run stopped').toBe(0);
			expect([error.exitCode, error.message, error.next]).toEqual([
				3,
				expect.stringContaining(code),
				expect.stringContaining('Nothing recorded so far is lost'),
			]);
			expect((await fileJournal(journalOf(cohort), nodePorts()).read()).length).toBeGreaterThanOrEqual(before);
		}

		await expectIntact(cohort, ports, 0);
		await close();
	},
);

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && isMountable();

function isMountable(): boolean {
	try {
		execFileSync('unshare', ['--mount', 'true'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a folder that may not be written', async () => {
	const {ports, close} = await stage();
	const cohort = await manyPeople(12, targets);
	await chmod(cohort.folder, 0o500);
	const error = await refusal(run(cohort, ports));
	expect([error.exitCode, error.message]).toEqual([3, expect.stringContaining('read-only')]);
	await chmod(cohort.folder, 0o700);
	await expectIntact(cohort, ports, 0);
	await close();
});

/** Runs `inside` with a small file system of its own mounted at the folder. */
async function withMount(folder: string, options: string, inside: () => Promise<void>): Promise<void> {
	execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
	try {
		await inside();
	} finally {
		execFileSync('umount', ['-l', folder]);
	}
}

/** What this process holds open below the folder, deleted files included. */
async function openFilesIn(folder: string): Promise<readonly string[]> {
	const numbers = await readdir('/proc/self/fd');
	const leadTo = await Promise.all(numbers.map(async number => readlink(`/proc/self/fd/${number}`).catch(() => '')));
	return leadTo.filter(target => target.startsWith(folder));
}

test.skipIf(!canMount)('a lock that finds no room leaves neither a file nor a descriptor', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'cohort-lock-'));
	await withMount(folder, 'size=8k', async () => {
		await writeFile(path.join(folder, 'full'), new Uint8Array(16_384)).catch(() => {});
		await expect(nodePorts().files.lock(path.join(folder, 'lock'))).rejects.toThrow('ENOSPC');
		expect([await readdir(folder), await openFilesIn(folder)]).toEqual([['full'], []]);
	});
});

test.skipIf(!canMount)('a real disk that is full, and one that is read-only', {timeout: 180_000}, async () => {
	const {ports, close} = await stage();
	const made = await manyPeople(12, targets);
	const folder = path.join(path.dirname(made.folder), 'mounted');
	await mkdir(folder);
	await withMount(folder, 'size=64k', async () => {
		await cp(made.folder, folder, {recursive: true});
		const cohort = await openCohort(folder, ports);
		const full = await refusal(run(cohort, ports));
		expect([full.exitCode, full.message]).toEqual([3, expect.stringContaining('ENOSPC')]);
		expect(await openFilesIn(folder)).toEqual([]);
		const kept = await fileJournal(journalOf(cohort), nodePorts()).read();
		execFileSync('mount', ['-o', 'remount,ro,size=4m', folder]);
		const before = await readFile(journalOf(cohort)).catch(() => undefined);
		const readOnly = await refusal(run(cohort, ports));
		expect([readOnly.exitCode, readOnly.message]).toEqual([3, expect.stringContaining('read-only')]);
		expect(await readFile(journalOf(cohort)).catch(() => undefined)).toEqual(before);
		execFileSync('mount', ['-o', 'remount,rw,size=4m', folder]);
		await expectIntact(cohort, ports, kept.length);
	});
	await close();
});
