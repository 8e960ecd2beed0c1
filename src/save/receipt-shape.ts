// Whether what a receipt file holds is a receipt, to the last field: undo writes and removes files by it.

import {createHash} from 'node:crypto';
import path from 'node:path';
import type {Receipt, ReceiptEntry} from './receipt.ts';

type Fields<T> = {readonly [Key in keyof T]?: unknown};

/** Whether this is a whole receipt, whose original bytes are the ones it names. */
export function isReceipt(value: unknown): value is Receipt {
	if (typeof value !== 'object' || value === null) {
		return false;
	}

	const {schema, id, sequence, at, state, entries, folders}: Fields<Receipt> = value;
	return (
		schema === 'onboard/receipt@1' &&
		typeof id === 'string' &&
		Number.isSafeInteger(sequence) &&
		typeof at === 'string' &&
		(state === 'applying' || state === 'applied') &&
		Array.isArray(entries) &&
		entries.every(entry => isEntry(entry)) &&
		Array.isArray(folders) &&
		folders.every(folder => isPath(folder))
	);
}

function isEntry(value: unknown): value is ReceiptEntry {
	if (typeof value !== 'object' || value === null) {
		return false;
	}

	const entry: Fields<ReceiptEntry> = value;
	return (
		isPath(entry.path) &&
		isPath(entry.target) &&
		typeof entry.destination === 'string' &&
		isOriginal(entry.before, entry.hashBefore) &&
		typeof entry.hashAfter === 'string' &&
		(entry.hashPlanned === null || typeof entry.hashPlanned === 'string') &&
		(entry.modeBefore === null || isMode(entry.modeBefore)) &&
		isMode(entry.modeAfter) &&
		(entry.keys === undefined || areKeys(entry.keys))
	);
}

function isPath(value: unknown): boolean {
	return typeof value === 'string' && path.isAbsolute(value) && !value.includes('\0');
}

function isOriginal(before: unknown, hash: unknown): boolean {
	return typeof before === 'string'
		? createHash('sha256').update(Buffer.from(before, 'base64')).digest('hex') === hash
		: before === null && hash === null;
}

function isMode(value: unknown): boolean {
	return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0o7777;
}

function areKeys(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.values(value).every(item => item === null || typeof item === 'string');
}
