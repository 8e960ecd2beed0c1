// The real ports on this machine: files written in one step, programs within limits, a browser only when there is one.

import {chmod, lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {nodeBrowser} from '../../src/ports/node-browser.ts';
import {nodePorts} from '../../src/ports/node.ts';

let folder = '';
const bytes = (text: string) => new TextEncoder().encode(text);

beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'onboard-ports-'));
});

afterEach(async () => {
	await rm(folder, {recursive: true, force: true});
});

describe('files', () => {
	const {files} = nodePorts();

	test('a missing file is undefined, a folder in its place is an error', async () => {
		expect(await files.read(path.join(folder, 'none'))).toBeUndefined();
		expect(await files.stat(path.join(folder, 'none'))).toBeUndefined();
		await expect(files.read(folder)).rejects.toMatchObject({code: 'EISDIR'});
	});

	test('writes through symbolic links, keeps the link and sets the exact mode', async () => {
		await mkdir(path.join(folder, 'dotfiles'));
		await writeFile(path.join(folder, 'dotfiles/zshrc'), 'old', {mode: 0o600});
		await symlink('dotfiles/zshrc', path.join(folder, '.zshrc'));
		await files.writeAtomic(path.join(folder, '.zshrc'), bytes('new'), 0o666);
		expect((await lstat(path.join(folder, '.zshrc'))).isSymbolicLink()).toBe(true);
		expect(await readFile(path.join(folder, 'dotfiles/zshrc'), 'utf8')).toBe('new');
		expect((await stat(path.join(folder, 'dotfiles/zshrc'))).mode & 0o7777).toBe(0o666);
	});

	test('resolves dangling links and paths that do not exist yet', async () => {
		await symlink('later/file', path.join(folder, 'link'));
		const base = await files.resolve(folder);
		expect(await files.resolve(path.join(folder, 'link'))).toBe(path.join(base, 'later/file'));
		expect(await files.resolve(path.join(folder, 'a/b/c'))).toBe(path.join(base, 'a/b/c'));
		await symlink('loop', path.join(folder, 'loop'));
		await expect(files.resolve(path.join(folder, 'loop'))).rejects.toMatchObject({code: 'ELOOP'});
	});

	test('leaves no temporary file behind when it fails', async () => {
		await mkdir(path.join(folder, 'taken'));
		await expect(files.writeAtomic(path.join(folder, 'taken'), bytes('x'), 0o600)).rejects.toThrow();
		expect(await files.list(folder)).toEqual(['taken']);
	});

	test('a file without write bits is read-only, a new file counts its folder', async () => {
		await writeFile(path.join(folder, 'locked'), 'x');
		await chmod(path.join(folder, 'locked'), 0o444);
		expect(await files.isWritable(path.join(folder, 'locked'))).toBe(false);
		expect(await files.isWritable(path.join(folder, 'new/deep/file'))).toBe(true);
	});

	test('removes files and empty folders only', async () => {
		await files.makeFolder(path.join(folder, 'a/b'), 0o700);
		await files.writeAtomic(path.join(folder, 'a/file'), bytes('x'), 0o644);
		await files.removeEmptyFolder(path.join(folder, 'a'));
		await files.removeEmptyFolder(path.join(folder, 'a/b'));
		await files.removeEmptyFolder(path.join(folder, 'a/b'));
		await files.remove(path.join(folder, 'none'));
		expect(await files.list(path.join(folder, 'a'))).toEqual(['file']);
		expect(await files.list(path.join(folder, 'none'))).toEqual([]);
	});
});

