// The variables that point a client at a running sandbox, and the files that carry them into a shell.

import {join} from 'node:path';
import type {Environment, Files} from '../ports/ports.ts';

/** Suffix of `AWS_ENDPOINT_URL_*` by path prefix (AWS SDKs and Tools reference, "Service-specific endpoints", read 2026-11-22). */
const suffixes: Readonly<Record<string, string>> = {
	'sso-oidc': 'SSO_OIDC',
	sso: 'SSO',
	sts: 'STS',
	ec2: 'EC2',
	bedrock: 'BEDROCK',
	'bedrock-runtime': 'BEDROCK_RUNTIME',
	logs: 'CLOUDWATCH_LOGS',
	cloudtrail: 'CLOUDTRAIL',
};

/** Variables for any AWS client and for Claude Code; none is secret. */
export function sandboxEnvironment(url: string): Readonly<Record<string, string>> {
	return {
		...Object.fromEntries(Object.entries(suffixes).map(([prefix, suffix]) => [`AWS_ENDPOINT_URL_${suffix}`, `${url}/${prefix}`])),
		ANTHROPIC_BEDROCK_BASE_URL: `${url}/bedrock-runtime`,
		AWS_EC2_METADATA_DISABLED: 'true',
	};
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
 * @returns Paths of the two files.
 * @throws The system's error when the folder cannot be written.
 */
export async function writeEnvironmentFile(
	files: Files,
	folder: string,
	env: Environment,
): Promise<{readonly sh: string; readonly fish: string}> {
	const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
	const sh = join(folder, 'env.sh');
	const fish = join(folder, 'env.fish');
	await files.makeFolder(folder);
	const notice = '# Points a shell at a simulated cloud. Written by `onboard sandbox serve`; safe to delete.';
	const write = async (path: string, lines: readonly string[]) =>
		files.writeAtomic(path, Buffer.from(`${[notice, ...lines].join('\n')}\n`), 0o644);
	await write(
		sh,
		entries.map(([name, value]) => `export ${name}=${quoteForSh(value)}`),
	);
	await write(
		fish,
		entries.map(([name, value]) => `set -gx ${name} ${quoteForFish(value)}`),
	);
	return {sh, fish};
}
