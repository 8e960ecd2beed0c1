// Where user-level things live on this machine: our own folders, Claude Code's and the AWS files.

import path from 'node:path';
import type {Ports} from './ports.ts';

type Where = Pick<Ports, 'env' | 'host'>;

/** Name of the temporary file that `Files.writeAtomic` makes; one that is left over belongs to a run that was killed. */
export const temporaryName = /^\.onboard-[\da-f]{16}\.tmp$/u;

/** Folder of the fragments that profile files read. */
export function configFolder(where: Where): string {
	return path.join(xdgConfig(where), 'onboard');
}

/** Folder of receipts and the lock. */
export function stateFolder(where: Where): string {
	return path.join(absolute(where.env.XDG_STATE_HOME) ?? path.join(where.host.home, '.local', 'state'), 'onboard');
}

/** Base folder of user configuration (XDG Base Directory 0.8: relative values are ignored). */
export function xdgConfig(where: Where): string {
	return absolute(where.env.XDG_CONFIG_HOME) ?? path.join(where.host.home, '.config');
}

/** Claude Code's user folder. */
export function claudeFolder(where: Where): string {
	const own = where.env.CLAUDE_CONFIG_DIR;
	return own === undefined || own === '' ? path.join(where.host.home, '.claude') : path.resolve(where.host.folder, own);
}

/** Folder of settings an administrator manages (code.claude.com/docs/en/managed-settings, read 2026-08-22). */
export function managedFolder({host}: Where): string {
	return {linux: '/etc/claude-code', darwin: '/Library/Application Support/ClaudeCode', win32: 'C:\\Program Files\\ClaudeCode'}[
		host.platform
	];
}

/** The file that gives names addresses before any name server is asked. */
export function hostsFile({env, host}: Where): string {
	return host.platform === 'win32' ? path.win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32\\drivers\\etc\\hosts') : '/etc/hosts';
}

export function awsConfigFile(where: Where): string {
	return moved(where, where.env.AWS_CONFIG_FILE) ?? path.join(where.host.home, '.aws', 'config');
}

export function awsCredentialsFile(where: Where): string {
	return moved(where, where.env.AWS_SHARED_CREDENTIALS_FILE) ?? path.join(where.host.home, '.aws', 'credentials');
}

/** Name of the person's own shell, from $SHELL; without it, the system's usual one. */
export function shellName({env, host}: Where): string {
	const usual = {linux: 'bash', darwin: 'zsh', win32: 'powershell'}[host.platform];
	return path.win32.basename(env.SHELL === undefined || env.SHELL === '' ? usual : env.SHELL).replace(/\.exe$/iu, '');
}

/** A path as people write it: `~/…` inside the home folder. */
export function shortPath(file: string, {host}: Pick<Ports, 'host'>): string {
	const relative = path.relative(host.home, file);
	if (relative === '') {
		return '~';
	}

	return relative.startsWith('..') || path.isAbsolute(relative) ? file : `~/${relative.split(path.sep).join('/')}`;
}

function absolute(value: string | undefined): string | undefined {
	return value !== undefined && path.isAbsolute(value) ? path.normalize(value) : undefined;
}

function moved(where: Where, value: string | undefined): string | undefined {
	if (value === undefined || value === '') {
		return undefined;
	}

	return path.resolve(
		where.host.folder,
		value.replace(/^~(?=\/|$)/u, () => where.host.home),
	);
}
