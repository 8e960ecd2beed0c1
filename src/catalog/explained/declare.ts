// How a finding is declared that no check raises: an error text that somebody pasted, or the guided search, names it.

import type {Fix, Owner} from '../../core/finding.ts';
import type {Declaration} from '../declare.ts';

/** Words of a finding that is told without one laptop's details. */
export type Explained = {
	readonly owner: Owner;
	readonly title: string;
	readonly cause: string;
	readonly fix: Fix;
	/** The texts or observations that name it. */
	readonly detection: string;
	/** `warn` when work goes on all the same; default `fail`. */
	readonly severity?: 'warn' | 'fail';
	readonly causedBy?: readonly string[];
	readonly links?: readonly string[];
};

/** The same as a declaration, marked so that `doctor` never waits for it. */
export function explained(words: Explained): Declaration {
	return {
		severity: words.severity ?? 'fail',
		owner: words.owner,
		title: () => words.title,
		cause: () => words.cause,
		fix: () => words.fix,
		detection: words.detection,
		raisedBy: 'explain',
		...(words.causedBy === undefined ? {} : {causedBy: words.causedBy}),
		...(words.links === undefined ? {} : {links: words.links}),
	};
}
