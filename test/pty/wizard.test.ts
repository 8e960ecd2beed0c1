// The whole wizard in a real terminal, from an empty home to the closing screen, under every Node it must run on.

import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {nodes} from '../helpers/nodes.ts';
import {acmePreset} from '../helpers/presets.ts';
import {ptyProblem} from '../helpers/pty.ts';
import {allStops, emptyHome, leftBehind, presetStops, walkFromShell} from './walk.ts';

describe.skipIf(ptyProblem !== undefined).concurrent.each(nodes.map(node => [node.name, node.path] as const))('%s', (_name, node) => {
	test('a preset and an empty home: at most 4 Enter presses beyond the approval', async context => {
		const home = await emptyHome(context);
		expect(await readdir(home)).toEqual([]);
		const program = walkFromShell(context, {home, node, parameters: ['--preset', acmePreset]});
		await program.through(presetStops);
		const exit = await program.exit;
		expect(exit.code, program.transcript()).toBe(0);
		expect(program.enters()).toBeLessThanOrEqual(4);
		expect(leftBehind(program, exit)).toEqual([]);
		expect(program.transcript()).toContain('Ready. Claude Code answers through Amazon Bedrock on a private path.');
		expect(program.transcript()).toMatch(/Pending +nothing/u);
		await expectSaved(home);
	});

	test('no preset: at most 12 Enter presses', async context => {
		const home = await emptyHome(context);
		const program = walkFromShell(context, {home, node});
		await program.through(allStops);
		const exit = await program.exit;
		expect(exit.code, program.transcript()).toBe(0);
		expect(program.enters()).toBeLessThanOrEqual(12);
		expect(leftBehind(program, exit)).toEqual([]);
		expect(program.transcript()).toContain('Ready. Claude Code answers through Amazon Bedrock on a private path.');
		await expectSaved(home);
	});
});

async function expectSaved(home: string): Promise<void> {
	const settings = JSON.parse(await readFile(path.join(home, '.claude/settings.json'), 'utf8')) as {env: Record<string, string>};
	expect(settings.env).toMatchObject({
		CLAUDE_CODE_USE_BEDROCK: '1',
		AWS_REGION: 'us-east-1',
		ANTHROPIC_MODEL: 'us.anthropic.claude-opus-5-5',
	});
	expect(await readFile(path.join(home, '.bashrc'), 'utf8')).toContain('onboard');
	expect(await readFile(path.join(home, '.aws/config'), 'utf8')).toContain('[profile claude-code]');
	const tokens = await readdir(path.join(home, '.aws/sso/cache'));
	const modes = await Promise.all(tokens.map(async name => (await stat(path.join(home, '.aws/sso/cache', name))).mode & 0o777));
	expect(modes).toEqual(tokens.map(() => 0o600));
	// The answers were only kept to go on from; the set-up is done.
	const kept = await readFile(path.join(home, '.config/onboard/config.json'), 'utf8').catch(() => '{}');
	expect((JSON.parse(kept) as {answers?: object}).answers ?? {}).toEqual({});
}
