// The real Claude Code from the npm registry, installed once into a cache folder; tests skip visibly where it cannot be had.

import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** Observed version; its behaviour is what the texts and rules of this project are written for. */
export const claudeVersion = '2.1.330';

export type ClaudeCode = {readonly folder: string} | {readonly problem: string};

/** The folder with the `claude` program, or why there is none. */
export async function findClaudeCode(): Promise<ClaudeCode> {
	const cache = path.resolve(import.meta.dirname, `../../node_modules/.cache/claude-code-${claudeVersion}`);
	const folder = path.join(cache, 'node_modules', '.bin');
	const program = path.join(folder, 'claude');
	if (!existsSync(program)) {
		await mkdir(cache, {recursive: true});
		await writeFile(path.join(cache, 'package.json'), '{"private":true}\n');
		try {
			await run(
				'npm',
				['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', `@anthropic-ai/claude-code@${claudeVersion}`],
				{cwd: cache, timeout: 110_000},
			);
		} catch (error) {
			return {
				problem: `Claude Code ${claudeVersion} could not be installed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
			};
		}
	}

	try {
		const {stdout} = await run(program, ['--version'], {timeout: 30_000});
		return stdout.includes(claudeVersion) ? {folder} : {problem: `claude --version says ${stdout.trim()}`};
	} catch (error) {
		return {problem: `Claude Code does not start here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`};
	}
}
