// Real Claude Code answers through what the wizard saved: from fresh shells, and from its settings file alone.

import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {nodePorts} from '../../src/ports/node.ts';
import {findScenario} from '../../src/sandbox/scenarios/index.ts';
import {startSandbox, type Sandbox} from '../../src/sandbox/server.ts';
import {findClaudeCode} from '../helpers/claude-code.ts';
import {runCommand} from '../helpers/command.ts';
import {acmePreset} from '../helpers/presets.ts';

const claude = await findClaudeCode();
const problem = 'problem' in claude ? claude.problem : undefined;
if (problem !== undefined) {
	process.stderr.write(`Skipped: ${problem}\n`);
}

const pins = {primary: 'us.anthropic.claude-opus-5-5', fast: 'us.anthropic.claude-haiku-5-5'};
const shells = ['bash', 'zsh', 'fish'].map(name => ({
	name,
	program: ['/bin', '/usr/bin', '/usr/local/bin'].map(folder => path.join(folder, name)).find(file => existsSync(file)),
}));

describe.skipIf(problem !== undefined)('Claude Code through the saved set-up', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox(findScenario('bedrock/happy')!, {clock: nodePorts().clock});
	});
	afterAll(async () => {
		await sandbox.close();
	});

	/** A home that the wizard has just saved, with a shell that a person has, and the variables Claude Code needs to find the simulated cloud. */
	async function savedHome(destinations: string, shell: string): Promise<{readonly home: string; readonly env: Record<string, string>}> {
		const home = await realpath(await mkdtemp(path.join(tmpdir(), 'onboard-claude-')));
		const {code, stdout} = await runCommand(
			[
				'--yes',
				'--sandbox',
				'bedrock/happy',
				'--home',
				home,
				'--preset',
				acmePreset,
				'--accept-terms',
				'read',
				'--destinations',
				destinations,
			],
			{home, env: {SHELL: shell}},
		);
		expect(code, stdout).toBe(0);
		return {
			home,
			env: {HOME: home, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', TERM: 'dumb', DISABLE_AUTOUPDATER: '1', ...sandbox.env},
		};
	}

	// By its whole path: a login shell's /etc/profile sets PATH anew on some systems.
	const sayHello = `'${'folder' in claude ? claude.folder : ''}/claude' -p 'Say hello'`;

	async function ask(
		program: string,
		parameters: readonly string[],
		options: {readonly home: string; readonly env: Record<string, string>},
	): Promise<string> {
		return new Promise((resolve, reject) => {
			const child = execFile(program, [...parameters], {cwd: options.home, env: options.env, timeout: 90_000}, (error, stdout, stderr) => {
				if (error === null) {
					resolve(stdout);
				} else {
					reject(new Error(`${program} ${parameters.join(' ')} failed: ${error.message}\n${stdout}\n${stderr}`));
				}
			});
			child.stdin?.end();
		});
	}

	function invokedSince(count: number): readonly string[] {
		return sandbox.requests
			.slice(count)
			.filter(request => request.operation?.startsWith('InvokeModel') === true)
			.map(request => request.modelId ?? '');
	}

	for (const {name, program} of shells) {
		it.skipIf(program === undefined)(`answers from a fresh ${name} -lic`, async () => {
			const saved = await savedHome('shell', program!);
			const before = sandbox.requests.length;
			try {
				// Claude Code's own settings file was not written: only the profile can carry the values.
				expect(existsSync(path.join(saved.home, '.claude/settings.json'))).toBe(false);
				const answer = await ask(program!, ['-lic', sayHello], saved);
				expect(answer.trim()).not.toBe('');
				const models = invokedSince(before);
				expect(models).toContain(pins.primary);
				expect(
					models.filter(model => !model.startsWith('us.anthropic.')),
					'every request carries a pinned id',
				).toEqual([]);
			} finally {
				await rm(saved.home, {recursive: true, force: true, maxRetries: 5});
			}
		});
	}

	it('answers from settings.json alone, in a shell that read no profile', async () => {
		const saved = await savedHome('claude', '/bin/bash');
		const before = sandbox.requests.length;
		try {
			const answer = await ask('/bin/sh', ['-c', sayHello], saved);
			expect(answer.trim()).not.toBe('');
			expect(invokedSince(before)).toContain(pins.primary);
		} finally {
			await rm(saved.home, {recursive: true, force: true, maxRetries: 5});
		}
	});
});
