// Puts a text that a command made where the person wants it: on standard output, or whole into a file that is never replaced unasked.

import path from 'node:path';
import {line} from '../core/document.ts';
import {UserError} from '../core/errors.ts';
import {shortPath} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {askOne} from './before.ts';
import type {CommandIo} from './command.ts';
import {chooseFace} from './face.ts';
import type {Values} from './flags.ts';
import {signsFor, writeLines} from './output.ts';

export type WriteOut = {
	readonly values: Values;
	readonly io: CommandIo;
	readonly ports: Ports;
};

/**
 * The full path that `--out` names, settled before anything is asked.
 *
 * @returns Undefined without `--out`.
 * @throws UserError (exit code 3) when it cannot be written.
 */
export async function outPath({out}: Values, ports: Ports): Promise<string | undefined> {
	if (out === undefined) {
		return undefined;
	}

	const file = path.resolve(ports.host.folder, out);
	const facts = await ports.files.stat(file).catch(() => undefined);
	if ((facts !== undefined && facts.kind !== 'file') || !(await ports.files.isWritable(file).catch(() => false))) {
		throw new UserError(`${shortPath(file, ports)} cannot be written.`, 'Name a file in a folder that you may write with --out.', 3);
	}

	return file;
}

/**
 * Writes the text to the file, or to standard output when there is none.
 *
 * @throws UserError (exit code 3) when another content is there and nobody agrees to replace it, or it cannot be written.
 */
export async function writeOut(text: string, file: string | undefined, {values, io, ports}: WriteOut): Promise<void> {
	if (file === undefined) {
		io.stdout.write(text);
		return;
	}

	const shown = shortPath(file, ports);
	const bytes = new TextEncoder().encode(text);
	const before = await ports.files.read(file);
	const isSame = before !== undefined && Buffer.compare(before, bytes) === 0;
	if (before !== undefined && !isSame && values.replace !== true && !(await mayReplace(shown, {values, io, ports}))) {
		throw new UserError(`There is a file ${shown} already, with another content.`, 'Name another file with --out, or add --replace.', 3);
	}

	try {
		await (isSame ? undefined : ports.files.writeAtomic(file, bytes, 0o644));
	} catch (error) {
		throw new UserError(
			`${shown} cannot be written: ${error instanceof Error ? error.message : 'unknown error'}.`,
			'Name another file with --out.',
			3,
		);
	}

	writeLines(io.stderr, ports, [
		line([`${signsFor(ports).ok} `, 'ok'], isSame ? `${shown} holds exactly this already.` : `Written to ${shown}.`),
	]);
}

/** Asks on a terminal; without one, nobody agreed. */
async function mayReplace(shown: string, {values, io, ports}: WriteOut): Promise<boolean> {
	if (values.yes === true || !io.stdin.isTTY || !io.stdout.isTTY) {
		return false;
	}

	const face = chooseFace(values, io);
	const reader = face === 'plain' ? (await import('../wizard/lines.ts')).readLines(io.stdin) : undefined;
	try {
		const answer = await askOne(
			{io, world: {ports}, face, reader, isForgetful: true},
			{
				id: 'replace',
				title: `There is a file ${shown} already. Replace it?`,
				why: 'What it holds now is lost. Nothing else is changed.',
				label: 'File',
				options: [
					{value: 'keep', label: 'Keep it as it is'},
					{value: 'replace', label: 'Replace it'},
				],
			},
		);
		return answer === 'replace';
	} finally {
		reader?.close();
	}
}
