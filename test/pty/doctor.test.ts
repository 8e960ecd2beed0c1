// Doctor in a real terminal: live rows that leave no trace, settled lines where nothing may be redrawn, and its limit in real time.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {wholeLimitMs} from '../../src/commands/examine.ts';
import {ptyProblem, start} from '../helpers/pty.ts';

let home: string;
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'onboard-doctor-pty-'));
});
afterAll(async () => {
	await rm(home, {recursive: true, force: true});
});

const live = /Checked \d+ of \d+ · \d+ s of at most 60 s/u;

describe.skipIf(ptyProblem)(`doctor in a terminal${ptyProblem === undefined ? '' : ` (${ptyProblem})`}`, () => {
	test.each([
		[80, 24],
		[40, 10],
	])('with every endpoint black-holed, at %i × %i: shows what it waits for, ends in time with one cause', async (columns, rows) => {
		const startedAt = performance.now();
		const program = start({home, columns, rows, parameters: ['doctor', '--sandbox', 'vertex/nothing-answers']});
		const waiting = await program.waitForText(/\d s of \d+ s/u);
		expect(waiting).toMatch(/Checked \d+ of \d+/u);
		expect((await program.exit).code).toBe(1);
		expect(performance.now() - startedAt).toBeLessThan(wholeLimitMs);
		const shown = program.transcript();
		expect(shown.match(/No connection leaves this machine/gu)).toHaveLength(1);
		expect(shown).toContain('Not ready: 1 to fix.');
		expect(shown, 'the live rows are gone').not.toMatch(live);
		expect(program.output()).toMatch(live);
	});

	test.each([
		['--plain', {}, ['--plain']],
		['TERM=dumb', {TERM: 'dumb'}, []],
		['ACCESSIBLE=1', {ACCESSIBLE: '1'}, []],
	])('%s prints settled lines and moves the cursor nowhere', async (_what, env, flags) => {
		const program = start({home, env, parameters: ['doctor', '--sandbox', 'bedrock/happy', ...flags]});
		expect((await program.exit).code).toBe(0);
		expect(program.transcript()).toContain('Checking what is configured; at most 60 s.');
		expect(program.transcript()).toContain('ok connect: 443 answers on both addresses');
		// oxlint-disable-next-line no-control-regex
		expect(program.output()).not.toMatch(/\u001B\[\d*[ABJK]/u);
	});

	test('CI=true alone does not take the live rows of a real terminal away', async () => {
		const program = start({home, env: {CI: 'true'}, parameters: ['doctor', '--sandbox', 'bedrock/nothing-answers', '--only', 'network']});
		await program.waitForText(/of at most 60 s/u);
		program.press('ctrlC');
		expect((await program.exit).code).toBe(130);
		expect(program.screen()).not.toMatch(live);
	});

	test('everything proven fits on one screen', async () => {
		const program = start({home, parameters: ['doctor', '--sandbox', 'bedrock/happy']});
		expect((await program.exit).code).toBe(0);
		expect(program.screen()).toContain('✔ Ready.');
		expect(program.screen()).toContain('✔ terms');
	});
});
