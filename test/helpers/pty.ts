// Drives the built program in a real pseudo-terminal and reads its screen as a person would.

import {existsSync} from 'node:fs';
import path from 'node:path';
import type {IPty} from '@lydell/node-pty';
import {openEmulator, type Emulator, type Size} from './emulator.ts';
import {bytesOf, type Key} from './keys.ts';

type Library = typeof import('@lydell/node-pty');

const loaded: {library?: Library; problem?: string} = await import('@lydell/node-pty').then(
	library => ({library}),
	(error: unknown) => ({problem: `no pseudo-terminal here: ${error instanceof Error ? error.message : String(error)}`}),
);

/** Why this machine cannot run these tests; undefined when it can. For `describe.skipIf(ptyProblem)`. */
export const ptyProblem: string | undefined = loaded.problem;

/** The built program; `npm run build` makes it. */
export const builtProgram: string = path.resolve(import.meta.dirname, '../../dist/main.js');

export type Exit = {readonly code: number; readonly signal: number | undefined};

export type PtyProgram = Pick<Emulator, 'screen' | 'transcript' | 'xterm'> & {
	readonly pid: number;
	/** Resolves with the screen once it matches; rejects at once when the program ends first. */
	waitForText(pattern: RegExp | string, limitMs?: number): Promise<string>;
	/** Presses keys without waiting: `press('down', 'enter')`. Wait for what they lead to. */
	press(...keys: ReadonlyArray<Key | (string & {})>): void;
	/** Sends text in one chunk, as typed ahead or pasted without bracketed paste. */
	send(text: string): void;
	resize(columns: number, rows: number): void;
	kill(signal?: string): void;
	/** Resolves when the program has ended and its last output is on the screen. */
	readonly exit: Promise<Exit>;
	/** Resolves with the next output of the program. */
	nextOutput(): Promise<string>;
	/** Every byte written so far, for the few questions that are about bytes (cursor restored, colours absent). */
	output(): string;
};

export type StartOptions = Size & {
	/** Program to start; default: this process's Node on the built program. */
	readonly file?: string;
	/** Path of the Node to run the built program with; see `nodes`. */
	readonly node?: string;
	readonly parameters?: readonly string[];
	/** HOME of the program. */
	readonly home: string;
	/** Added to a small clean environment; nothing else of this process's environment is passed on, `CI` least of all. */
	readonly env?: Readonly<Record<string, string>>;
	/** Folder to start in; default: the home. */
	readonly folder?: string;
};

/** Starts a program in a pseudo-terminal of 80×24 unless told otherwise. End it with `kill` when the test ends early. */
export function start(options: StartOptions): PtyProgram {
	if (loaded.library === undefined) {
		throw new Error(loaded.problem);
	}

	if (options.file === undefined && !existsSync(builtProgram)) {
		throw new Error('dist/main.js is missing; run npm run build.');
	}

	const emulator = openEmulator(options);
	const own = options.file === undefined ? [builtProgram] : [];
	const child = loaded.library.spawn(options.file ?? options.node ?? process.execPath, [...own, ...(options.parameters ?? [])], {
		name: options.env?.['TERM'] ?? 'xterm-256color',
		cols: emulator.xterm.cols,
		rows: emulator.xterm.rows,
		cwd: options.folder ?? options.home,
		env: {...cleanEnvironment(options.home), ...options.env},
	});
	let output = '';
	let drawn = Promise.resolve();
	child.onData(data => {
		output += data;
		drawn = emulator.write(data);
	});
	emulator.xterm.onData(data => {
		child.write(data);
	});
	const exit = new Promise<Exit>(resolve => {
		child.onExit(({exitCode, signal}) => {
			void drawn.then(() => {
				emulator.close(`The program ended with code ${exitCode}`);
				resolve({code: exitCode, signal});
			});
		});
	});
	return {
		pid: child.pid,
		xterm: emulator.xterm,
		screen: emulator.screen,
		transcript: emulator.transcript,
		waitForText: emulator.waitFor,
		exit,
		press(...keys) {
			child.write(keys.map(key => bytesOf(key)).join(''));
		},
		send(text) {
			child.write(text);
		},
		resize(columns, rows) {
			emulator.resize(columns, rows);
			child.resize(columns, rows);
		},
		kill(signal) {
			endQuietly(child, signal);
		},
		nextOutput: async () =>
			new Promise(resolve => {
				const listener = child.onData(data => {
					listener.dispose();
					resolve(data);
				});
			}),
		output: () => output,
	};
}

/** What a bare login of a person with this home has, and nothing of the machine that runs the tests. */
export function cleanEnvironment(home: string): Record<string, string> {
	return {
		HOME: home,
		PATH: (process.env['PATH'] ?? '')
			.split(path.delimiter)
			.filter(folder => !folder.includes('node_modules'))
			.join(path.delimiter),
		TERM: 'xterm-256color',
		LANG: 'C.UTF-8',
		SHELL: '/bin/bash',
		TMPDIR: process.env['TMPDIR'] ?? '/tmp',
	};
}

function endQuietly(child: IPty, signal: string | undefined): void {
	try {
		child.kill(signal);
	} catch {
		// It had ended already.
	}
}
