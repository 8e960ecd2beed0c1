// The variables that point a client at a running sandbox, and the files that carry them into a shell.

import {join} from 'node:path';
import type {Environment, Files} from '../ports/ports.ts';
import type {Address} from './clouds/cloud.ts';
import {cloudsOf, tunnelVariables} from './clouds/index.ts';
import type {Scenario} from './scenario.ts';

/** Variables for any client of the scenario's clouds and for Claude Code; none is secret. */
export function sandboxEnvironment(address: Address, scenario: Scenario): Readonly<Record<string, string>> {
	return Object.assign({}, tunnelVariables(address), ...cloudsOf(scenario).map(cloud => cloud.variables(address, scenario))) as Readonly<
		Record<string, string>
	>;
}

/** Quotes a value for POSIX shells. */
export function quoteForSh(value: string): string {
	return `'${value.replaceAll("'", "'\\''")}'`;
}

/** Quotes a value for fish, where only `\` and `'` are special inside single quotes. */
export function quoteForFish(value: string): string {
	return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/**
 * Writes `env.sh` and `env.fish` into a folder; sourcing one exports every variable of `env`.
 *
 * @param programs - Folder that is put first on the shell's own PATH.
 * @returns Paths of the two files.
 * @throws The system's error when the folder cannot be written.
 */
export async function writeEnvironmentFile(
	files: Files,
	folder: string,
	env: Environment,
	programs?: string,
): Promise<{readonly sh: string; readonly fish: string}> {
	const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
	const sh = join(folder, 'env.sh');
	const fish = join(folder, 'env.fish');
	await files.makeFolder(folder);
	const notice = '# Points a shell at a simulated cloud. Written by `onboard sandbox serve`; safe to delete.';
	const write = async (path: string, lines: readonly string[]) =>
		files.writeAtomic(path, Buffer.from(`${[notice, ...lines].join('\n')}\n`), 0o644);
	await write(sh, [
		...entries.map(([name, value]) => `export ${name}=${quoteForSh(value)}`),
		...(programs === undefined ? [] : [`export PATH=${quoteForSh(programs)}:"$PATH"`]),
	]);
	await write(fish, [
		...entries.map(([name, value]) => `set -gx ${name} ${quoteForFish(value)}`),
		...(programs === undefined ? [] : [`set -gx PATH ${quoteForFish(programs)} $PATH`]),
	]);
	return {sh, fish};
}
