import {mkdtemp, readFile, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {fileJournal} from '../../src/cohort/journal/file.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {someEvent} from './events.ts';

async function place(): Promise<string> {
	return path.join(await mkdtemp(path.join(tmpdir(), 'cohort-')), 'journal.ndjson');
}

const idsOf = (events: ReadonlyArray<{readonly id: string}>) => events.map(({id}) => id);
const orders = (events: ReadonlyArray<{readonly order: number}>) => events.map(({order}) => order);

test('what was added is read back in order, by another process too', async () => {
	const file = await place();
	const journal = fileJournal(file, nodePorts({}));
	expect(await journal.read()).toEqual([]);
	expect(await journal.append([someEvent(1), someEvent(2)])).toBe(2);
	const other = fileJournal(file, nodePorts({}));
	expect(await other.append([someEvent(2), someEvent(3), someEvent(3)])).toBe(1);
	const events = await journal.read();
	expect([idsOf(events), orders(events)]).toEqual([idsOf([1, 2, 3].map(number => someEvent(number))), [1, 2, 3]]);
	expect(orders(await journal.read(2))).toEqual([3]);
	expect(await other.read(3)).toEqual([]);
});

test('many writers at once lose nothing and double nothing', async () => {
	const file = await place();
	const journals = Array.from({length: 4}, () => fileJournal(file, nodePorts({})));
	// Every event is reported by two writers, as after an answer that got lost.
	await Promise.all(
		journals.flatMap((journal, writer) =>
			Array.from({length: 25}, async (_, index) => journal.append([someEvent(Math.floor(writer / 2) * 100 + index)])),
		),
	);
	const events = await fileJournal(file, nodePorts({})).read();
	expect(new Set(idsOf(events)).size).toBe(50);
	expect(orders(events)).toEqual(Array.from({length: 50}, (_, index) => index + 1));
});

test('a file cut anywhere stays readable, and what was cut off can be reported again', async () => {
	const file = await place();
	await fileJournal(file, nodePorts({})).append([someEvent(1), someEvent(2)]);
	const whole = await readFile(file);
	for (let length = 0; length < whole.length; length++) {
		await writeFile(file, whole);
		await truncate(file, length);
		const journal = fileJournal(file, nodePorts({}));
		const before = await journal.read();
		expect(idsOf(before)).toEqual(idsOf([someEvent(1), someEvent(2)].slice(0, before.length)));
		await journal.append([someEvent(1), someEvent(2), someEvent(3)]);
		const after = await fileJournal(file, nodePorts({})).read();
		expect(idsOf(after)).toEqual(idsOf([someEvent(1), someEvent(2), someEvent(3)]));
		expect(orders(after)).toEqual(orders(await journal.read()));
		expect(new Set(orders(after)).size).toBe(3);
	}
});

test('lines that are no events are passed over', async () => {
	const file = await place();
	const journal = fileJournal(file, nodePorts({}));
	await journal.append([someEvent(1)]);
	await writeFile(file, `${await readFile(file, 'utf8')}{"order": 2}\nnot JSON\n\u001B[2J\n`);
	expect(await journal.append([someEvent(2)])).toBe(1);
	expect(orders(await journal.read())).toEqual([1, 2]);
});

test('a watcher hears of what another process adds', async () => {
	const file = await place();
	const journal = fileJournal(file, nodePorts({}));
	const heard = new Promise<void>(resolve => {
		void journal.watch(resolve);
	});
	await fileJournal(file, nodePorts({})).append([someEvent(1)]);
	await heard;
	expect(orders(await journal.read())).toEqual([1]);
	await journal.close();
});

test.each(['ENOSPC', 'EROFS'])('%s is said, leaves no half event, and the next attempt goes on', async code => {
	const file = await place();
	const ports = nodePorts({});
	let isBroken = true;
	const journal = fileJournal(file, {
		...ports,
		files: {
			...ports.files,
			async append(target, content, mode) {
				if (isBroken) {
					// A full disk takes the beginning of what was to be written.
					await ports.files.append(target, content.subarray(0, content.length >> 1), mode);
					throw Object.assign(new Error(`${code}: no`), {code});
				}

				await ports.files.append(target, content, mode);
			},
		},
	});
	await expect(journal.append([someEvent(1), someEvent(2)])).rejects.toThrow(code);
	isBroken = false;
	// The half that fitted holds the first event whole.
	expect(idsOf(await journal.read())).toEqual(idsOf([someEvent(1)]));
	await journal.append([someEvent(1), someEvent(2)]);
	expect(idsOf(await journal.read())).toEqual(idsOf([someEvent(1), someEvent(2)]));
});
