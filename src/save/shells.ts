// Which shells a person has on this machine, and the start files that each of them really reads.

import path from 'node:path';
import {shellName, xdgConfig} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import type {Dialect} from './quote.ts';

export type ShellId = 'bash' | 'zsh' | 'fish' | 'powershell';

export type ProfileFile = {
	readonly shell: ShellId;
	readonly dialect: Dialect;
	readonly path: string;
	/** A file that other programs share; else it is ours alone. */ readonly isShared: boolean;
};

const known: Readonly<Record<string, ShellId>> = {bash: 'bash', zsh: 'zsh', fish: 'fish', pwsh: 'powershell', powershell: 'powershell'};

export type Shells = {
	/** The person's own shell; undefined when it is none that we know. */
	readonly current: ShellId | undefined;
	/** Name of the person's shell as found, for example `nu`. */
	readonly name: string;
	readonly files: readonly ProfileFile[];
};

/**
 * The start files to put our line into: for the person's own shell those it reads, created where that hides nothing, and
 * for every other shell those that exist already. Like rustup and volta: people switch shells, and editors start others.
 */
export async function shellFiles(ports: Ports): Promise<Shells> {
	const name = shellName(ports);
	const current = known[name];
	const files = [
		...(await bashFiles(ports, current === 'bash')),
		...(await zshFiles(ports, current === 'zsh')),
		...(await fishFiles(ports, current === 'fish')),
		...(await powershellFiles(ports, current === 'powershell')),
	];
	return {current, name, files};
}

/**
 * Interactive shells read `.bashrc`; login shells (macOS terminals, SSH, the desktop's session) read the first of
 * `.bash_profile`, `.bash_login`, `.profile` (Bash Reference Manual §6.2). Creating one of the first two would hide a
 * `.profile`, so a missing login file is only ever created as `.profile`.
 */
async function bashFiles(ports: Ports, isCurrent: boolean): Promise<readonly ProfileFile[]> {
	const of = (name: string): ProfileFile => ({shell: 'bash', dialect: 'posix', path: path.join(ports.host.home, name), isShared: true});
	const candidates = ['.bash_profile', '.bash_login', '.profile'].map(name => of(name));
	const existing = await Promise.all(candidates.map(async file => exists(ports, file.path)));
	const login = candidates[existing.indexOf(true)];
	const interactive = of('.bashrc');
	const hasInteractive = await exists(ports, interactive.path);
	if (!isCurrent) {
		// A `.profile` alone says nothing about bash: every login shell shares it.
		const isBash = hasInteractive || (login !== undefined && path.basename(login.path) !== '.profile');
		return isBash ? [...(hasInteractive ? [interactive] : []), ...(login === undefined ? [] : [login])] : [];
	}

	return [interactive, login ?? of('.profile')];
}

/** Every interactive zsh, login or not, reads `$ZDOTDIR/.zshrc` (zsh manual §5.1). */
async function zshFiles(ports: Ports, isCurrent: boolean): Promise<readonly ProfileFile[]> {
	const file = path.join(await zshFolder(ports), '.zshrc');
	return isCurrent || (await exists(ports, file)) ? [{shell: 'zsh', dialect: 'posix', path: file, isShared: true}] : [];
}

/** ZDOTDIR is often set, without export, by `~/.zshenv` or `/etc/zshenv`: zsh itself knows best. */
async function zshFolder({env, host, processes}: Ports): Promise<string> {
	if (env.ZDOTDIR !== undefined && path.isAbsolute(env.ZDOTDIR)) {
		return env.ZDOTDIR;
	}

	const zsh = await processes.find('zsh');
	if (zsh === undefined) {
		return host.home;
	}

	try {
		const {stdout} = await processes.run(zsh, ['-c', String.raw`printf "\n%s" "$ZDOTDIR"`], {limitMs: 2000});
		const answer = stdout.split('\n').at(-1) ?? '';
		return path.isAbsolute(answer) ? answer : host.home;
	} catch {
		return host.home;
	}
}

/** fish reads every file in `conf.d`, so ours lies there and nothing of the person's changes (fish manual, "Initialization files"). */
async function fishFiles(ports: Ports, isCurrent: boolean): Promise<readonly ProfileFile[]> {
	const folder = path.join(xdgConfig(ports), 'fish');
	const isUsed = isCurrent || (await ports.files.stat(folder))?.kind === 'folder';
	return isUsed ? [{shell: 'fish', dialect: 'fish', path: path.join(folder, 'conf.d', 'onboard.fish'), isShared: false}] : [];
}

/**
 * "Current user, all hosts" profiles (about_Profiles, read 2026-11-22): PowerShell 7 and Windows PowerShell 5.1 have one
 * each, below a Documents folder that OneDrive may have moved; only Windows knows where it is.
 */
async function powershellFiles(ports: Ports, isCurrent: boolean): Promise<readonly ProfileFile[]> {
	const of = (...parts: string[]): ProfileFile => ({
		shell: 'powershell',
		dialect: 'powershell',
		path: path.join(...parts, 'profile.ps1'),
		isShared: true,
	});
	if (ports.host.platform !== 'win32') {
		const file = of(xdgConfig(ports), 'powershell');
		return isCurrent || (await exists(ports, file.path)) ? [file] : [];
	}

	const documents = await documentsFolder(ports);
	const both = [of(documents, 'PowerShell'), of(documents, 'WindowsPowerShell')];
	const existing = await Promise.all(both.map(async file => exists(ports, file.path)));
	return both.filter((_file, index) => isCurrent || existing[index] === true);
}

async function documentsFolder({env, host, processes, files}: Ports): Promise<string> {
	try {
		const {stdout} = await processes.run(
			'powershell.exe',
			['-NoProfile', '-NonInteractive', '-Command', "[Environment]::GetFolderPath('MyDocuments')"],
			{limitMs: 5000},
		);
		if (path.isAbsolute(stdout.trim())) {
			return stdout.trim();
		}
	} catch {
		// Not to be asked: look where it usually is.
	}

	const usual = [env.OneDriveCommercial, env.OneDrive, host.home]
		.filter(folder => folder !== undefined && folder !== '')
		.map(folder => path.join(folder ?? '', 'Documents'));
	const found = await Promise.all(usual.map(async folder => (await files.stat(folder))?.kind === 'folder'));
	return usual[found.indexOf(true)] ?? path.join(host.home, 'Documents');
}

/** Also a symbolic link that leads nowhere yet counts: somebody put it there for this file. */
async function exists({files}: Ports, file: string): Promise<boolean> {
	return (await files.stat(file)) !== undefined || (await files.list(path.dirname(file))).includes(path.basename(file));
}