describe('processes', () => {
	const {processes} = nodePorts();

	test('passes parameters and input without a shell', async () => {
		const code =
			'process.stdin.pipe(process.stdout);process.stderr.write(process.argv[1]);process.stdin.on("end",()=>{process.exitCode=3})';
		expect(await processes.run(process.execPath, ['-e', code, '$HOME `x`'], {limitMs: 10_000, input: 'héllo'})).toEqual({
			code: 3,
			stdout: 'héllo',
			stderr: '$HOME `x`',
		});
	});

	test('ends a program and what it started at the limit', async () => {
		const result = await processes.run('sh', ['-c', 'echo started; sleep 60 & sleep 60'], {limitMs: 300});
		expect(result).toEqual({code: undefined, stdout: 'started\n', stderr: ''});
	});

	test('an abort rejects with its reason', async () => {
		const controller = new AbortController();
		setTimeout(() => {
			controller.abort(new Error('enough'));
		}, 50);
		await expect(processes.run('sleep', ['60'], {limitMs: 10_000, signal: controller.signal})).rejects.toThrow('enough');
	});

	test('a missing program is ENOENT and is not found', async () => {
		await expect(processes.run('no-such-program', [], {limitMs: 1000})).rejects.toMatchObject({code: 'ENOENT'});
		expect(await processes.find('no-such-program')).toBeUndefined();
		expect(await processes.find('sh')).toMatch(/\/sh$/);
	});
});

describe('home', () => {
	test('roots everything user-level, keeps what already points inside', () => {
		const env = {HOME: '/elsewhere', XDG_CONFIG_HOME: '/elsewhere/.config', ZDOTDIR: path.join(folder, 'zsh'), PATH: '/bin'};
		const ports = nodePorts({home: folder, env});
		expect(ports.host.home).toBe(folder);
		expect(ports.env).toEqual({HOME: folder, ZDOTDIR: path.join(folder, 'zsh'), PATH: '/bin'});
	});
});

describe('browser', () => {
	const {processes} = nodePorts();
	const of = (env: Record<string, string>, platform: 'linux' | 'darwin' = 'linux', containerMarks: string[] = []) =>
		nodeBrowser({env, platform, processes, containerMarks});

	test.each([
		['a display', {DISPLAY: ':0'}, true],
		['wayland', {WAYLAND_DISPLAY: 'wayland-0'}, true],
		['WSL', {WSL_DISTRO_NAME: 'Ubuntu'}, true],
		['no display', {}, false],
		['SSH with a forwarded display', {DISPLAY: ':0', SSH_CONNECTION: 'a'}, false],
		['a dev container', {DISPLAY: ':0', REMOTE_CONTAINERS: 'true'}, false],
		['Codespaces', {CODESPACES: 'true'}, false],
	])('%s', (_name, env, isLocal) => {
		expect(of(env).isLocal).toBe(isLocal);
	});

	test('macOS needs no display, a container has no browser', async () => {
		expect(of({}, 'darwin').isLocal).toBe(true);
		await writeFile(path.join(folder, 'mark'), '');
		expect(of({DISPLAY: ':0'}, 'linux', [path.join(folder, 'mark')]).isLocal).toBe(false);
	});

	test('honours BROWSER, never opens anything but web addresses, never throws', async () => {
		const seen = path.join(folder, 'seen');
		await writeFile(path.join(folder, 'browser'), `#!/bin/sh\nprintf %s "$1" > ${seen}\n`, {mode: 0o755});
		const env = {PATH: '/usr/bin:/bin', BROWSER: `no-such-browser:${path.join(folder, 'browser')} %s`};
		expect(await of(env).open('https://acme.example/device?code=A&x=1')).toBe(true);
		expect(await readFile(seen, 'utf8')).toBe('https://acme.example/device?code=A&x=1');
		expect(await of(env).open('file:///etc/passwd')).toBe(false);
		expect(
			await nodeBrowser({env: {PATH: folder}, platform: 'linux', processes: nodePorts({env: {PATH: folder}}).processes}).open(
				'https://acme.example/',
			),
		).toBe(false);
	});
});

test('the clock sleeps and stops', async () => {
	const {clock} = nodePorts();
	const startedAt = clock.elapsed();
	await clock.sleep(20);
	expect(clock.elapsed() - startedAt).toBeGreaterThan(15);
	await expect(clock.sleep(10_000, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
});
