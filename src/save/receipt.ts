// The receipt of a save: what was there, what was put there, kept in the state folder until it is undone.

import {createHash} from 'node:crypto';
import path from 'node:path';
import {UserError} from '../core/errors.ts';
import {stateFolder} from '../ports/places.ts';
import type {Ports} from '../ports/ports.ts';
import {isReceipt} from './receipt-shape.ts';

export type ReceiptEntry = {
	readonly path: string;
	/** What `path` led to when it was written. */
	readonly target: string;
	readonly destination: string;
	/** The original bytes, base64; null when there was no file. */
	readonly before: string | null;
	/** SHA-256 of the original and of the written bytes, hex; null for no file. */
	readonly hashBefore: string | null;
	readonly hashAfter: string;
	/** What was there when this run planned it; differs from `hashBefore` after an interrupted run, whose bytes these are. */
	readonly hashPlanned: string | null;
	/** Permission bits, null for no file. */
	readonly modeBefore: number | null;
	readonly modeAfter: number;
	/** What was put into a file that is the person's, by key, null for what was taken out: ours to take out again. */
	readonly keys?: Readonly<Record<string, string | null>>;
};

export type Receipt = {
	readonly schema: 'onboard/receipt@1';
	readonly id: string;
	/** Counts the saves of this machine; clocks can be set back. */
	readonly sequence: number;
	/** ISO 8601, UTC. */
	readonly at: string;
	/** `applying`: the run that wrote it did not come to its end; each file is as it was or as planned. */
	readonly state: 'applying' | 'applied';
	readonly entries: readonly ReceiptEntry[];
	/** Folders that did not exist before, outermost first. */
	readonly folders: readonly string[];
};

export function receiptsFolder(where: Pick<Ports, 'env' | 'host'>): string {
	return path.join(stateFolder(where), 'receipts');
}

export function hashOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

export function bytesBefore(entry: ReceiptEntry): Uint8Array | undefined {
	return entry.before === null ? undefined : new Uint8Array(Buffer.from(entry.before, 'base64'));
}

/** A name to tell saves apart by: the moment in UTC, then the count. */
export function idOf(now: number, sequence: number): string {
	return `${new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z-${sequence}`;
}

/** Writes a receipt, readable by the person alone: the original bytes may hold anything. */
export async function writeReceipt(receipt: Receipt, ports: Ports): Promise<void> {
	const content = new TextEncoder().encode(`${JSON.stringify(receipt, undefined, '\t')}\n`);
	await ports.files.writeAtomic(receiptPath(receipt.id, ports), content, 0o600);
}

export async function removeReceipt(receipt: Receipt, ports: Ports): Promise<void> {
	await ports.files.remove(receiptPath(receipt.id, ports));
}

/**
 * Receipts that can be undone, the newest first.
 *
 * @throws UserError when one cannot be read: undoing past it could restore the wrong bytes.
 */
export async function listReceipts(ports: Ports): Promise<readonly Receipt[]> {
	const names = (await ports.files.list(receiptsFolder(ports))).filter(name => name.endsWith('.json'));
	const receipts = await Promise.all(names.map(async name => readReceipt(path.join(receiptsFolder(ports), name), ports)));
	return receipts.filter(receipt => receipt !== undefined).toSorted((a, b) => b.sequence - a.sequence);
}

async function readReceipt(file: string, ports: Ports): Promise<Receipt | undefined> {
	const bytes = await ports.files.read(file);
	if (bytes === undefined) {
		return undefined;
	}

	try {
		const receipt: unknown = JSON.parse(new TextDecoder().decode(bytes));
		if (isReceipt(receipt) && receiptPath(receipt.id, ports) === file) {
			return receipt;
		}
	} catch {
		// Reported below, together with other unknown content.
	}

	throw new UserError(
		`The receipt ${file} cannot be read`,
		'It was changed, or written by a newer onboard. Update onboard, or remove the file to go on without it.',
		3,
	);
}

function receiptPath(id: string, ports: Ports): string {
	return path.join(receiptsFolder(ports), `${id}.json`);
}
