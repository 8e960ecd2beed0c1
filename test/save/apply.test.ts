// Applying and undoing: what stops them, what two at once do, and that refusals leave every file as it was.

import {chmod, mkdir, readdir, rm, stat, symlink, unlink} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {apply} from '../../src/save/apply.ts';
import {planSave} from '../../src/save/plan.ts';
import {listReceipts, undo} from '../../src/save/undo.ts';
import type {ChangeSet} from '../../src/core/change-set.ts';
import type {Ports} from '../../src/ports/ports.ts';
import {bytes, elsewhere, makeHome, someExports, type TestHome} from './home.ts';

const plan = async (home: TestHome, variables: Record<string, string> = {}): Promise<ChangeSet> =>
	planSave(
		{exports: {...someExports, variables: {...someExports.variables, ...variables}}, destinations: ['shell', 'claude'], extra: []},
		home.ports,
		elsewhere,
	);

describe('apply', () => {
	test("the receipt and its folder are the person's alone", async () => {
		const home = await makeHome();
		const receipt = await apply(await plan(home), home.ports);
		const file = path.join(home.folder, '.local/state/onboard/receipts', `${receipt.id}.json`);
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
		expect(receipt).toMatchObject({schema: 'onboard/receipt@1', state: 'applied', sequence: 1});
		expect(await readdir(path.join(home.folder, '.local/state/onboard'))).toEqual(['receipts']);
	});

	test('modes are kept exactly, new files get theirs past the umask', async () => {
		const home = await makeHome();
		await home.write('.bashrc', 'x\n', 0o666);
		await home.write('.claude/settings.json', '{}', 0o640);
		await apply(await plan(home), home.ports);
		const picture = await home.picture();
		expect(['.bashrc', '.profile', '.claude/settings.json', '.config/onboard/env.sh'].map(name => picture[name]?.split(' ')[1])).toEqual([
			'666',
			'644',
			'640',
			'644',
		]);
	});

	test('a file that changed since it was planned stops everything', async () => {
		const home = await makeHome();
		await home.write('.bashrc', 'mine\n');
		const planned = await plan(home);
		await home.write('.bashrc', 'mine, newer\n');
		const before = await home.picture();
		await expect(apply(planned, home.ports)).rejects.toMatchObject({
			name: 'UserError',
			exitCode: 3,
			message: expect.stringContaining('was changed meanwhile') as string,
		});
		expect(await home.picture()).toEqual(before);
	});

	test('a link that leads elsewhere since stops everything', async () => {
		const home = await makeHome();
		await home.write('a', 'same\n');
		await home.write('b', 'same\n');
		await symlink('a', path.join(home.folder, '.bashrc'));
		const planned = await plan(home);
		await unlink(path.join(home.folder, '.bashrc'));
		await symlink('b', path.join(home.folder, '.bashrc'));
		await expect(apply(planned, home.ports)).rejects.toMatchObject({exitCode: 3});
	});

	test('a file that became read-only stops everything before the first write', async () => {
		const home = await makeHome();
		await home.write('.profile', 'mine\n');
		const planned = await plan(home);
		await chmod(path.join(home.folder, '.profile'), 0o444);
		const before = await home.picture();
		await expect(apply(planned, home.ports)).rejects.toMatchObject({
			exitCode: 3,
			message: expect.stringMatching(/\.profile cannot be written: your user may not write there/) as string,
		});
		expect(await home.picture()).toEqual(before);
	});

	test('a write that fails in the middle takes the others back', async () => {
		const full = (ports: Ports): Ports => ({
			...ports,
			files: {
				...ports.files,
				async writeAtomic(file, content, mode) {
					if (file.endsWith('settings.json')) {
						throw Object.assign(new Error('ENOSPC'), {code: 'ENOSPC'});
					}

					await ports.files.writeAtomic(file, content, mode);
				},
			},
		});
		const home = await makeHome({}, full);
		await home.write('.bashrc', 'mine', 0o600);
		const before = await home.picture();
		await expect(apply(await plan(home), home.ports)).rejects.toMatchObject({
			exitCode: 3,
			message: expect.stringMatching(/settings\.json cannot be written: the disk is full/) as string,
		});
		expect(await home.picture()).toEqual(before);
	});

	test('an unwritable state folder is one clear line', async () => {
		const home = await makeHome();
		await home.write('.local', 'a file, not a folder');
		await expect(apply(await plan(home), home.ports)).rejects.toMatchObject({
			name: 'UserError',
			exitCode: 3,
			message: expect.stringContaining('something on the way to it is not a folder') as string,
		});
	});

	test('two at once: one wins, the other finds that the files changed, and undo leads back', async () => {
		const home = await makeHome();
		await home.write('.bashrc', 'mine\n');
		const before = await home.picture();
		const [first, second] = [await plan(home, {AWS_REGION: 'us-west-2'}), await plan(home, {AWS_REGION: 'eu-west-1'})];
		const outcomes = await Promise.allSettled([apply(first, home.ports), apply(second, home.ports)]);
		expect(outcomes.map(outcome => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
		const won = outcomes[0]?.status === 'fulfilled' ? 'us-west-2' : 'eu-west-1';
		expect(await home.read('.config/onboard/env.sh')).toContain(won);
		expect(await home.read('.claude/settings.json')).toContain(won);
		await undo(home.ports);
		expect(await home.picture()).toEqual(before);
	});

	test('many at once with different files all succeed', async () => {
		const home = await makeHome();
		const before = await home.picture();
		const one = (name: string): ChangeSet => ({
			changes: [
				{
					path: path.join(home.folder, name),
					target: path.join(home.folder, name),
					before: undefined,
					after: bytes(name),
					mode: 0o600,
					summary: '',
					destination: 'shell',
				},
			],
			findings: [],
		});
		await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async name => apply(one(name), home.ports)));
		expect((await listReceipts(home.ports)).map(receipt => receipt.sequence)).toEqual([5, 4, 3, 2, 1]);
		for (let left = 5; left > 0; left--) {
			await undo(home.ports);
		}

		expect(await home.picture()).toEqual(before);
	});
});

