// kill -9 at every file operation of a save and of an undo: each file is old or new, and undo still finds the way back.

import {execFile} from 'node:child_process';
import {mkdtemp, rm, symlink} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {apply} from '../../src/save/apply.ts';
import {planSave} from '../../src/save/plan.ts';
import {listReceipts, undo} from '../../src/save/undo.ts';
import {elsewhere, makeHome, someExports, type TestHome} from './home.ts';

const child = fileURLToPath(new URL('./dying.ts', import.meta.url));
// Node 22.18 and later run TypeScript as it is; older ones need to be asked, or cannot.
const canRun = process.features.typescript !== false && process.features.typescript !== undefined;

// A hundred and fifty processes run the same modules: each compiles them once more unless what was compiled is kept.
let cache: string;
beforeAll(async () => {
	cache = await mkdtemp(path.join(tmpdir(), 'onboard-compiled-'));
});
afterAll(async () => {
	await rm(cache, {recursive: true, force: true});
});

async function run(home: TestHome, task: 'apply' | 'undo', dieAt: number): Promise<number | 'killed'> {
	try {
		const {stdout} = await promisify(execFile)(process.execPath, [child, home.folder, task, String(dieAt)], {
			env: {...process.env, NODE_COMPILE_CACHE: cache},
		});
		return Number(stdout);
	} catch (error) {
		if ((error as {signal?: string}).signal === 'SIGKILL') {
			return 'killed';
		}

		throw error;
	}
}

async function fill(home: TestHome): Promise<void> {
	for (const name of ['.config', '.local', '.claude', '.bashrc', '.profile', 'dotfiles']) {
		await rm(path.join(home.folder, name), {recursive: true, force: true});
	}

	await home.write('dotfiles/bashrc', 'mine\r\nlast', 0o640);
	await symlink('dotfiles/bashrc', path.join(home.folder, '.bashrc'));
	await home.write('.profile', '# mine\n', 0o600);
	await home.write('.claude/settings.json', '{\n\t"env": {"AWS_REGION": "eu-west-1"}\n}', 0o600);
}

const isOurs = ([name]: readonly [string, string]) => !name.startsWith('.local');

/** Everything but our state folder; a temporary file of a killed write may lie about until the next run. */
async function files(home: TestHome): Promise<Record<string, string>> {
	const picture = Object.entries(await home.picture()).filter(entry => isOurs(entry) && !/\.onboard-[\da-f]{16}\.tmp$/u.test(entry[0]));
	return Object.fromEntries(picture.filter(([, content]) => content.startsWith('file') || content.startsWith('link')));
}

async function everything(home: TestHome): Promise<Record<string, string>> {
	return Object.fromEntries(Object.entries(await home.picture()).filter(entry => isOurs(entry)));
}

async function save(home: TestHome): Promise<void> {
	await apply(await planSave({exports: someExports, destinations: ['shell', 'claude'], extra: []}, home.ports, elsewhere), home.ports);
}

async function undoAll(home: TestHome): Promise<void> {
	while ((await listReceipts(home.ports)).length > 0) {
		expect((await undo(home.ports)).refused).toEqual([]);
	}
}

test.skipIf(!canRun)('a save that is killed', {timeout: 120_000}, async () => {
	const home = await makeHome();
	await fill(home);
	const old = await files(home);
	const original = await everything(home);
	const count = await run(home, 'apply', -1);
	const planned = await files(home);
	expect(count).toBeGreaterThan(30);
	expect(planned).not.toEqual(old);
	for (let dieAt = 0; dieAt < Number(count); dieAt++) {
		await fill(home);
		expect(await run(home, 'apply', dieAt)).toBe('killed');
		for (const [name, content] of Object.entries(await files(home))) {
			expect([old[name], planned[name]], `${name} after step ${dieAt}`).toContain(content);
		}

		// Every other time going on from there first, as if nothing had happened.
		const goesOn = dieAt % 2 === 0;
		await (goesOn ? save(home) : undefined);
		expect(goesOn ? await files(home) : planned).toEqual(planned);
		await undoAll(home);
		expect(await everything(home), `undo after step ${dieAt}`).toEqual(original);
	}

	console.log(`save killed at each of ${count} file operations: every file old or new, and undone byte for byte`);
});

test.skipIf(!canRun)('an undo that is killed', {timeout: 120_000}, async () => {
	const home = await makeHome();
	await fill(home);
	const original = await everything(home);
	await save(home);
	const count = await run(home, 'undo', -1);
	expect(count).toBeGreaterThan(12);
	for (let dieAt = 0; dieAt < Number(count); dieAt++) {
		await fill(home);
		await save(home);
		expect(await run(home, 'undo', dieAt)).toBe('killed');
		await undoAll(home);
		const now = await everything(home);
		// Killed after the receipt was gone: only folders that are empty can remain.
		expect(
			Object.fromEntries(Object.entries(now).filter(([name, content]) => !content.startsWith('folder') || original[name] !== undefined)),
		).toEqual(original);
	}

	console.log(`undo killed at each of ${count} file operations: finished by the next one, byte for byte`);
});

test.skipIf(!canRun)('killed twice, at any two moments, then saved and undone', {timeout: 120_000}, async () => {
	const home = await makeHome();
	await fc.assert(
		fc.asyncProperty(fc.nat(42), fc.nat(50), async (first, second) => {
			await fill(home);
			const original = await files(home);
			await run(home, 'apply', first);
			await run(home, 'apply', second);
			await save(home);
			await undoAll(home);
			expect(await files(home)).toEqual(original);
		}),
		{numRuns: 15},
	);
});
