// A whole run for one cloud, a whole run for another in the same home, and back: what each leaves, and whom doctor sees.

import {mkdir, mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {isNamed} from '../../src/core/registered.ts';
import {providers} from '../../src/providers/all.ts';
import {runCommand} from '../helpers/command.ts';
import {filesOf} from './faces.ts';

let folder: string;
beforeAll(async () => {
	folder = await realpath(await mkdtemp(path.join(tmpdir(), 'onboard-switching-')));
});
afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

const clouds = providers.map(({id}) => id);
const pairs = clouds.flatMap(from => clouds.filter(to => to !== from).map(to => [from, to] as const));

/** What a save writes; a sign-in's own files and the stand-ins of the simulated cloud are not part of it. */
async function saved(home: string): Promise<Readonly<Record<string, string>>> {
	const all = Object.entries(await filesOf(home));
	return Object.fromEntries(
		all.filter(([name]) => /^\.config\/onboard\/env|^\.(?:bash|zsh|pro)|^\.claude\/|^\.aws\/config$|\/fish\//u.test(name)),
	);
}

describe.concurrent('a run after another', () => {
	it.each(pairs)('%s, then %s, then undo', {timeout: 120_000}, async (from, to) => {
		const home = path.join(folder, `${from}-${to}`);
		await mkdir(home);
		const run = async (words: readonly string[], cloud: string) =>
			runCommand([...words, '--sandbox', `${cloud}/happy`, '--home', home], {home, folder: home});
		const first = await run(['--yes'], from);
		expect(first.code, first.stdout).toBe(0);
		const before = await saved(home);
		expect(Object.keys(before)).toEqual(expect.arrayContaining(['.config/onboard/env.sh', '.claude/settings.json']));

		const second = await run(['--yes'], to);
		expect(second.code, second.stdout).toBe(0);
		expect(second.stdout).not.toMatch(/competes with this set-up|still has settings for/u);
		const after = await saved(home);
		const other = providers.find(({id}) => id === from)!;
		const words = [after['.config/onboard/env.sh'], after['.claude/settings.json']].join('\n').match(/\w+/gu) ?? [];
		expect(words.filter(word => isNamed(word, [...other.switches, ...other.variables, ...other.toolVariables, ...other.settings]))).toEqual(
			[],
		);
		const seen = await run(['doctor', '--json'], to);
		expect(JSON.parse(seen.stdout)).toMatchObject({provider: to, verdict: 'ready'});

		expect((await run(['undo'], to)).code).toBe(0);
		expect(await saved(home)).toEqual(before);
		const again = await run(['doctor', '--json'], from);
		expect(JSON.parse(again.stdout)).toMatchObject({provider: from, verdict: 'ready'});
	});
});
