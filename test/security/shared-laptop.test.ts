// Another user of the same machine: what they could read, what they could make us write to, and what of theirs we could run.

import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, lchownSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {nodeFiles} from '../../src/ports/node-files.ts';
import {runCommand} from '../helpers/command.ts';
import {builtProgram, cleanEnvironment} from '../helpers/pty.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'onboard-shared-'));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const files = nodeFiles();
const stranger = 65_534;
const isRoot = process.getuid?.() === 0;

/** A folder like /tmp: everybody may write, nobody may remove what is another's. */
function publicFolder(name: string): string {
	const made = path.join(folder, name);
	mkdirSync(made);
	chmodSync(made, 0o1777);
	return made;
}

describe('what others can read or replace', () => {
	const modes = (home: string): ReadonlyMap<string, number> =>
		new Map(
			readdirSync(home, {recursive: true, encoding: 'utf8'})
				.filter(name => !name.startsWith('.sandbox') && !name.startsWith('work'))
				.map(name => [name, statSync(path.join(home, name)).mode & 0o777]),
		);

	test.each(['000', '077'])('after a whole set-up under umask %s', {timeout: 180_000}, umask => {
		const home = path.join(folder, `umask-${umask}`);
		mkdirSync(home);
		const {status, stderr} = spawnSync(
			'sh',
			['-c', `umask ${umask} && exec "$@"`, 'sh', process.execPath, builtProgram, '--yes', '--debug', '--sandbox', '--home', home],
			{env: cleanEnvironment(home), encoding: 'utf8'},
		);
		expect(status, stderr).toBe(0);
		const found = modes(home);
		const isPrivate = (name: string) => /^\.(?:aws|local\/state\/onboard)(?:\/|$)|^\.config\/onboard\/config\.json$/u.test(name);
		expect([...found.keys()].filter(name => isPrivate(name)).length).toBeGreaterThan(6);
		expect([...found].filter(([name, mode]) => isPrivate(name) && (mode & 0o077) !== 0)).toEqual([]);
		expect([...found].filter(([, mode]) => (mode & 0o022) !== 0)).toEqual([]);
	});

	test('a report to share is its owner’s until they hand it on', {timeout: 180_000}, async () => {
		const home = path.join(folder, 'sharing');
		const file = path.join(publicFolder('tickets'), 'report.json');
		await runCommand(['doctor', '--sandbox', '--home', home, '--share', file], {home: folder});
		expect(statSync(file).mode & 0o777).toBe(0o600);
	});
});

describe('links that another user left', () => {
	test.skipIf(!isRoot)('in a folder for everybody are not written through', async () => {
		const open = publicFolder('tmp');
		const mine = path.join(folder, 'mine.txt');
		writeFileSync(mine, 'mine');
		const trap = path.join(open, 'report.json');
		symlinkSync(mine, trap);
		lchownSync(trap, stranger, stranger);
		await expect(files.writeAtomic(trap, Buffer.from('x'), 0o600)).rejects.toMatchObject({code: 'EACCES'});
		await expect(files.append(trap, Buffer.from('x'), 0o600)).rejects.toMatchObject({code: 'EACCES'});
		expect(await files.isWritable(trap)).toBe(false);

		const way = path.join(open, 'reports');
		symlinkSync(folder, way);
		lchownSync(way, stranger, stranger);
		await expect(files.writeAtomic(path.join(way, 'mine.txt'), Buffer.from('x'), 0o600)).rejects.toMatchObject({code: 'EACCES'});

		const chain = path.join(folder, 'chain');
		symlinkSync(trap, chain);
		await expect(files.writeAtomic(chain, Buffer.from('x'), 0o600)).rejects.toMatchObject({code: 'EACCES'});
		expect(readFileSync(mine, 'utf8')).toBe('mine');
		expect(readdirSync(open).toSorted()).toEqual(['report.json', 'reports']);
	});

	test.skipIf(!isRoot)('stop `doctor --share` before it runs', async () => {
		const open = publicFolder('tmp-share');
		const mine = path.join(folder, 'profile');
		writeFileSync(mine, 'mine');
		symlinkSync(mine, path.join(open, 'report.md'));
		lchownSync(path.join(open, 'report.md'), stranger, stranger);
		await expect(
			runCommand(['doctor', '--sandbox', '--home', path.join(folder, 'h'), '--share', path.join(open, 'report.md')], {home: folder}),
		).rejects.toThrow('cannot be written');
		expect(readFileSync(mine, 'utf8')).toBe('mine');
	});

	test('are told apart from our own, which people keep their dotfiles behind', async () => {
		const open = publicFolder('own-tmp');
		const target = path.join(folder, 'dotfile');
		writeFileSync(target, 'old');
		symlinkSync(target, path.join(open, 'link'));
		await files.writeAtomic(path.join(open, 'link'), Buffer.from('new'), 0o600);
		expect(readFileSync(target, 'utf8')).toBe('new');
	});
});

describe('compiled code', () => {
	const user = process.getuid?.() ?? 0;
	const start = (temporary: string) =>
		execFileSync(process.execPath, [builtProgram, '--version'], {
			env: {...cleanEnvironment(folder), TMPDIR: temporary, NODE_COMPILE_CACHE: ''},
			encoding: 'utf8',
		});

	test.runIf('getuid' in process)('is kept in a folder of our own only', () => {
		const fresh = publicFolder('cache-fresh');
		start(fresh);
		const own = path.join(fresh, `onboard-compiled-${user}`);
		expect(statSync(own).mode & 0o777).toBe(0o700);
		expect(readdirSync(own).length).toBeGreaterThan(0);
		expect(readdirSync(fresh)).toEqual([`onboard-compiled-${user}`]);
	});

	test
		.runIf('getuid' in process)
		.each([
			['a folder that others may write to', (place: string) => (mkdirSync(place), chmodSync(place, 0o777))],
			['a link', (place: string) => (mkdirSync(`${place}-elsewhere`, {mode: 0o700}), symlinkSync(`${place}-elsewhere`, place))],
			['a file', (place: string) => writeFileSync(place, '')],
			...(isRoot
				? [
						[
							'a folder of somebody else',
							(place: string) => (mkdirSync(place, {mode: 0o700}), lchownSync(place, stranger, stranger)),
						] as const,
					]
				: []),
		] as const)('does without %s in its place', (what, plant) => {
		const temporary = publicFolder(`cache ${what}`);
		const place = path.join(temporary, `onboard-compiled-${user}`);
		plant(place);
		expect(start(temporary)).toMatch(/^\d/u);
		const folders = [place, `${place}-elsewhere`].filter(found => existsSync(found) && statSync(found).isDirectory());
		expect(folders.flatMap(found => readdirSync(found))).toEqual([]);
		expect(readdirSync(temporary).filter(name => !name.startsWith('onboard-compiled'))).toEqual([]);
	});
});
