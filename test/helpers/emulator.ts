// A terminal emulator's screen that tests can read and wait on; what a person would see, never raw bytes.

import xterm from '@xterm/headless';

export type Size = {readonly columns?: number; readonly rows?: number};

export type Emulator = {
	readonly xterm: xterm.Terminal;
	/** Feeds output of a program; resolves once it is on the screen. */
	write(data: string | Uint8Array): Promise<void>;
	resize(columns: number, rows: number): void;
	/** The rows in view, without trailing blanks and without empty rows at the end. */
	screen(): string;
	/** Everything printed so far, scrolled-off rows included; rows that the terminal wrapped are joined again. */
	transcript(): string;
	/**
	 * Resolves with the screen as soon as it matches.
	 *
	 * @param limitMs - Milliseconds after which it rejects with the screen in the message; default 60000.
	 */
	waitFor(pattern: RegExp | string, limitMs?: number): Promise<string>;
	/** Makes every wait reject at once, because nothing more will come. */
	close(reason: string): void;
};

/** Opens an empty screen, 80×24 unless told otherwise. */
export function openEmulator({columns = 80, rows = 24}: Size = {}): Emulator {
	const terminal = new xterm.Terminal({cols: columns, rows, scrollback: 10_000, allowProposedApi: true});
	const watchers = new Set<() => void>();
	let closedBecause: string | undefined;
	const notify = () => {
		for (const watcher of watchers) {
			watcher();
		}
	};

	const screen = () => {
		const buffer = terminal.buffer.active;
		const lines = Array.from({length: terminal.rows}, (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '');
		return lines.join('\n').trimEnd();
	};

	return {
		xterm: terminal,
		screen,
		async write(data) {
			await new Promise<void>(resolve => {
				terminal.write(data, resolve);
			});
			notify();
		},
		resize(newColumns, newRows) {
			terminal.resize(newColumns, newRows);
		},
		transcript() {
			const buffer = terminal.buffer.active;
			const lines: string[] = [];
			for (let row = 0; row < buffer.length; row++) {
				const line = buffer.getLine(row);
				// A wrapped row is full up to its end, so only the last row of a run may lose its blanks.
				const text = line?.translateToString(buffer.getLine(row + 1)?.isWrapped !== true) ?? '';
				if (line?.isWrapped === true && lines.length > 0) {
					lines[lines.length - 1] += text;
				} else {
					lines.push(text);
				}
			}

			return lines.join('\n').trimEnd();
		},
		async waitFor(pattern, limitMs = 60_000) {
			return new Promise<string>((resolve, reject) => {
				const settle = (act: () => void) => {
					watchers.delete(check);
					clearTimeout(timer);
					act();
				};

				const check = () => {
					const now = screen();
					if (typeof pattern === 'string' ? now.includes(pattern) : pattern.test(now)) {
						settle(() => {
							resolve(now);
						});
					} else if (closedBecause !== undefined) {
						const reason = closedBecause;
						settle(() => {
							reject(new Error(`${reason} before the screen showed ${pattern}:\n${now}`));
						});
					}
				};

				const timer = setTimeout(() => {
					settle(() => {
						reject(new Error(`The screen did not show ${pattern} within ${limitMs} ms:\n${screen()}`));
					});
				}, limitMs);
				watchers.add(check);
				check();
			});
		},
		close(reason) {
			closedBecause = reason;
			notify();
		},
	};
}
