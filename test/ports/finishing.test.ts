// A stop waits for what is being written and lets nothing new begin.

import {mkdtemp, readFile, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {Cancelled} from '../../src/core/errors.ts';
import {finishing} from '../../src/ports/finishing.ts';
import {nodeFiles} from '../../src/ports/node-files.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-finishing-'));
});
afterEach(async () => {
	await rm(folder, {recursive: true, force: true});
});

it('waits for a write, and lets none begin after it', async () => {
	const {files, finish} = finishing(nodeFiles());
	const file = path.join(folder, 'file');
	const writing = files.writeAtomic(file, Buffer.alloc(1_000_000, 'x'), 0o600);
	await finish();
	expect((await readFile(file)).length).toBe(1_000_000);
	await writing;
	await expect(files.writeAtomic(file, Buffer.from('late'), 0o600)).rejects.toBeInstanceOf(Cancelled);
	await expect(files.lock(path.join(folder, 'lock'))).rejects.toBeInstanceOf(Cancelled);
	expect((await readFile(file)).length).toBe(1_000_000);
});

it('lets whoever holds the lock come to the end', async () => {
	const {files, finish} = finishing(nodeFiles());
	const release = await files.lock(path.join(folder, 'lock'));
	const finished = finish();
	await files.writeAtomic(path.join(folder, 'one'), Buffer.from('1'), 0o600);
	await files.writeAtomic(path.join(folder, 'two'), Buffer.from('2'), 0o600);
	expect(await Promise.race([finished.then(() => 'finished'), Promise.resolve('writing')])).toBe('writing');
	await release?.();
	await finished;
	expect((await readdir(folder)).toSorted()).toEqual(['one', 'two']);
});

it('is at rest at once when nothing was begun', async () => {
	await expect(finishing(nodeFiles()).finish()).resolves.toBeUndefined();
});
