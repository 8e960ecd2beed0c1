// A place before secrets are masked, and reading a file so that every failure is a fact.

import type {Ports} from '../ports/ports.ts';
import type {Place} from './facts.ts';

export type RawPlace = Omit<Place, 'variables' | 'settings'> & {
	readonly variables: Readonly<Record<string, string>>;
	readonly settings: Readonly<Record<string, unknown>>;
};

/** The file's bytes, or why there are none. Never throws. */
export async function readBytes(
	file: string,
	{files}: Pick<Ports, 'files'>,
): Promise<Uint8Array | {readonly state: 'absent' | 'denied' | 'unreadable'; readonly reason?: string}> {
	try {
		return (await files.read(file)) ?? {state: 'absent'};
	} catch (error) {
		const code = String((error as NodeJS.ErrnoException).code);
		if (code === 'EACCES' || code === 'EPERM') {
			return {state: 'denied', reason: 'reading it is not allowed'};
		}

		return {state: 'unreadable', reason: code === 'EISDIR' ? 'it is a folder' : `reading it failed with ${code}`};
	}
}
