// Files that can be brought to rest: what is being written is written to its end, and nothing is begun after that.

import {Cancelled} from '../core/errors.ts';
import type {Files} from './ports.ts';

export type Finishing = {
	readonly files: Files;
	/** Resolves when no write is under way and no lock is held. Every later write or lock throws `Cancelled`. */
	finish(): Promise<void>;
};

/** A stop must not end in the middle of a save: its lock and its temporary file would stay behind. */
export function finishing(files: Files): Finishing {
	let [busy, isOver] = [0, false];
	let rested = () => {};
	const begin = () => {
		// Whoever holds a lock may still do what belongs to it.
		if (isOver && busy === 0) {
			throw new Cancelled('Stopped.');
		}

		busy += 1;
	};

	const end = () => {
		busy -= 1;
		if (busy === 0) {
			rested();
		}
	};

	const during = async <T>(work: () => Promise<T>): Promise<T> => {
		begin();
		try {
			return await work();
		} finally {
			end();
		}
	};

	return {
		files: {
			...files,
			makeFolder: async (folder, mode) => during(async () => files.makeFolder(folder, mode)),
			writeAtomic: async (path, content, mode) => during(async () => files.writeAtomic(path, content, mode)),
			append: async (path, content, mode) => during(async () => files.append(path, content, mode)),
			remove: async path => during(async () => files.remove(path)),
			removeEmptyFolder: async folder => during(async () => files.removeEmptyFolder(folder)),
			async lock(path) {
				begin();
				let release: (() => Promise<void>) | undefined;
				try {
					release = await files.lock(path);
				} finally {
					if (release === undefined) {
						end();
					}
				}

				const giveBack = release;
				return (
					giveBack &&
					(async () => {
						try {
							await giveBack();
						} finally {
							end();
						}
					})
				);
			},
		},
		async finish() {
			isOver = true;
			if (busy > 0) {
				await new Promise<void>(resolve => {
					rested = resolve;
				});
			}
		},
	};
}
