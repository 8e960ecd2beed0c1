// `onboard undo`: puts back the exact bytes that the last run changed, or says why it will not.

import {line} from '../core/document.ts';
import type {ExitCode} from '../core/errors.ts';
import {shortPath} from '../ports/places.ts';
import {listReceipts, undo} from '../save/undo.ts';
import type {CommandIo} from './command.ts';
import type {Values} from './flags.ts';
import {writeLines} from './output.ts';
import {openWorld} from './world.ts';

/** Exit code 0 when put back (or nothing to do), 3 when a file had to be left alone. */
export async function run(values: Values, io: CommandIo): Promise<ExitCode> {
	const world = await openWorld(values, io, {isConfigured: true});
	try {
		const {ports} = world;
		const receipts = await listReceipts(ports);
		if (values.list === true || receipts.length === 0) {
			const rows = receipts.map(receipt =>
				line([`${receipt.id}  `, 'strong'], receipt.entries.map(entry => shortPath(entry.path, ports)).join(', ')),
			);
			writeLines(io.stdout, ports, rows.length === 0 ? [line('There is nothing to undo.')] : rows);
			return 0;
		}

		const result = await undo(ports);
		writeLines(io.stdout, ports, [
			...result.restored.map(path => line(['✔ ', 'ok'], `put back ${shortPath(path, ports)}`)),
			...result.refused.map(({path, reason}) => line(['✖ ', 'fail'], `left ${shortPath(path, ports)} alone: ${reason}`)),
		]);
		return result.refused.length === 0 ? 0 : 3;
	} finally {
		await world.close();
	}
}
