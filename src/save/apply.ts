// Writes a planned change set: the receipt first, then each file in one step, all of them or none.

import path from 'node:path';
import {raise} from '../catalog/declare.ts';
import {saveFindings} from '../catalog/save.ts';
import {hasChanges, type ChangeSet, type FileChange} from '../core/change-set.ts';
import {UserError} from '../core/errors.ts';
import type {Finding} from '../core/finding.ts';
import type {Ports} from '../ports/ports.ts';
import {exclusively, missingFolders, sweep, unwritable} from './exclusive.ts';
import {isSame} from './plan.ts';
import {
	bytesBefore,
	hashOf,
	idOf,
	listReceipts,
	removeReceipt,
	writeReceipt,
	receiptsFolder,
	type Receipt,
	type ReceiptEntry,
} from './receipt.ts';

/**
 * Applies a change set.
 *
 * The receipt is written before the first file, so that an interruption at any instant can be undone. What an interrupted
 * run left is taken over into this run's receipt: undoing this one then also puts back what that one changed.
 *
 * @returns The receipt.
 * @throws UserError (exit 3) when a place cannot be written or a file changed since it was planned; nothing is changed then.
 */
export async function apply(changeSet: ChangeSet, ports: Ports): Promise<Receipt> {
	const stateFolders = await missingFolders(path.join(receiptsFolder(ports), 'receipt'), ports);
	try {
		return await exclusively(ports, async () => applyAlone(changeSet, stateFolders, ports));
	} catch (error) {
		for (const folder of stateFolders.toReversed()) {
			await ports.files.removeEmptyFolder(folder).catch(() => undefined);
		}

		throw error;
	}
}

/**
 * The same, with what the person has to put right before this can be written as a finding. Anything else is a bug and is thrown on.
 *
 * @returns Undefined when everything was written, or nothing was to be.
 */
export async function tryToApply(changeSet: ChangeSet, ports: Ports): Promise<Finding | undefined> {
	try {
		await (hasChanges(changeSet) ? apply(changeSet, ports) : undefined);
		return undefined;
	} catch (error) {
		if (error instanceof UserError) {
			return raise(saveFindings, 'save.not-written', {check: 'save', details: {reason: error.message, next: error.next}});
		}

		throw error;
	}
}

async function applyAlone(changeSet: ChangeSet, stateFolders: readonly string[], ports: Ports): Promise<Receipt> {
	const known = await listReceipts(ports);
	const interrupted = known.filter(receipt => receipt.state === 'applying');
	await sweep(
		[
			receiptsFolder(ports),
			...[...changeSet.changes, ...interrupted.flatMap(receipt => receipt.entries)].map(({target}) => path.dirname(target)),
		],
		ports,
	);
	for (const change of changeSet.changes) {
		await checkAgain(change, ports);
	}

	const receipt = await prepare(changeSet.changes, known, stateFolders, ports);
	await onDisk(receiptsFolder(ports), async () => writeReceipt(receipt, ports));
	for (const old of interrupted) {
		await removeReceipt(old, ports);
	}

	await writeAll(changeSet.changes, receipt, interrupted.length > 0, ports);
	const applied: Receipt = {...receipt, state: 'applied'};
	await writeReceipt(applied, ports);
	return applied;
}

/** The plan was shown to the person some time ago; bytes that changed since are somebody's work. */
async function checkAgain(change: FileChange, {files}: Ports): Promise<void> {
	const isAsPlanned = await onDisk(
		change.path,
		async () => isSame(await files.read(change.path), change.before) && (await files.resolve(change.path)) === change.target,
	);
	if (!isAsPlanned) {
		throw new UserError(
			`${change.path} was changed meanwhile, so nothing was written`,
			'Run onboard again: it plans anew from what is there now.',
			3,
		);
	}

	if (!(await onDisk(change.path, async () => files.isWritable(change.path)))) {
		throw unwritable(change.path, {code: 'EACCES'});
	}
}

