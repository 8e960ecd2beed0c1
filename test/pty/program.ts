// The built program as a child process without a terminal: run to its end, or left running as a collector.

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import {builtProgram, cleanEnvironment} from '../helpers/pty.ts';

export type Ended = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs the built program in a folder, which is also its home, to its end with nobody at the keyboard. */
export async function onboard(folder: string, ...words: readonly string[]): Promise<Ended> {
	const child = open(folder, words);
	const parts = {stdout: '', stderr: ''};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name]?.setEncoding('utf8').on('data', (text: string) => {
			parts[name] += text;
		});
	}

	const [code] = (await once(child, 'close')) as [number | null];
	return {code, ...parts};
}

function open(folder: string, words: readonly string[]): ChildProcess {
	const child = spawn(process.execPath, [builtProgram, ...words], {
		cwd: folder,
		env: cleanEnvironment(folder),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	return child;
}

/** Starts the collector of the cohort `spring` and waits until it listens. */
export async function serve(folder: string, port: string): Promise<ChildProcess> {
	const server = open(folder, ['cohort', 'serve', 'spring', '--port', port]);
	server.stderr?.resume();
	let said = '';
	await new Promise<void>((resolve, reject) => {
		server.once('close', () => {
			reject(new Error(`The collector ended: ${said}`));
		});
		server.stdout?.on('data', part => {
			said += String(part);
			if (said.includes('Stop with Ctrl+C')) {
				resolve();
			}
		});
	});
	return server;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	return port;
}
