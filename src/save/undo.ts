// Puts back what a save changed, byte for byte, or says for each file why it will not.

import path from 'node:path';
import {UserError} from '../core/errors.ts';
import {stateFolder} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {exclusively, sweep, unwritable} from './exclusive.ts';
import {
	bytesBefore,
	hashOf,
	listReceipts,
	receiptsFolder,
	removeReceipt,
	writeReceipt,
	type Receipt,
	type ReceiptEntry,
} from './receipt.ts';

export {listReceipts} from './receipt.ts';

export type UndoResult = {
	readonly id: string;
	/** Paths that are as they were before. */
	readonly restored: readonly string[];
	/** Paths that stay as they are, and why. */
	readonly refused: ReadonlyArray<{readonly path: string; readonly reason: string}>;
};

/**
 * Undoes one save: the newest, or the one with this id. Undoing an interrupted save, or going on with an interrupted
 * undo, is the same: each file is restored, or is already as it was.
 *
 * A file that anybody changed since stays as it is and keeps its place in the receipt.
 *
 * @throws UserError when there is nothing to undo, no save has that id (exit 2), or a file cannot be written (exit 3).
 */
export async function undo(ports: Ports, options: {readonly id?: string} = {}): Promise<UndoResult> {
	if ((await listReceipts(ports)).length === 0) {
		throw new UserError('There is nothing to undo', 'onboard has saved nothing on this machine, or it is undone already.');
	}

	const {result, folders} = await exclusively(ports, async () => {
		const receipts = await listReceipts(ports);
		const receipt = options.id === undefined ? receipts[0] : receipts.find(candidate => candidate.id === options.id);
		if (receipt === undefined) {
			throw new UserError(`No save has the id ${options.id ?? ''}`, 'Run `onboard undo --list` for the ids.');
		}

		return {result: await undoReceipt(receipt, ports), folders: receipt.folders};
	});
	if (result.refused.length === 0) {
		await removeFolders(folders, ports);
	}

	return result;
}

async function undoReceipt(receipt: Receipt, ports: Ports): Promise<UndoResult> {
	await sweep([receiptsFolder(ports), ...receipt.entries.map(entry => path.dirname(entry.target))], ports);
	const restored: string[] = [];
	const refused: Array<{path: string; reason: string; entry: ReceiptEntry}> = [];
	// The line before the fragment it reads, the other way round than written.
	for (const entry of receipt.entries.toReversed()) {
		const reason = await restore(entry, ports);
		if (reason === undefined) {
			restored.push(entry.path);
		} else {
			refused.push({path: entry.path, reason, entry});
		}
	}

	if (refused.length === 0) {
		await removeReceipt(receipt, ports);
	} else {
		await writeReceipt({...receipt, entries: receipt.entries.filter(entry => refused.some(other => other.entry === entry))}, ports);
	}

	return {id: receipt.id, restored, refused: refused.map(({path: file, reason}) => ({path: file, reason}))};
}

/** Restores one file; answers why it did not. */
async function restore(entry: ReceiptEntry, {files}: Ports): Promise<string | undefined> {
	try {
		if ((await files.resolve(entry.path)) !== entry.target) {
			return `it leads to another file now; ${entry.target} was changed by onboard`;
		}

		const [now, facts, before] = [await files.read(entry.target), await files.stat(entry.target), bytesBefore(entry)];
		const hash = now === undefined ? null : hashOf(now);
		if (hash === entry.hashBefore) {
			return undefined;
		}

		if (now === undefined) {
			return 'it was removed since';
		}

		if (hash !== entry.hashAfter && hash !== entry.hashPlanned) {
			return 'it was changed since; take out what onboard wrote by hand, or put the file back as onboard left it';
		}

		if (before === undefined) {
			await files.remove(entry.target);
		} else {
			// A mode that somebody set since is theirs.
			await files.writeAtomic(
				entry.target,
				before,
				facts?.mode === entry.modeAfter ? (entry.modeBefore ?? entry.modeAfter) : (facts?.mode ?? entry.modeAfter),
			);
		}

		return undefined;
	} catch (error) {
		return unwritable(entry.path, error).message;
	}
}

/** Folders that the save created go when they are empty: also our own, once nothing is left to undo. */
async function removeFolders(folders: readonly string[], ports: Ports): Promise<void> {
	const own = [stateFolder(ports), receiptsFolder(ports)];
	for (const folder of [...new Set([...folders, ...own])].toSorted((a, b) => b.length - a.length)) {
		await ports.files.removeEmptyFolder(folder).catch(() => undefined);
	}
}
