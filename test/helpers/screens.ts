// Stored pictures of screens: an emulated terminal as SVG, compared with assets/screens/*.svg or written there.

import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type xterm from '@xterm/headless';

type Cell = {readonly text: string; readonly width: number; readonly style: string};
type Run = {text: string; column: number; width: number; readonly style: string};

const folder = path.resolve(import.meta.dirname, '../../assets/screens');
const cellWidth = 8.4;
const lineHeight = 18;
const padding = 14;
const background = '#16181d';
const foreground = '#d6d9e0';

// The sixteen named colours, chosen to read well on the background above.
const palette = [
	'#3b3f4a',
	'#e06c75',
	'#98c379',
	'#e5c07b',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#c8ccd4',
	'#7f8593',
	'#ff7b86',
	'#b5e08f',
	'#ffd98a',
	'#82c4ff',
	'#dd9bf0',
	'#7fd5df',
	'#ffffff',
];

export type PictureOptions = {
	/** What the picture shows, for people who cannot see it. */
	readonly title: string;
	/**
	 * Replaces what differs from run to run (`[/\d+ ms/g, '12 ms']`); the replacement is cut or padded to the same width, at its
	 * start when what it replaces starts with a blank (a column that is aligned to the right).
	 */
	readonly steady?: ReadonlyArray<readonly [RegExp, string]>;
};

/**
 * Compares the rows in view with a stored picture, or stores them when `UPDATE_SCREENS=1`.
 *
 * @param name - File name below assets/screens, without `.svg`.
 * @throws Error when they differ or the picture does not exist.
 */
export async function matchPicture(terminal: xterm.Terminal, name: string, options: PictureOptions): Promise<void> {
	const file = path.join(folder, `${name}.svg`);
	const picture = toSvg(terminal, options);
	if (process.env['UPDATE_SCREENS'] === '1') {
		await mkdir(folder, {recursive: true});
		await writeFile(file, picture);
		return;
	}

	const stored = await readFile(file, 'utf8').catch(() => '');
	if (stored !== picture) {
		throw new Error(
			`assets/screens/${name}.svg shows something else; look at the change and store it with UPDATE_SCREENS=1.\n${textIn(stored)}\n--- is now\n${textIn(picture)}`,
		);
	}
}

/** The rows in view, down to the last one with text, as an SVG picture. Equal screens give equal bytes. */
export function toSvg(terminal: xterm.Terminal, {title, steady = []}: PictureOptions): string {
	const rows = rowsOf(terminal).map(cells => steadied(cells, steady));
	const used = rows.slice(0, rows.findLastIndex(cells => cells.some(cell => cell.text.trim() !== '')) + 1);
	const width = number(terminal.cols * cellWidth + 2 * padding);
	const height = number(used.length * lineHeight + 2 * padding);
	const lines = used.map((cells, row) => {
		const y = number(padding + row * lineHeight + 13);
		const runs = runsOf(cells).filter(run => run.text.trim() !== '');
		return runs
			.map(
				run =>
					`<text x="${number(padding + run.column * cellWidth)}" y="${y}" textLength="${number(run.width * cellWidth)}"${run.style}>${escape(run.text)}</text>`,
			)
			.join('');
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
		`<title>${escape(title)}</title>`,
		`<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
		`<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${foreground}" xml:space="preserve">`,
		...lines.filter(line => line !== ''),
		'</g>',
		'</svg>',
		'',
	].join('\n');
}

function rowsOf(terminal: xterm.Terminal): ReadonlyArray<readonly Cell[]> {
	const buffer = terminal.buffer.active;
	return Array.from({length: terminal.rows}, (_, row) => {
		const line = buffer.getLine(buffer.baseY + row);
		const cells: Cell[] = [];
		for (let column = 0; column < terminal.cols; column++) {
			const cell = line?.getCell(column);
			// The second half of a wide character has no width of its own.
			if (cell === undefined || cell.getWidth() > 0) {
				cells.push({text: cell?.getChars() || ' ', width: cell?.getWidth() ?? 1, style: cell === undefined ? '' : styleOf(cell)});
			}
		}

		return cells;
	});
}

function styleOf(cell: xterm.IBufferCell): string {
	const color = colorOf(cell);
	return [
		color === undefined ? '' : ` fill="${color}"`,
		cell.isBold() ? ' font-weight="bold"' : '',
		cell.isItalic() ? ' font-style="italic"' : '',
		cell.isUnderline() ? ' text-decoration="underline"' : '',
		cell.isDim() ? ' opacity="0.6"' : '',
	].join('');
}

/** Inverse text is shown in the colour it would stand on; a picture for reading needs no blocks. */
function colorOf(cell: xterm.IBufferCell): string | undefined {
	if (cell.isFgRGB()) {
		return `#${cell.getFgColor().toString(16).padStart(6, '0')}`;
	}

	return cell.isFgPalette() ? paletteColor(cell.getFgColor()) : undefined;
}

/** The 256-colour palette: 16 named colours, a 6×6×6 cube, 24 greys (xterm's ctlseqs). */
function paletteColor(index: number): string {
	const named = palette[index];
	if (named !== undefined) {
		return named;
	}

	const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
	const parts =
		index >= 232 ? [8, 8, 8].map(base => base + (index - 232) * 10) : [36, 6, 1].map(unit => level(Math.floor((index - 16) / unit) % 6));
	return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Replaces text that differs from run to run, cell by cell, so that columns and styles stay. Only rows of single-width text are touched. */
function steadied(cells: readonly Cell[], steady: ReadonlyArray<readonly [RegExp, string]>): readonly Cell[] {
	const before = cells.map(cell => cell.text).join('');
	const after = steady.reduce(
		(text, [pattern, replacement]) =>
			text.replace(pattern, match => {
				const cut = replacement.slice(0, match.length);
				return match.startsWith(' ') ? cut.padStart(match.length) : cut.padEnd(match.length);
			}),
		before,
	);
	if (after === before || after.length !== cells.length) {
		return cells;
	}

	// A longer text than what stood there looks like what it goes on from, not like the emptiness it covers.
	let style = '';
	return cells.map((cell, index) => {
		const text = after[index] ?? ' ';
		style = cell.text.trim() === '' && text.trim() !== '' ? style : cell.style;
		return {...cell, text, style};
	});
}

function runsOf(cells: readonly Cell[]): readonly Run[] {
	const runs: Run[] = [];
	let column = 0;
	for (const cell of cells) {
		const last = runs.at(-1);
		if (last !== undefined && last.style === cell.style) {
			last.text += cell.text;
			last.width += cell.width;
		} else {
			runs.push({text: cell.text, column, width: cell.width, style: cell.style});
		}

		column += cell.width;
	}

	return runs.map(run => trimmed(run));
}

/** Without blanks at both ends, which nobody sees and every editor would strip. */
function trimmed(run: Run): Run {
	const start = run.text.length - run.text.trimStart().length;
	const text = run.text.trim();
	return {...run, text, column: run.column + start, width: run.width - (run.text.length - text.length)};
}

function textIn(picture: string): string {
	return picture
		.split('\n')
		.filter(line => line.startsWith('<text'))
		.map(line => line.replaceAll(/<[^>]*>/g, ' ').trimEnd())
		.join('\n');
}

function number(value: number): string {
	return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