async function prepare(
	changes: readonly FileChange[],
	known: readonly Receipt[],
	stateFolders: readonly string[],
	ports: Ports,
): Promise<Receipt> {
	const interrupted = known.filter(receipt => receipt.state === 'applying');
	const sequence = Math.max(0, ...known.map(receipt => receipt.sequence)) + 1;
	const entries: ReceiptEntry[] = [];
	const folders = [...stateFolders];
	// Oldest first: its original bytes are the ones to go back to.
	const taken = (
		await Promise.all(
			interrupted.toReversed().flatMap(receipt => receipt.entries.map(async entry => ((await isWritten(entry, ports)) ? [entry] : []))),
		)
	).flat();
	for (const change of changes) {
		const facts = await ports.files.stat(change.target);
		const original = taken.find(entry => entry.target === change.target);
		const before = original === undefined ? change.before : bytesBefore(original);
		entries.push({
			path: change.path,
			target: change.target,
			destination: change.destination,
			before: before === undefined ? null : Buffer.from(before).toString('base64'),
			hashBefore: before === undefined ? null : hashOf(before),
			hashAfter: hashOf(change.after),
			hashPlanned: change.before === undefined ? null : hashOf(change.before),
			modeBefore: original === undefined ? (facts?.mode ?? null) : original.modeBefore,
			modeAfter: change.mode,
			...(change.keys === undefined ? {} : {keys: {...original?.keys, ...change.keys}}),
		});
		folders.push(...(await missingFolders(change.target, ports)));
	}

	const others = taken.filter(
		(entry, index) =>
			!entries.some(own => own.target === entry.target) && taken.findIndex(first => first.target === entry.target) === index,
	);
	return {
		schema: 'onboard/receipt@1',
		id: idOf(ports.clock.now(), sequence),
		sequence,
		at: new Date(ports.clock.now()).toISOString(),
		state: 'applying',
		entries: [...others, ...entries],
		folders: [...new Set([...interrupted.flatMap(receipt => receipt.folders), ...folders])],
	};
}

/** Whether the file holds bytes that the interrupted run, or one before it, put there. */
async function isWritten(entry: ReceiptEntry, {files}: Ports): Promise<boolean> {
	const now = await files.read(entry.target);
	const hash = now === undefined ? null : hashOf(now);
	return hash !== entry.hashBefore && (hash === entry.hashAfter || hash === entry.hashPlanned);
}

async function writeAll(changes: readonly FileChange[], receipt: Receipt, hasTakenOver: boolean, ports: Ports): Promise<void> {
	const written: FileChange[] = [];
	for (const change of changes) {
		try {
			await ports.files.makeFolder(path.dirname(change.target), isPrivate(change) ? 0o700 : undefined);
			await ports.files.writeAtomic(change.path, change.after, change.mode);
			written.push(change);
		} catch (error) {
			const isClean = await takeBack(written, receipt, hasTakenOver, ports);
			const failure = unwritable(change.path, error);
			throw isClean ? failure : new UserError(failure.message, 'Some files were written before: run `onboard undo` to put them back.', 3);
		}
	}
}

/** A folder that only the person needs to enter: the AWS tools make theirs the same way. */
function isPrivate(change: FileChange): boolean {
	return (change.mode & 0o077) === 0;
}

async function takeBack(written: readonly FileChange[], receipt: Receipt, hasTakenOver: boolean, ports: Ports): Promise<boolean> {
	try {
		for (const change of written.toReversed()) {
			const entry = receipt.entries.find(candidate => candidate.target === change.target);
			await (change.before === undefined
				? ports.files.remove(change.target)
				: ports.files.writeAtomic(change.target, change.before, entry?.modeBefore ?? change.mode));
		}

		for (const folder of receipt.folders.filter(candidate => !receiptsFolder(ports).startsWith(candidate)).toReversed()) {
			// One that stays empty, or never came to be, is no file of the person's.
			await ports.files.removeEmptyFolder(folder).catch(() => undefined);
		}

		if (!hasTakenOver) {
			await removeReceipt(receipt, ports);
		}

		return true;
	} catch {
		return false;
	}
}

async function onDisk<T>(file: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw unwritable(file, error);
	}
}
