// A throw-away home folder with real files, and the real ports rooted in it.

import {chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile} from 'node:fs/promises';
import {execFileSync} from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import {afterAll} from 'vitest';
import type {Environment, Ports} from '../../src/ports/ports.ts';
import {nodePorts} from '../../src/ports/node.ts';

export type TestHome = {
	readonly folder: string;
	readonly ports: Ports;
	write(name: string, content: string | Uint8Array, mode?: number): Promise<void>;
	read(name: string): Promise<string>;
	/** Every file, folder and link below the home: kind, mode and content, by path. */
	picture(): Promise<Readonly<Record<string, string>>>;
};

const made: string[] = [];

afterAll(async () => {
	await Promise.all(made.map(async folder => rm(folder, {recursive: true, force: true})));
});

/** Makes an empty home; `env` is added to HOME, PATH and SHELL. */
export async function makeHome(env: Environment = {}, change: (ports: Ports) => Ports = ports => ports): Promise<TestHome> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'onboard-home-'));
	made.push(folder);
	const inside = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value?.replaceAll('~', folder)]));
	const ports = change(nodePorts({home: folder, folder, env: {PATH: process.env.PATH, SHELL: '/bin/bash', LANG: 'C.UTF-8', ...inside}}));
	return {
		folder,
		ports,
		async write(name, content, mode = 0o644) {
			await mkdir(path.dirname(path.join(folder, name)), {recursive: true});
			await writeFile(path.join(folder, name), content);
			await chmod(path.join(folder, name), mode);
		},
		read: async name => readFile(path.join(folder, name), 'utf8'),
		picture: async () => pictureOf(folder),
	};
}

export async function pictureOf(folder: string): Promise<Readonly<Record<string, string>>> {
	const names = (await readdir(folder, {recursive: true})).toSorted();
	const entries = await Promise.all(
		names.map(async name => {
			const file = path.join(folder, name);
			const facts = await lstat(file);
			const mode = (facts.mode & 0o7777).toString(8);
			if (facts.isSymbolicLink()) {
				return [name, `link ${await readlink(file)}`];
			}

			return [name, facts.isDirectory() ? `folder ${mode}` : `file ${mode} ${(await readFile(file)).toString('base64')}`];
		}),
	);
	return Object.fromEntries(entries) as Record<string, string>;
}

export {elsewhere, someExports} from './exports.ts';

/** Whether a program is installed; tests that need it are skipped, by name, when it is not. */
export function has(program: string): boolean {
	try {
		execFileSync('sh', ['-c', `command -v ${program}`]);
		return true;
	} catch {
		return false;
	}
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (content: Uint8Array | undefined): string | undefined =>
	content === undefined ? undefined : new TextDecoder('utf-8', {ignoreBOM: true}).decode(content);
