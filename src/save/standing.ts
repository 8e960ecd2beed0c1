// Whether a profile file is ours to edit, or read-only, or another tool's; and which file it reads that would do instead.

import path from 'node:path';
import type {Ports} from '../ports/ports.ts';

export type Standing =
	| {readonly kind: 'free'; readonly target: string}
	| {
			readonly kind: 'held';
			/** Why it is left alone, as the end of "… is left alone because". */ readonly reason: string;
			/** What to do by hand, before the line itself. */ readonly how: string;
	  };

/** Looks at a file without changing anything. */
export async function standingOf(file: string, ports: Ports): Promise<Standing> {
	const target = await ports.files.resolve(file);
	if (target.startsWith('/nix/store/')) {
		return {
			kind: 'held',
			reason: 'Nix or home-manager generates it',
			how: "Add this line in your Nix configuration (home-manager: initExtra of the shell's module)",
		};
	}

	const source = await chezmoiSource(file, ports);
	if (source !== undefined) {
		return {kind: 'held', reason: `chezmoi generates it from ${source}`, how: `Add this line to ${source} and run chezmoi apply`};
	}

	const facts = await ports.files.stat(target);
	if (facts !== undefined && facts.kind !== 'file') {
		return {kind: 'held', reason: 'it is not a regular file', how: 'Add this line to the file that your shell reads instead'};
	}

	if (!(await ports.files.isWritable(file))) {
		return {kind: 'held', reason: 'it is read-only', how: 'Add this line to it'};
	}

	return {kind: 'free', target};
}

/**
 * The file in chezmoi's source folder that this one is made from. Its names carry attributes: `private_dot_zshrc.tmpl`
 * (chezmoi reference, "Source state attributes", read 2026-11-22).
 */
async function chezmoiSource(file: string, {env, host, files}: Ports): Promise<string | undefined> {
	const relative = path.relative(host.home, file);
	if (relative.startsWith('..')) {
		return undefined;
	}

	let folder = path.join(env.XDG_DATA_HOME ?? path.join(host.home, '.local', 'share'), 'chezmoi');
	const moved = await files.read(path.join(folder, '.chezmoiroot'));
	folder = moved === undefined ? folder : path.join(folder, new TextDecoder().decode(moved).trim());
	for (const part of relative.split(path.sep)) {
		const name = (await files.list(folder)).find(candidate => plainName(candidate) === part);
		if (name === undefined) {
			return undefined;
		}

		folder = path.join(folder, name);
	}

	return folder;
}

function plainName(name: string): string {
	const attributes =
		/^(?:(?:after|before|create|empty|encrypted|exact|executable|external|literal|modify|once|onchange|private|readonly|remove|run|symlink)_)*/u;
	return name
		.replace(attributes, '')
		.replace(/\.tmpl$/u, '')
		.replace(/^dot_/u, '.');
}

// `source ~/.zshrc.local`, also guarded by a test on the same line; only a file that says by its name that it is the person's own.
const sourced =
	/(?:^|&&|;|then)[ \t]*(?:source|\.)[ \t]+["']?(?:~|\$HOME|\$\{HOME\})\/(?<name>[\w./-]*(?:local|private|custom|extra|user)[\w.-]*)["']?[ \t]*(?:$|;|#)/gmu;

/** A personal file that a read-only profile file reads and that may be written, for example `~/.zshrc.local`. */
export async function writableNeighbour(content: Uint8Array | undefined, ports: Ports): Promise<string | undefined> {
	const text = Buffer.from(content ?? []).toString('latin1');
	for (const found of text.matchAll(sourced)) {
		const file = path.join(ports.host.home, found.groups?.name ?? '');
		const isComment = /^[ \t]*#/u.test(text.slice(text.lastIndexOf('\n', found.index + 1) + 1));
		if (!isComment && (await standingOf(file, ports)).kind === 'free') {
			return file;
		}
	}

	return undefined;
}