describe('undo', () => {
	test('two saves are undone one after the other', async () => {
		const home = await makeHome();
		await home.write('.bashrc', 'mine');
		const before = await home.picture();
		await apply(await plan(home), home.ports);
		const between = await home.read('.config/onboard/env.sh');
		await apply(await plan(home, {AWS_REGION: 'eu-west-1'}), home.ports);
		await undo(home.ports);
		expect(await home.read('.config/onboard/env.sh')).toBe(between);
		await undo(home.ports);
		expect(await home.picture()).toEqual(before);
		await expect(undo(home.ports)).rejects.toMatchObject({message: 'There is nothing to undo', exitCode: 2});
	});

	test('a file that was changed since is refused by name; the others go back; later it can go back too', async () => {
		const home = await makeHome();
		await home.write('.bashrc', 'mine\n');
		const before = await home.picture();
		await apply(await plan(home), home.ports);
		const written = await home.read('.bashrc');
		await home.write('.bashrc', `${written}alias ll='ls -l'\n`);
		const result = await undo(home.ports);
		expect(result.refused).toEqual([{path: path.join(home.folder, '.bashrc'), reason: expect.stringContaining('changed since') as string}]);
		expect(result.restored).toHaveLength(3);
		expect(await home.read('.bashrc')).toContain('alias ll');
		expect((await listReceipts(home.ports))[0]?.entries).toHaveLength(1);
		await home.write('.bashrc', written);
		expect((await undo(home.ports)).refused).toEqual([]);
		expect(await home.picture()).toEqual(before);
	});

	test('a file that was removed, replaced by a link or is read-only now is refused', async () => {
		const home = await makeHome();
		await home.write('.bashrc', 'mine\n');
		await home.write('.profile', 'mine\n');
		await home.write('.claude/settings.json', '{}');
		await apply(await plan(home), home.ports);
		await rm(path.join(home.folder, '.bashrc'));
		await rm(path.join(home.folder, '.profile'));
		await symlink('elsewhere', path.join(home.folder, '.profile'));
		const {refused} = await undo(home.ports);
		expect(refused.map(({path: file, reason}) => [path.basename(file), reason.slice(0, 27)])).toEqual([
			['.profile', 'it leads to another file no'],
			['.bashrc', 'it was removed since'],
		]);
	});

	test('a mode that the person set since stays theirs', async () => {
		const home = await makeHome();
		await home.write('.bashrc', 'mine\n', 0o644);
		await apply(await plan(home), home.ports);
		await chmod(path.join(home.folder, '.bashrc'), 0o600);
		await undo(home.ports);
		expect((await stat(path.join(home.folder, '.bashrc'))).mode & 0o777).toBe(0o600);
	});

	test("folders with somebody else's files stay", async () => {
		const home = await makeHome();
		await apply(await plan(home), home.ports);
		await home.write('.config/onboard/notes', 'mine');
		await undo(home.ports);
		expect(Object.keys(await home.picture())).toEqual(['.config', '.config/onboard', '.config/onboard/notes']);
	});

	test('an unknown id and a damaged receipt are said plainly', async () => {
		const home = await makeHome();
		const receipt = await apply(await plan(home), home.ports);
		await expect(undo(home.ports, {id: 'x'})).rejects.toMatchObject({message: 'No save has the id x', exitCode: 2});
		await home.write(`.local/state/onboard/receipts/${receipt.id}.json`, '{"schema":"onboard/receipt@9"}');
		await expect(undo(home.ports)).rejects.toMatchObject({exitCode: 3, message: expect.stringContaining('cannot be read') as string});
	});

	test('undoing by id leaves other saves alone', async () => {
		const home = await makeHome();
		const one = (name: string): ChangeSet => ({
			changes: [
				{
					path: path.join(home.folder, name),
					target: path.join(home.folder, name),
					before: undefined,
					after: bytes(name),
					mode: 0o600,
					summary: '',
					destination: 'aws',
				},
			],
			findings: [],
		});
		const first = await apply(one('a'), home.ports);
		await apply(one('b'), home.ports);
		expect(await undo(home.ports, {id: first.id})).toMatchObject({restored: [path.join(home.folder, 'a')]});
		expect((await listReceipts(home.ports)).map(receipt => receipt.sequence)).toEqual([2]);
	});
});

test("a lock that a dead process left is taken over; a living one's is respected", async () => {
	const home = await makeHome();
	const {files} = home.ports;
	const file = path.join(home.folder, 'lock');
	const release = await files.lock(file);
	expect(release).toBeDefined();
	expect(await files.lock(file)).toBeUndefined();
	await release?.();
	await mkdir(path.dirname(file), {recursive: true});
	const {hostname} = await import('node:os');
	await home.write('lock', JSON.stringify({process: 2 ** 22 + 5, host: hostname(), token: 'dead'}));
	const taken = await Promise.all(Array.from({length: 8}, async () => files.lock(file)));
	expect(taken.filter(value => value !== undefined)).toHaveLength(1);
	await taken.find(value => value !== undefined)?.();
	expect(await readdir(home.folder)).toEqual([]);
});
