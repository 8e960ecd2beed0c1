// Which keys of a file that is the person's are ours: those that a save put there and nobody has changed since.

import type {Ports} from '../ports/ports.ts';
import {listReceipts} from './receipt.ts';

/**
 * What the saves on this machine put into a file, as far as their receipts tell; a save that was undone does not count.
 *
 * @returns Values by key (`env.AWS_REGION`, `awsAuthRefresh`); empty when a receipt cannot be read, because nothing is then known to be ours.
 */
export async function keysPutInto(target: string, ports: Ports): Promise<Readonly<Record<string, string>>> {
	const receipts = await listReceipts(ports).catch(() => []);
	const put = new Map<string, string>();
	for (const entry of receipts.toReversed().flatMap(receipt => receipt.entries)) {
		for (const [key, value] of entry.target === target ? Object.entries(entry.keys ?? {}) : []) {
			if (value === null) {
				put.delete(key);
			} else {
				put.set(key, value);
			}
		}
	}

	return Object.fromEntries(put);
}
