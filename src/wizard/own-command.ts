// How this machine starts `onboard` again later.

import type {Processes} from '../ports/ports.ts';

/** `onboard` where it is installed. Run by npx, nothing of that name is left on PATH afterwards: then npx again. */
export async function ownCommand(processes: Processes): Promise<'onboard' | 'npx --yes onboard'> {
	const found = await processes.find('onboard');
	// During a run by npx, PATH leads to npm's cache folder.
	return found === undefined || found.includes('_npx') ? 'npx --yes onboard' : 'onboard';
}
