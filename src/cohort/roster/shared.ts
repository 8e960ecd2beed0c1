// Which of a preset's answers hold for somebody: those of another cloud than theirs do not.

import {ownAnswers} from '../../core/registered.ts';
import {providers} from '../../providers/all.ts';

/** Answers that mean the same at every cloud. */
const everywhere: ReadonlySet<string> = new Set(['route', 'destinations']);

/**
 * The answers of a preset that a person takes over.
 *
 * @param provider - What their own row names; undefined when it leaves the choice to the preset.
 */
export function sharedFor(provider: string | undefined, shared: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	if (provider === undefined || provider === shared['provider']) {
		return shared;
	}

	const theirs = providers.find(({id}) => id === provider)?.answers ?? {};
	const known = ownAnswers(providers);
	const applies = (id: string) =>
		everywhere.has(id) || (shared['provider'] === undefined && (!Object.hasOwn(known, id) || Object.hasOwn(theirs, id)));
	return Object.fromEntries(Object.entries(shared).filter(([id]) => applies(id)));
}
