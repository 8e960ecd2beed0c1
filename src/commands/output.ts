// Writing to the person's streams: lines with colour where the terminal shows it, waiting for slow readers.

import {line, type Line} from '../core/document.ts';
import {glyphs, showsUnicode, type Glyphs} from '../core/glyphs.ts';
import {printLines, type PrintOptions} from '../output/lines.ts';
import type {Environment, Ports} from '../ports/ports.ts';

/** Whether colour may be written to a stream: https://no-color.org, FORCE_COLOR, and a terminal that is not dumb. */
export function allowsColor(stream: NodeJS.WriteStream, env: Environment): boolean {
	if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') {
		return false;
	}

	return (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') || (stream.isTTY && env['TERM'] !== 'dumb');
}

/** How to print on this stream. Wrapped only on a terminal, so that pipes see whole lines. */
export function printOptions(stream: NodeJS.WriteStream, ports: Ports): PrintOptions {
	return {
		...(stream.isTTY ? {width: Math.max(40, Math.min(stream.columns, 110))} : {}),
		color: allowsColor(stream, ports.env),
		unicode: unicodeOn(ports),
	};
}

/** Whether signs beyond ASCII are shown. */
export function unicodeOn(ports: Ports): boolean {
	return showsUnicode(ports.env, ports.host.platform);
}

/** The signs for this terminal. */
export function signsFor(ports: Ports): Glyphs {
	return glyphs(unicodeOn(ports));
}

/** Says above everything else that the cloud is a simulated one; nothing for a real one. */
export function simulatedLines({sandbox}: Ports): readonly Line[] {
	return sandbox === undefined ? [] : [line([`simulated cloud ${sandbox}`, 'muted']), line('')];
}

/** Writes lines. */
export function writeLines(stream: NodeJS.WriteStream, ports: Ports, lines: readonly Line[]): void {
	stream.write(printLines(lines, printOptions(stream, ports)));
}
