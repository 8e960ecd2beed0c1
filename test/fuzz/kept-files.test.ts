// What earlier, later, killed and foreign versions of onboard left behind: used when it is whole, else left aside; never a crash, never wrong bytes.

import path from 'node:path';
import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {expect} from 'vitest';
import {readEvent} from '../../src/cohort/event.ts';
import {openCohort} from '../../src/cohort/folder.ts';
import {fileJournal} from '../../src/cohort/journal/file.ts';
import {UserError} from '../../src/core/errors.ts';
import {parseProgress, resumedAnswers} from '../../src/progress/progress.ts';
import {apply} from '../../src/save/apply.ts';
import {keysPutInto} from '../../src/save/own-keys.ts';
import {planSave} from '../../src/save/plan.ts';
import {listReceipts} from '../../src/save/receipt.ts';
import {undo} from '../../src/save/undo.ts';
import {anyBytes, anyJson, anyJsonText, holds, obeyed} from '../helpers/fuzz.ts';
import {elsewhere, makeHome, someExports} from '../save/home.ts';

const progress = fc.oneof(
	anyJson('version', 'answers', 'presetHashes', 'termsAcknowledged'),
	fc
		.tuple(fc.constantFrom<unknown>(1, 0, 2, '1', null, 1e308), anyJson('provider', 'region'), anyJson(), anyJson())
		.map(([version, answers, presetHashes, termsAcknowledged]) => ({version, answers, presetHashes, termsAcknowledged})),
);

holds(
	'progress: good means texts on one line, everything else is named',
	fc.property(anyJsonText(progress), text => {
		const read = parseProgress(text);
		if (read.kind === 'good') {
			const answers = Object.values(resumedAnswers(read.progress));
			expect(answers.every(({value, origin}) => !obeyed.test(value) && origin === 'resumed')).toBe(true);
			expect(parseProgress(JSON.stringify(read.progress))).toEqual(read);
		} else {
			expect(['corrupt', 'newer']).toContain(read.kind);
		}
	}),
	{usual: 300},
);

const target = '/nowhere/onboard/file';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const entry = {
	path: target,
	target,
	destination: 'shell',
	before: 'YQ==',
	hashBefore: hashOf('a'),
	hashAfter: hashOf('b'),
	hashPlanned: hashOf('a'),
	modeBefore: 420,
	modeAfter: 420,
};
const receipt = {
	schema: 'onboard/receipt@1',
	id: '20261123T100000Z-1',
	sequence: 1,
	at: '2026-11-23T10:00:00.000Z',
	state: 'applied',
	entries: [entry],
	folders: [],
};
const changedReceipt = fc.oneof(
	{
		weight: 3,
		arbitrary: fc
			.tuple(fc.constantFrom(...Object.keys(receipt)), anyJson('onboard/receipt@1', 'applying', target))
			.map(([key, value]) => ({...receipt, [key]: value})),
	},
	{
		weight: 3,
		arbitrary: fc
			.tuple(fc.constantFrom(...Object.keys(entry), 'keys'), anyJson(target, '../../../etc'))
			.map(([key, value]) => ({...receipt, entries: [{...entry, [key]: value}]})),
	},
	{weight: 1, arbitrary: fc.constantFrom(...Object.keys(receipt)).map(key => ({...receipt, [key]: undefined}))},
	{weight: 1, arbitrary: fc.constantFrom(...Object.keys(entry)).map(key => ({...receipt, entries: [{...entry, [key]: undefined}]}))},
);

/** Does something with receipts: done, or refused in a sentence for people. */
async function tried<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (error) {
		expect(error).toBeInstanceOf(UserError);
		return undefined;
	}
}

holds(
	'receipts: undone, or refused with a reason; a save beside them goes on or says why not; nothing else is touched',
	fc.asyncProperty(
		fc.oneof(
			{weight: 4, arbitrary: changedReceipt.map(value => JSON.stringify(value))},
			{weight: 1, arbitrary: anyJsonText(changedReceipt)},
		),
		fc.boolean(),
		async (text, isUndone) => {
			const home = await makeHome();
			await home.write('.local/state/onboard/receipts/20261123T100000Z-1.json', text.replaceAll(target, path.join(home.folder, 'file')));
			await home.write('file', 'b');
			await home.write('other', 'c');
			await keysPutInto(path.join(home.folder, 'file'), home.ports);
			await tried(async () => listReceipts(home.ports));
			if (isUndone) {
				await tried(async () => undo(home.ports));
			} else {
				const planned = await planSave({exports: someExports, destinations: ['shell'], extra: []}, home.ports, elsewhere);
				await tried(async () => apply(planned, home.ports));
			}

			// Either as onboard had left it or as it was before: never bytes that nobody had there.
			expect(['a', 'b']).toContain(await home.read('file').catch(() => 'a'));
			expect(await home.read('other')).toBe('c');
		},
	),
	{
		usual: 40,
		cost: 40,
		examples: [
			[JSON.stringify({...receipt, entries: [null]}), true],
			[JSON.stringify({...receipt, entries: [{...entry, before: 'Yg=='.repeat(9)}]}), true],
			[JSON.stringify({...receipt, folders: undefined}), true],
			[JSON.stringify({...receipt, state: 'applying', entries: [{...entry, target: undefined}]}), false],
		],
	},
);

const journalLine = fc.oneof(
	anyJson('id', 'at', 'kind', 'person', 'step', 'state', 'codes', 'order', 'received').map(value => JSON.stringify(value)),
	fc.constantFrom(
		'{"order":1,"received":"x","id":"event-00001","at":"2026-11-23T09:00:00.000Z","kind":"person","person":"p0001","step":"run","state":"started","codes":[]}',
		'null',
		'{"order":1}',
		'',
	),
);

holds(
	'a cohort’s journal and folder: events or nothing, a cohort or a reason',
	fc.asyncProperty(
		fc.array(journalLine, {maxLength: 6}),
		anyBytes('{', '}', '\n'),
		anyJsonText(anyJson('schema', 'onboard/cohort@1', 'id', 'name', 'people', 'targets')),
		async (lines, tail, cohort) => {
			const home = await makeHome();
			await home.write('cohort/journal.ndjson', Buffer.concat([Buffer.from(lines.map(line => `${line}\n`).join('')), tail]));
			await home.write('cohort/cohort.json', cohort);
			await home.write('cohort/codes.json', cohort);
			const journal = fileJournal(path.join(home.folder, 'cohort/journal.ndjson'), home.ports);
			for (const {order, received, ...event} of await journal.read()) {
				expect(readEvent(event)).toEqual(event);
				expect([typeof order, typeof received]).toEqual(['number', 'string']);
			}

			await journal.close();
			await tried(async () => openCohort(path.join(home.folder, 'cohort'), home.ports));
		},
	),
	{usual: 30, cost: 20},
);
