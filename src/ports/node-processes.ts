// Programs of this machine, started without a shell, each within its own time limit.

import {spawn} from 'node:child_process';
import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {attend} from './node-attend.ts';
import type {Environment, Host, Processes} from './ports.ts';

export type NodeProcessesOptions = {
	readonly env: Environment;
	readonly folder: string;
	readonly platform: Host['platform'];
};

/** The processes port of a real run. Programs inherit `env` unless a run brings its own. */
export function nodeProcesses(options: NodeProcessesOptions): Processes {
	return {
		find: async program => findProgram(program, options),
		attend: async (program, parameters, run) =>
			attend(program, parameters, {...run, env: run.env ?? options.env, folder: run.folder ?? options.folder}),
		async run(program, parameters, run) {
			run.signal?.throwIfAborted();
			return new Promise((resolve, reject) => {
				// In its own session: an interactive shell must not reach for the terminal that the wizard draws on,
				// and the limit ends everything the program started.
				const child = spawn(program, [...parameters], {
					env: {...(run.env ?? options.env)},
					cwd: run.folder ?? options.folder,
					stdio: ['pipe', 'pipe', 'pipe'],
					detached: options.platform !== 'win32',
					windowsHide: true,
				});
				const stdout: Uint8Array[] = [];
				const stderr: Uint8Array[] = [];
				const end = () => {
					endGroup(child.pid, options.platform);
					child.kill('SIGKILL');
					// Something that left the group may still hold the pipes open; nobody waits for it.
					child.stdout.destroy();
					child.stderr.destroy();
				};

				const timer = setTimeout(end, run.limitMs);
				run.signal?.addEventListener('abort', end, {once: true});
				const settle = () => {
					clearTimeout(timer);
					run.signal?.removeEventListener('abort', end);
				};

				const collect = (parts: Uint8Array[]) => (part: Uint8Array) => {
					parts.push(part);
					run.onText?.(text([part]));
				};

				child.stdout.on('data', collect(stdout));
				child.stderr.on('data', collect(stderr));
				child.stdin.on('error', () => {
					// The program closed its input early; its exit code tells the rest.
				});
				child.on('error', error => {
					settle();
					reject(error);
				});
				child.on('close', code => {
					settle();
					if (run.signal?.aborted) {
						reject(run.signal.reason as Error);
						return;
					}

					resolve({code: code ?? undefined, stdout: text(stdout), stderr: text(stderr)});
				});
				child.stdin.end(run.input ?? '');
			});
		},
	};
}

function text(parts: readonly Uint8Array[]): string {
	return Buffer.concat(parts).toString('utf8');
}

function endGroup(pid: number | undefined, platform: Host['platform']): void {
	if (pid === undefined || platform === 'win32') {
		return;
	}

	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// Already gone.
	}
}

async function findProgram(program: string, {env, folder, platform}: NodeProcessesOptions): Promise<string | undefined> {
	const endings = platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD;.BAT;.COM').split(';') : [''];
	const folders = path.isAbsolute(program)
		? ['']
		: (env.PATH ?? env.Path ?? '').split(path.delimiter).map(entry => path.resolve(folder, entry));
	for (const candidate of folders.flatMap(entry => endings.map(ending => path.join(entry, program + ending)))) {
		if (await isProgram(candidate, platform)) {
			return candidate;
		}
	}

	return undefined;
}

async function isProgram(candidate: string, platform: Host['platform']): Promise<boolean> {
	try {
		await access(candidate, platform === 'win32' ? constants.F_OK : constants.X_OK);
		return (await stat(candidate)).isFile();
	} catch {
		return false;
	}
}
