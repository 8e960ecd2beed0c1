// Network namespaces as they come from `ip`: made, wired, entered, and removed with every process that lives in them.

import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Every namespace and folder of the lab starts with this and the number of the process that made it. */
export const prefix = 'onboard-lab-';

export type Ran = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs several commands of `ip` at once. */
export function batch(commands: readonly string[]): void {
	// Not `ip -batch`, which takes no namespace per command.
	execFileSync('sh', ['-e'], {input: commands.map(command => `ip ${command}\n`).join(''), stdio: ['pipe', 'ignore', 'pipe']});
}

/** Runs a short program inside a namespace and waits for it. */
export function inside(namespace: string, command: readonly string[], input = ''): void {
	execFileSync('ip', ['netns', 'exec', namespace, ...command], {input, stdio: ['pipe', 'ignore', 'pipe']});
}

/** What a program inside the namespace finds below `/etc` instead of the machine's own, for example `resolv.conf`. */
export function giveFile(namespace: string, name: string, text: string): void {
	const file = path.join('/etc/netns', namespace, name);
	mkdirSync(path.dirname(file), {recursive: true});
	// Written in place: a program that has the file already must see the change.
	writeFileSync(file, text);
}

/** Ends every process inside, then removes the namespace and its files. */
export function removeNamespace(namespace: string): void {
	try {
		const pids = execFileSync('ip', ['netns', 'pids', namespace], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
		for (const pid of pids.split('\n').filter(text => text !== '')) {
			process.kill(Number(pid), 'SIGKILL');
		}
	} catch {
		// Nobody lives there, or it is gone already.
	}

	try {
		batch([`netns del ${namespace}`]);
	} catch {
		// Already gone, which is what we want.
	}

	rmSync(path.join('/etc/netns', namespace), {recursive: true, force: true});
}

/** Starts a program inside a namespace; end it with `endAll`. */
export function startIn(namespace: string, command: readonly string[], children: Set<ChildProcess>, env = process.env): ChildProcess {
	const child = spawn('ip', ['netns', 'exec', namespace, ...command], {stdio: ['pipe', 'pipe', 'pipe'], env});
	children.add(child);
	child.once('close', () => children.delete(child));
	return child;
}

/** Runs a program inside a namespace to its end, or kills it at the limit. */
export async function runIn(
	namespace: string,
	command: readonly string[],
	env: Readonly<Record<string, string>>,
	limitMs: number,
	children: Set<ChildProcess>,
): Promise<Ran> {
	const child = startIn(namespace, command, children, env);
	child.stdin?.end();
	const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
	const read = async (stream: NodeJS.ReadableStream | null) => {
		let text = '';
		for await (const part of stream ?? []) {
			text += String(part);
		}

		return text;
	};

	const ended = new Promise<number | null>(resolve => {
		child.once('close', resolve);
	});
	const [stdout, stderr, code] = await Promise.all([read(child.stdout), read(child.stderr), ended]);
	clearTimeout(timer);
	return {code, stdout, stderr};
}

/** Waits until a started program prints a line that matches. */
export async function saidBy(child: ChildProcess, stream: 'stdout' | 'stderr', pattern: RegExp, name: string): Promise<void> {
	let said = '';
	await new Promise<void>((resolve, reject) => {
		for (const source of [child.stdout, child.stderr]) {
			source?.on('data', (part: Buffer) => {
				said = `${said}${part.toString()}`.slice(-4000);
				if (source === child[stream] && pattern.test(said)) {
					resolve();
				}
			});
		}

		child.once('close', code => {
			reject(new Error(`${name} ended with ${code}: ${said}`));
		});
	});
}

/** Ends these programs and waits until they have. */
export async function endAll(children: Set<ChildProcess>): Promise<void> {
	const ended = [...children].map(
		async child =>
			new Promise(resolve => {
				child.once('close', resolve);
				child.kill('SIGKILL');
			}),
	);
	await Promise.all(ended);
}
