// A terminal in this process, with an emulated screen: fast flows through the real interface without a pseudo-terminal.

import {Console} from 'node:console';
import {PassThrough, Writable} from 'node:stream';
import {openEmulator, type Emulator, type Size} from './emulator.ts';

export type FakeInput = NodeJS.ReadStream;
export type FakeOutput = NodeJS.WriteStream;

export type Terminal = Emulator & {
	readonly stdin: FakeInput;
	readonly stdout: FakeOutput;
	/** Sends bytes as the keyboard would, in one chunk. */
	send(bytes: string): void;
};

/** Before the program's own start of Ink: a test runner's console lacks the constructor with which Ink prints logs above the frame. */
export function completeConsole(): void {
	Object.assign(console, {Console});
}

/** A terminal whose streams can be given to any code that expects `process.stdin` and `process.stdout`. */
export function openTerminal(size: Size = {}): Terminal {
	const emulator = openEmulator(size);
	const input = Object.assign(new PassThrough(), {
		isTTY: true,
		isRaw: false,
		setRawMode(isRaw: boolean) {
			input.isRaw = isRaw;
			return input;
		},
		ref: () => input,
		unref: () => input,
	});
	const output = Object.assign(
		new Writable({
			decodeStrings: false,
			write(chunk: string | Uint8Array, _encoding, done) {
				// The terminal driver turns a line feed into carriage return and line feed; there is no driver here.
				const text = (typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)).replaceAll(/\r?\n/g, '\r\n');
				void emulator.write(text).then(() => {
					done();
				});
			},
		}),
		{isTTY: true, columns: emulator.xterm.cols, rows: emulator.xterm.rows, getColorDepth: () => 8, hasColors: () => true},
	);
	// Replies to what a program asks its terminal arrive as input.
	emulator.xterm.onData(data => {
		input.write(data);
	});
	return {
		...emulator,
		stdin: input as unknown as FakeInput,
		stdout: output as unknown as FakeOutput,
		send(bytes) {
			input.write(bytes);
		},
		resize(columns, rows) {
			emulator.resize(columns, rows);
			Object.assign(output, {columns, rows});
			output.emit('resize');
		},
	};
}
