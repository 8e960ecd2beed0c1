// Live rows: what they show, that none wraps, and that the screen is as it was when they close.

import {setTimeout} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {frameLines, openLiveRows} from '../../src/commands/live-rows.ts';
import type {ProgressRow} from '../../src/core/check.ts';
import {glyphs} from '../../src/core/glyphs.ts';
import {nodePorts} from '../../src/ports/node.ts';
import {printLines} from '../../src/output/lines.ts';
import {openTerminal} from '../helpers/terminal.ts';

const rows: readonly ProgressRow[] = [
	{id: 'a', title: 'name', state: 'pass', text: 'found', tookMs: 3},
	{id: 'b', title: 'connect', state: 'running', text: 'bedrock-runtime.us-east-1.amazonaws.com:443', startedAt: 1000, limitMs: 10_000},
	{id: 'c', title: 'call', state: 'waiting', text: ''},
];

test('a frame counts what is done and shows what runs', () => {
	const frame = {now: 3400, startedAt: 400, limitMs: 60_000, signs: glyphs(true), frame: 3};
	expect(printLines(frameLines(rows, frame))).toBe(
		'⠸ Checked 1 of 3 · 3 s of at most 60 s\n  connect  2 s of 10 s  bedrock-runtime.us-east-1.amazonaws.com:443\n',
	);
	expect(printLines(frameLines([], frame))).toBe('⠸ Reading what is configured · 3 s of at most 60 s\n');
});

test.each([
	[80, 24],
	[30, 6],
])('on %i × %i they never wrap, stay within the screen, and are gone at the end', async (columns, height) => {
	const terminal = openTerminal({columns, rows: height});
	const ports = nodePorts({home: '/nowhere', env: {TERM: 'xterm-256color', LANG: 'C.UTF-8'}});
	terminal.stdout.write('before\n');
	const live = openLiveRows(terminal.stdout, ports, 60_000);
	live.show(Array.from({length: 12}, (_, index) => ({...rows[1]!, id: String(index), startedAt: ports.clock.elapsed()})));
	const shown = await terminal.waitFor(/connect {2}\d s/u);
	expect(shown).toContain('before');
	expect(shown.split('\n').filter(text => text.includes('connect')).length).toBe(Math.min(12, height - 3));
	await setTimeout(250);
	await live.close();
	await terminal.waitFor(/^before\s*$/u);
	expect(terminal.transcript().trim()).toBe('before');
});
